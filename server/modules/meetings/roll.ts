import { bodyOf, type Basis, type BodyId } from '#practice/meetings/bodies.ts'
import { changesRoll, type ChallengeKind } from '#practice/meetings/challenge.ts'
import { ADULT_YEARS } from '#practice/meetings/life.ts'
import type { Limits } from '#practice/meetings/limits.ts'
import { compositionFaults, type Seat } from '#practice/meetings/posts.ts'
import { COMPOSED, ROLLS, type RollRule } from '#practice/meetings/roll.ts'
import { canonical } from '#practice/disclosure/canonical.ts'
import type { Tx } from '#server/core/db.ts'
import { sha256 } from '#server/core/secrets.ts'

/** Who is counted at a meeting: read from the register until the notice, from the frozen roll afterwards. */

export type RollRow = {
  member: string
  n: number
  name: string
  person: string | null
  household: string | null
  sex: string | null
  seat: Seat | null
}
type Asked = { body: BodyId; basis: Basis; division: string; on: string }

/** Who would be on the roll of a body on a day. A household is counted by whoever of it comes. */
export function rollNow(tx: Tx, { body, basis, division, on }: Asked): Promise<RollRow[]> {
  const rule: RollRule = ROLLS[body]
  if ('seats' in rule) {
    return tx.rows(
      `select person as member, (row_number() over (order by name, person))::int as n, name, person, household, sex, seat
       from (select distinct on (s.person) s.person, p.name, p.household, p.sex, s.seat from seats s
             join people p on p.county = s.county and p.id = s.person
             where s.county = current_county() and s.division = $1 and s.seat = any($2) and s.starts_on <= $3
               and (s.ends_on is null or s.ends_on >= $3)
             order by s.person, array_position($2, s.seat)) as held order by n`,
      [division.slice(0, 12), rule.seats, on],
    )
  }
  if (basis === 'households') {
    return tx.rows(
      `select h.id as member, (row_number() over (order by h.name, h.id))::int as n, h.name, null as person,
         h.id as household, null as sex, null as seat
       from households h where h.county = current_county() and starts_with(h.division, $1)
         and exists (select from people p where p.county = h.county and p.household = h.id and ${ADULT})
       order by n`,
      [division, on],
    )
  }
  return tx.rows(
    `select p.id as member, (row_number() over (order by p.name, p.id))::int as n, p.name, p.id as person, p.household,
       p.sex, null as seat
     from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and starts_with(h.division, $1) and ${ADULT} order by n`,
    [division, on],
  )
}

const ADULT = `p.born_on <= $2::date - interval '${ADULT_YEARS} years'`

