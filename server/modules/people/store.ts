import type { MaskedField, PurposeId } from '#contract/purposes.ts'
import { countOf, type Tx } from '#server/core/db.ts'
import type { Columns, Refusal } from './rules.ts'

export type ImportRow = {
  id: string
  file: string
  columns: Columns
  area: string
  person: string | null
  state: 'staged' | 'waiting' | 'running' | 'done' | 'failed'
  fault: string | null
  /** Rows of the list; null when a program makes them. */
  total: number | null
  opened_at: Date
  ended_at: Date | null
  cursor_row: number
  added: number
  changed: number
  unchanged: number
  refused: number
  partly: number
  phones_waiting: number
}
export type Counts = Pick<ImportRow, 'added' | 'changed' | 'unchanged' | 'refused' | 'partly'>
export type HouseholdRow = { id: string; number: string; division: string; name: string; address: string }
export type PersonRow = {
  id: string
  household: string | null
  division: string | null
  name: string
  born_on: string | null
  sex: string | null
  relation: string | null
  phone_hash: Buffer | null
  id_number_hash: Buffer | null
  /** Signs in to work with the phone. */
  is_staff: boolean
}
export type WrittenPerson = {
  id: string
  household: string
  name: string
  bornOn: string
  sex: string | null
  relation: string | null
  phone: { sealed: Buffer; hash: Buffer } | null
  idNumber: { sealed: Buffer; hash: Buffer } | null
}

export const IMPORT = `id, file, columns, area, person, state, fault, total, opened_at, ended_at, cursor_row, added, changed,
  unchanged, refused, partly,
  (select count(*)::int from import_phones w where w.county = imports.county and w.import = imports.id) as phones_waiting`

export type NewImport = Pick<ImportRow, 'id' | 'file' | 'area' | 'person' | 'columns' | 'total'> & {
  sha: Buffer | null
  state: 'staged' | 'waiting'
}

/** Writes an import; one with that id that is there already stays as it is. */
export async function insertImport(tx: Tx, row: NewImport): Promise<void> {
  await tx.rows(
    `insert into imports (county, id, file, sha, columns, area, person, state, total)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [row.id, row.file, row.sha, JSON.stringify(row.columns), row.area, row.person, row.state, row.total],
  )
}

/** Hands a staged list to the worker; one that was started before stays as it is. */
export async function startImport(tx: Tx, id: string, columns: object): Promise<void> {
  await tx.rows(
    `update imports set state = 'waiting', columns = $2
     where county = current_county() and id = $1 and state = 'staged'`,
    [id, JSON.stringify(columns)],
  )
}

export function findImport(tx: Tx, id: string): Promise<ImportRow | undefined> {
  return tx.first(`select ${IMPORT} from imports where county = current_county() and id = $1`, [id])
}

/** Makes an import this worker's; whoever had it before finds out with its next batch. */
export function takeImport(tx: Tx, id: string, worker: string): Promise<ImportRow | undefined> {
  return tx.first<ImportRow>(
    `update imports set leased_by = $2, leased_until = now() + interval '2 minutes',
       state = case when state = 'waiting' then 'running' else state end
     where county = current_county() and id = $1 returning ${IMPORT}`,
    [id, worker],
  )
}

/** The oldest staged list nobody works on, as owner, across counties. */
export function findWaiting(tx: Tx): Promise<{ county: string; id: string } | undefined> {
  return tx.first(
    `update imports set leased_until = now() + interval '2 minutes' where (county, id) in (
       select county, id from imports
       where state in ('waiting', 'running') and sha is not null and coalesce(leased_until < now(), true)
       order by opened_at limit 1 for update skip locked)
     returning county, id`,
  )
}

/** Moves the cursor and the counts; false when another worker has taken the import or moved it. */
export async function advance(
  tx: Tx,
  id: string,
  { worker, from, to, counts }: { worker: string; from: number; to: number; counts: Counts },
): Promise<boolean> {
  const row = await tx.first(
    `update imports set cursor_row = $4, added = added + $5, changed = changed + $6, unchanged = unchanged + $7,
       refused = refused + $8, partly = partly + $9, leased_until = now() + interval '2 minutes'
     where county = current_county() and id = $1 and leased_by = $2 and cursor_row = $3 and state = 'running'
     returning id`,
    [id, worker, from, to, counts.added, counts.changed, counts.unchanged, counts.refused, counts.partly],
  )
  return row !== undefined
}

/** Ends an import; false when another worker has ended or taken it. */
export async function endImport(tx: Tx, id: string, worker: string): Promise<boolean> {
  const row = await tx.first(
    `update imports set state = 'done', ended_at = now(), leased_until = null
     where county = current_county() and id = $1 and leased_by = $2 and state = 'running' returning id`,
    [id, worker],
  )
  return row !== undefined
}

/** Ends an import whose list cannot be read on; what was written before stays. False when it has moved meanwhile. */
export async function failImport(
  tx: Tx,
  id: string,
  from: 'staged' | 'running',
  fault: string,
): Promise<boolean> {
  const row = await tx.first(
    `update imports set state = 'failed', fault = $3, ended_at = now(), leased_until = null
     where county = current_county() and id = $1 and state = $2 returning id`,
    [id, from, fault],
  )
  return row !== undefined
}

/** Lists that were sent a day ago and never started, as owner, across counties. */
export function findForgotten(tx: Tx): Promise<{ county: string; id: string }[]> {
  return tx.rows(`select county, id from ${FORGOTTEN} limit 100`)
}
const FORGOTTEN = `imports where state = 'staged' and opened_at < now() - interval '1 day'`

/** Those of this county. */
export const countForgotten = (tx: Tx): Promise<number> =>
  countOf(tx, `${FORGOTTEN} and county = current_county()`)

/**
 * Imports of a county write one batch at a time, so that two lists naming the same person do not both add them. And a
 * batch finds by index whatever the statistics say: while a table grows from nothing they lag behind, and a plan that
 * reads the whole table for each batch would cost an import of a county some minutes.
 */
export async function beginBatch(tx: Tx): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('people ' || current_county(), 0))`)
  await tx.rows(
    `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true)`,
  )
}

