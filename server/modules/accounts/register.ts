import type { Permission, RoleId } from '#contract/roles.ts'
import type { Tx } from '#server/core/db.ts'
import { endRecovery } from './store.ts'

/** SQL of the register of accounts: what administrators read and change. `today` is China's date. */

/** A county with more officials than that has them in its own directory. */
export const ACCOUNTS_MAX = 2000

export type ListedRow = {
  person: string
  name: string
  phone_sealed: Buffer | null
  sign_in_name: string
  is_active: boolean
  code_until: Date | null
  locked_at: Date | null
  opened_at: Date
  opened_by: string | null
  seen_at: Date | null
}

/** Whoever waits for their first sign-in or is locked first, then by name. */
export function allAccounts(tx: Tx): Promise<ListedRow[]> {
  return tx.rows(
    `select a.person, p.name, p.phone_sealed, a.sign_in_name, a.password_set_at is not null as is_active, a.code_until,
       a.locked_at, a.opened_at, o.name as opened_by, s.seen_at
     from accounts a
     join people p on p.county = a.county and p.id = a.person
     left join account_deeds d on d.county = a.county and d.account = a.person and d.deed = 'open'
     left join people o on o.county = d.county and o.id = d.person
     left join lateral (
       select max(seen_at) as seen_at from sessions s where s.county = a.county and s.person = a.person
     ) s on true
     where a.county = current_county()
     order by a.locked_at is null, a.password_set_at is not null, a.sign_in_name
     limit ${ACCOUNTS_MAX}`,
  )
}

export type HeldRow = {
  person: string
  id: string
  role: RoleId
  title: string
  division: string
  unit: string | null
}

/** The posts all holders of an account have today, the oldest first. */
export function heldByAccounts(tx: Tx, today: string): Promise<HeldRow[]> {
  return tx.rows(
    `select o.person, o.id, o.role, o.title, o.division, o.unit
     from posts o join accounts a on a.county = o.county and a.person = o.person
     where o.county = current_county() and o.starts_on <= $1::date and (o.ends_on is null or o.ends_on >= $1::date)
     order by o.starts_on, o.id`,
    [today],
  )
}

/** Whether somebody who can come in holds that role today. */
export async function isHeld(tx: Tx, role: RoleId, today: string): Promise<boolean> {
  const row = await tx.first(
    `select o.id from posts o join accounts a on a.county = o.county and a.person = o.person
     where o.county = current_county() and o.role = $1 and a.password_set_at is not null and a.locked_at is null
       and o.starts_on <= $2::date and (o.ends_on is null or o.ends_on >= $2::date)
     limit 1`,
    [role, today],
  )
  return row !== undefined
}

/**
 * Whether somebody who came in, or was to come in anew, was ever given that role, locked or waiting for a code by now as
 * they may be: whoever can lock and renew them must not be able to put somebody else in their place.
 */
export async function wasHeld(tx: Tx, role: RoleId): Promise<boolean> {
  const row = await tx.first(
    `select o.id from posts o join accounts a on a.county = o.county and a.person = o.person
     where o.county = current_county() and o.role = $1 and (a.password_set_at is not null or exists (
       select from account_deeds d where d.county = a.county and d.account = a.person and d.deed = 'renew'))
     limit 1`,
    [role],
  )
  return row !== undefined
}

export async function hasAny(tx: Tx): Promise<boolean> {
  return (await tx.first('select person from accounts where county = current_county() limit 1')) !== undefined
}

/** Makes deeds on one thing come one after the other until the transaction ends. */
export async function inLine(tx: Tx, thing: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended(current_county() || $1, 0))', [thing])
}

/** Whose phone it is, by the hashes of all keys. */
export function findPhone(
  tx: Tx,
  phone: readonly Buffer[],
): Promise<{ id: string; name: string } | undefined> {
  return tx.first(
    'select id, name from people where county = current_county() and phone_hash = any($1::bytea[])',
    [phone],
  )
}

export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string; phone: { sealed: Buffer; hash: Buffer } | undefined },
): Promise<void> {
  await tx.rows(
    `insert into people (county, id, name, phone_sealed, phone_hash) values (current_county(), $1, $2, $3, $4)`,
    [person.id, person.name, person.phone?.sealed ?? null, person.phone?.hash ?? null],
  )
}

/** Opens an account; undefined when the name or the person has one. */
export async function insertAccount(
  tx: Tx,
  account: { person: string; signInName: string; code: Buffer; hours: number },
): Promise<Date | undefined> {
  const row = await tx.first<{ code_until: Date }>(
    `insert into accounts (county, person, sign_in_name, code_hash, code_until)
     values (current_county(), $1, $2, $3, now() + make_interval(hours => $4))
     on conflict do nothing returning code_until`,
    [account.person, account.signInName, account.code, account.hours],
  )
  return row?.code_until
}

