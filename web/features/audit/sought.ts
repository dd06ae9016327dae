import type { Input, Output } from '#web/client/call.ts'

export type Sought = Omit<NonNullable<Input<'audit.search'>['query']>, 'cursor' | 'limit'>
export type AuditRow = Output<'audit.search'>['rows'][number]
type Outcome = AuditRow['outcome']

export const OUTCOMES: Readonly<Record<Outcome, string>> = { done: '成功', refused: '被拒绝', failed: '出错' }

const isOutcome = (value: string): value is Outcome => Object.hasOwn(OUTCOMES, value)
const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value)
const isText = (value: string) => value.trim() !== ''
const checks: Readonly<Record<keyof Sought, (value: string) => boolean>> = {
  who: isText,
  record: isText,
  route: isText,
  outcome: isOutcome,
  from: isDay,
  to: isDay,
}

/** What is looked for, as the address says it; what an old link or a slip of the hand put there is left out. */
export function readSought(search: string): Sought {
  const given = new URLSearchParams(search)
  const kept = Object.entries(checks).flatMap(([key, fits]) => {
    const value = given.get(key)
    return value !== null && fits(value) ? [[key, value]] : []
  })
  return Object.fromEntries(kept)
}
