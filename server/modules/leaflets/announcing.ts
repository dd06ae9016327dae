import type { Tx } from '#server/core/db.ts'

/** Who wants the digest, and what was sent or read out: the SQL beside that of paper. */

export type SubscriberRow = {
  id: string
  name: string
  household: string
  since: Date
  phone_sealed: Buffer
}

/** Who of a village asked for the digest and can get one. */
export function subscribersOf(tx: Tx, village: string): Promise<SubscriberRow[]> {
  return tx.rows(
    `select s.id, p.name, h.name as household, s.since, p.phone_sealed from text_subscribers s
     join people p on p.county = s.county and p.id = s.person
     join households h on h.county = p.county and h.id = p.household
     where s.county = current_county() and s.ended_at is null and starts_with(h.division, $1)
       and p.phone_sealed is not null
     order by s.since, s.id`,
    [village],
  )
}

export async function peopleOf(tx: Tx, village: string): Promise<{ people: number; phones: number }> {
  const row = await tx.first<{ people: number; phones: number }>(
    `select count(*)::int as people, count(p.phone_sealed)::int as phones from people p
     join households h on h.county = p.county and h.id = p.household
     where h.county = current_county() and starts_with(h.division, $1)`,
    [village],
  )
  return row ?? { people: 0, phones: 0 }
}

export function findPerson(
  tx: Tx,
  person: string,
): Promise<{ division: string; has_phone: boolean } | undefined> {
  return tx.first(
    `select h.division, p.phone_sealed is not null as has_phone from people p
     join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1`,
    [person],
  )
}

/** Again it changes nothing. */
export async function insertSubscriber(tx: Tx, id: string, person: string, by: string): Promise<void> {
  await tx.rows(
    `insert into text_subscribers (county, id, person, added_by) values (current_county(), $1, $2, $3)
     on conflict (county, person) where ended_at is null do nothing`,
    [id, person, by],
  )
}

/** The village of a subscriber. */
export async function villageOfSubscriber(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.first<{ division: string }>(
    `select h.division from text_subscribers s join people p on p.county = s.county and p.id = s.person
     join households h on h.county = p.county and h.id = p.household
     where s.county = current_county() and s.id = $1`,
    [id],
  )
  return row?.division.slice(0, 12)
}

export async function endSubscriber(tx: Tx, id: string, by: string): Promise<void> {
  await tx.rows(
    `update text_subscribers set ended_at = now(), ended_by = $2
     where county = current_county() and id = $1 and ended_at is null`,
    [id, by],
  )
}

export type AnnouncementRow = {
  id: string
  division: string
  channel: 'text' | 'loudspeaker'
  words: string
  by: string
  at: Date
  phones: number | null
  taken: number | null
}
const ANNOUNCEMENT = `select a.id, a.division, a.channel, a.words, p.name || '（' || o.title || '）' as by, a.at, a.phones, a.taken
  from announcements a join people p on p.county = a.county and p.id = a.person
  join posts o on o.county = a.county and o.id = a.post where a.county = current_county()`

export function announcementsOf(tx: Tx, division: string, month: string): Promise<AnnouncementRow[]> {
  return tx.rows(`${ANNOUNCEMENT} and a.division = $1 and a.month = $2 order by a.at desc limit 30`, [
    division,
    month,
  ])
}

export function findAnnouncement(tx: Tx, id: string): Promise<AnnouncementRow | undefined> {
  return tx.first(`${ANNOUNCEMENT} and a.id = $1`, [id])
}

/** Writes one; false when this key has been here before. */
export async function insertAnnouncement(
  tx: Tx,
  row: Pick<AnnouncementRow, 'id' | 'division' | 'channel' | 'words' | 'phones'> & {
    month: string
    person: string
    post: string
  },
): Promise<boolean> {
  const { id, division, month, channel, words, person, post, phones } = row
  const added = await tx.first(
    `insert into announcements (county, id, division, month, channel, words, person, post, phones, taken)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8, case when $8::int is not null then 0 end)
     on conflict do nothing returning id`,
    [id, division, month, channel, words, person, post, phones],
  )
  return added !== undefined
}

export async function countTaken(tx: Tx, id: string, taken: number): Promise<void> {
  await tx.rows('update announcements set taken = $2 where county = current_county() and id = $1', [
    id,
    taken,
  ])
}