/** Begins an account anew: password, app, recovery codes and what the provider opens end, a one-time code counts. */
export async function renew(
  tx: Tx,
  { person, code, hours }: { person: string; code: Buffer; hours: number },
): Promise<Date | undefined> {
  await endRecovery(tx, person)
  await tx.rows(
    `update oidc_bindings set ended_at = now()
     where county = current_county() and person = $1 and ended_at is null`,
    [person],
  )
  const row = await tx.first<{ code_until: Date }>(
    `update accounts set password_sealed = null, password_set_at = null, totp_sealed = null, totp_set_at = null,
       totp_next_sealed = null, code_hash = $2, code_until = now() + make_interval(hours => $3)
     where county = current_county() and person = $1 returning code_until`,
    [person, code, hours],
  )
  return row?.code_until
}

export async function setLocked(tx: Tx, person: string, isLocked: boolean): Promise<void> {
  await tx.rows(
    `update accounts set locked_at = case when $2 then coalesce(locked_at, now()) end
     where county = current_county() and person = $1`,
    [person, isLocked],
  )
}

type Post = {
  id: string
  person: string
  role: RoleId
  position: string | null
  title: string
  division: string
  unit: string | null
}

type PostOf = Pick<Post, 'person' | 'role' | 'position' | 'division' | 'unit'>

/** Whether that person holds it today: the same role, as the same position, over the same place; whatever its title. */
export async function isHeldBy(tx: Tx, post: PostOf, today: string): Promise<boolean> {
  const row = await tx.first(
    `select id from posts
     where county = current_county() and person = $1 and role = $2 and position is not distinct from $3
       and division = $4 and unit is not distinct from $5
       and starts_on <= $6::date and (ends_on is null or ends_on >= $6::date)
     limit 1`,
    [post.person, post.role, post.position, post.division, post.unit, today],
  )
  return row !== undefined
}

export async function insertPost(tx: Tx, post: Post, today: string): Promise<void> {
  await tx.rows(
    `insert into posts (county, id, person, role, position, title, division, unit, starts_on)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [post.id, post.person, post.role, post.position, post.title, post.division, post.unit, today],
  )
}

export type PositionRow = {
  id: string
  name: string
  role: RoleId
  permissions: Permission[]
  level: 'county' | 'town' | 'village' | null
  unit: string | null
  source: string
}

/** The positions that are given, in the county's order. */
export function positions(tx: Tx): Promise<PositionRow[]> {
  return tx.rows(
    `select id, name, role, permissions, level, unit, source from positions
     where county = current_county() and ordinal is not null order by ordinal`,
  )
}

export function findPosition(tx: Tx, id: string): Promise<PositionRow | undefined> {
  return tx.first(
    `select id, name, role, permissions, level, unit, source from positions
     where county = current_county() and ordinal is not null and id = $1`,
    [id],
  )
}

/** Ends a post before today; false when that person does not hold it. */
export async function endPost(tx: Tx, person: string, post: string, today: string): Promise<boolean> {
  const row = await tx.first(
    `update posts set ends_on = $3::date - 1
     where county = current_county() and person = $1 and id = $2 and (ends_on is null or ends_on >= $3::date)
     returning id`,
    [person, post, today],
  )
  return row !== undefined
}

export type Deed = {
  id: string
  account: string
  deed: 'open' | 'renew' | 'lock' | 'unlock' | 'give-post' | 'end-post'
  person: string | null
  post: string | null
  detail: object
}

export async function insertDeed(tx: Tx, { id, account, deed, person, post, detail }: Deed): Promise<void> {
  await tx.rows(
    `insert into account_deeds (county, id, account, deed, person, post, detail)
     values (current_county(), $1, $2, $3, $4, $5, $6)`,
    [id, account, deed, person, post, JSON.stringify(detail)],
  )
}

export function findDeed(tx: Tx, id: string): Promise<Omit<Deed, 'id' | 'post'> | undefined> {
  return tx.first(
    'select account, deed, person, detail from account_deeds where county = current_county() and id = $1',
    [id],
  )
}

export type BatchRow = {
  account: string
  by: string | null
  name: string
  sign_in_name: string
  until: string
  code_hash: Buffer | null
}

/** The accounts that one table opened, in its order. Reads all deeds of the county: some thousand, seldom. */
export function openedByBatch(tx: Tx, batch: string): Promise<BatchRow[]> {
  return tx.rows(
    `select d.account, d.person as by, p.name, a.sign_in_name, d.detail->>'until' as until, a.code_hash
     from account_deeds d
     join accounts a on a.county = d.county and a.person = d.account
     join people p on p.county = a.county and p.id = a.person
     where d.county = current_county() and d.deed = 'open' and d.detail->>'batch' = $1
     order by (d.detail->>'row')::int`,
    [batch],
  )
}
