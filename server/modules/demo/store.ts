import type { RoleId } from '#contract/roles.ts'
import type { Tx } from '#server/core/db.ts'

export type GridRow = { code: string; name: string; lng: number; lat: number }
export type HouseholdRow = { id: string; division: string; name: string; address: string }
export type PersonRow = {
  id: string
  name: string
  phone?: string | undefined
  idNumber?: string
  household?: string
  born?: string
}
export type PostRow = {
  id: string
  person: string
  role: RoleId
  title: string
  division: string
  unit?: string
}
type Sealed = Omit<PersonRow, 'phone' | 'idNumber'> & {
  phone: { sealed: Buffer; hash: Buffer } | undefined
  idNumber: Buffer | undefined
}

/** How many of these keys have been used. */
export async function countKeys(tx: Tx, keys: readonly string[]): Promise<number> {
  const row = await tx.first<{ n: number }>(
    'select count(*)::int as n from entries where county = current_county() and key = any($1::uuid[])',
    [keys],
  )
  return row?.n ?? 0
}

/** When the clock of any matter of the county next has something to do, if that is not after `until`. */
export async function nextTick(tx: Tx, until: Date): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date | null }>(
    'select min(tick_at) as at from matters where county = current_county() and tick_at <= $1',
    [until],
  )
  return row?.at ?? undefined
}

/** The matter last opened for another one. */
export async function lastChild(tx: Tx, parent: string): Promise<string | undefined> {
  const row = await tx.first<{ id: string }>(
    `select id from matters where county = current_county() and parent = $1 order by opened_at desc, id desc limit 1`,
    [parent],
  )
  return row?.id
}

export async function addGrids(tx: Tx, village: string, grids: readonly GridRow[]): Promise<void> {
  await tx.rows(
    `insert into divisions (county, code, level, name, parent, seat_lng, seat_lat)
     select current_county(), code, 'grid', name, $1, lng, lat
     from jsonb_to_recordset($2) as new (code text, name text, lng float8, lat float8) on conflict do nothing`,
    [village, JSON.stringify(grids)],
  )
}

export async function addHouseholds(tx: Tx, rows: readonly HouseholdRow[]): Promise<void> {
  await tx.rows(
    `insert into households (county, id, division, name, address)
     select current_county(), new.* from jsonb_to_recordset($1)
       as new (id uuid, division text, name text, address text) on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

export async function addPeople(tx: Tx, rows: readonly Sealed[]): Promise<void> {
  await tx.rows(
    `insert into people (county, id, household, name, phone_sealed, phone_hash, id_number_sealed, born_on)
     select current_county(), * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::date[])
     on conflict do nothing`,
    [
      rows.map(({ id }) => id),
      rows.map(({ household }) => household ?? null),
      rows.map(({ name }) => name),
      rows.map(({ phone }) => phone?.sealed ?? null),
      rows.map(({ phone }) => phone?.hash ?? null),
      rows.map(({ idNumber }) => idNumber ?? null),
      rows.map(({ born }) => born ?? null),
    ],
  )
}

export async function addPosts(tx: Tx, rows: readonly PostRow[], startsOn: string): Promise<void> {
  await tx.rows(
    `insert into posts (county, id, person, role, title, division, unit, starts_on)
     select current_county(), id, person, role, title, division, unit, $2
     from jsonb_to_recordset($1) as new (id uuid, person uuid, role text, title text, division text, unit text)
     on conflict do nothing`,
    [JSON.stringify(rows), startsOn],
  )
}

/** The last key in a range of them; undefined when none was used. */
export async function lastKey(tx: Tx, least: string, most: string): Promise<string | undefined> {
  const row = await tx.first<{ key: string }>(
    `select key from entries where county = current_county() and key >= $1 and key < $2 order by key desc limit 1`,
    [least, most],
  )
  return row?.key
}

/** How many grid events there are. */
export async function countEvents(tx: Tx): Promise<number> {
  const row = await tx.first<{ n: number }>(
    `select count(*)::int as n from matters where county = current_county() and flow = 'grid-event'`,
  )
  return row?.n ?? 0
}