export function householdsByNumber(tx: Tx, numbers: readonly string[]): Promise<HouseholdRow[]> {
  return tx.rows(
    `select id, number, division, name, address from households
     where county = current_county() and number = any($1::text[])`,
    [numbers],
  )
}

/** Whether somebody, as SQL names them, has an account or a post that has not ended: their phone opens more than a villager's. */
export const isStaffSql = (person: string) =>
  `(exists (select from accounts a where a.county = current_county() and a.person = ${person})
    or exists (select from posts o where o.county = current_county() and o.person = ${person}
               and (o.ends_on is null or o.ends_on >= (now() at time zone 'Asia/Shanghai')::date)))`

const PERSON = `p.id, p.household, h.division, p.name, p.born_on, p.sex, p.relation, p.phone_hash, p.id_number_hash,
  ${isStaffSql('p.id')} as is_staff
  from people p left join households h on h.county = p.county and h.id = p.household`

export function peopleByIdNumber(tx: Tx, hashes: readonly Buffer[]): Promise<PersonRow[]> {
  return tx.rows(
    `select ${PERSON} where p.county = current_county() and p.id_number_hash = any($1::bytea[])`,
    [hashes],
  )
}

export function peopleOfHouseholds(tx: Tx, households: readonly string[]): Promise<PersonRow[]> {
  return tx.rows(`select ${PERSON} where p.county = current_county() and p.household = any($1::uuid[])`, [
    households,
  ])
}

/** Whose phones these are, or become once what the same list gave before is agreed to. */
export function phonesTaken(
  tx: Tx,
  list: string,
  hashes: readonly Buffer[],
): Promise<{ id: string; phone_hash: Buffer }[]> {
  return tx.rows(
    `select id, phone_hash from people where county = current_county() and phone_hash = any($2::bytea[])
     union all
     select person, phone_hash from import_phones
     where county = current_county() and import = $1 and phone_hash = any($2::bytea[])`,
    [list, hashes],
  )
}

export type Phone = { sealed: Buffer; hash: Buffer }

