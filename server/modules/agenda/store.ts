import type { Outcome, TopicState } from '#practice/meetings/agenda.ts'
import type { Tx } from '#server/core/db.ts'

export type TopicRow = {
  id: string
  division: string
  title: string
  words: string
  state: TopicState
  raised_by: string
  by: string
  raised_at: Date
  reason: string | null
}
const TOPIC = 't.id, t.division, t.title, t.words, t.state, t.raised_by, p.name as by, t.raised_at, t.reason'
const FROM = 'from agenda_topics t join people p on p.county = t.county and p.id = t.raised_by'
/** Older than a year it is history. */
export const TOPICS_SHOWN = 100

export function topicsOf(tx: Tx, division: string): Promise<TopicRow[]> {
  return tx.rows(
    `select ${TOPIC} ${FROM} where t.county = current_county() and t.division = $1
     order by t.raised_at desc, t.id desc limit ${TOPICS_SHOWN}`,
    [division],
  )
}

export function lockTopic(tx: Tx, id: string): Promise<TopicRow | undefined> {
  return tx.first(`select ${TOPIC} ${FROM} where t.county = current_county() and t.id = $1 for update of t`, [
    id,
  ])
}

/** Writes one; nothing happens when that id was used before. */
export async function insertTopic(
  tx: Tx,
  row: {
    id: string
    division: string
    title: string
    words: string
    state: TopicState
    by: string
    at: Date
  },
): Promise<void> {
  await tx.rows(
    `insert into agenda_topics (county, id, division, title, words, state, raised_by, raised_at)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [row.id, row.division, row.title, row.words, row.state, row.by, row.at],
  )
}

export async function siftTopic(
  tx: Tx,
  row: { id: string; state: TopicState; reason: string | undefined; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `update agenda_topics set state = $2, reason = $3, sifted_by = $4, sifted_at = $5
     where county = current_county() and id = $1`,
    [row.id, row.state, row.reason ?? null, row.by, row.at],
  )
}

/** Notes what came of a topic at a meeting; false when it is not on its agenda. */
export async function noteOutcome(
  tx: Tx,
  row: { meeting: string; topic: string; outcome: Outcome; says: string; by: string; at: Date },
): Promise<boolean> {
  const noted = await tx.first(
    `update agenda_items set outcome = $3, says = $4, noted_by = $5, noted_at = $6
     where county = current_county() and meeting = $1 and topic = $2 returning topic`,
    [row.meeting, row.topic, row.outcome, row.says, row.by, row.at],
  )
  if (!noted) return false
  // Put off, it waits for the next meeting as it waited for this one.
  await tx.rows('update agenda_topics set state = $2 where county = current_county() and id = $1', [
    row.topic,
    row.outcome === 'settled' ? 'settled' : 'collected',
  ])
  return true
}

export type OrderRow = { id: string; number: string; title: string; stage: string; opened_at: Date }
/** Orders of a village that are not finished, oldest first. */
export function ordersOf(tx: Tx, village: string): Promise<OrderRow[]> {
  return tx.rows(
    `select id, number, title, stage, opened_at from matters
     where county = current_county() and village = $1 and flow = 'village-order' and ended_at is null
     order by opened_at, id limit 200`,
    [village],
  )
}

export type LateRow = { title: string; words: string; executor: string; due_on: string }
/** Tasks of earlier resolutions that are late today. */
export function lateOf(tx: Tx, village: string, today: string): Promise<LateRow[]> {
  return tx.rows(
    `select o.title, t.words, p.name as executor, t.due_on from resolution_tasks t
     join resolutions r on r.county = t.county and r.id = t.resolution
     join motions o on o.county = r.county and o.id = r.motion
     join people p on p.county = t.county and p.id = t.executor
     where t.county = current_county() and r.division = $1 and t.state = 'open' and t.due_on < $2
     order by t.due_on, t.id`,
    [village, today],
  )
}
