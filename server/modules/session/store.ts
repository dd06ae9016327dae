import type { Permission, RoleId } from '#contract/roles.ts'
import { CHILD_YEARS } from '#practice/kit/age.ts'
import { countOf, type Tx } from '#server/core/db.ts'
import { CODE_MINUTES, CODE_TRIES, RESEND_SECONDS, type Door } from './rules.ts'

/** Before a session exists there is no scope; these read by person, code or token instead. `today` is China's date. */

export type PersonRow = {
  id: string
  name: string
  phone_sealed: Buffer | null
  home: string | null
  has_account: boolean
  has_password: boolean
  born_on: string | null
}
/** `permissions`: what the post’s position leaves of its role; null: all of it. */
export type PostRow = {
  id: string
  role: RoleId
  title: string
  division: string
  unit: string | null
  permissions: Permission[] | null
}
export type SessionRow = {
  id: string
  person: string
  way: Door['way']
  /** Whether its person was given an account: a password and an app of their own, or a code to set them with. */
  has_account: boolean
  expires_at: Date
  seen_at: Date
  proven_at: Date
} & ({ post: null } | ({ post: string } & Omit<PostRow, 'id' | 'title'>))

const HELD = 'starts_on <= $2::date and (ends_on is null or ends_on >= $2::date)'
/** What the position of a post leaves, wherever its permissions are read. */
const LEFT = (table: string) =>
  `(select q.permissions from positions q where q.county = ${table}.county and q.id = ${table}.position) as permissions`
/** Of a locked account no post counts, whichever door its person came in by. */
export const unlocked = (table: string) =>
  `not exists (select from accounts a where a.county = ${table}.county and a.person = ${table}.person and a.locked_at is not null)`

/** Whether somebody was given an account. From its first day, before they set a password: a renewed code sets none back. */
const HAS_ACCOUNT = (county: string, person: string) =>
  `exists (select from accounts a where a.county = ${county} and a.person = ${person})`

/** Keeps a new code for a phone; undefined when the last one is too young. */
export function putCode(tx: Tx, phone: Buffer, code: Buffer): Promise<{ sent_at: Date } | undefined> {
  return tx.first(
    `insert into sign_in_codes as c (county, phone_hash, code_hash) values (current_county(), $1, $2)
     on conflict (county, phone_hash) do update set code_hash = excluded.code_hash, sent_at = now(), tries = 0
     where c.sent_at <= now() - interval '${RESEND_SECONDS} seconds'
     returning sent_at`,
    [phone, code],
  )
}

/** Seconds until another code may be sent. */
export async function secondsToResend(tx: Tx, phone: Buffer): Promise<number> {
  const row = await tx.first<{ wait: number }>(
    `select ceil(extract(epoch from sent_at + interval '${RESEND_SECONDS} seconds' - now()))::int as wait
     from sign_in_codes where county = current_county() and phone_hash = $1`,
    [phone],
  )
  return Math.max(1, row?.wait ?? 1)
}

/** Counts one try and answers with what the code must be; undefined when there is none left to try. */
export async function tryCode(tx: Tx, phone: Buffer): Promise<Buffer | undefined> {
  const row = await tx.first<{ code_hash: Buffer }>(
    `update sign_in_codes set tries = tries + 1
     where county = current_county() and phone_hash = $1 and tries < ${CODE_TRIES}
       and sent_at > now() - interval '${CODE_MINUTES} minutes'
     returning code_hash`,
    [phone],
  )
  return row?.code_hash
}

/** Uses a code up; false when someone else just did. */
export async function takeCode(tx: Tx, phone: Buffer, code: Buffer): Promise<boolean> {
  const row = await tx.first(
    `delete from sign_in_codes where county = current_county() and phone_hash = $1 and code_hash = $2 returning tries`,
    [phone, code],
  )
  return row !== undefined
}

/** Codes that can no longer be used say only who wanted to sign in. */
const OLD_CODES = `county = current_county() and sent_at < now() - interval '1 hour'`

