import type { ConsentWay, Kinship } from '#contract/consent-ways.ts'
import { CHILD_YEARS } from '#practice/kit/age.ts'
import type { Tx } from '#server/core/db.ts'

export type SaidRow = {
  id: string
  is_given: boolean
  way: ConsentWay | null
  said_on: string
  guardian: string | null
  by: string
  at: Date
}
export type ActedRow = { number: string; by: string; way: ConsentWay; at: Date }

/** What a person has said about being spoken for, the newest first. */
export function saidBy(tx: Tx, subject: string): Promise<SaidRow[]> {
  return tx.rows(
    `select c.id, c.is_given, c.way, c.said_on, g.name as guardian, p.name as by, c.at
     from standing_consents c join people p on p.county = c.county and p.id = c.recorded_by
     left join people g on g.county = c.county and g.id = c.guardian
     where c.county = current_county() and c.subject = $1 order by c.at desc, c.id desc limit 50`,
    [subject],
  )
}

/**
 * What was opened on somebody's behalf and how they agreed, the newest first. The village reads this too, so nothing that
 * was reported on its people stands here (信访工作条例 30).
 */
export function actedFor(tx: Tx, subject: string): Promise<ActedRow[]> {
  return tx.rows(
    `select m.number, p.name as by, c.given as way, c.recorded_at as at
     from matters m join consents c on c.county = m.county and c.matter = m.id
     join people p on p.county = c.county and p.id = c.recorded_by
     where m.county = current_county() and m.asker = $1 and not m.conduct order by m.opened_at desc limit 50`,
    [subject],
  )
}

/** Whether the last that somebody said is that they do not want to be spoken for. */
export async function isWithdrawn(tx: Tx, subject: string): Promise<boolean> {
  const row = await tx.first<{ is_given: boolean }>(
    `select is_given from standing_consents
     where county = current_county() and subject = $1 order by at desc, id desc limit 1`,
    [subject],
  )
  return row?.is_given === false
}

/**
 * Whether the last that was said on a telephone of their own, by themselves or a child's guardian who still has one, takes it
 * back: what a desk wrote down since, a further no above all, gives nothing back.
 */
export async function tookBackThemselves(tx: Tx, subject: string): Promise<boolean> {
  const row = await tx.first(
    `select s.is_given from (
       select * from standing_consents where county = current_county() and subject = $1 and way is null
       order by at desc, id desc limit 1) s
     join people p on p.county = s.county and p.id = s.recorded_by
     where not s.is_given and p.phone_hash is not null`,
    [subject],
  )
  return row !== undefined
}

/** Whether somebody lives in that area. */
export async function livesIn(tx: Tx, person: string, area: string): Promise<boolean> {
  const row = await tx.first(
    `select p.id from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1 and starts_with(h.division, $2)`,
    [person, area],
  )
  return row !== undefined
}

type NewConsent = {
  id: string
  subject: string
  isGiven: boolean
  way: ConsentWay | undefined
  on: string
  by: string
  post: string | undefined
  guardian: string | undefined
}

/** Writes what was said; the same id again changes nothing. */
export async function insertConsent(tx: Tx, row: NewConsent): Promise<void> {
  await tx.rows(
    `insert into standing_consents (county, id, subject, is_given, way, said_on, recorded_by, post, guardian)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8) on conflict (county, id) do nothing`,
    [
      row.id,
      row.subject,
      row.isGiven,
      row.way ?? null,
      row.on,
      row.by,
      row.post ?? null,
      row.guardian ?? null,
    ],
  )
}

/** When somebody was born; undefined for nobody, null when the register does not know. */
export async function bornOn(tx: Tx, person: string): Promise<string | null | undefined> {
  const row = await tx.first<{ born_on: string | null }>(
    'select born_on from people where county = current_county() and id = $1',
    [person],
  )
  return row?.born_on
}

export type GuardianRow = {
  id: string
  guardian: string
  name: string
  kinship: Kinship
  is_given: boolean
  way: ConsentWay | null
  said_on: string
  by: string
  /** Who gave the second word; null: none was asked for. */
  second: string | null
  at: Date
}

