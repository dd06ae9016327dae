import type { RequestKind, RequestState } from '#practice/meetings/floor.ts'
import type { Tx } from '#server/core/db.ts'

export type RequestRow = {
  id: string
  meeting: string
  kind: RequestKind
  person: string | null
  name: string
  words: string
  via: 'phone' | 'floor'
  state: RequestState
  answer: string | null
  reason: string | null
  noted_by: string
  noter: string
  asked_at: Date
}
const REQUEST = `id, meeting, kind, person, name, words, via, state, answer, reason, noted_by, asked_at,
  (select p.name from people p where p.county = f.county and p.id = f.noted_by) as noter`

/** In the order they were asked. */
export function requestsOf(tx: Tx, meeting: string): Promise<RequestRow[]> {
  return tx.rows(
    `select ${REQUEST} from floor_requests f where county = current_county() and meeting = $1 order by asked_at, id`,
    [meeting],
  )
}

export function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return tx.first(
    `select ${REQUEST} from floor_requests f where county = current_county() and id = $1 for update`,
    [id],
  )
}

export function findRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return tx.first(`select ${REQUEST} from floor_requests f where county = current_county() and id = $1`, [id])
}

export async function waitingOf(tx: Tx, meeting: string, person: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from floor_requests
     where county = current_county() and meeting = $1 and person = $2 and state = 'waiting'`,
    [meeting, person],
  )
  return row?.count ?? 0
}

/** Writes one; nothing happens when that id was used before. */
export async function insertRequest(
  tx: Tx,
  row: Pick<RequestRow, 'id' | 'meeting' | 'kind' | 'person' | 'name' | 'words' | 'via'> & {
    by: string
    at: Date
  },
): Promise<void> {
  await tx.rows(
    `insert into floor_requests (county, id, meeting, kind, person, name, words, via, state, noted_by, asked_at)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9) on conflict do nothing`,
    [row.id, row.meeting, row.kind, row.person, row.name, row.words, row.via, row.by, row.at],
  )
}

export async function moveRequest(
  tx: Tx,
  row: {
    id: string
    state: RequestState
    answer: string | undefined
    reason: string | undefined
    by: string
    at: Date
  },
): Promise<void> {
  await tx.rows(
    `update floor_requests set state = $2, answer = coalesce($3, answer), reason = coalesce($4, reason), handled_by = $5,
       taken_at = case when $2 = 'taken' then $6::timestamptz else taken_at end,
       ended_at = case when $2 in ('done', 'struck') then $6::timestamptz else ended_at end
     where county = current_county() and id = $1`,
    [row.id, row.state, row.answer ?? null, row.reason ?? null, row.by, row.at],
  )
}

export type PollRow = {
  id: string
  meeting: string
  n: number
  question: string
  options: string[]
  state: 'open' | 'closed'
  opened_by: string
  /** By option, in their order. */
  counts: number[]
  mine: number | null
}
const POLL = `p.id, p.meeting, p.n, p.question, p.options, p.state, p.opened_by,
  array(select (select count(*)::int from floor_answers a where a.county = p.county and a.poll = p.id and a.choice = o.n - 1)
        from unnest(p.options) with ordinality o(text, n) order by o.n) as counts`

/** The polls of a meeting with their counts, newest first; `mine` for one reader. */
export function pollsOf(tx: Tx, meeting: string, reader: string | undefined): Promise<PollRow[]> {
  return tx.rows(
    `select ${POLL},
       (select choice from floor_answers a where a.county = p.county and a.poll = p.id and a.person = $2) as mine
     from floor_polls p where p.county = current_county() and p.meeting = $1 order by p.n desc`,
    [meeting, reader ?? null],
  )
}

export function findPoll(tx: Tx, id: string): Promise<Omit<PollRow, 'mine'> | undefined> {
  return tx.first(`select ${POLL} from floor_polls p where p.county = current_county() and p.id = $1`, [id])
}

/** Holds it open while an answer is written, without making answers wait for each other. */
export function holdPoll(tx: Tx, id: string): Promise<Omit<PollRow, 'mine' | 'counts'> | undefined> {
  return tx.first(
    `select id, meeting, n, question, options, state, opened_by from floor_polls
     where county = current_county() and id = $1 for share`,
    [id],
  )
}

/** The meeting’s row is locked, so numbers follow each other. */
export async function insertPoll(
  tx: Tx,
  row: { id: string; meeting: string; question: string; options: readonly string[]; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into floor_polls (county, id, meeting, n, question, options, state, opened_by, opened_at)
     select current_county(), $1, $2, coalesce(max(n), 0) + 1, $3, $4, 'open', $5, $6 from floor_polls
     where county = current_county() and meeting = $2`,
    [row.id, row.meeting, row.question, row.options, row.by, row.at],
  )
}

/** Writes an answer; false when that person answered before. */
export async function insertAnswer(
  tx: Tx,
  row: { poll: string; person: string; choice: number; at: Date },
): Promise<boolean> {
  const added = await tx.first(
    `insert into floor_answers (county, poll, person, choice, at) values (current_county(), $1, $2, $3, $4)
     on conflict do nothing returning poll`,
    [row.poll, row.person, row.choice, row.at],
  )
  return added !== undefined
}

export async function closePoll(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.rows(
    `update floor_polls set state = 'closed', closed_at = $2
     where county = current_county() and id = $1 and state = 'open'`,
    [id, at],
  )
}

/** What somebody is called at a meeting. */
export async function nameOf(tx: Tx, person: string): Promise<string> {
  const row = await tx.first<{ name: string }>(
    'select name from people where county = current_county() and id = $1',
    [person],
  )
  return row?.name ?? ''
}
