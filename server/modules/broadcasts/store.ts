import type { Tx } from '#server/core/db.ts'
import { MINE_MAX, READER, SHOWN_DAYS } from './rules.ts'

export type Level = 'ordinary' | 'emergency'
type Row = {
  id: string
  level: Level
  text: string
  division: string
  sent_at: Date
  sender: string
  sender_title: string
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}
/** `known` counts receipts, so it is 0 of an ordinary one, which has none. */
export type SentRow = Row & { person: string; sender_division: string; recipients: number; known: number }
export type MyRow = Row & { known_at: Date | null; awaits: boolean; reminded_at: Date | null }
export type NewBroadcast = {
  id: string
  division: string
  level: Level
  text: string
  person: string
  post: string
}
export type UnawareRow = { name: string; division: string; phone_sealed: Buffer | null }
export type ReminderRow = { at: Date; sender: string; sender_title: string; recipients: number }

/** `$1` is the area, `$2` China's date. */
const HELD = `role = '${READER}' and starts_with(division, $1)
  and starts_on <= $2::date and (ends_on is null or ends_on >= $2::date)`

/** The grid workers of an area, each once. */
export async function gridWorkersOf(tx: Tx, division: string, today: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select distinct person from posts where county = current_county() and ${HELD}`,
    [division, today],
  )
  return rows.map(({ person }) => person)
}

/** False when that id was sent before. */
export async function insertBroadcast(tx: Tx, sent: NewBroadcast, recipients: number): Promise<boolean> {
  const row = await tx.first(
    `insert into broadcasts (county, id, division, level, text, person, post, recipients)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict (county, id) do nothing returning id`,
    [sent.id, sent.division, sent.level, sent.text, sent.person, sent.post, recipients],
  )
  return row !== undefined
}

/** Fixes whom an emergency is for; the database refuses it for an ordinary one. */
export async function insertReceipts(tx: Tx, broadcast: string, people: readonly string[]): Promise<void> {
  await tx.rows(
    `insert into broadcast_receipts (county, broadcast, person)
     select current_county(), $1, person from unnest($2::uuid[]) as person`,
    [broadcast, people],
  )
}

const ABOUT = `b.id, b.level, b.text, b.division, b.sent_at, b.withdrawn_at, b.withdrawn_reason,
  s.name as sender, t.title as sender_title, w.name as withdrawn_by`
const AROUND = `join people s on s.county = b.county and s.id = b.person
  join posts t on t.county = b.county and t.id = b.post
  left join people w on w.county = b.county and w.id = b.withdrawn_by`
const SENT = `select ${ABOUT}, b.person, t.division as sender_division, b.recipients,
    (select count(*)::int from broadcast_receipts r
     where r.county = b.county and r.broadcast = b.id and r.known_at is not null) as known
  from broadcasts b ${AROUND}
  where b.county = current_county()`

export function findSent(tx: Tx, id: string): Promise<SentRow | undefined> {
  return tx.first(`${SENT} and b.id = $1`, [id])
}

/** A page of what was sent to an area or a part of it, newest first, after a place in the list. */
export function sentTo(
  tx: Tx,
  division: string,
  after: { at: string; id: string } | undefined,
  limit: number,
): Promise<SentRow[]> {
  return tx.rows(
    `${SENT} and starts_with(b.division, $1)
       and ($2::timestamptz is null or (b.sent_at, b.id) < ($2, $3::uuid))
     order by b.sent_at desc, b.id desc limit $4`,
    [division, after?.at ?? null, after?.id ?? null, limit],
  )
}

/** An emergency by its receipt; an ordinary one by the posts held today, for it knows no person. */
export function broadcastsFor(tx: Tx, person: string, today: string): Promise<MyRow[]> {
  return tx.rows(
    `with mine as (
       select ${ABOUT}, r.known_at, r.person is not null and r.known_at is null and b.withdrawn_at is null as awaits,
         (select max(at) from broadcast_reminders m
          where m.county = b.county and m.broadcast = b.id and r.known_at is null) as reminded_at
       from broadcasts b ${AROUND}
       left join broadcast_receipts r on r.county = b.county and r.broadcast = b.id and r.person = $1
       where b.county = current_county() and (r.person is not null or b.level = 'ordinary' and exists (
         select from posts p where p.county = b.county and p.person = $1 and p.role = '${READER}'
           and starts_with(p.division, b.division)
           and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date)))
     )
     select * from mine where awaits or sent_at > now() - interval '${SHOWN_DAYS} days'
     order by awaits desc, sent_at desc, id desc limit ${MINE_MAX}`,
    [person, today],
  )
}

/** Who has not said so, with the grid or village of the post, by place. */
export function unawareOf(tx: Tx, broadcast: string): Promise<UnawareRow[]> {
  return tx.rows(
    `select p.name, p.phone_sealed, (
       select t.division from posts t
       where t.county = r.county and t.person = r.person and t.role = '${READER}'
         and starts_with(t.division, b.division)
       order by t.starts_on desc, t.id limit 1) as division
     from broadcast_receipts r
     join broadcasts b on b.county = r.county and b.id = r.broadcast
     join people p on p.county = r.county and p.id = r.person
     where r.county = current_county() and r.broadcast = $1 and r.known_at is null
     order by division, p.name, p.id`,
    [broadcast],
  )
}

export async function unawarePeople(tx: Tx, broadcast: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select person from broadcast_receipts
     where county = current_county() and broadcast = $1 and known_at is null`,
    [broadcast],
  )
  return rows.map(({ person }) => person)
}

