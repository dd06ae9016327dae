import { grants, ROLES, type RoleId } from '#contract/roles.ts'
import type { Tx } from '#server/core/db.ts'
import type { Verdict } from '#server/core/second-person.ts'
import { WAIT_DAYS } from './rules.ts'

/** What takes effect besides whom it is about: codes and ids, as the kind wrote them. */
export type What = Readonly<Record<string, string | number>>
export type WordRow = {
  county: string
  id: string
  kind: 'phone' | 'guardian' | 'list'
  subject: string
  concerned: string | null
  area: string
  what: What
  person: string
  post: string | null
  asked_at: Date
  verdict: Verdict | null
  said: string | null
  decided_by: string | null
  decided_at: Date | null
  by_name: string
  by_title: string | null
  decided_name: string | null
  concerned_name: string | null
  /** The place whose people give the word: its area, or where nobody there may, the next above; null: nobody may. */
  seat: string | null
}

/** Roles that give a second word; a post's position may leave it out. */
const SECONDS = (Object.keys(ROLES) as RoleId[]).filter((role) => grants(role, 'people.second'))

const today = `(now() at time zone 'Asia/Shanghai')::date`
/** Posts that could give it: of its place or above, held today, by neither of the two it is about. A grid's is its village's. */
const COULD = `from posts o where o.county = w.county and o.role in (${SECONDS.map((role) => `'${role}'`).join(', ')})
  and starts_with(w.area, left(o.division, 12))
  and o.starts_on <= ${today} and (o.ends_on is null or o.ends_on >= ${today})
  and position_grants(o.county, o.position, 'people.second')
  and o.person <> w.person and o.person is distinct from w.concerned`

const READ = `select w.county, w.id, w.kind, w.subject, w.concerned, w.area, w.what, w.person, w.post, w.asked_at, w.verdict, w.said,
    w.decided_by, w.decided_at, p.name as by_name, t.title as by_title, d.name as decided_name, c.name as concerned_name,
    (select left(o.division, 12) ${COULD} order by length(left(o.division, 12)) desc limit 1) as seat
  from second_words w
  join people p on p.county = w.county and p.id = w.person
  left join posts t on t.county = w.county and t.id = w.post
  left join people c on c.county = w.county and c.id = w.concerned
  left join people d on d.county = w.county and d.id = w.decided_by
  where w.county = current_county()`

/** One's own, those one answered, and with a seat those that wait for its people; the newest first. */
export function wordsOf(
  tx: Tx,
  { person, seat, limit }: { person: string; seat: string | undefined; limit: number },
): Promise<WordRow[]> {
  return tx.rows(
    `select * from (${READ}) as w
     where w.person = $1 or w.decided_by = $1
        or ($2::text is not null and w.verdict is null and w.seat = $2 and w.concerned is distinct from $1)
     order by w.asked_at desc, w.id desc limit $3`,
    [person, seat ?? null, limit],
  )
}

export function findWord(tx: Tx, id: string): Promise<WordRow | undefined> {
  return tx.first(`${READ} and w.id = $1`, [id])
}

/** What waits about a request, a child or an import, the newest first. */
export function waitingAbout(tx: Tx, subject: string): Promise<WordRow[]> {
  return tx.rows(
    `${READ} and w.subject = $1 and w.verdict is null and w.asked_at > now() - interval '${WAIT_DAYS} days'
     order by w.asked_at desc, w.id desc`,
    [subject],
  )
}

/** Who may give the second word. */
export async function secondsOf(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(
    `select distinct o.person from (${READ} and w.id = $1) as r join second_words w on w.county = current_county() and w.id = r.id
     cross join lateral (select o.person, o.division ${COULD}) as o where left(o.division, 12) = r.seat`,
    [id],
  )
  return rows.map(({ person }) => person)
}

export type NewWord = Pick<
  WordRow,
  'id' | 'kind' | 'subject' | 'concerned' | 'area' | 'what' | 'person' | 'post'
>

/** Writes what waits; false for one with that id that is there already and stays as it is. */
export async function insertWord(tx: Tx, row: NewWord): Promise<boolean> {
  const written = await tx.first(
    `insert into second_words (county, id, kind, subject, concerned, area, what, person, post)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7, $8) on conflict (county, id) do nothing returning id`,
    [row.id, row.kind, row.subject, row.concerned, row.area, JSON.stringify(row.what), row.person, row.post],
  )
  return written !== undefined
}

type Answer = { id: string; verdict: Verdict; said: string | undefined; person: string; post: string }

/** Writes the answer; false when somebody has answered already. */
export async function decide(tx: Tx, { id, verdict, said, person, post }: Answer): Promise<boolean> {
  const row = await tx.first(
    `update second_words set verdict = $2, said = $3, decided_by = $4, decided_post = $5, decided_at = now()
     where county = current_county() and id = $1 and verdict is null returning id`,
    [id, verdict, said ?? null, person, post],
  )
  return row !== undefined
}

/** People as a colleague recognises them in the register, with their homes. */
export function peopleOf(
  tx: Tx,
  people: readonly string[],
): Promise<{ person: string; name: string; home: string }[]> {
  return tx.rows(
    `select p.id as person, p.name, concat_ws('，', p.sex, p.born_on, h.name, nullif(h.address, '')) as home
     from people p left join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = any($1::uuid[]) order by h.division, h.id, p.id`,
    [people],
  )
}

/** Who lives with each of these people and has a telephone. */
export function membersBeside(
  tx: Tx,
  people: readonly string[],
): Promise<{ subject: string; name: string; person: string }[]> {
  return tx.rows(
    `select p.id as subject, p.name, m.id as person
     from people p join people m on m.county = p.county and m.household = p.household and m.id <> p.id
     where p.county = current_county() and p.id = any($1::uuid[]) and m.phone_hash is not null`,
    [people],
  )
}
