import { OTHER_SHARE } from '#practice/disclosure/checks.ts'
import type { Sort } from './desk-filter.ts'
import type { Watch } from './desk-words.ts'

type Village = Watch['villages'][number]
/** A village, or a street with what its villages come to. */
export type WatchRow = Omit<Village, 'town'> & { isTown: boolean }

const SUMMED = [
  'due',
  'published',
  'late',
  'soon',
  'lateHot',
  'questionsOpen',
  'questionsLate',
  'correctionsOwed',
  'otherFen',
  'moneyFen',
  'reminders',
] as const

/** What several villages come to; the longest lateness is the longest of any. */
export function totalOf(rows: readonly Village[]) {
  const total = { daysLate: Math.max(0, ...rows.map(({ daysLate }) => daysLate)) }
  const sums = Object.fromEntries(SUMMED.map((key) => [key, rows.reduce((sum, row) => sum + row[key], 0)]))
  // One entry for each of the names above.
  return { ...total, ...(sums as Record<(typeof SUMMED)[number], number>) }
}

export const villageRows = (villages: readonly Village[]): WatchRow[] =>
  villages.map((village) => ({ ...village, isTown: false }))

/** The streets of an area, in the order of their codes. */
export function townRows(villages: readonly Village[]): WatchRow[] {
  const towns = new Map(villages.map(({ town, townName }) => [town, townName]))
  return [...towns].map(([division, name]) => ({
    division,
    name,
    townName: '',
    isTown: true,
    ...totalOf(villages.filter(({ town }) => town === division)),
  }))
}

/** Money only called 其他 of all money made public; undefined where none was. */
export const otherShare = ({ otherFen, moneyFen }: Pick<Village, 'otherFen' | 'moneyFen'>) =>
  moneyFen > 0 ? otherFen / moneyFen : undefined

/** More than a publication may leave undivided. */
export const isMuchOther = (row: Pick<Village, 'otherFen' | 'moneyFen'>) =>
  (otherShare(row) ?? 0) > OTHER_SHARE

/** Hot items first, then how many, then for how long: what villagers wait for most. */
const WORST = ['lateHot', 'late', 'daysLate', 'questionsLate', 'correctionsOwed'] as const

/** Most first; without a number to go by, worst first. Equals stay in the order of their codes. */
export function sorted(rows: readonly WatchRow[], sort: Sort | undefined): WatchRow[] {
  const valueOf = (row: WatchRow) => (sort === 'otherShare' ? (otherShare(row) ?? -1) : sort ? row[sort] : 0)
  return rows.toSorted((a, b) => {
    if (sort) return valueOf(b) - valueOf(a)
    const first = WORST.find((key) => a[key] !== b[key])
    return first ? b[first] - a[first] : 0
  })
}
