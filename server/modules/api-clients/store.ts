import type { Tx } from '#server/core/db.ts'

/** SQL of the systems that connect. */

export type ClientRow = { id: string; name: string; person: string; post: string; scopes: string[] }

/** The client of a key, while it has not ended. */
export function findClient(tx: Tx, keyHash: Buffer): Promise<ClientRow | undefined> {
  return tx.first(
    `select id, name, person, post, scopes from api_clients
     where county = current_county() and key_hash = $1 and ended_at is null`,
    [keyHash],
  )
}

/** Adds a client with the person and the post it acts as; false when there is one with that key. */
export async function insertClient(
  tx: Tx,
  {
    id,
    name,
    person,
    post,
    scopes,
    keyHash,
    role,
    title,
  }: ClientRow & Record<'role' | 'title', string> & { keyHash: Buffer },
): Promise<boolean> {
  if (
    await tx.first('select id from api_clients where county = current_county() and key_hash = $1', [keyHash])
  )
    return false
  await tx.rows('insert into people (county, id, name) values (current_county(), $1, $2)', [person, name])
  await tx.rows(
    `insert into posts (county, id, person, role, title, division, starts_on)
     values (current_county(), $1, $2, $3, $4, current_county(), current_date)`,
    [post, person, role, title],
  )
  await tx.rows(
    `insert into api_clients (county, id, name, person, post, key_hash, scopes)
     values (current_county(), $1, $2, $3, $4, $5, $6)`,
    [id, name, person, post, keyHash, scopes],
  )
  return true
}

/** Counts one call. */
export async function meter(
  tx: Tx,
  {
    client,
    day,
    operation,
    isRefused,
  }: { client: string; day: string; operation: string; isRefused: boolean },
): Promise<void> {
  await tx.rows(
    `insert into api_meters as m (county, client, day_on, operation, calls, refused)
     values (current_county(), $1, $2, $3, 1, $4)
     on conflict (county, client, day_on, operation)
     do update set calls = m.calls + 1, refused = m.refused + excluded.refused`,
    [client, day, operation, Number(isRefused)],
  )
}