export async function everyRecipient(tx: Tx, broadcast: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    'select person from broadcast_receipts where county = current_county() and broadcast = $1',
    [broadcast],
  )
  return rows.map(({ person }) => person)
}

export function remindersOf(tx: Tx, broadcast: string): Promise<ReminderRow[]> {
  return tx.rows(
    `select b.at, b.recipients, s.name as sender, t.title as sender_title
     from broadcast_reminders b
     join people s on s.county = b.county and s.id = b.person
     join posts t on t.county = b.county and t.id = b.post
     where b.county = current_county() and b.broadcast = $1 order by b.at desc`,
    [broadcast],
  )
}

export type NewReminder = { id: string; broadcast: string; person: string; post: string }

/** False when that id was written before. */
export async function insertReminder(tx: Tx, reminder: NewReminder, recipients: number): Promise<boolean> {
  const { id, broadcast, person, post } = reminder
  const row = await tx.first(
    `insert into broadcast_reminders (county, id, broadcast, person, post, recipients)
     values (current_county(), $1, $2, $3, $4, $5) on conflict (county, id) do nothing returning id`,
    [id, broadcast, person, post, recipients],
  )
  return row !== undefined
}

export function findReminder(
  tx: Tx,
  { id, broadcast, person }: NewReminder,
): Promise<{ recipients: number } | undefined> {
  return tx.first(
    `select recipients from broadcast_reminders
     where county = current_county() and id = $1 and broadcast = $2 and person = $3`,
    [id, broadcast, person],
  )
}

/** False when it had been withdrawn already. */
export async function setWithdrawn(tx: Tx, id: string, person: string, reason: string): Promise<boolean> {
  const row = await tx.first(
    `update broadcasts set withdrawn_at = now(), withdrawn_by = $2, withdrawn_reason = $3
     where county = current_county() and id = $1 and withdrawn_at is null returning id`,
    [id, person, reason],
  )
  return row !== undefined
}

/** Whether that person is meant, has said so, and whether it still stands. */
export function findReceipt(
  tx: Tx,
  id: string,
  person: string,
): Promise<{ sender: string; known: boolean; withdrawn: boolean } | undefined> {
  return tx.first(
    `select b.person as sender, r.known_at is not null as known, b.withdrawn_at is not null as withdrawn
     from broadcast_receipts r join broadcasts b on b.county = r.county and b.id = r.broadcast
     where r.county = current_county() and r.broadcast = $1 and r.person = $2`,
    [id, person],
  )
}

export async function setKnown(tx: Tx, id: string, person: string): Promise<void> {
  await tx.rows(
    `update broadcast_receipts set known_at = now()
     where county = current_county() and broadcast = $1 and person = $2 and known_at is null`,
    [id, person],
  )
}
