import type { Audience, StreamState } from '#practice/meetings/stream.ts'
import type { Tx } from '#server/core/db.ts'

export type StreamRow = {
  id: string
  meeting: string
  n: number
  audience: Audience
  state: StreamState
  began_at: Date | null
  ended_at: Date | null
  keep_until: string | null
  dropped_at: Date | null
}
const STREAM = 'id, meeting, n, audience, state, began_at, ended_at, keep_until, dropped_at'

export function findStream(tx: Tx, id: string): Promise<StreamRow | undefined> {
  return tx.first(`select ${STREAM} from streams where county = current_county() and id = $1`, [id])
}

export function streamOf(tx: Tx, meeting: string): Promise<StreamRow | undefined> {
  return tx.first(`select ${STREAM} from streams where county = current_county() and meeting = $1`, [meeting])
}

/** The one of a village that screens without a login may show now. */
export function openIn(tx: Tx, village: string): Promise<StreamRow | undefined> {
  return tx.first(
    `select ${STREAM} from streams s where s.county = current_county() and s.audience = 'everyone' and s.state <> 'ended'
       and exists (select from meetings m where m.county = s.county and m.id = s.meeting and m.state = 'open'
                     and starts_with(m.division, $1))
     order by s.opened_at desc limit 1`,
    [village],
  )
}

/** Sets one up, or changes who may look; one for each meeting. */
export async function putStream(
  tx: Tx,
  row: { id: string; meeting: string; audience: Audience; by: string; at: Date },
): Promise<string> {
  const put = await tx.first<{ id: string }>(
    `insert into streams (county, id, meeting, n, audience, state, opened_by, opened_at)
     values (current_county(), $1, $2, 1, $3, 'ready', $4, $5)
     on conflict (county, meeting) do update set audience = excluded.audience returning id`,
    [row.id, row.meeting, row.audience, row.by, row.at],
  )
  if (!put) throw new Error(`no stream for ${row.meeting}`)
  return put.id
}

export async function renewKey(tx: Tx, id: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    'update streams set n = n + 1 where county = current_county() and id = $1 returning n',
    [id],
  )
  return row?.n ?? 0
}

export async function setLive(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.rows(
    `update streams set state = 'live', began_at = coalesce(began_at, $2)
     where county = current_county() and id = $1 and state <> 'ended'`,
    [id, at],
  )
}

/** The picture was lost; one that ended stays ended. */
export async function setCut(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.rows(
    `update streams set state = 'cut', cut_at = $2 where county = current_county() and id = $1 and state = 'live'`,
    [id, at],
  )
}

export async function setEnded(tx: Tx, id: string, at: Date, keepUntil: string): Promise<void> {
  await tx.rows(
    `update streams set state = 'ended', ended_at = $2, keep_until = $3
     where county = current_county() and id = $1 and state <> 'ended'`,
    [id, at, keepUntil],
  )
}

/** Those whose meeting is over while they are not. */
export function orphans(tx: Tx): Promise<(StreamRow & { division: string })[]> {
  return tx.rows(
    `select s.id, s.meeting, s.n, s.audience, s.state, s.began_at, s.ended_at, s.keep_until, s.dropped_at, m.division
     from streams s join meetings m on m.county = s.county and m.id = s.meeting
     where s.county = current_county() and s.state <> 'ended' and m.state in ('closed', 'archived', 'cancelled')`,
  )
}

/** Those whose term is over and whose recording is still there. */
export function outlived(tx: Tx, today: string): Promise<StreamRow[]> {
  return tx.rows(
    `select ${STREAM} from streams
     where county = current_county() and state = 'ended' and keep_until < $1 and dropped_at is null`,
    [today],
  )
}

/** Those that ended before that moment and have no hash of their pieces yet. */
export function unsealed(tx: Tx, before: Date): Promise<StreamRow[]> {
  return tx.rows(
    `select ${STREAM} from streams where county = current_county() and state = 'ended' and ended_at < $1
       and pieces_hash is null and dropped_at is null`,
    [before],
  )
}

export async function setPiecesHash(tx: Tx, id: string, hash: Buffer): Promise<void> {
  await tx.rows(
    'update streams set pieces_hash = $2 where county = current_county() and id = $1 and pieces_hash is null',
    [id, hash],
  )
}

/** Recordings that are kept, each with what its pieces were when it was over. */
export function sealedRecordings(
  tx: Tx,
): Promise<(Pick<StreamRow, 'id' | 'n'> & { pieces_hash: Buffer; title: string })[]> {
  return tx.rows(
    `select s.id, s.n, s.pieces_hash, m.title from streams s join meetings m on m.county = s.county and m.id = s.meeting
     where s.county = current_county() and s.pieces_hash is not null and s.dropped_at is null order by s.id`,
  )
}

export async function setDropped(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.rows('update streams set dropped_at = $2 where county = current_county() and id = $1', [id, at])
}
