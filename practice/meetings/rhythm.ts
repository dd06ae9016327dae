import { bodyOf, type BodyId } from './bodies.ts'
import { cite, type LimitName, type Limits } from './limits.ts'
import { daysBetween } from './notice.ts'
import type { DecisionId } from './powers.ts'

/** How often the laws want bodies to meet, and whether a village’s did. Days are `YYYY-MM-DD` in China. */

/** A meeting that was held, and what it decided about. */
export type Held = { body: BodyId; on: string; decisions: readonly DecisionId[] }
export type Rhythm = {
  limit: LimitName
  what: string
  last?: string
  overdue: boolean
  says: string
  law: string
}

const YEAR_DAYS = 365

type Rule = {
  limit: LimitName
  what: string
  counts: (held: Held) => boolean
  /** The first day of the time in which it must have been held, as of a day. */
  since: (today: string) => string
  span: string
}

const year = (today: string) =>
  new Date(Date.parse(today) - YEAR_DAYS * 86_400_000).toISOString().slice(0, 10)
/** The first day of the part of the year that ended last: of that of three months, or six. */
const partBefore = (months: number) => (today: string) => {
  const [y = 0, m = 1] = today.split('-').map(Number)
  const part = Math.floor((m - 1) / months) - 1
  const [of, nth] = part < 0 ? [y - 1, 12 / months - 1] : [y, part]
  return `${of}-${String(nth * months + 1).padStart(2, '0')}-01`
}
const isBody = (body: BodyId) => (held: Held) => held.body === body

const VILLAGE: readonly Rule[] = [
  {
    limit: 'vc.assembly.min_per_year',
    what: bodyOf('village-assembly').name,
    counts: isBody('village-assembly'),
    since: year,
    span: '一年里',
  },
  {
    limit: 'vc.reps.per_quarter',
    what: bodyOf('village-representatives').name,
    counts: isBody('village-representatives'),
    since: partBefore(3),
    span: '上个季度起',
  },
  {
    limit: 'vc.appraisal.per_year',
    what: '民主评议',
    counts: ({ decisions }) => decisions.includes('appraisal'),
    since: year,
    span: '一年里',
  },
]
const COMMUNITY: readonly Rule[] = [
  {
    limit: 'residents.reps.per_half_year',
    what: bodyOf('residents-representatives').name,
    counts: isBody('residents-representatives'),
    since: partBefore(6),
    span: '上个半年起',
  },
]

/** Neighbourhoods have 001 to 199 as the last three digits of their code (rules 5.2). */
export const isCommunity = (division: string) => Number(division.slice(9, 12)) < 200

/** Whether each body that has to met as often as the law wants. */
export function rhythmOf(limits: Limits, division: string, held: readonly Held[], today: string): Rhythm[] {
  return (isCommunity(division) ? COMMUNITY : VILLAGE).map(({ limit: name, what, counts, since, span }) => {
    const limit = limits[name]
    if (limit.kind !== 'least') throw new Error(`${name} is no least number`)
    const days = held
      .filter(counts)
      .map(({ on }) => on)
      .filter((on) => on <= today)
      .toSorted()
    const last = days.at(-1)
    const from = since(today)
    const times = days.filter((on) => on >= from).length
    const overdue = times < limit.value
    const ago =
      last === undefined
        ? '系统里还没有记录'
        : last === today
          ? '最近一次是今天'
          : `最近一次是 ${last}，${daysBetween(last, today)} 天前`
    return {
      limit: name,
      what,
      ...(last === undefined ? {} : { last }),
      overdue,
      says: `${ago}；${span}开了 ${times} 次，要 ${limit.value} 次${overdue ? '，该开了' : ''}`,
      law: cite(limit),
    }
  })
}
