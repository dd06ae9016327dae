import { bodyOf, type BodyId } from './bodies.ts'
import { cite, type Limits } from './limits.ts'

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

/** The first day on which a meeting noticed today may be held. */
export function earliestDay(limits: Limits, body: BodyId, sentOn: string): string {
  const { notice } = bodyOf(body)
  const limit = notice ? limits[notice] : undefined
  const days = limit?.kind === 'least' ? limit.value : 0
  return new Date(Date.parse(sentOn) + days * DAY_MS).toISOString().slice(0, 10)
}