/** People of the place whose birthday nobody wrote down: they are on no roll, and the desk is told how many. */
export async function unknownAges(tx: Tx, division: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and starts_with(h.division, $1) and p.born_on is null`,
    [division],
  )
  return row?.count ?? 0
}

/** A body nobody sits in decides nothing: it is not called. */
export const emptyFault = (body: BodyId): string =>
  `${bodyOf(body).name}还没有登记组成人员，不能召集；请先到“名册管理 → 组织成员”登记成员`

/** Why a body so made up may not be called, each with its article; empty when the law has nothing against it. */
export function rollFaults(limits: Limits, body: BodyId, roll: readonly RollRow[]): string[] {
  if (roll.length === 0) return [emptyFault(body)]
  if (!COMPOSED.includes(body)) return []
  if (body === 'member-representatives') {
    const women = roll.filter(({ sex }) => sex === '女').length
    return compositionFaults(limits, { memberRepresentatives: { representatives: roll.length, women } })
  }
  const committee = roll.filter(({ seat }) => seat === 'committee').length
  const representatives = roll.length - committee
  // The law asks nothing of a neighbourhood’s women representatives (居委会组织法 28).
  if (body === 'residents-representatives')
    return compositionFaults(limits, { residents: { committee, representatives } })
  const women = roll.filter(({ seat, sex }) => seat === 'representative' && sex === '女').length
  return compositionFaults(limits, { representatives: { committee, representatives, women } })
}

/** What the roll was, as one hash; it stands in the archive. */
export const hashOfRoll = (roll: readonly RollRow[]): Buffer =>
  sha256(canonical(roll.map(({ member, n, name, seat }) => ({ member, n, name, seat }))))

export async function freeze(tx: Tx, meeting: string, roll: readonly RollRow[], on: string): Promise<void> {
  await tx.rows(
    `insert into meeting_rolls (county, meeting, member, n, name, person, household, sex, seat)
     select current_county(), $1, r.member, r.n, r.name, r.person, r.household, r.sex, r.seat
     from jsonb_to_recordset($2::jsonb) as r(member uuid, n int, name text, person uuid, household uuid, sex text, seat text)`,
    [meeting, JSON.stringify(roll)],
  )
  // Who is moved into a household afterwards neither comes for it nor stands in for its people.
  await tx.rows(
    `insert into meeting_families (county, meeting, household, person)
     select current_county(), $1, p.household, p.id from people p
     where p.county = current_county() and ${ADULT}
       and p.household in (select household from meeting_rolls where county = current_county() and meeting = $1)`,
    [meeting, on],
  )
}

export type RollEntry = RollRow & {
  means: string | null
  came: string | null
  came_id: string | null
  /** Who noted it, when somebody else did. */
  noted_by: string | null
  proxy: string | null
  /** Who of the household may come for it, or stand in. */
  adults: { id: string; name: string }[]
}

/** The frozen roll with who came; the household’s adults only where the law lets one of them come or stand in. */
export function frozenRoll(
  tx: Tx,
  { id, body, basis }: { id: string; body: BodyId; basis: Basis },
): Promise<RollEntry[]> {
  const family = basis === 'households' || bodyOf(body).proxy === 'household'
  return tx.rows(
    `select r.member, r.n, r.name, r.person, r.household, r.sex, r.seat, a.means, p.name as came, p.id as came_id,
       case when a.noted_by <> a.person and a.means in ('hand', 'paper') then b.name end as noted_by, h.name as proxy, coalesce(f.adults, '[]') as adults
     from meeting_rolls r
     left join lateral (
       select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.born_on) as adults
       from meeting_families y join people p on p.county = y.county and p.id = y.person
       where $2 and y.county = r.county and y.meeting = r.meeting and y.household = r.household
         and y.person is distinct from r.person
     ) f on true
     left join attendances a on a.county = r.county and a.meeting = r.meeting and a.member = r.member
     left join people p on p.county = a.county and p.id = a.person
     left join people b on b.county = a.county and b.id = a.noted_by
     left join proxies x on x.county = r.county and x.meeting = r.meeting and x.principal = r.member
     left join people h on h.county = x.county and h.id = x.holder
     where r.county = current_county() and r.meeting = $1 order by r.n`,
    [id, family],
  )
}

export type Member = {
  member: string
  name: string
  household: string | null
  came: boolean
  /** Who of a household came for it; null of a person. */
  came_by: string | null
}

/** As what a person is counted at a meeting: themselves, or the household they are grown up in. */
export async function memberOf(tx: Tx, meeting: string, person: string): Promise<Member | undefined> {
  return (await membersOf(tx, [{ meeting, person }])).get(0)
}

/** The same of several, by the place of each in `asked`. */
export async function membersOf(
  tx: Tx,
  asked: readonly { meeting: string; person: string }[],
): Promise<Map<number, Member>> {
  const rows = await tx.rows<Member & { n: number }>(
    `select q.n::int - 1 as n, r.member, r.name, r.household, a.member is not null as came,
       case when r.person is null then a.person end as came_by
     from unnest($1::uuid[], $2::uuid[]) with ordinality as q (meeting, person, n)
     join meeting_voices v on v.county = current_county() and v.meeting = q.meeting and v.person = q.person
     join meeting_rolls r on r.county = v.county and r.meeting = v.meeting and r.member = v.member
     left join attendances a on a.county = r.county and a.meeting = r.meeting and a.member = r.member`,
    [asked.map(({ meeting }) => meeting), asked.map(({ person }) => person)],
  )
  return new Map(rows.map(({ n, ...member }) => [n, member]))
}

export function findMember(
  tx: Tx,
  meeting: string,
  member: string,
): Promise<(Member & { person: string | null }) | undefined> {
  return tx.first(
    `select r.member, r.name, r.household, r.person, a.member is not null as came,
       case when r.person is null then a.person end as came_by
     from meeting_rolls r
     left join attendances a on a.county = r.county and a.meeting = r.meeting and a.member = r.member
     where r.county = current_county() and r.meeting = $1 and r.member = $2`,
    [meeting, member],
  )
}

/** For whom somebody stands in at a meeting; whoever came themselves after all needs nobody. */
export function principalsOf(
  tx: Tx,
  meeting: string,
  holder: string,
): Promise<{ member: string; name: string; came: boolean }[]> {
  return tx.rows(
    `select r.member, r.name, a.member is not null as came from proxies x
     join meeting_rolls r on r.county = x.county and r.meeting = x.meeting and r.member = x.principal
     left join attendances a on a.county = r.county and a.meeting = r.meeting and a.member = r.member
     where x.county = current_county() and x.meeting = $1 and x.holder = $2 and a.person is distinct from r.person
     order by r.n`,
    [meeting, holder],
  )
}

export type Challenge = {
  kind: ChallengeKind
  about: string
  words: string
  upheld: boolean | null
  answer: string | null
}
/** What was said against the roll, and what was answered. */
export function challengesTo(tx: Tx, meeting: string): Promise<Challenge[]> {
  return tx.rows(
    `select c.kind, c.about, c.words, c.upheld, c.answer from roll_challenges c
     where c.county = current_county() and c.meeting = $1 order by c.at, c.id`,
    [meeting],
  )
}

/** How the roll stands: who waits for an answer, and whether it was found wrong about who is counted. */
export const standingOf = (challenges: readonly Challenge[]) => ({
  waiting: challenges.filter(({ upheld }) => upheld === null).length,
  upheld: challenges.filter(({ kind, upheld }) => upheld === true && changesRoll(kind)).length,
})
