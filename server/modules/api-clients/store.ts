import type { Tx } from '#server/core/db.ts'

/** SQL of the systems that connect. */

export type ClientRow = { id: string; name: string; person: string; post: string; scopes: string[] }

/** The client of a key, while it has not ended. */
export function findClient(tx: Tx, keyHashes: readonly Buffer[]): Promise<ClientRow | undefined> {
  return tx.first(
    `select id, name, person, post, scopes from api_clients
     where county = current_county() and key_hash = any($1::bytea[]) and ended_at is null`,
    [keyHashes],
  )
}

type NewClient = ClientRow &
  Record<'role' | 'title', string> & { keyHash: Buffer; minuteMax?: number; dayMax?: number }

/** Adds a client with the person and the post it acts as; false when there is one with that key. */
export async function insertClient(
  tx: Tx,
  { id, name, person, post, scopes, keyHash, role, title, minuteMax, dayMax }: NewClient,
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
    `insert into api_clients (county, id, name, person, post, key_hash, scopes, minute_max, day_max)
     values (current_county(), $1, $2, $3, $4, $5, $6, coalesce($7, 120), coalesce($8, 20000))`,
    [id, name, person, post, keyHash, scopes, minuteMax ?? null, dayMax ?? null],
  )
  return true
}

/** `is_new`: let in so lately that whoever did it may be repeating the call. */
type LockedClient = { name: string; key_hash: Buffer; ended_at: Date | null; is_new: boolean }

export function lockClient(tx: Tx, id: string): Promise<LockedClient | undefined> {
  return tx.first(
    `select name, key_hash, ended_at, opened_at > now() - interval '10 minutes' as is_new
     from api_clients where county = current_county() and id = $1 for no key update`,
    [id],
  )
}

export async function endClient(tx: Tx, id: string): Promise<void> {
  await tx.rows('update api_clients set ended_at = now() where county = current_county() and id = $1', [id])
}

export type Used = Record<'minute_calls' | 'minute_max' | 'minute_left' | 'day_calls' | 'day_max', number>

/** Counts one call in its minute and its day; answers with what is used, and the seconds until the next minute. */
export function countCall(tx: Tx, client: string, day: string): Promise<Used | undefined> {
  return tx.first(
    `with counted as (
       select id, date_trunc('minute', now()) as minute,
         case when minute_at = date_trunc('minute', now()) then minute_calls + 1 else 1 end as in_minute,
         day_on = $2::date as is_today
       from api_clients where county = current_county() and id = $1 for no key update
     )
     update api_clients a set minute_at = c.minute, minute_calls = c.in_minute, day_on = $2,
       day_calls = case when c.is_today then a.day_calls + 1 else 1 end,
       day_peak = case when c.is_today then greatest(a.day_peak, c.in_minute) else c.in_minute end
     from counted c where a.county = current_county() and a.id = c.id
     returning a.minute_calls, a.minute_max, a.day_calls, a.day_max,
       ceil(extract(epoch from c.minute + interval '1 minute' - now()))::int as minute_left`,
    [client, day],
  )
}

/** Counts one call by what it was and whether it was refused. */
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

export type ListedClient = {
  id: string
  name: string
  scopes: string[]
  minute_max: number
  day_max: number
  opened_at: Date
  ended_at: Date | null
  minute: number
  today: number
  peak: number
  days: { on: string; operation: string; calls: number; refused: number }[]
}

/** All of them, those that still count first. */
export function listClients(tx: Tx, day: string): Promise<ListedClient[]> {
  return tx.rows(
    `select c.id, c.name, c.scopes, c.minute_max, c.day_max, c.opened_at, c.ended_at,
       case when c.minute_at = date_trunc('minute', now()) then c.minute_calls else 0 end as minute,
       case when c.day_on = $1::date then c.day_calls else 0 end as today,
       case when c.day_on = $1::date then c.day_peak else 0 end as peak,
       coalesce(m.days, '[]'::jsonb) as days
     from api_clients c
     left join lateral (
       select jsonb_agg(jsonb_build_object('on', day_on, 'operation', operation, 'calls', calls, 'refused', refused)
         order by day_on desc, operation) as days
       from api_meters where county = c.county and client = c.id and day_on > $1::date - 7
     ) m on true
     where c.county = current_county()
     order by c.ended_at is not null, c.opened_at desc, c.id`,
    [day],
  )
}
