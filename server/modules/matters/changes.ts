import { fold, type Change, type Entry, type Matter } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { outlook, type Seen } from './rules.ts'

/** Reading the entry log in order, for whoever follows it: live screens, notices, later counters. */

export type Cursor = { tx: string; county: string; matter: string; seq: number }
export const START: Cursor = { tx: '0', county: '', matter: '00000000-0000-0000-0000-000000000000', seq: 0 }

export type ChangeRow = Omit<Seen, 'agent'> & {
  agent: string | null
  county: string
  matter: string
  number: string
  title: string
  seq: number
  action: string
  at: Date
  actor: string | null
  change: Change
  answers: Record<string, unknown>
  stage: string
  level: 'village' | 'town' | 'county'
  tx: string
}

const SINCE = `
  select e.county, e.matter, e.seq, e.action, e.at, e.actor, e.change, e.answers, e.tx::text as tx,
    m.number, m.title, m.flow, m.stage, m.level, m.division, m.unit, m.holder, m.asker, m.agent, m.confidential, m.conduct,
    m.shown
  from entries e join matters m on m.county = e.county and m.id = e.matter
  where e.tx < pg_snapshot_xmin(pg_current_snapshot())
    and (e.tx, e.county, e.matter, e.seq) > ($1::xid8, $2, $3::uuid, $4)
  order by e.tx, e.county, e.matter, e.seq limit $5`

/**
 * The entries after a cursor whose transactions, and all before them, have ended: none is ever skipped, however
 * transactions overlap. Stage and holder are those of now, not of then.
 */
export async function changesSince(
  tx: Tx,
  cursor: Cursor,
  limit: number,
): Promise<{ rows: ChangeRow[]; cursor: Cursor }> {
  const rows = await tx.rows<ChangeRow>(SINCE, [cursor.tx, cursor.county, cursor.matter, cursor.seq, limit])
  const last = rows.at(-1)
  return {
    rows,
    cursor: last ? { tx: last.tx, county: last.county, matter: last.matter, seq: last.seq } : cursor,
  }
}

/** Where the log ends now: for a reader that only wants what comes. */
export async function endOfChanges(tx: Tx): Promise<Cursor> {
  const row = await tx.first<{ tx: string }>(`select pg_snapshot_xmin(pg_current_snapshot())::text as tx`)
  return { ...START, tx: row?.tx ?? '0' }
}

/** Where each reader of the log stands: whoever counts, tells people, opens duties, or calls others. They are no county's. */

export type Reader = 'counters' | 'notices' | 'disclosure' | 'webhooks'

/** Where a reader stands, for whoever changes nothing. */
export async function placeOf(tx: Tx, reader: Reader, start: Cursor = START): Promise<Cursor> {
  const row = await tx.first<Cursor>(
    'select tx::text as tx, county, matter, seq from cursors where reader = $1',
    [reader],
  )
  return row ?? start
}

/**
 * Takes a reader's place until the transaction ends; undefined when another worker has it. By a lock that gives the
 * transaction no number: readers wait for all older transactions, and one that is long at its batch would
 * hold up all the others.
 */
export async function takePlace(tx: Tx, reader: Reader, start: Cursor = START): Promise<Cursor | undefined> {
  const lock = await tx.first<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('reader ' || $1, 0)) as taken`,
    [reader],
  )
  return lock?.taken ? placeOf(tx, reader, start) : undefined
}

/** The reader goes on from there; written last, with what it made of what it read. */
export async function keepPlace(
  tx: Tx,
  reader: Reader,
  { tx: at, county, matter, seq }: Cursor,
): Promise<void> {
  await tx.rows(
    `insert into cursors (reader, tx, county, matter, seq, moved_at)
     values ($1, $2::xid8, $3, $4, $5, clock_timestamp())
     on conflict (reader) do update set tx = excluded.tx, county = excluded.county, matter = excluded.matter,
       seq = excluded.seq, moved_at = excluded.moved_at`,
    [reader, at, county, matter, seq],
  )
}

/** Whether a scope sees a change, as far as the row alone tells; followers hear by notice. */
export function seesMatter(scope: Scope, row: Seen & { county: string }): boolean {
  return row.county === scope.county && outlook(scope, row) !== undefined
}

export type Around = { before: Matter | undefined; after: Matter }

/** The matters' states before and after each of these entries, folded from their histories; in the rows' order. */
export async function statesAround(tx: Tx, rows: readonly ChangeRow[]): Promise<Around[]> {
  const last = new Map<string, ChangeRow>()
  for (const row of rows) {
    const known = last.get(row.matter)
    if (!known || known.seq < row.seq) last.set(row.matter, row)
  }
  const wanted = [...last.values()]
  const entries = await tx.rows<
    Omit<Entry, 'actor' | 'post' | 'at'> & { matter: string; actor: string | null; at: Date }
  >(
    `select e.matter, e.seq, e.action, e.actor, e.at, e.answers, e.change
     from unnest($1::text[], $2::uuid[], $3::int[]) as w (county, matter, seq)
     join entries e on e.county = w.county and e.matter = w.matter and e.seq <= w.seq
     order by e.matter, e.seq`,
    [wanted.map(({ county }) => county), wanted.map(({ matter }) => matter), wanted.map(({ seq }) => seq)],
  )
  const states = new Map<string, Matter>()
  for (const { matter, at, actor, ...entry } of entries) {
    const before = states.get(`${matter} ${entry.seq - 1}`)
    states.set(
      `${matter} ${entry.seq}`,
      fold(before, { ...entry, actor: actor ?? 'clock', at: at.toISOString() }),
    )
  }
  return rows.map(({ matter, seq }) => {
    const after = states.get(`${matter} ${seq}`)
    if (!after) throw new Error(`matter ${matter} has no entry ${seq}`)
    return { before: states.get(`${matter} ${seq - 1}`), after }
  })
}
