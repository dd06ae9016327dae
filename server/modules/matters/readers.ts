import type { Tx } from '#server/core/db.ts'
import { START, type Cursor } from './changes.ts'

/** Where each reader of the log stands: whoever counts, tells people, or opens duties. They are no county's. */

export type Reader = 'counters' | 'notices' | 'disclosure'

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
 * transaction no number: readers wait for all older transactions (changes.ts), and one that is long at its batch would
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