/** What guardians said for a child, the newest first. */
export function guardiansSaid(tx: Tx, child: string): Promise<GuardianRow[]> {
  return tx.rows(
    `select g.id, g.guardian, w.name, g.kinship, g.is_given, g.way, g.said_on, p.name as by, g.at,
       (select d.name from second_words s join people d on d.county = s.county and d.id = s.decided_by
        where s.county = g.county and s.id = g.id) as second
     from guardianships g join people w on w.county = g.county and w.id = g.guardian
     join people p on p.county = g.county and p.id = g.recorded_by
     where g.county = current_county() and g.child = $1 order by g.at desc, g.id desc limit 50`,
    [child],
  )
}

/** Whether anything was said of a guardian and a child after that moment. */
export async function saidSince(
  tx: Tx,
  { child, guardian, at }: { child: string; guardian: string | null; at: Date },
): Promise<boolean> {
  const row = await tx.first(
    `select id from guardianships
     where county = current_county() and child = $1 and guardian = $2 and at > $3 limit 1`,
    [child, guardian, at],
  )
  return row !== undefined
}

/** Makes what is written down of a child's guardians come one after the other until the transaction ends. */
export async function lockChild(tx: Tx, child: string): Promise<void> {
  await tx.rows('select id from people where county = current_county() and id = $1 for no key update', [
    child,
  ])
}

export async function nameOf(tx: Tx, person: string): Promise<string> {
  const row = await tx.first<{ name: string }>(
    'select name from people where county = current_county() and id = $1',
    [person],
  )
  return row?.name ?? ''
}

/** The village somebody lives in. */
export async function villageOf(tx: Tx, person: string): Promise<string> {
  const row = await tx.first<{ village: string }>(
    `select left(h.division, 12) as village from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1`,
    [person],
  )
  if (!row) throw new Error(`no home of ${person}`)
  return row.village
}

export type WardRow = {
  child: string
  name: string
  kinship: Kinship
  is_given: boolean
  is_own: boolean
}

/** Whether somebody was ever a child's guardian; also once what is written under that id was. */
export async function wasGuardian(
  tx: Tx,
  { id, child, guardian }: { id: string; child: string; guardian: string },
): Promise<boolean> {
  const row = await tx.first(
    `select id from guardianships
     where county = current_county() and child = $1 and guardian = $2 and (is_given or id = $3) limit 1`,
    [child, guardian, id],
  )
  return row !== undefined
}

/** The children below fourteen on that day of whom somebody is or was the guardian, with the last that was said. */
export function wardsOf(tx: Tx, guardian: string, today: string): Promise<WardRow[]> {
  return tx.rows(
    `select distinct on (g.child) g.child, c.name, g.kinship, g.is_given, g.way is null as is_own
     from guardianships g join people c on c.county = g.county and c.id = g.child
     where g.county = current_county() and g.guardian = $1 and c.born_on > $2::date - interval '${CHILD_YEARS} years'
       and exists (select from guardianships w where w.county = g.county and w.child = g.child and w.guardian = $1 and w.is_given)
     order by g.child, g.at desc, g.id desc`,
    [guardian, today],
  )
}

/**
 * Whether who opened a matter, as `matters` has them, was the guardian of its asker and has been none since: what was theirs
 * as a guardian ends with it (个人信息保护法 31), and comes not back when the child is fourteen. Who took back only their
 * consent, on their own telephone (without a way), still is one; who opened it from a post afterwards is that post.
 */
export const GUARDIAN_ENDED = `
  coalesce((select not g.is_given and g.way is not null and g.at > matters.opened_at from guardianships g
            where g.county = matters.county and g.child = matters.asker and g.guardian = matters.agent
            order by g.at desc, g.id desc limit 1), false)`

/** The same of one matter. */
export async function hasGuardianEnded(tx: Tx, matter: string): Promise<boolean> {
  const row = await tx.first(
    `select id from matters where county = current_county() and id = $1 and ${GUARDIAN_ENDED}`,
    [matter],
  )
  return row !== undefined
}

type NewGuardianship = Omit<NewConsent, 'subject' | 'guardian'> & {
  child: string
  guardian: string
  kinship: Kinship
}

/** Writes what a guardian said; the same id again changes nothing. */
export async function insertGuardianship(tx: Tx, row: NewGuardianship): Promise<void> {
  const { id, child, guardian, kinship, isGiven, way, on, by, post } = row
  await tx.rows(
    `insert into guardianships (county, id, child, guardian, kinship, is_given, way, said_on, recorded_by, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (county, id) do nothing`,
    [id, child, guardian, kinship, isGiven, way ?? null, on, by, post ?? null],
  )
}
