import { countOf, type Tx } from '#server/core/db.ts'

/** SQL of accounts: of whoever comes in by one. What administrators do with them is in `register.ts`. */

export type AccountRecord = {
  person: string
  name: string
  phone_sealed: Buffer | null
  sign_in_name: string
  password_sealed: Buffer | null
  password_set_at: Date | null
  totp_sealed: Buffer | null
  totp_set_at: Date | null
  totp_next_sealed: Buffer | null
  code_hash: Buffer | null
  code_until: Date | null
  locked_at: Date | null
}

const RECORD = `a.person, p.name, p.phone_sealed, a.sign_in_name, a.password_sealed, a.password_set_at, a.totp_sealed,
  a.totp_set_at, a.totp_next_sealed, a.code_hash, a.code_until, a.locked_at`
const FROM = 'from accounts a join people p on p.county = a.county and p.id = a.person'

export function findByName(tx: Tx, signInName: string): Promise<AccountRecord | undefined> {
  return tx.first(`select ${RECORD} ${FROM} where a.county = current_county() and a.sign_in_name = $1`, [
    signInName,
  ])
}

export function findByPerson(tx: Tx, person: string): Promise<AccountRecord | undefined> {
  return tx.first(`select ${RECORD} ${FROM} where a.county = current_county() and a.person = $1`, [person])
}

/** The same, kept from changing until the transaction ends. */
export function lockByPerson(tx: Tx, person: string): Promise<AccountRecord | undefined> {
  return tx.first(
    `select ${RECORD} ${FROM} where a.county = current_county() and a.person = $1 for update of a`,
    [person],
  )
}

/** What was tried under that key, held under lock so that the next try waits for this one to be counted. */
export async function lockTries(tx: Tx, key: Buffer): Promise<{ failures: number; ago: number }> {
  const row = await tx.first<{ failures: number; ago: number }>(
    `insert into sign_in_tries as t (county, key_hash, failures, last_at)
     values (current_county(), $1, 0, clock_timestamp())
     on conflict (county, key_hash) do update set failures = t.failures
     returning failures, extract(epoch from clock_timestamp() - last_at)::float8 as ago`,
    [key],
  )
  if (!row) throw new Error('an upsert answers with its row')
  return row
}

export async function setFailures(tx: Tx, key: Buffer, failures: number): Promise<void> {
  await tx.rows(
    `update sign_in_tries set failures = $2, last_at = clock_timestamp()
     where county = current_county() and key_hash = $1`,
    [key, failures],
  )
}

export async function forgetTries(tx: Tx, key: Buffer): Promise<void> {
  await tx.rows('delete from sign_in_tries where county = current_county() and key_hash = $1', [key])
}

/** Keys that nobody tries any more. */
const OLD_TRIES = `county = current_county() and last_at < now() - interval '2 days'`

export async function dropOldTries(tx: Tx): Promise<void> {
  await tx.rows(`delete from sign_in_tries where ${OLD_TRIES}`)
}

export const countOldTries = (tx: Tx): Promise<number> => countOf(tx, `sign_in_tries where ${OLD_TRIES}`)

/** Uses an app's code up; false when it, or a later one, was used before, or the account is locked. */
export async function takeStep(tx: Tx, person: string, step: number): Promise<boolean> {
  const row = await tx.first(
    `update accounts set totp_step = $2
     where county = current_county() and person = $1 and totp_step < $2 and locked_at is null returning person`,
    [person, step],
  )
  return row !== undefined
}

/** Uses a recovery code up; false when there is no such code left, or the account is locked. */
export async function takeRecovery(tx: Tx, person: string, code: readonly Buffer[]): Promise<boolean> {
  const row = await tx.first(
    `update recovery_codes r set used_at = now() from accounts a
     where r.county = current_county() and r.person = $1 and r.code_hash = any($2::bytea[]) and r.used_at is null
       and a.county = r.county and a.person = r.person and a.locked_at is null
     returning r.person`,
    [person, code],
  )
  return row !== undefined
}

export async function recoveryLeft(tx: Tx, person: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*) as count from recovery_codes
     where county = current_county() and person = $1 and used_at is null`,
    [person],
  )
  return row?.count ?? 0
}

/** What recovery codes are left open nothing any more. */
export async function endRecovery(tx: Tx, person: string): Promise<void> {
  await tx.rows(
    `update recovery_codes set used_at = now()
     where county = current_county() and person = $1 and used_at is null`,
    [person],
  )
}

/** Other recovery codes instead of those before. */
export async function putRecovery(tx: Tx, person: string, codes: readonly Buffer[]): Promise<void> {
  await endRecovery(tx, person)
  await tx.rows(
    `insert into recovery_codes (county, person, code_hash) select current_county(), $1, unnest($2::bytea[])`,
    [person, codes],
  )
}

/**
 * Keeps the secret that will count once a code of it was shown. What was shown before counts no more, so that nobody who
 * saw it knows the second factor of whoever begins anew.
 */
export async function putNextTotp(tx: Tx, person: string, sealed: Buffer): Promise<void> {
  await tx.rows(`update accounts set totp_next_sealed = $2 where county = current_county() and person = $1`, [
    person,
    sealed,
  ])
}

/** From now on the next secret counts; false when it is no longer the one. */
export async function takeNextTotp(
  tx: Tx,
  person: string,
  { next, step }: { next: Buffer; step: number },
): Promise<boolean> {
  const row = await tx.first(
    `update accounts set totp_sealed = totp_next_sealed, totp_set_at = now(), totp_step = $3, totp_next_sealed = null
     where county = current_county() and person = $1 and totp_next_sealed = $2 returning person`,
    [person, next, step],
  )
  return row !== undefined
}

/** The first password and app, in exchange for the one-time code; false when that was used meanwhile. */
export async function activate(
  tx: Tx,
  person: string,
  { code, password, next, step }: Record<'code' | 'password' | 'next', Buffer> & { step: number },
): Promise<boolean> {
  const row = await tx.first(
    `update accounts set password_sealed = $3, password_set_at = now(), totp_sealed = totp_next_sealed,
       totp_set_at = now(), totp_step = $5, totp_next_sealed = null, code_hash = null, code_until = null
     where county = current_county() and person = $1 and code_hash = $2 and code_until > now()
       and totp_next_sealed = $4 and locked_at is null
     returning person`,
    [person, code, password, next, step],
  )
  return row !== undefined
}

export async function setPassword(tx: Tx, person: string, sealed: Buffer): Promise<void> {
  await tx.rows(
    `update accounts set password_sealed = $2, password_set_at = now()
     where county = current_county() and person = $1`,
    [person, sealed],
  )
}
