import type { ConsentWay } from '#contract/consent-ways.ts'
import type { Tx } from '#server/core/db.ts'

export type SaidRow = {
  id: string
  is_given: boolean
  way: ConsentWay | null
  said_on: string
  by: string
  at: Date
}
export type ActedRow = { number: string; by: string; way: ConsentWay; at: Date }

/** What a person has said about being spoken for, the newest first. */
export function saidBy(tx: Tx, subject: string): Promise<SaidRow[]> {
  return tx.rows(
    `select c.id, c.is_given, c.way, c.said_on, p.name as by, c.at
     from standing_consents c join people p on p.county = c.county and p.id = c.recorded_by
     where c.county = current_county() and c.subject = $1 order by c.at desc, c.id desc limit 50`,
    [subject],
  )
}

/** What was opened on somebody's behalf and how they agreed, the newest first. */
export function actedFor(tx: Tx, subject: string): Promise<ActedRow[]> {
  return tx.rows(
    `select m.number, p.name as by, c.given as way, c.recorded_at as at
     from matters m join consents c on c.county = m.county and c.matter = m.id
     join people p on p.county = c.county and p.id = c.recorded_by
     where m.county = current_county() and m.asker = $1 order by m.opened_at desc limit 50`,
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
}

/** Writes what was said; the same id again changes nothing. */
export async function insertConsent(tx: Tx, row: NewConsent): Promise<void> {
  await tx.rows(
    `insert into standing_consents (county, id, subject, is_given, way, said_on, recorded_by, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict (county, id) do nothing`,
    [row.id, row.subject, row.isGiven, row.way ?? null, row.on, row.by, row.post ?? null],
  )
}