export async function insertHouseholds(tx: Tx, rows: readonly HouseholdRow[]): Promise<void> {
  await tx.rows(
    `insert into households (county, id, number, division, name, address)
     select current_county(), * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    columnsOf(rows, ['id', 'number', 'division', 'name', 'address']),
  )
}

export async function updateHouseholds(tx: Tx, rows: readonly HouseholdRow[]): Promise<void> {
  await tx.rows(
    `update households h set name = new.name, address = new.address
     from unnest($1::uuid[], $2::text[], $3::text[]) as new (id, name, address)
     where h.county = current_county() and h.id = new.id`,
    columnsOf(rows, ['id', 'name', 'address']),
  )
}

const written = (rows: readonly WrittenPerson[]) => [
  ...columnsOf(rows, ['id', 'household', 'name', 'bornOn', 'sex', 'relation']),
  rows.map(({ phone }) => phone?.sealed ?? null),
  rows.map(({ phone }) => phone?.hash ?? null),
  rows.map(({ idNumber }) => idNumber?.sealed ?? null),
  rows.map(({ idNumber }) => idNumber?.hash ?? null),
]
const WRITTEN = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::text[], $6::text[], $7::bytea[],
  $8::bytea[], $9::bytea[], $10::bytea[])`

export async function insertPeople(tx: Tx, rows: readonly WrittenPerson[]): Promise<void> {
  await tx.rows(
    `insert into people (county, id, household, name, born_on, sex, relation, phone_sealed, phone_hash,
       id_number_sealed, id_number_hash)
     select current_county(), * from ${WRITTEN}`,
    written(rows),
  )
}

/** What the list leaves empty stays as it was; a phone that is there stays whatever the list says. */
export async function updatePeople(tx: Tx, rows: readonly WrittenPerson[]): Promise<void> {
  await tx.rows(
    `update people p set household = new.household, name = new.name, born_on = new.born_on,
       sex = coalesce(new.sex, p.sex), relation = coalesce(new.relation, p.relation),
       phone_sealed = coalesce(p.phone_sealed, new.phone_sealed), phone_hash = coalesce(p.phone_hash, new.phone_hash),
       id_number_sealed = coalesce(new.id_sealed, p.id_number_sealed),
       id_number_hash = coalesce(new.id_hash, p.id_number_hash)
     from ${WRITTEN} as new (id, household, name, born_on, sex, relation, phone_sealed, phone_hash, id_sealed, id_hash)
     where p.county = current_county() and p.id = new.id`,
    written(rows),
  )
}

export async function insertChanges(
  tx: Tx,
  id: string,
  rows: readonly { person: string; fields: readonly string[] }[],
): Promise<void> {
  await tx.rows(
    `insert into people_changes (county, person, import, fields)
     select current_county(), person, $1, fields from jsonb_to_recordset($2) as new (person uuid, fields text[])
     on conflict do nothing`,
    [id, JSON.stringify(rows)],
  )
}

export async function insertRefusals(tx: Tx, id: string, rows: readonly Refusal[]): Promise<void> {
  await tx.rows(
    `insert into import_refusals (county, import, row_n, field, value, reason, scope)
     select current_county(), $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    [id, ...columnsOf(rows, ['row', 'field', 'value', 'reason', 'scope'])],
  )
}

/** What is sealed of a person of that area; null: nothing is there, undefined: nobody is. */
export async function findSealed(
  tx: Tx,
  { id, field, area }: { id: string; field: MaskedField; area: string },
): Promise<Buffer | null | undefined> {
  const row = await tx.first<{ sealed: Buffer | null }>(
    `select ${field === 'phone' ? 'p.phone_sealed' : 'p.id_number_sealed'} as sealed
     from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1 and starts_with(h.division, $2)`,
    [id, area],
  )
  return row?.sealed
}

/** Makes what one person unmasks come one after the other until the transaction ends, so that the day's count is true. */
export async function unmaskInLine(tx: Tx, person: string): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('unmask ' || current_county() || $1, 0))`, [
    person,
  ])
}

type Unmasking = { id: string; subject: string; field: MaskedField; person: string }

/** `is_new`: so lately that the call may be a repeated one; later a key would be a way to look without a row. */
export function findUnmasking(tx: Tx, id: string): Promise<(Unmasking & { is_new: boolean }) | undefined> {
  return tx.first(
    `select id, subject, field, person, at > now() - interval '10 minutes' as is_new
     from unmaskings where county = current_county() and id = $1`,
    [id],
  )
}

/** How many somebody has seen on that day of China. */
export async function countUnmaskings(tx: Tx, person: string, day: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from unmaskings
     where county = current_county() and person = $1 and at >= $2::date::timestamp at time zone 'Asia/Shanghai'`,
    [person, day],
  )
  return row?.n ?? 0
}

export async function insertUnmasking(
  tx: Tx,
  row: Unmasking & { purpose: PurposeId; reason: string; post: string },
): Promise<void> {
  await tx.rows(
    `insert into unmaskings (county, id, subject, field, purpose, reason, person, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.subject, row.field, row.purpose, row.reason, row.person, row.post],
  )
}

export const columnsOf = <R, K extends keyof R>(rows: readonly R[], keys: readonly K[]): R[K][][] =>
  keys.map((key) => rows.map((row) => row[key]))
