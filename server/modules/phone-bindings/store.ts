import { bindsPhones, ROLES, type RoleId } from '#contract/roles.ts'
import { countOf, type Tx } from '#server/core/db.ts'
import { isStaffSql } from '#server/modules/people/index.ts'
import { ANSWERED_DAYS, WAITING_DAYS } from './rules.ts'

export type Verdict = 'confirmed' | 'refused' | 'superseded'
export type BindingRow = {
  id: string
  village: string
  name: string
  household: string
  phone_sealed: Buffer
  phone_hash: Buffer
  asked_at: Date
  verdict: Verdict | null
  person: string | null
  said: string | null
}

const BINDING = `select id, village, name, household, phone_sealed, phone_hash, asked_at, verdict, person, said
  from phone_bindings where county = current_county()`

export function findBinding(tx: Tx, id: string): Promise<BindingRow | undefined> {
  return tx.first(`${BINDING} and id = $1`, [id])
}

/** The same of one village, kept from changing until the transaction ends. */
export function lockBinding(tx: Tx, id: string, village: string): Promise<BindingRow | undefined> {
  return tx.first(`${BINDING} and id = $1 and village = $2 for update`, [id, village])
}

/** What waits in a village, the newest first. */
export function waitingIn(tx: Tx, village: string, limit: number): Promise<BindingRow[]> {
  return tx.rows(`${BINDING} and village = $1 and verdict is null order by asked_at desc, id desc limit $2`, [
    village,
    limit,
  ])
}

export async function countWaiting(tx: Tx, village: string): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from phone_bindings
     where county = current_county() and village = $1 and verdict is null`,
    [village],
  )
  return row?.n ?? 0
}

/** What a phone asked before and is not answered, by the hashes of all keys, waits no more; answers with where it did. */
export async function supersede(tx: Tx, phone: readonly Buffer[]): Promise<string[]> {
  const rows = await tx.rows<{ village: string }>(
    `update phone_bindings set verdict = 'superseded', decided_at = now()
     where county = current_county() and phone_hash = any($1::bytea[]) and verdict is null returning village`,
    [phone],
  )
  return rows.map(({ village }) => village)
}

/** Roles that keep a village’s register; a post’s position may leave it out. */
const KEEPERS = (Object.keys(ROLES) as RoleId[]).filter((role) => bindsPhones({ role }))

/** Who keeps the register of a village on that day. */
export async function keepersOf(tx: Tx, village: string, today: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select distinct p.person from posts p
     where p.county = current_county() and starts_with(p.division, $1) and p.role = any($2)
       and p.starts_on <= $3::date and (p.ends_on is null or p.ends_on >= $3::date)
       and (p.position is null or exists (select from positions q where q.county = p.county and q.id = p.position
                                          and 'people.import' = any(q.permissions)))`,
    [village, KEEPERS, today],
  )
  return rows.map(({ person }) => person)
}

type NewBinding = Pick<BindingRow, 'id' | 'village' | 'name' | 'household' | 'phone_sealed' | 'phone_hash'>

export async function insertBinding(tx: Tx, row: NewBinding): Promise<void> {
  await tx.rows(
    `insert into phone_bindings (county, id, village, name, household, phone_sealed, phone_hash)
     values (current_county(), $1, $2, $3, $4, $5, $6)`,
    [row.id, row.village, row.name, row.household, row.phone_sealed, row.phone_hash],
  )
}

type Decision = {
  id: string
  verdict: Exclude<Verdict, 'superseded'>
  person?: string
  said: string | undefined
  by: string
  post: string
}

/** Answers a request that waits and is held by this transaction. */
export async function decide(tx: Tx, { id, verdict, person, said, by, post }: Decision): Promise<void> {
  await tx.rows(
    `update phone_bindings set verdict = $2, person = $3, said = $4, decided_by = $5, decided_post = $6, decided_at = now()
     where county = current_county() and id = $1`,
    [id, verdict, person ?? null, said ?? null, by, post],
  )
}

/** Whose phone it is, by the hashes of all keys. */
export async function ownerOf(tx: Tx, phone: readonly Buffer[]): Promise<string | undefined> {
  const row = await tx.first<{ id: string }>(
    'select id from people where county = current_county() and phone_hash = any($1::bytea[])',
    [phone],
  )
  return row?.id
}

export type PersonRow = { id: string; born_on: string | null; phone_sealed: Buffer | null }

/** A person of that village, kept from changing until the transaction ends; no account is opened for them meanwhile. */
export function lockPerson(tx: Tx, id: string, village: string): Promise<PersonRow | undefined> {
  return tx.first(
    `select p.id, p.born_on, p.phone_sealed
     from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1 and starts_with(h.division, $2) for update of p`,
    [id, village],
  )
}

/** Whether somebody has an account, or a post that has not ended. */
export async function isStaff(tx: Tx, person: string): Promise<boolean> {
  const row = await tx.first<{ is: boolean }>(`select ${isStaffSql('$1::uuid')} as is`, [person])
  return row?.is === true
}

export async function setPhone(tx: Tx, person: string, sealed: Buffer, hash: Buffer): Promise<void> {
  await tx.rows(
    `update people set phone_sealed = $2, phone_hash = $3 where county = current_county() and id = $1`,
    [person, sealed, hash],
  )
}

const DUE = `county = current_county()
  and coalesce(decided_at + interval '${ANSWERED_DAYS} days', asked_at + interval '${WAITING_DAYS} days') <= now()`

export const countDue = (tx: Tx): Promise<number> => countOf(tx, `phone_bindings where ${DUE}`)

export async function dropDue(tx: Tx): Promise<void> {
  await tx.rows(`delete from phone_bindings where ${DUE}`)
}
