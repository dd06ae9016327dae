import { cite, type Limits } from './limits.ts'
import { DECISIONS, decisionOf, type Decision, type DecisionId } from './powers.ts'

/**
 * 授权: the assembly lets its representatives decide in its place (VCL 27, 28; 居委会组织法 30). The resolution names the
 * matters and a day until which it holds, within the term of the committee in office: representatives are chosen for that
 * term and no longer (VCL 29), and whom the next ones may bind is for the next assembly to say (reading).
 */

export type Grant = { decisions: readonly DecisionId[]; until: string }

const DELEGATIONS: readonly DecisionId[] = ['delegation', 'residents-delegation']
export const isDelegation = (decision: DecisionId): boolean => DELEGATIONS.includes(decision)

/** What may be lent by a decision to delegate: what its own law lets representatives decide when authorised. */
export function delegable(decision: DecisionId): DecisionId[] {
  const { law } = decisionOf(decision)
  const all: readonly (readonly [string, Decision])[] = Object.entries(DECISIONS)
  return all.flatMap(([id, each]) =>
    each.law === law && (each.byAuthority?.length ?? 0) > 0
      ? // A key of DECISIONS, which the entries have forgotten.
        [id as DecisionId]
      : [],
  )
}

/** The last day of a committee’s term: five years from the day it took office, that day counted (VCL 14; rules 1.1.15). */
export function termEnd(limits: Limits, startedOn: string): string {
  const limit = limits['vc.committee.term_years']
  if (limit.kind !== 'most') throw new Error('vc.committee.term_years is no ceiling')
  const [year = 0, month = 1, day = 1] = startedOn.split('-').map(Number)
  return new Date(Date.UTC(year + limit.value, month - 1, day - 1)).toISOString().slice(0, 10)
}

/** When the committee in office took it; undefined where nobody is registered. */
type Term = { startedOn: string | undefined }

/** What is wrong with a motion to authorise the representatives, by its field; undefined when nothing is. */
export function grantFault(
  limits: Limits,
  { decision, grant, on, startedOn }: Term & { decision: DecisionId; grant: Grant | undefined; on: string },
): { field: 'decisions' | 'until'; says: string } | undefined {
  if (!grant || grant.decisions.length === 0)
    return { field: 'decisions', says: '授权要写明哪些事项，请至少选一项' }
  const lent = delegable(decision)
  const kept = grant.decisions.find((id) => !lent.includes(id))
  if (kept)
    return { field: 'decisions', says: `“${decisionOf(kept).name}”不能授权，只能由有权决定的会议自己决定` }
  if (grant.until < on) return { field: 'until', says: '授权的期限在开会以前就过了，请核对' }
  if (startedOn === undefined)
    return {
      field: 'until',
      says: '系统里没有登记现任村（居）委会成员，不知道这一届到哪天，请先在“组织成员”里登记',
    }
  const end = termEnd(limits, startedOn)
  return grant.until > end
    ? {
        field: 'until',
        says: `授权不能超过这一届村（居）委会的任期（${startedOn} 起，到 ${end}；${cite(limits['vc.committee.term_years'])}）`,
      }
    : undefined
}

/**
 * Until when a granted authority holds on a day: as it was granted, within the term of whoever was in office then. A
 * committee that took office afterwards ends it the day before.
 */
export function heldUntil(
  limits: Limits,
  { until, decidedOn, startedOn }: Term & { until: string; decidedOn: string },
): string {
  if (startedOn === undefined) return decidedOn
  if (startedOn > decidedOn) {
    const before = new Date(Date.parse(startedOn) - 86_400_000).toISOString().slice(0, 10)
    return before < until ? before : until
  }
  const end = termEnd(limits, startedOn)
  return end < until ? end : until
}
