import type { Fault } from './checks.ts'
import type { Content } from './content.ts'
import { yuan } from './money.ts'
import { periodName } from './period.ts'
import { isBook, SIDE_NAMES, SIDES, totalOf } from './sums.ts'

/** One book over its periods: what one ends with the next begins with, and a correction of one asks others to follow. */

/** The same item in the period before and in the one after, as they hang; money in fen. */
export type Beside = {
  before?: { period: string; closing?: number | undefined } | undefined
  after?: { period: string; opening?: number | undefined } | undefined
}

/** What does not join with the periods beside it. What comes after only warns: it is corrected once this one hangs. */
export function joinFaults({ opening, closing }: Content, { before, after }: Beside): Fault[] {
  const faults: Fault[] = []
  if (before?.closing !== undefined && opening !== before.closing) {
    const held = `上一期（${periodName(before.period)}）公开的期末`
    faults.push({
      sentence:
        opening === undefined
          ? `${held}结余是 ${yuan(before.closing)} 元，这一期也请填期初和期末结余`
          : `期初写的是 ${yuan(opening)} 元，${held}是 ${yuan(before.closing)} 元，相差 ${yuan(Math.abs(opening - before.closing))} 元，请核对；上一期有误的，先更正上一期`,
    })
  }
  if (after?.opening !== undefined && closing !== undefined && after.opening !== closing)
    faults.push({
      sentence: `下一期（${periodName(after.period)}）公开的期初是 ${yuan(after.opening)} 元，这一版公布后，下一期要跟着更正`,
      warning: true,
    })
  return faults
}

/** Why the next period is to be corrected after this one was, or `undefined` when it joins. */
export function nextOwes({ closing }: Content, { after }: Beside, name: string): string | undefined {
  if (closing === undefined || after?.opening === undefined || closing === after.opening) return undefined
  return `${name}已更正，期末是 ${yuan(closing)} 元，这一期的期初要跟着更正`
}

/** Why the books of the same time are to be looked at after this table was corrected, or `undefined` when its money stayed. */
export function booksOwe(old: Content, now: Content, name: string): string | undefined {
  if (isBook(now)) return undefined
  const changed = SIDES.filter((side) => totalOf(old, side) !== totalOf(now, side)).map(
    (side) => `${SIDE_NAMES[side]}由 ${yuan(totalOf(old, side))} 元改为 ${yuan(totalOf(now, side))} 元`,
  )
  return changed.length === 0
    ? undefined
    : `${name}已更正，${changed.join('，')}，这一期的账要跟着更正；账上没有错的，请在说明里写明`
}