export async function dropOldCodes(tx: Tx): Promise<void> {
  await tx.rows(`delete from sign_in_codes where ${OLD_CODES}`)
}

export const countOldCodes = (tx: Tx): Promise<number> => countOf(tx, `sign_in_codes where ${OLD_CODES}`)

/** 网络安全法 (2025 amendment) 23: six months at least; they say who was where on which device, so no longer either. */
export const SESSION_DAYS = 184

/** Ended so long ago. The newest of each person stays: an account shows when it was last used. */
const OUTLIVED = `s.county = current_county() and coalesce(s.closed_at, s.expires_at) < now() - interval '${SESSION_DAYS} days'
    and exists (select from sessions l where l.county = s.county and l.person = s.person and l.seen_at > s.seen_at)`

export async function dropOutlived(tx: Tx): Promise<void> {
  await tx.rows(`delete from sessions s where ${OUTLIVED}`)
}

export const countOutlived = (tx: Tx): Promise<number> => countOf(tx, `sessions s where ${OUTLIVED}`)

/** Whose phone it is, by the hashes of all keys. */
export function findByPhone(tx: Tx, phone: readonly Buffer[]): Promise<{ id: string } | undefined> {
  return tx.first('select id from people where county = current_county() and phone_hash = any($1::bytea[])', [
    phone,
  ])
}

export function findPerson(tx: Tx, person: string): Promise<PersonRow | undefined> {
  return tx.first(
    `select p.id, p.name, p.phone_sealed, p.born_on, h.division as home, a.person is not null as has_account,
       a.password_set_at is not null as has_password
     from people p left join households h on h.county = p.county and h.id = p.household
     left join accounts a on a.county = p.county and a.person = p.id
     where p.county = current_county() and p.id = $1`,
    [person],
  )
}

/** The posts a person holds today, the oldest first. */
export function postsOf(tx: Tx, person: string, today: string): Promise<PostRow[]> {
  return tx.rows(
    `select id, role, title, division, unit, ${LEFT('posts')} from posts
     where county = current_county() and person = $1 and ${HELD} and ${unlocked('posts')} order by starts_on, id`,
    [person, today],
  )
}

/** Who has an account proves to be there by it; the code of a text message that opened the session is no such proof. */
export async function addSession(
  tx: Tx,
  session: { token: Buffer; person: string; post: string | undefined; expiresAt: Date; door: Door },
): Promise<void> {
  const { token, person, post, expiresAt, door } = session
  await tx.rows(
    `insert into sessions (county, token_hash, person, post, expires_at, way, agent, address, proven_at)
     values (current_county(), $1, $2, $3, $4, $5::text, $6, $7,
       case when $5 = 'phone' and ${HAS_ACCOUNT('current_county()', '$2')} then 'epoch' else now() end)`,
    [token, person, post ?? null, expiresAt, door.way, door.agent, door.address],
  )
}

const OPEN = 's.expires_at > now() and s.closed_at is null'

/** An open session with its post, as far as that is still held; its token by the hashes of all keys, as below. */
export function findSession(
  tx: Tx,
  token: readonly Buffer[],
  today: string,
): Promise<SessionRow | undefined> {
  return tx.first(
    `select s.id, s.person, s.way, s.expires_at, s.seen_at, s.proven_at, p.id as post, p.role, p.division, p.unit,
       ${LEFT('p')}, ${HAS_ACCOUNT('s.county', 's.person')} as has_account
     from sessions s
     left join posts p on p.county = s.county and p.id = s.post and p.person = s.person and ${HELD}
       and ${unlocked('p')}
     where s.county = current_county() and s.token_hash = any($1::bytea[]) and ${OPEN}
       and not exists (select from people c where c.county = s.county and c.id = s.person
                       and c.born_on > $2::date - interval '${CHILD_YEARS} years')`,
    [token, today],
  )
}

export type OwnRow = {
  id: string
  way: Door['way']
  agent: string
  address: string
  opened_at: Date
  seen_at: Date
  expires_at: Date
  role: RoleId | null
  title: string | null
}

