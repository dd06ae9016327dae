import type { Tx } from '#server/core/db.ts'
import { unlocked } from '#server/modules/session/index.ts'

/** SQL of the calendars people subscribed to, and of what stands in them. */

/** What the calendar of whoever acts from no post is called. */
export const OF_VILLAGERS = '村里开会和公开的日子'

export async function insertFeed(
  tx: Tx,
  feed: { id: string; person: string; post: string | undefined; tokenHash: Buffer },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into calendar_feeds (county, id, person, post, token_hash) values (current_county(), $1, $2, $3, $4)
     on conflict (county, id) do nothing returning id`,
    [feed.id, feed.person, feed.post ?? null, feed.tokenHash],
  )
  return rows.length > 0
}

export type FeedRow = {
  id: string
  person: string
  post: string | null
  opened_at: Date
  read_at: Date | null
}
const FEED = 'id, person, post, opened_at, read_at'

export function feedsOf(tx: Tx, person: string): Promise<(FeedRow & { title: string | null })[]> {
  return tx.rows(
    `select f.id, f.person, f.post, f.opened_at, f.read_at, t.title
     from calendar_feeds f left join posts t on t.county = f.county and t.id = f.post
     where f.county = current_county() and f.person = $1 and f.ended_at is null order by f.opened_at desc, f.id`,
    [person],
  )
}

export function findFeed(tx: Tx, tokenHashes: readonly Buffer[]): Promise<FeedRow | undefined> {
  return tx.first(
    `select ${FEED} from calendar_feeds
     where county = current_county() and token_hash = any($1::bytea[]) and ended_at is null
       and ${unlocked('calendar_feeds')}`,
    [tokenHashes],
  )
}

/** Ends one's own; false when there is none that still counts. */
export async function endFeed(tx: Tx, person: string, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `update calendar_feeds set ended_at = now()
     where county = current_county() and id = $1 and person = $2 and ended_at is null returning id`,
    [id, person],
  )
  return rows.length > 0
}

/** Notes that it was read, at most once an hour: whoever looks through the list sees what nobody uses. */
export async function noteRead(tx: Tx, id: string): Promise<void> {
  await tx.rows(
    `update calendar_feeds set read_at = now()
     where county = current_county() and id = $1 and (read_at is null or read_at < now() - interval '1 hour')`,
    [id],
  )
}

export type MeetingRow = {
  id: string
  division: string
  title: string
  place: string
  meets_at: Date
  closed_at: Date | null
  state: string
}

/** Meetings of an area that were noticed, from a day on. */
export function meetingsIn(tx: Tx, area: string, from: Date, limit: number): Promise<MeetingRow[]> {
  return tx.rows(
    `select id, division, title, place, meets_at, closed_at, state from meetings
     where county = current_county() and starts_with(division, $1) and noticed_on is not null and meets_at >= $2
     order by meets_at, id limit $3`,
    [area, from, limit],
  )
}

export type DutyRow = {
  division: string
  item: string
  period: string
  n: number
  due_on: string
  item_on: string
}

/** What has to be published in an area and is not, due by a day. */
export function dutiesIn(tx: Tx, area: string, until: string, limit: number): Promise<DutyRow[]> {
  return tx.rows(
    `select division, item, period, n, due_on, item_on from disclosure_duties
     where county = current_county() and starts_with(division, $1) and due_on <= $2
       and published_on is null and exempt_on is null and dropped_on is null
     order by due_on, division, item, period, n limit $3`,
    [area, until, limit],
  )
}

export type MatterRow = { id: string; number: string; flow: string; stage: string; due_at: Date }

/** Open matters a unit has in hand, or a village answers for, by when they are due. */
export function mattersOf(
  tx: Tx,
  { unit, village }: { unit: string | undefined; village: string | undefined },
  limit: number,
): Promise<MatterRow[]> {
  return tx.rows(
    `select id, number, flow, stage, due_at from matters
     where county = current_county() and ended_at is null and due_at is not null and not confidential
       and not state ? 'pausedAt'
       and (unit = $1 or (unit is null and level = 'village' and starts_with(division, $2)))
     order by due_at, id limit $3`,
    // A prefix no division has stands for no village.
    [unit ?? null, village ?? '-', limit],
  )
}
