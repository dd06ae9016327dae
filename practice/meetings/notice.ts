import { bodyOf, type BodyId } from './bodies.ts'
import { cite, type Limits } from './limits.ts'
import type { DecisionId } from './powers.ts'

const DAY_MS = 86_400_000

/** Days from one date to another; the first is not counted, the last is (民法典 201, rules 0.2). */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** What a notice says of itself; dates are `YYYY-MM-DD` in China. */
export type Notice = { body: BodyId; sentOn: string; meetsOn: string; reason?: string | undefined }

/** Why the meeting may not be held on that day; undefined when it may. */
export function noticeFault(limits: Limits, { body, sentOn, meetsOn, reason }: Notice): string | undefined {
  const { name, notice, urgent } = bodyOf(body)
  if (!notice) return undefined
  const limit = limits[notice]
  if (limit.kind !== 'least') throw new Error(`${notice} is no number of days`)
  const days = daysBetween(sentOn, meetsOn)
  if (days >= limit.value) return undefined
  const says = `${name}要提前 ${limit.value} 日通知，现在只有 ${Math.max(0, days)} 日（${cite(limit)}）`
  if (!urgent) return `${says}，请改会期`
  return reason?.trim() ? undefined : `${says}；遇有特殊情况的请写明理由`
}

/** Decisions about reports and plans that members read beforehand (RCE 46). */
const REPORTED: readonly DecisionId[] = ['collective-budget', 'board-report']

/** Why members would have too little time to read the reports; undefined when they have enough. */
export function reportFault(
  limits: Limits,
  { body, sentOn, meetsOn }: Notice,
  decisions: readonly DecisionId[],
): string | undefined {
  const limit = limits['rce.report_days_before']
  if (limit.kind !== 'least') throw new Error('rce.report_days_before is no number of days')
  if (!decisions.some((decision) => REPORTED.includes(decision))) return undefined
  const days = daysBetween(sentOn, meetsOn)
  return days >= limit.value
    ? undefined
    : `年度报告、财务报告和分配方案要在${bodyOf(body).name} ${limit.value} 日前供成员查阅，现在只有 ${Math.max(0, days)} 日，请改会期（${cite(limit)}）`
}

/** The first day on which a meeting noticed today may be held. */
export function earliestDay(limits: Limits, body: BodyId, sentOn: string): string {
  const { notice } = bodyOf(body)
  const limit = notice ? limits[notice] : undefined
  const days = limit?.kind === 'least' ? limit.value : 0
  return new Date(Date.parse(sentOn) + days * DAY_MS).toISOString().slice(0, 10)
}
