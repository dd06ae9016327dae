import type { Place } from '#server/core/cursor.ts'
import type { Tx } from '#server/core/db.ts'
import type { CallKey } from '#server/core/call-keys.ts'
import type { Facts, Outcome, TraceRow } from '#server/core/trace.ts'
import type { Seal } from './rules.ts'

export type AuditRow = {
  id: string
  at: Date
  call: string
  person: string | null
  post: string | null
  address: string
  surface: string
  route: string
  record: string | null
  said: Facts
  before: Facts | null
  after: Facts | null
  outcome: Outcome
  status: number
  reason: string
  hash: Buffer
  key: string | null
  sent_hash: Buffer | null
  tx: string
}
const COLUMNS =
  'id, at, call, person, post, address, surface, route, record, said, before, after, outcome, status, reason, hash, key, sent_hash'

type Written = { row: TraceRow; hash: Buffer }

/** A transaction that only looked, or found that nothing was to be done, has no number yet. */
const CHANGED = 'pg_current_xact_id_if_assigned() is not null'

/** Writes rows; with `ifChanged` only beside a change. Answers whether they were written. */
export async function insertRows(
  tx: Pick<Tx, 'wrote'>,
  rows: readonly Written[],
  ifChanged: boolean,
): Promise<boolean> {
  const [one] = rows
  if (!one) return false
  if (rows.length > 1) return insertMany(tx, rows, ifChanged)
  const { id, at, call, person, post, address, surface, route, record } = one.row
  const { said, before, after, outcome, status, reason, sent } = one.row
  const written = await tx.wrote(
    `insert into audit_rows (county, ${COLUMNS})
     select current_county(), $1::uuid, $2::timestamptz, $3, $4::uuid, $5::uuid, $6, $7, $8, $9, $10::jsonb, $11::jsonb,
       $12::jsonb, $13, $14::int, $15, $16::bytea, $17::uuid,
       $18::bytea${ifChanged ? ` where ${CHANGED}` : ''}`,
    [
      id, at, call, person ?? null, post ?? null, address, surface, route, record ?? null, JSON.stringify(said),
      before ? JSON.stringify(before) : null, after ? JSON.stringify(after) : null, outcome, status, reason, one.hash,
      sent?.key ?? null, sent ? Buffer.from(sent.hash, 'hex') : null,
    ], // prettier-ignore
  )
  return written > 0
}

const TAKEN_APART = `decode(hash, 'hex'), (sent->>'key')::uuid, decode(sent->>'hash', 'hex')`

/** What many did together is written in one statement; one alone is faster without taking JSON apart. */
async function insertMany(
  tx: Pick<Tx, 'wrote'>,
  rows: readonly Written[],
  ifChanged: boolean,
): Promise<boolean> {
  const written = await tx.wrote(
    `insert into audit_rows (county, ${COLUMNS})
     select current_county(), ${COLUMNS.replace(/\bhash\b.*$/, TAKEN_APART)} from jsonb_to_recordset($1) as r (
       id uuid, at timestamptz, call text, person uuid, post uuid, address text, surface text, route text, record text,
       said jsonb, before jsonb, after jsonb, outcome text, status int, reason text, hash text, sent jsonb)
     ${ifChanged ? `where ${CHANGED}` : ''}`,
    [JSON.stringify(rows.map(({ row, hash }) => ({ ...row, hash: hash.toString('hex') })))],
  )
  return written > 0
}

/** What was said when something was first done by that key. */
export async function findSent(tx: Tx, { key, route, person }: CallKey): Promise<Buffer | undefined> {
  const row = await tx.first<{ sent_hash: Buffer }>(
    `select sent_hash from audit_rows
     where county = current_county() and key = $1 and route = $2 and person is not distinct from $3::uuid
     order by at, id limit 1`,
    [key, route, person ?? null],
  )
  return row?.sent_hash
}

