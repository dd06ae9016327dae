import { dateOf } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { GUARDIAN_ENDED } from '#server/modules/consents/index.ts'
import type { Scope } from '#server/core/scope.ts'
import { isAmongVillagers } from '#server/modules/matters/index.ts'
import type { Who } from './rules.ts'

export type NoticeRow = {
  id: string
  at: Date
  title: string
  text: string
  matter: string | null
  meeting: string | null
  read_at: Date | null
}

/**
 * A page of the person's notices, newest first, after a place in the list. From within a village nothing is read any more of
 * what became a complaint of its people, but by who asked (信访工作条例 30).
 */
export function noticesOf(
  tx: Tx,
  scope: Scope,
  after: { at: string; id: string } | undefined,
  limit: number,
): Promise<NoticeRow[]> {
  return tx.rows(
    `select id, at, title, text, matter, meeting, read_at from notices
     where county = current_county() and person = $1
       and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
       and not ($5 and matter is not null and exists (
         select from matters m where m.county = notices.county and m.id = notices.matter and m.conduct
           and m.asker <> $1 and m.agent is distinct from $1))
     order by at desc, id desc limit $4`,
    [scope.person, after?.at ?? null, after?.id ?? null, limit, isAmongVillagers(scope)],
  )
}

/** How many each of these people has not seen; who has none is absent. */
export async function unreadOf(tx: Tx, people: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ person: string; n: number }>(
    `select person, count(*)::int as n from notices
     where county = current_county() and person = any($1::uuid[]) and read_at is null group by person`,
    [people],
  )
  return new Map(rows.map(({ person, n }) => [person, n]))
}

export async function markRead(tx: Tx, scope: Scope): Promise<void> {
  await tx.rows(
    'update notices set read_at = now() where county = current_county() and person = $1 and read_at is null',
    [scope.person],
  )
}

/** The rest runs as the owner, across counties, and names the county itself. */

const HELD = `starts_on <= $1::date and (ends_on is null or ends_on >= $1::date)`

/** The people a notice of a matter is for. */
export type FindPeople = (county: string, matter: string, who: Who) => Promise<readonly string[]>

type Of = { county: string; matter: string }

/**
 * Finds people for a batch about these matters: who follows them is read at once, who holds which posts once each. One by
 * one they took seconds, and everybody in the batch waited.
 */
export async function openFinder(tx: Tx, matters: readonly Of[]): Promise<FindPeople> {
  const followers = await followersOf(tx, matters)
  const ended = await endedGuardiansOf(tx, matters)
  const holders = new Map<string, Promise<string[]>>()
  return async (county, matter, who) => {
    const gone = ended.get(`${county} ${matter}`)
    if (who.to === 'person') return gone === who.person ? [] : [who.person]
    if (who.to === 'followers')
      return (followers.get(`${county} ${matter}`) ?? []).filter((person) => person !== gone)
    const key = JSON.stringify([county, who])
    const known = holders.get(key) ?? holdersOf(tx, county, who)
    holders.set(key, known)
    return known
  }
}

async function followersOf(tx: Tx, matters: readonly Of[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<Of & { person: string }>(
    `select f.county, f.matter, f.person from followers f
     join (select distinct * from unnest($1::text[], $2::uuid[]) as m (county, matter)) as m
       on m.county = f.county and m.matter = f.matter`,
    [matters.map(({ county }) => county), matters.map(({ matter }) => matter)],
  )
  const found = new Map<string, string[]>()
  for (const { county, matter, person } of rows) {
    const key = `${county} ${matter}`
    found.set(key, [...(found.get(key) ?? []), person])
  }
  return found
}

/** Who opened a matter as the guardian of a child and is none any more: what becomes of it is not theirs to hear. */
async function endedGuardiansOf(tx: Tx, matters: readonly Of[]): Promise<Map<string, string>> {
  const rows = await tx.rows<Of & { agent: string }>(
    `select matters.county, matters.id as matter, agent from matters
     join (select distinct * from unnest($1::text[], $2::uuid[]) as m (county, id)) as m
       on m.county = matters.county and m.id = matters.id
     where agent is not null and agent <> asker and ${GUARDIAN_ENDED}`,
    [matters.map(({ county }) => county), matters.map(({ matter }) => matter)],
  )
  return new Map(rows.map(({ county, matter, agent }) => [`${county} ${matter}`, agent]))
}

async function holdersOf(
  tx: Tx,
  county: string,
  who: Extract<Who, { to: 'unit' | 'area' }>,
): Promise<string[]> {
  const rows = await holderRows(tx, county, who)
  return rows.map(({ person }) => person)
}

function holderRows(
  tx: Tx,
  county: string,
  who: Extract<Who, { to: 'unit' | 'area' }>,
): Promise<{ person: string }[]> {
  const today = dateOf(new Date())
  switch (who.to) {
    case 'unit':
      return tx.rows(
        `select distinct person from posts
         where county = $2 and unit = $3 and role = any($4::text[]) and ${HELD} and ${TAKES_PART}`,
        [today, county, who.unit, who.roles],
      )
    case 'area':
      return tx.rows(
        `select distinct person from posts
         where county = $2 and role = any($3::text[]) and ${HELD} and ${TAKES_PART}
           and (not $5 or position_grants(county, position, 'matters.confidential'))
           and ${who.level === 'village' ? IN_VILLAGE : EXACTLY}`,
        [
          today,
          county,
          who.roles,
          who.level === 'village' ? who.division : at(who.level, who.division),
          who.confidential,
        ],
      )
  }
}

/** A position may leave its holder out of the role’s parts (takesPart in contract/roles.ts). */
const TAKES_PART = `(position is null or exists (
  select from positions q where q.county = posts.county and q.id = posts.position and q.takes_part))`
const EXACTLY = 'division = $4'
/** The village's own posts, and those of the grid; where the matter names no grid, those of every grid. */
const IN_VILLAGE = `length(division) >= 12 and (starts_with($4, division) or starts_with(division, $4))`
const at = (level: 'town' | 'county', division: string) => division.slice(0, level === 'town' ? 9 : 6)

export type NewNotice = {
  id: string
  county: string
  person: string
  at: Date
  title: string
  text: string
  /** Null: about something that is no matter. */
  matter: string | null
  /** A meeting it leads to. */
  meeting?: string
}

export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await tx.rows(
    `insert into notices (id, county, person, at, title, text, matter, meeting)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::uuid[], $8::uuid[])`,
    (['id', 'county', 'person', 'at', 'title', 'text', 'matter', 'meeting'] as const).map((column) =>
      notices.map((notice) => notice[column] ?? null),
    ),
  )
}

/** Sealed telephone numbers of people of a county. */
export async function phonesOf(
  tx: Tx,
  county: string,
  people: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await tx.rows<{ id: string; phone_sealed: Buffer }>(
    'select id, phone_sealed from people where county = $1 and id = any($2::uuid[]) and phone_sealed is not null',
    [county, people],
  )
  return new Map(rows.map(({ id, phone_sealed }) => [id, phone_sealed]))
}

/** What somebody is called in what others are told of them. */
export async function nameOf(tx: Tx, person: string): Promise<string> {
  const row = await tx.first<{ name: string }>(
    'select name from people where county = current_county() and id = $1',
    [person],
  )
  return row?.name ?? ''
}
