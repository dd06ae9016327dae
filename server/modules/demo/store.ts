import type { RoleId } from '#contract/roles.ts'
import type { Content } from '#practice/disclosure/content.ts'
import type { Seat } from '#practice/meetings/posts.ts'
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
  sex?: '男' | '女'
}
export type PostRow = {
  id: string
  person: string
  role: RoleId
  position?: string
  title: string
  division: string
  unit?: string
}
export type SeatRow = { id: string; person: string; seat: Seat; decidedBy: string }
type Sealed = Omit<PersonRow, 'phone' | 'idNumber'> & {
  phone: { sealed: Buffer; hash: Buffer } | undefined
  idNumber: { sealed: Buffer; hash: Buffer } | undefined
}

export async function addSeats(
  tx: Tx,
  division: string,
  rows: readonly SeatRow[],
  { since, by }: { since: string; by: string },
): Promise<void> {
  await tx.rows(
    `insert into seats (county, id, division, person, seat, starts_on, decided_by, given_by)
     select current_county(), new.id, $1, new.person, new.seat, $2, new."decidedBy", $3
     from jsonb_to_recordset($4) as new (id uuid, person uuid, seat text, "decidedBy" text) on conflict do nothing`,
    [division, since, by, JSON.stringify(rows)],
  )
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
    `insert into people (county, id, household, name, phone_sealed, phone_hash, id_number_sealed, id_number_hash,
       born_on, sex)
     select current_county(), * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
       $7::bytea[], $8::date[], $9::text[])
     on conflict do nothing`,
    [
      rows.map(({ id }) => id),
      rows.map(({ household }) => household ?? null),
      rows.map(({ name }) => name),
      rows.map(({ phone }) => phone?.sealed ?? null),
      rows.map(({ phone }) => phone?.hash ?? null),
      rows.map(({ idNumber }) => idNumber?.sealed ?? null),
      rows.map(({ idNumber }) => idNumber?.hash ?? null),
      rows.map(({ born }) => born ?? null),
      rows.map(({ sex }) => sex ?? null),
    ],
  )
}

export async function addPosts(tx: Tx, rows: readonly PostRow[], startsOn: string): Promise<void> {
  await tx.rows(
    `insert into posts (county, id, person, role, position, title, division, unit, starts_on)
     select current_county(), id, person, role, position, title, division, unit, $2
     from jsonb_to_recordset($1)
       as new (id uuid, person uuid, role text, position text, title text, division text, unit text)
     on conflict do nothing`,
    [JSON.stringify(rows), startsOn],
  )
}

/** The positions of the county, in its order. */
export function positions(
  tx: Tx,
): Promise<{ id: string; role: RoleId; name: string; unit: string | null }[]> {
  return tx.rows(
    `select id, role, name, unit from positions
     where county = current_county() and takes_part and ordinal is not null order by ordinal`,
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

/** Whether anything was published or is in work. */
export async function hasPublications(tx: Tx): Promise<boolean> {
  return (await tx.first('select from publications where county = current_county() limit 1')) !== undefined
}

export type HeldPost = {
  name: string
  person: string
  post: string
  role: RoleId
  division: string
  unit: string | null
}

/** The posts of people known by name. */
export function postsNamed(tx: Tx, names: readonly string[]): Promise<HeldPost[]> {
  return tx.rows(
    `select p.name, p.id as person, o.id as post, o.role, o.division, o.unit from posts o
     join people p on p.county = o.county and p.id = o.person
     where o.county = current_county() and p.name = any($1) order by o.id`,
    [names],
  )
}

export async function personNamed(tx: Tx, name: string): Promise<string> {
  const row = await tx.first<{ id: string }>(
    'select id from people where county = current_county() and name = $1 order by id limit 1',
    [name],
  )
  if (!row) throw new Error(`nobody is called ${name}`)
  return row.id
}

export type PastDuty = { division: string; item: string; period: string; n: number; due_on: string }

/** The duties of a village that have come due, the oldest first. */
export function dutiesUntil(tx: Tx, division: string, today: string): Promise<PastDuty[]> {
  return tx.rows(
    `select division, item, period, n, due_on from disclosure_duties
     where county = current_county() and division = $1 and due_on < $2 and published_on is null order by due_on, item`,
    [division, today],
  )
}

export async function publicationNamed(
  tx: Tx,
  id: string,
): Promise<{ rev: number; title: string; draft: Content | null }> {
  const row = await tx.first<{ rev: number; title: string; draft: Content | null }>(
    'select rev, title, draft from publications where county = current_county() and id = $1',
    [id],
  )
  if (!row) throw new Error(`no publication ${id}`)
  return row
}

/** What hangs and has to follow a correction, the earliest period first. */
export function owing(tx: Tx, division: string): Promise<{ id: string } | undefined> {
  return tx.first(
    `select id from publications where county = current_county() and division = $1 and owes is not null
     order by period limit 1`,
    [division],
  )
}

/** The newest publication of an item that has hung since a day or longer. */
export function hungSince(
  tx: Tx,
  division: string,
  item: string,
  day: string,
): Promise<{ id: string; posted_from: string } | undefined> {
  return tx.first(
    `select id, posted_from from publications
     where county = current_county() and division = $1 and item = $2 and posted_from <= $3
     order by posted_from desc limit 1`,
    [division, item, day],
  )
}

/** Two people of each village, by its code. */
export async function peopleByVillage(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ division: string; people: string[] }>(
    `select left(h.division, 12) as division, (array_agg(p.id order by p.id))[1:2] as people
     from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and length(h.division) >= 12 group by 1`,
  )
  return new Map(rows.map(({ division, people }) => [division, people]))
}

export async function hasPublished(tx: Tx, division: string): Promise<boolean> {
  const found = await tx.first(
    'select from publications where county = current_county() and division = $1 and version > 0 limit 1',
    [division],
  )
  return found !== undefined
}

export async function hasMeetings(tx: Tx, village: string): Promise<boolean> {
  const row = await tx.first(
    'select from meetings where county = current_county() and division = $1 limit 1',
    [village],
  )
  return row !== undefined
}

export async function hasProposals(tx: Tx, village: string): Promise<boolean> {
  const row = await tx.first(
    'select from proposals where county = current_county() and division = $1 limit 1',
    [village],
  )
  return row !== undefined
}

/** The newest resolution of a village about a kind of thing. */
export async function resolutionAbout(tx: Tx, village: string, decision: string): Promise<string> {
  const row = await tx.first<{ id: string }>(
    `select r.id from resolutions r join motions o on o.county = r.county and o.id = r.motion
     where r.county = current_county() and r.division = $1 and o.decision = $2 order by r.id desc limit 1`,
    [village, decision],
  )
  if (!row) throw new Error(`nothing was resolved about ${decision}`)
  return row.id
}

export function motionIdsOf(tx: Tx, meeting: string): Promise<{ id: string }[]> {
  return tx.rows('select id from motions where county = current_county() and meeting = $1 order by n', [
    meeting,
  ])
}

export async function meetingRev(tx: Tx, id: string): Promise<number> {
  const row = await tx.first<{ rev: number }>(
    'select rev from meetings where county = current_county() and id = $1',
    [id],
  )
  return row?.rev ?? 0
}

/** Everybody on a meeting’s frozen roll, in its order. */
export async function rollOf(tx: Tx, meeting: string): Promise<string[]> {
  const rows = await tx.rows<{ member: string }>(
    'select member from meeting_rolls where county = current_county() and meeting = $1 order by n',
    [meeting],
  )
  return rows.map(({ member }) => member)
}