/** A row of the log as it reads: with names for whom and what it tells of, where they are known. */
export type NamedRow = Omit<AuditRow, 'hash' | 'key' | 'sent_hash' | 'tx'> & {
  name: string | null
  title: string | null
  number: string | null
  flow: string | null
  /** Whose record it is, where the record is a person. */
  subject: string | null
}
export type Sought = {
  who?: string | undefined
  record?: string | undefined
  route?: string | undefined
  outcome?: Outcome | undefined
  from?: string | undefined
  to?: string | undefined
}
/** Rows of the log, newest first. A name, a number of a matter and days are looked up; conditions only where asked. */
export function rowsSought(
  tx: Tx,
  sought: Sought,
  after: Place | undefined,
  limit: number,
): Promise<NamedRow[]> {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const { who, record, route, outcome, from, to } = sought
  const conditions = [
    ...(who
      ? [`a.person in (select id from people where county = current_county() and name = ${put(who)})`]
      : []),
    ...(record ? [recordIs(put(record))] : []),
    ...(route ? [`a.route = ${put(route)}`] : []),
    ...(outcome ? [`a.outcome = ${put(outcome)}`] : []),
    ...(from ? [`a.at >= ${put(from)}::date::timestamp at time zone 'Asia/Shanghai'`] : []),
    ...(to ? [`a.at < (${put(to)}::date + 1)::timestamp at time zone 'Asia/Shanghai'`] : []),
    ...(after ? [`(a.at, a.id) < (${put(after.at)}::timestamptz, ${put(after.id)}::uuid)`] : []),
  ]
  const named = COLUMNS.replace(', hash, key, sent_hash', '')
    .split(', ')
    .map((column) => `a.${column}`)
  return tx.rows(
    `select ${named.join(', ')}, p.name, t.title, m.number, m.flow, s.name as subject
     from (select * from audit_rows a where ${['a.county = current_county()', ...conditions].join(' and ')}
           order by a.at desc, a.id desc limit ${put(limit)}) as a
     left join people p on p.county = a.county and p.id = a.person
     left join posts t on t.county = a.county and t.id = a.post
     left join matters m on m.county = a.county and m.id::text = a.record
     left join people s on s.county = a.county and s.id = case when a.record ~ '${UUID}' then a.record::uuid end
     order by a.at desc, a.id desc`,
    values,
  )
}

/** What people, posts, positions and lists with these ids are called. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ id: string; name: string }>(
    `select id::text, name from people where county = current_county() and id::text = any($1)
     union all select id::text, title from posts where county = current_county() and id::text = any($1)
     union all select id::text, name from positions where county = current_county() and id::text = any($1)
     union all select id::text, file from imports where county = current_county() and id::text = any($1)`,
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What the column of people's ids can be compared with. */
const UUID = String.raw`^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$`

/** A code of a record, the number of a matter, or the name of whom it is about. */
const recordIs = (value: string) =>
  `(a.record = ${value} or a.record in
     (select id::text from matters where county = current_county() and number = ${value}
      union all select id::text from people where county = current_county() and name = ${value}))`

/** The newest seal, if there is one. */
export function lastSeal(tx: Tx): Promise<Seal | undefined> {
  return tx.first(`select ${SEAL} from audit_seals where county = current_county() order by seq desc limit 1`)
}
const SEAL = 'seq, month_on, sealed_at, first_at, last_at, below_tx, rows, root, hash'

/** Seals in their order, behind one of them. */
export function sealsAfter(tx: Tx, seq: number, limit: number): Promise<Seal[]> {
  return tx.rows(
    `select ${SEAL} from audit_seals where county = current_county() and seq > $1 order by seq limit $2`,
    [seq, limit],
  )
}

