import type { Mark } from '#practice/meetings/appraisal.ts'
import type { Holding, Kinship, Seat } from '#practice/meetings/posts.ts'
import type { Tx } from '#server/core/db.ts'

export type SeatRecord = {
  id: string
  division: string
  person: string
  name: string
  sex: string | null
  seat: Seat
  starts_on: string
  ends_on: string | null
  decided_by: string
}
const SEAT = `s.id, s.division, s.person, p.name, p.sex, s.seat, s.starts_on, s.ends_on, s.decided_by`
const FROM = `from seats s join people p on p.county = s.county and p.id = s.person`

export function seatsOf(tx: Tx, division: string): Promise<SeatRecord[]> {
  return tx.rows(
    `select ${SEAT} ${FROM} where s.county = current_county() and s.division = $1
     order by s.ends_on nulls first, s.seat, p.name, s.id`,
    [division],
  )
}

export function lockSeat(tx: Tx, id: string): Promise<SeatRecord | undefined> {
  return tx.first(`select ${SEAT} ${FROM} where s.county = current_county() and s.id = $1 for update of s`, [
    id,
  ])
}

/** Two seats of one village are given one after the other, so that neither is overlooked. */
export async function lockVillage(tx: Tx, division: string): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('seats ' || $1, 0))`, [division])
}

/** Who holds what from a day on: seats, and logins that stand for one (the director sits in the committee). */
export function heldOn(tx: Tx, division: string, on: string): Promise<Holding[]> {
  return tx.rows(
    `select s.person, p.name, s.seat ${FROM} where s.county = current_county() and s.division = $1
       and (s.ends_on is null or s.ends_on >= $2)
     union
     select o.person, p.name, seat_of(o.role) from posts o join people p on p.county = o.county and p.id = o.person
     where o.county = current_county() and o.division = $1 and (o.ends_on is null or o.ends_on >= $2)
       and seat_of(o.role) is not null`,
    [division, on],
  )
}

export async function kinshipsOf(tx: Tx, person: string): Promise<Kinship[]> {
  const rows = await tx.rows<{ a: string; b: string }>(
    'select a, b from kinships where county = current_county() and (a = $1 or b = $1)',
    [person],
  )
  return rows.map(({ a, b }) => [a, b] as const)
}

export type KinRow = {
  a: string
  b: string
  a_name: string
  b_name: string
  relation: Relation
  consent: string
}
export type Relation = '配偶' | '父母' | '子女' | '兄弟姐妹' | '祖父母' | '外祖父母' | '孙子女' | '外孙子女'

/** Near relatives among those who sit in a body of the village. */
export function kinOfVillage(tx: Tx, division: string): Promise<KinRow[]> {
  return tx.rows(
    `select k.a, k.b, a.name as a_name, b.name as b_name, k.relation, k.consent from kinships k
     join people a on a.county = k.county and a.id = k.a join people b on b.county = k.county and b.id = k.b
     where k.county = current_county() and exists (
       select from people p left join households h on h.county = p.county and h.id = p.household
       where p.county = k.county and p.id in (k.a, k.b) and (starts_with(h.division, $1)
         or exists (select from seats s where s.county = p.county and s.person = p.id and s.division = $1)))
     order by a.name, b.name`,
    [division],
  )
}

export type AppraisalRow = { seat: string; on: string; mark: Mark }
export function appraisalsOf(tx: Tx, division: string): Promise<AppraisalRow[]> {
  return tx.rows(
    `select a.seat, a.held_on as on, a.mark from appraisals a
     join seats s on s.county = a.county and s.id = a.seat
     where a.county = current_county() and s.division = $1 order by a.held_on desc`,
    [division],
  )
}

export async function insertAppraisal(
  tx: Tx,
  row: { seat: string; on: string; mark: Mark; decidedBy: string; by: string },
): Promise<boolean> {
  const noted = await tx.first(
    `insert into appraisals (county, seat, held_on, mark, decided_by, noted_by)
     values (current_county(), $1, $2, $3, $4, $5) on conflict do nothing returning seat`,
    [row.seat, row.on, row.mark, row.decidedBy, row.by],
  )
  return noted !== undefined
}

export function findVillager(
  tx: Tx,
  person: string,
  division: string,
): Promise<{ name: string } | undefined> {
  return tx.first(
    `select p.name from people p
     left join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1 and (starts_with(h.division, $2)
       or exists (select from posts o where o.county = p.county and o.person = p.id and o.division = $2))`,
    [person, division],
  )
}

export async function insertSeat(
  tx: Tx,
  row: {
    id: string
    division: string
    person: string
    seat: Seat
    startsOn: string
    decidedBy: string
    by: string
  },
): Promise<void> {
  await tx.rows(
    `insert into seats (county, id, division, person, seat, starts_on, decided_by, given_by)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.division, row.person, row.seat, row.startsOn, row.decidedBy, row.by],
  )
}

export async function endSeat(tx: Tx, id: string, on: string, decidedBy: string): Promise<void> {
  await tx.rows('update seats set ends_on = $2, ended_by = $3 where county = current_county() and id = $1', [
    id,
    on,
    decidedBy,
  ])
}

/** Who watches over the village that day: by seat or by post. */
export async function supervisorsOf(tx: Tx, division: string, on: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select person from seats where county = current_county() and division = $1 and seat = 'supervisor'
       and starts_on <= $2 and (ends_on is null or ends_on >= $2)
     union
     select person from posts where county = current_county() and division = $1 and role = 'village-supervisor'
       and starts_on <= $2 and (ends_on is null or ends_on >= $2)`,
    [division, on],
  )
  return rows.map(({ person }) => person)
}

export async function insertKinship(
  tx: Tx,
  row: { a: string; b: string; relation: string; consent: string; by: string },
): Promise<void> {
  await tx.rows(
    `insert into kinships (county, a, b, relation, consent, given_by)
     values (current_county(), $1, $2, $3, $4, $5) on conflict do nothing`,
    [row.a, row.b, row.relation, row.consent, row.by],
  )
}

export async function countHouseholds(tx: Tx, division: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from households where county = current_county() and starts_with(division, $1)`,
    [division],
  )
  return row?.count ?? 0
}
