import type { Tx } from '#server/core/db.ts'

/** SQL of bindings. `subject` by the hashes of all keys; what ended opens nothing. */

export type BoundRow = { id: string; person: string; locked_at: Date | null }

/** Of an account that has neither password nor app, nothing stands. */
const BOUND = `select b.id, b.person, a.locked_at from oidc_bindings b
  join accounts a on a.county = b.county and a.person = b.person and a.password_set_at is not null
  where b.county = current_county() and b.issuer = $1 and b.ended_at is null`

export function findBySubject(
  tx: Tx,
  issuer: string,
  subject: readonly Buffer[],
): Promise<BoundRow | undefined> {
  return tx.first(`${BOUND} and b.subject_hash = any($2::bytea[])`, [issuer, subject])
}

export function findById(tx: Tx, issuer: string, id: string): Promise<BoundRow | undefined> {
  return tx.first(`${BOUND} and b.id = $2`, [issuer, id])
}

export function findByPerson(
  tx: Tx,
  issuer: string,
  person: string,
): Promise<{ bound_at: Date } | undefined> {
  return tx.first(
    `select bound_at from oidc_bindings
     where county = current_county() and issuer = $1 and person = $2 and ended_at is null`,
    [issuer, person],
  )
}

/** Binds; false when the person or the subject is bound already. */
export async function insertBinding(
  tx: Tx,
  binding: { id: string; person: string; issuer: string; subject: Buffer },
): Promise<boolean> {
  const row = await tx.first(
    `insert into oidc_bindings (county, id, person, issuer, subject_hash) values (current_county(), $1, $2, $3, $4)
     on conflict do nothing returning id`,
    [binding.id, binding.person, binding.issuer, binding.subject],
  )
  return row !== undefined
}

/** Ends the binding of a person; false when there is none. */
export async function endBinding(tx: Tx, issuer: string, person: string): Promise<boolean> {
  const row = await tx.first(
    `update oidc_bindings set ended_at = now()
     where county = current_county() and issuer = $1 and person = $2 and ended_at is null returning id`,
    [issuer, person],
  )
  return row !== undefined
}