export async function insertSeal(tx: Tx, seal: Seal): Promise<void> {
  const { seq, month_on, sealed_at, first_at, last_at, below_tx, rows, root, hash } = seal
  await tx.rows(
    `insert into audit_seals (county, ${SEAL}) values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [seq, month_on, sealed_at, first_at, last_at, below_tx, rows, root, hash],
  )
}

/** Whether this transaction alone seals the county; another worker has it otherwise. */
export async function maySeal(tx: Tx): Promise<boolean> {
  const row = await tx.first<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('audit ' || current_county())) as mine`,
  )
  return row?.mine === true
}

export type Unsealed = { id: string; at: Date; month_on: string; hash: Buffer; tx: string }

/** Rows whose transactions have ended and that no seal holds, in the order they will be sealed. */
export function unsealedRows(tx: Tx, fromTx: string, limit: number): Promise<Unsealed[]> {
  return tx.rows(
    `select id, at, date_trunc('month', at at time zone 'Asia/Shanghai')::date as month_on, hash, tx
     from audit_rows
     where county = current_county() and tx >= $1::xid8 and tx < pg_snapshot_xmin(pg_current_snapshot())
     order by tx, at, id limit $2`,
    [fromTx, limit],
  )
}

/** The edge below which every transaction has ended. */
export async function edgeOf(tx: Tx): Promise<string> {
  const row = await tx.first<{ edge: string }>('select pg_snapshot_xmin(pg_current_snapshot()) as edge')
  return row?.edge ?? '0'
}

/** The rows of a seal, as far as they are there. */
export function rowsOfSeal(tx: Tx, { first_at, last_at, rows }: Seal): Promise<AuditRow[]> {
  return tx.rows(
    `select ${COLUMNS}, tx from audit_rows
     where county = current_county() and at between $1 and $2 and id = any($3::uuid[])`,
    [first_at, last_at, rows],
  )
}

/** Rows that wait for a seal, or that slipped in behind one; a thousand at most, the oldest first. */
export function rowsFromTx(tx: Tx, fromTx: string, limit: number): Promise<AuditRow[]> {
  return tx.rows(
    `select ${COLUMNS}, tx from audit_rows where county = current_county() and tx >= $1::xid8 order by at, id limit $2`,
    [fromTx, limit],
  )
}

/** How many rows since that day are older than that transaction, sealed or not. */
export async function countBelow(tx: Tx, fromDay: string, belowTx: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from audit_rows
     where county = current_county() and at >= $1::date::timestamp at time zone 'Asia/Shanghai' and tx < $2::xid8`,
    [fromDay, belowTx],
  )
  return row?.n ?? 0
}

/** Rows that should be in a seal and are in none; asked only when their number does not fit. */
export function strangersBelow(tx: Tx, fromDay: string, belowTx: string): Promise<AuditRow[]> {
  return tx.rows(
    `select ${COLUMNS}, tx from audit_rows a
     where county = current_county() and at >= $1::date::timestamp at time zone 'Asia/Shanghai' and tx < $2::xid8
       and not exists (select from audit_seals s where s.county = a.county
                       and a.at between s.first_at and s.last_at and a.id = any(s.rows))
     order by at, id limit 100`,
    [fromDay, belowTx],
  )
}

/** Makes months ahead; as the owner of the tables. */
export async function prepareMonths(tx: Tx, ahead: number): Promise<void> {
  await tx.rows('select prepare_audit($1)', [ahead])
}

/** The months before that day, whose term is over. */
export async function monthsOver(tx: Tx, before: string): Promise<string[]> {
  const months = await tx.rows<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'audit_rows'::regclass and c.relname < 'rows_' || replace($1, '-', '_')
     order by c.relname`,
    [before.slice(0, 7)],
  )
  return months.map(({ name }) => name)
}

/** Drops them; as the owner of the tables. Answers with their names. */
export async function dropMonths(tx: Tx, before: string): Promise<string[]> {
  // A long read holds a month back; the next turn tries again instead of keeping writers waiting.
  await tx.rows(`set local lock_timeout = '2s'`)
  const months = await monthsOver(tx, before)
  for (const name of months) await tx.rows(`drop table audit.${name}`)
  return months
}
