import type { Tx } from './db.ts'
import type { HashUse } from './key-ring.ts'
import type { Secrets } from './secrets.ts'

/**
 * What is sealed in a table, sealed anew by the key that seals now. Each value says by which key it was sealed, so nothing
 * has to remember how far one came: whoever was cut short begins again and finds the rest.
 */

export type SealedTable = {
  /** What it is, for people. */
  what: string
  table: string
  /** With the county its key; a uuid. */
  id: string
  columns: readonly {
    sealed: string
    /** The keyed hash beside it, by which it is found. */
    hash?: { column: string; use: HashUse }
  }[]
}

export type Place = { county: string; id: string }
type Batch = {
  rows: number
  values: number
  /** Values that are not by the current key, or whose hash is not; written anew unless one only looks. */
  stale: number
  /** Which row and column no key of ours opens. */
  broken: string[]
  /** Where to go on; undefined at the end. */
  next: Place | undefined
}

/** So many rows are held from others at once, for some tens of milliseconds. */
const BATCH_ROWS = 500

type Row = Place & Record<string, Buffer | string | null>
type Secret = Pick<Secrets, 'seal' | 'sealBytes' | 'unsealBytes' | 'isCurrent' | 'hash'>

/**
 * Seals the next rows behind a place anew; with `isLooking` it only counts. As the owner of the tables. Rows that
 * somebody is changing are passed over; a later round finds them.
 */
export async function resealBatch(
  tx: Tx,
  secrets: Secret,
  of: SealedTable,
  after: Place | undefined,
  isLooking: boolean,
): Promise<Batch> {
  const rows = await rowsBehind(tx, of, after, isLooking)
  const batch: Batch = { rows: rows.length, values: 0, stale: 0, broken: [], next: undefined }
  const renewed: Row[] = []
  for (const row of rows) {
    const before = batch.stale
    const fresh = renewedRow(secrets, of, row, batch)
    if (batch.stale > before) renewed.push(fresh)
  }
  if (!isLooking && renewed.length > 0) await writeRows(tx, of, renewed)
  const last = rows.at(-1)
  if (last && rows.length === BATCH_ROWS) batch.next = { county: last.county, id: last.id }
  return batch
}

const columnsOf = ({ columns }: SealedTable) =>
  columns.flatMap(({ sealed, hash }) => (hash ? [sealed, hash.column] : [sealed]))

function rowsBehind(tx: Tx, of: SealedTable, after: Place | undefined, isLooking: boolean): Promise<Row[]> {
  const isSealed = of.columns.map(({ sealed }) => `${sealed} is not null`).join(' or ')
  return tx.rows(
    `select county, ${of.id}::text as id, ${columnsOf(of).join(', ')} from ${of.table}
     where (county, ${of.id}) > ($1, $2::uuid) and (${isSealed})
     order by county, ${of.id} limit ${BATCH_ROWS} ${isLooking ? '' : 'for update skip locked'}`,
    [after?.county ?? '', after?.id ?? '00000000-0000-0000-0000-000000000000'],
  )
}

function renewedRow(secrets: Secret, { table, columns }: SealedTable, row: Row, batch: Batch): Row {
  const fresh = { ...row }
  for (const { sealed: column, hash } of columns) {
    const sealed = row[column]
    if (!Buffer.isBuffer(sealed)) continue
    batch.values++
    const plain = openedBy(secrets, sealed)
    if (!plain) {
      batch.broken.push(`${table} ${row.county} ${row.id} ${column}`)
      continue
    }
    const wanted = hash && secrets.hash(hash.use, plain)
    const found = hash ? row[hash.column] : null
    // A number that was never found by a hash is not made findable by a new key.
    const isFound = !wanted || !Buffer.isBuffer(found) || found.equals(wanted)
    if (secrets.isCurrent(sealed) && isFound) continue
    batch.stale++
    fresh[column] = secrets.sealBytes(plain)
    if (hash && wanted && Buffer.isBuffer(found)) fresh[hash.column] = wanted
  }
  return fresh
}

function openedBy({ unsealBytes }: Secret, sealed: Buffer): Buffer | undefined {
  try {
    return unsealBytes(sealed)
  } catch {
    return undefined
  }
}

async function writeRows(tx: Tx, of: SealedTable, rows: readonly Row[]): Promise<void> {
  const columns = columnsOf(of)
  await tx.rows(
    `update ${of.table} t set ${columns.map((column) => `${column} = n.${column}`).join(', ')}
     from unnest($1::text[], $2::uuid[], ${columns.map((_, n) => `$${n + 3}::bytea[]`).join(', ')})
       as n (county, id, ${columns.join(', ')})
     where t.county = n.county and t.${of.id} = n.id`,
    [
      rows.map(({ county }) => county),
      rows.map(({ id }) => id),
      ...columns.map((column) => rows.map((row) => row[column])),
    ],
  )
}
