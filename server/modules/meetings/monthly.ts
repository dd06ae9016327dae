import type { Tx } from '#server/core/db.ts'

/** What comes on the agenda of a monthly meeting by itself (system L2), and what was said on the floor of any meeting. */

/** Topics that were collected and not settled, and orders still open; called again it adds what came meanwhile. */
export async function gather(tx: Tx, meeting: string, village: string): Promise<void> {
  await tx.rows(
    `insert into agenda_items (county, meeting, topic, n)
     select t.county, $1, t.id, (row_number() over (order by t.raised_at, t.id))::int
       + coalesce((select max(n) from agenda_items where county = current_county() and meeting = $1), 0)
     from agenda_topics t
     where t.county = current_county() and t.division = $2 and t.state = 'collected'
       and not exists (select from agenda_items i where i.county = t.county and i.meeting = $1 and i.topic = t.id)
     on conflict do nothing`,
    [meeting, village],
  )
  await tx.rows(
    `insert into agenda_orders (county, meeting, matter, stage)
     select county, $1, id, stage from matters
     where county = current_county() and village = $2 and flow = 'village-order' and ended_at is null
     on conflict do nothing`,
    [meeting, village],
  )
}

export type TopicOn = {
  topic: string
  n: number
  title: string
  words: string
  by: string
  outcome: 'settled' | 'later' | null
  says: string | null
}
/** The topics of a meeting, in their order. */
export function topicsOn(tx: Tx, meeting: string): Promise<TopicOn[]> {
  return tx.rows(
    `select i.topic, i.n, t.title, t.words, p.name as by, i.outcome, i.says from agenda_items i
     join agenda_topics t on t.county = i.county and t.id = i.topic
     join people p on p.county = t.county and p.id = t.raised_by
     where i.county = current_county() and i.meeting = $1 order by i.n`,
    [meeting],
  )
}

export type OrderOn = {
  matter: string
  number: string
  title: string
  was: string
  stage: string
  opened_at: Date
}
/** The orders of a meeting: how they stood when it was called, and how they stand. */
export function ordersOn(tx: Tx, meeting: string): Promise<OrderOn[]> {
  return tx.rows(
    `select o.matter, m.number, m.title, o.stage as was, m.stage, m.opened_at from agenda_orders o
     join matters m on m.county = o.county and m.id = o.matter
     where o.county = current_county() and o.meeting = $1 order by m.opened_at, m.id`,
    [meeting],
  )
}

export type Asked = {
  name: string
  words: string
  answer: string | null
  state: string
  /** Who wrote down what was asked in the hall. */
  entered_by: string | null
}
/** What was asked at a meeting and not struck. */
export function askedAt(tx: Tx, meeting: string): Promise<Asked[]> {
  return tx.rows(
    `select f.name, f.words, f.answer, f.state, case when f.via = 'floor' then p.name end as entered_by
     from floor_requests f join people p on p.county = f.county and p.id = f.noted_by
     where f.county = current_county() and f.meeting = $1 and f.kind = 'ask' and f.state <> 'struck'
     order by f.asked_at, f.id`,
    [meeting],
  )
}

export type Polled = { question: string; options: string[]; counts: number[] }
/** What everybody was asked, and what they said. */
export function polledAt(tx: Tx, meeting: string): Promise<Polled[]> {
  return tx.rows(
    `select p.question, p.options,
       array(select (select count(*)::int from floor_answers a where a.county = p.county and a.poll = p.id and a.choice = o.n - 1)
             from unnest(p.options) with ordinality o(text, n) order by o.n) as counts
     from floor_polls p where p.county = current_county() and p.meeting = $1 order by p.n`,
    [meeting],
  )
}
