import { sql as raw, type Expression } from 'kysely'
import type { RoleId } from '#contract/roles.ts'
import type { AnyFlow } from '#practice/kit/index.ts'
import { sql, type Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { countsOf, standingsOf } from '#server/modules/indicators/index.ts'
import { inListing, type Builder } from '#server/modules/matters/index.ts'

/** Numbers come from counters; only events and points read matters, each the few at the end of an index. */

type RowOf<F extends (...args: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<F>>[number]
export type ClassCounts = RowOf<typeof countsOf>
export type DayCounts = RowOf<typeof countsOf>
export type PlaceStanding = RowOf<typeof standingsOf>

/** Who looks, and at which part of what the post sees. */
export type Sight = { scope: Scope; flows: readonly AnyFlow[]; division: string }

const seen = ({ scope, flows, division }: Sight) => {
  const filter = division.length <= 6 ? {} : { division }
  return (b: Builder) => b.and([inListing(b, { scope, flows, filter }), b('confidential', '=', false)])
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
/** The end of the county's log that an area's entries are looked for in, and how many of its newest matters. */
const LOG_MAX = 1000
const NEWEST_MAX = 60

/**
 * The latest entries of the area, except of what is confidential. A county's are the end of its log; a quiet village's
 * may lie far back, so those of its newest matters are looked at too. Neither grows with the years.
 */
export function latestEvents(tx: Tx, sight: Sight): Promise<EventRow[]> {
  const matters = (also: (b: Builder) => Expression<unknown>) =>
    sql
      .selectFrom('matters')
      .select(['id', 'flow', 'division', 'item', 'stage', 'ended_at', 'overdue_at'])
      .where(seen(sight))
      .where((b) => raw<boolean>`${also(b)}`)
  const columns = raw`e.matter, e.seq, e.at, e.action, e.change->>'stage' as entered,
    m.flow, m.division, m.item, m.stage, m.ended_at, m.overdue_at`
  const ofMatter = matters(() => raw`id = e.matter`)
  const newest = matters(() => raw`true`)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(NEWEST_MAX)
  const query =
    sight.division.length <= 6
      ? raw<EventRow>`select ${columns} from entries e, lateral (${ofMatter}) as m
          where e.county = current_county() order by e.at desc, e.seq desc limit ${EVENTS_MAX}`
      : raw<EventRow>`select * from (
          select ${columns} from (
            select * from entries where county = current_county() order by at desc limit ${LOG_MAX}) as e,
            lateral (${ofMatter}) as m
          union
          select ${columns} from (${newest}) as m, lateral (
            select * from entries where entries.county = current_county() and matter = m.id
            order by entries.seq desc limit ${EVENTS_MAX}) as e) as events
        order by at desc, seq desc limit ${EVENTS_MAX}`
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

/** More dots than this hide the map; emergencies come first. */
const POINTS_MAX = 400
const URGENT_MAX = 100

const POINT = ['id', 'lng', 'lat', 'flow', 'stage', 'ended_at', 'overdue_at'] as const

/** Open matters with a place, what is due first before the rest, as far as the map can show them. */
export async function openPoints(tx: Tx, sight: Sight, urgent: readonly string[]): Promise<PointRow[]> {
  const open = sql
    .selectFrom('matters')
    .select(POINT)
    .where(seen(sight))
    .where('ended_at', 'is', null)
    .where('lng', 'is not', null)
  const alarms =
    urgent.length === 0
      ? []
      : await tx.run(
          open.where('item', 'in', urgent).where('lat', 'is not', null).limit(URGENT_MAX).compile(),
        )
  const first = await tx.run(open.orderBy('due_at').orderBy('id').limit(POINTS_MAX).compile())
  const known = new Set(alarms.map(({ id }) => id))
  return [
    ...alarms.map((row) => ({ ...row, urgent: true })),
    ...first.filter(({ id }) => !known.has(id)).map((row) => ({ ...row, urgent: false })),
  ]
}

/** Whoever holds one of these posts over the area itself today. */
export function postsHeld(
  tx: Tx,
  division: string,
  roles: readonly RoleId[],
  today: string,
): Promise<{ title: string; name: string }[]> {
  return tx.rows(
    `select p.title, people.name from posts p
     join people on people.county = p.county and people.id = p.person
     where p.county = current_county() and p.division = $1 and p.role = any($2)
       and p.starts_on <= $3 and (p.ends_on is null or p.ends_on >= $3)
     order by p.role, people.name limit 6`,
    [division, roles, today],
  )
}
