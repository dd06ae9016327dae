import { sql as raw, type Expression } from 'kysely'
import type { AnyFlow } from '#practice/kit/index.ts'
import { sql, type Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { fits, inListing, type Builder, type Filter } from '#server/modules/matters/index.ts'
import type { Measures } from './rules.ts'

/**
 * Six statements, each over what is open or over the last 30 days, so none grows with the years. For a county with
 * 300,000 matters of two years: open 11 ms, opened 17, ended 33, stages 29, events 3, points 12.
 */

/** Who looks: the numbers are those of this person's lists. */
export type Sight = { scope: Scope; flows: readonly AnyFlow[] }

const listing = ({ scope, flows }: Sight, filter: Filter) => ({ scope, flows, filter })

const countWhere = (b: Builder, sight: Sight, filter: Filter) =>
  b.fn.countAll<number>().filterWhere(fits(b, listing(sight, filter)))

export type PlaceCount = {
  village: string
  open: number
  warned: number
  overdue: number
  urgent: number
  refused: number
}

/** What is open, by village. */
export function openByPlace(tx: Tx, sight: Sight, m: Measures): Promise<PlaceCount[]> {
  const query = sql
    .selectFrom('matters')
    .select((b) => [
      raw<string>`coalesce(village, '')`.as('village'),
      b.fn.countAll<number>().as('open'),
      countWhere(b, sight, m.warned).as('warned'),
      countWhere(b, sight, m.overdue).as('overdue'),
      countWhere(b, sight, m.urgent).as('urgent'),
      countWhere(b, sight, m.refused).as('refused'),
    ])
    .where((b) => inListing(b, listing(sight, m.open)))
    .groupBy('village')
  return tx.run(query.compile())
}

export type DayCount = { day: string; n: number }
export type ClassCount = { flow: string; prefix: string | null; n: number }
export type OpenedCounts = { today: number; month: number; closed: number }

type OpenedRow = OpenedCounts & {
  by: number
  day: string | null
  village: string | null
  flow: string | null
  prefix: string | null
  n: number
}

/** Bits of `grouping(day, village, flow)`: 1 where a column was not grouped by. */
const BY_DAY = 0b011
const BY_PLACE = 0b101
const BY_CLASS = 0b110
const IN_ALL = 0b111

const dayOf = (column: 'opened_at' | 'ended_at') =>
  raw<string>`to_char(${raw.ref(column)} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`

/** What was opened in the last 30 days: by day, by village, by class, and in all. */
export async function openedLately(tx: Tx, sight: Sight, m: Measures) {
  const lately = sql
    .selectFrom('matters')
    .select((b) => [
      dayOf('opened_at').as('day'),
      'village',
      'flow',
      raw<string | null>`left(item, 2)`.as('prefix'),
      raw<boolean>`${fits(b, listing(sight, m.today))}`.as('today'),
      raw<boolean>`${fits(b, listing(sight, m.opened))}`.as('month'),
      raw<boolean>`${fits(b, listing(sight, m.closed))}`.as('closed'),
    ])
    .where((b) => inListing(b, listing(sight, { from: m.opened.from })))
  const rows = await tx.run(
    raw<OpenedRow>`
      select grouping(day, village, flow)::int as by, day, village, flow, prefix, count(*) as n,
        count(*) filter (where today) as today, count(*) filter (where month) as month,
        count(*) filter (where closed) as closed
      from (${lately}) as lately
      group by grouping sets ((day), (village), (flow, prefix), ())`.compile(sql),
  )
  const part = (by: number) => rows.filter((row) => row.by === by)
  const [all] = part(IN_ALL)
  return {
    counts: { today: all?.today ?? 0, month: all?.month ?? 0, closed: all?.closed ?? 0 },
    days: part(BY_DAY).map(({ day, n }) => ({ day: day ?? '', n })),
    places: new Map(part(BY_PLACE).map(({ village, n }) => [village ?? '', n])),
    classes: part(BY_CLASS).map(({ flow, prefix, n }) => ({ flow: flow ?? '', prefix, n })),
  }
}

export type ClosedCounts = {
  ended: number
  handled: number
  onTime: number
  satisfied: number
  unanswered: number
  refused: number
}

/** What ended in the last 30 days, by day; the totals are their sums. */
export async function endedLately(
  tx: Tx,
  sight: Sight,
  m: Measures,
): Promise<{ counts: ClosedCounts; days: DayCount[] }> {
  const query = sql
    .selectFrom('matters')
    .select((b) => [
      dayOf('ended_at').as('day'),
      b.fn.countAll<number>().as('ended'),
      countWhere(b, sight, m.handled).as('handled'),
      countWhere(b, sight, m.onTime).as('onTime'),
      countWhere(b, sight, m.satisfied).as('satisfied'),
      countWhere(b, sight, m.unanswered).as('unanswered'),
      countWhere(b, sight, m.refused).as('refused'),
    ])
    .where((b) => inListing(b, listing(sight, m.ended)))
    .groupBy(dayOf('ended_at'))
  const rows = await tx.run(query.compile())
  const sum = (key: keyof ClosedCounts) => rows.reduce((total, row) => total + row[key], 0)
  return {
    counts: {
      ended: sum('ended'),
      handled: sum('handled'),
      onTime: sum('onTime'),
      satisfied: sum('satisfied'),
      unanswered: sum('unanswered'),
      refused: sum('refused'),
    },
    days: rows.map(({ day, ended }) => ({ day, n: ended })),
  }
}

export type StageTime = { flow: string; stage: string; hours: number; n: number }

/** Enough for an average to the hour; a county that ends more in a month is measured by its latest. */
const MEASURED_MAX = 2000

/** How long the matters that ended in the last 30 days stood in each stage, from their entries. */
export function stageTimes(tx: Tx, sight: Sight, m: Measures): Promise<StageTime[]> {
  const latest = sql
    .selectFrom('matters')
    .select(['id', 'flow'])
    .where((b) => inListing(b, listing(sight, m.handled)))
    .orderBy('ended_at', 'desc')
    .limit(MEASURED_MAX)
  return tx.run(
    // Lateral for the same reason as below: 330 ms with the plan a join gets at 100,000 matters.
    raw<StageTime>`
      with m as materialized (${latest})
      select flow, stage, avg(extract(epoch from left_at - at))::float8 / 3600 as hours, count(*) as n
      from m, lateral (
        select change->>'stage' as stage, at, lead(at) over (order by seq) as left_at
        from entries where county = current_county() and matter = m.id and change ? 'stage') as passed
      where left_at is not null
      group by flow, stage`.compile(sql),
  )
}

export type EventRow = {
  matter: string
  seq: number
  at: Date
  action: string
  /** The stage the entry led to. */
  entered: string | null
  flow: string
  division: string
  item: string | null
  stage: string
  ended_at: Date | null
  overdue_at: Date | null
}

const EVENTS_MAX = 20

/** The latest entries in view, whatever they are about, except what is confidential. */
export function latestEvents(tx: Tx, sight: Sight, m: Measures): Promise<EventRow[]> {
  const seen = (also: (b: Builder) => Expression<unknown>) =>
    sql
      .selectFrom('matters')
      .select(['id', 'flow', 'division', 'item', 'stage', 'ended_at', 'overdue_at'])
      .where((b) => inListing(b, listing(sight, {})))
      .where('confidential', '=', false)
      .where((b) => raw<boolean>`${also(b)}`)
  const columns = raw`e.matter, e.seq, e.at, e.action, e.change->>'stage' as entered,
    m.flow, m.division, m.item, m.stage, m.ended_at, m.overdue_at`
  // A county's latest entries are simply the latest; an area's are found among its own matters that are alive.
  const alive = (b: Builder) =>
    b.or([b('ended_at', 'is', null), raw<boolean>`ended_at >= ${m.ended.endedFrom}::date`])
  const isCounty = (sight.scope.post?.division ?? '').length <= 6
  const query = isCounty
    ? raw<EventRow>`select ${columns} from entries e, lateral (${seen(() => raw`id = e.matter`)}) as m
        where e.county = current_county() order by e.at desc, e.seq desc limit ${EVENTS_MAX}`
    : // Materialized and lateral, or the planner walks the whole county's log for a village: 4,700 ms.
      raw<EventRow>`with m as materialized (${seen(alive)})
        select ${columns} from m, lateral (
          select * from entries where entries.county = current_county() and matter = m.id
          order by entries.seq desc limit ${EVENTS_MAX}) as e
        order by e.at desc, e.seq desc limit ${EVENTS_MAX}`
  return tx.run(query.compile(sql))
}

export type PointRow = {
  lng: number | null
  lat: number | null
  flow: string
  stage: string
  ended_at: Date | null
  overdue_at: Date | null
  urgent: boolean
}

/** More dots than this hide the map. */
const POINTS_MAX = 500

/** Where open matters are, emergencies and the newest first; nothing confidential. */
export function openPoints(tx: Tx, sight: Sight, m: Measures): Promise<PointRow[]> {
  const query = sql
    .selectFrom('matters')
    .select((b) => [
      'lng',
      'lat',
      'flow',
      'stage',
      'ended_at',
      'overdue_at',
      raw<boolean>`coalesce(${fits(b, listing(sight, m.urgent))}, false)`.as('urgent'),
    ])
    .where((b) => inListing(b, listing(sight, m.open)))
    .where('confidential', '=', false)
    .where('lng', 'is not', null)
    .orderBy('urgent', 'desc')
    .orderBy('opened_at', 'desc')
    .limit(POINTS_MAX)
  return tx.run(query.compile())
}