/** A person's open sessions, the one seen last first. */
export function sessionsOf(tx: Tx, person: string, today: string): Promise<OwnRow[]> {
  return tx.rows(
    `select s.id, s.way, s.agent, s.address, s.opened_at, s.seen_at, s.expires_at, p.role, p.title
     from sessions s
     left join posts p on p.county = s.county and p.id = s.post and p.person = s.person and ${HELD}
     where s.county = current_county() and s.person = $1 and ${OPEN}
     order by s.seen_at desc, s.id`,
    [person, today],
  )
}

/** Notes that somebody has just used it by hand. */
export async function touch(tx: Tx, id: string): Promise<void> {
  await tx.rows('update sessions set seen_at = now() where county = current_county() and id = $1', [id])
}

/** Notes that its person has just proved to be there. */
export async function setProven(tx: Tx, id: string): Promise<void> {
  await tx.rows(
    'update sessions set proven_at = now(), seen_at = now() where county = current_county() and id = $1',
    [id],
  )
}

/** Ends one session of a person; false when it is none of theirs or ended already. */
export async function endOwn(tx: Tx, person: string, id: string): Promise<boolean> {
  const row = await tx.first(
    `update sessions s set closed_at = now()
     where s.county = current_county() and s.person = $1 and s.id = $2 and ${OPEN} returning id`,
    [person, id],
  )
  return row !== undefined
}

/** Ends all sessions of a person but that one. */
export async function endAll(tx: Tx, person: string, but: string | undefined): Promise<void> {
  await tx.rows(
    `update sessions s set closed_at = now()
     where s.county = current_county() and s.person = $1 and ${OPEN} and ($2::uuid is null or s.id <> $2)`,
    [person, but ?? null],
  )
}

/** Which of these sessions stand no more. */
export async function endedAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from unnest($1::uuid[]) as asked (id) where not exists (
       select from sessions s where s.county = current_county() and s.id = asked.id and ${OPEN})`,
    [ids],
  )
  return rows.map(({ id }) => id)
}

/** Puts a post under a session, which then lasts until `until` at the longest. */
export async function setPost(
  tx: Tx,
  token: readonly Buffer[],
  { post, until }: { post: string; until: Date } | { post: null; until?: undefined },
): Promise<void> {
  await tx.rows(
    `update sessions set post = $2, expires_at = least(expires_at, $3)
     where county = current_county() and token_hash = any($1::bytea[])`,
    [token, post, until ?? 'infinity'],
  )
}

export async function closeSession(tx: Tx, token: readonly Buffer[]): Promise<void> {
  await tx.rows(
    `update sessions set closed_at = now()
     where county = current_county() and token_hash = any($1::bytea[]) and closed_at is null`,
    [token],
  )
}

export type DemoRow = { person: string; name: string; post: string; role: RoleId; title: string }

/** Who can be picked in the demo: of each role the first few, the seed's own order. */
export function demoPosts(tx: Tx, today: string, perRole: number): Promise<DemoRow[]> {
  return tx.rows(
    `select person, name, post, role, title from (
       select p.id as person, p.name, o.id as post, o.role, o.title,
              row_number() over (partition by o.role order by o.id) as n
       from posts o join people p on p.county = o.county and p.id = o.person
       where o.county = current_county() and ${HELD.replaceAll('$2', '$1')}
     ) as held where n <= $2 order by role, n`,
    [today, perRole],
  )
}

/** A few villagers without a post, each of another household, who have a phone to be told on. */
export function demoVillagers(
  tx: Tx,
  limit: number,
): Promise<{ person: string; name: string; home: string }[]> {
  return tx.rows(
    `select person, name, home from (
       select distinct on (h.id) p.id as person, p.name, h.division as home
       from people p join households h on h.county = p.county and h.id = p.household
       where p.county = current_county() and p.phone_hash is not null
         and not exists (select from posts o where o.county = p.county and o.person = p.id)
       order by h.id, p.id
     ) as heads order by person limit $1`,
    [limit],
  )
}
