import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { ROLES } from '#contract/roles.ts'
import type { DemoPerson, OwnSession } from '#contract/session.ts'
import { isChild } from '#practice/kit/age.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, signIn as askToSignIn, TooSoon } from '#server/core/problem.ts'
import { demandFresh, scopeOf, type Scope } from '#server/core/scope.ts'
import { maskPhone, sha256 } from '#server/core/secrets.ts'
import { noteSaid, noteSignIn, noteUndecided, noteWho } from '#server/core/trace.ts'
import { getCounty } from '#server/modules/places/index.ts'
import {
  actingFrom,
  codeText,
  deviceOf,
  doesOf,
  expiryOf,
  hasIdleLimit,
  firstPost,
  isForPeople,
  isIdle,
  opensPost,
  WRONG_CODE,
  type Door,
} from './rules.ts'
import * as store from './store.ts'

const TOKEN_BYTES = 32
/** A scope is looked up once in this time; a post that ended, or a session closed elsewhere, works that much longer. */
const FRESH_MS = 5_000
const SCOPES_MAX = 20_000
const DEMO_PER_ROLE = 12
const DEMO_VILLAGERS = 6

/** When somebody last used a session is kept to the minute: a write for each read would cost more than the read. */
const SEEN_MS = 60_000

export type Opened = { person: string; token: string; expiresAt: Date }
type Known = { scope: Scope; until: number; seenAt: number }

/** Sessions seen lately, by county and token; the oldest entry is the first. */
const known = new Map<string, Known>()

/** Who is told in this process that sessions of a county were closed: whoever goes on speaking to them. */
const closedListeners = new Set<(county: string) => void>()

/** Calls back after a session was closed in this process. Others, and whole transactions, are found by asking. */
export function onClosed(listener: (county: string) => void): () => void {
  closedListeners.add(listener)
  return () => void closedListeners.delete(listener)
}

/** Which of these sessions stand no more, whichever process closed them. */
export const endedSessions = (
  { db }: Pick<Services, 'db'>,
  county: string,
  ids: readonly string[],
): Promise<string[]> => db.read(county, (tx) => store.endedAmong(tx, ids))

/** What a code to a phone is for: one for signing in registers no phone and sets no password, and the other way round. */
type CodeUse = 'sign-in' | 'binding' | 'activation'

/**
 * Sends a code to a phone if it belongs to someone of the county. Does the same visible things when it does not, so
 * that nobody can find out who lives here. Throws a 429 when the last code is younger than a minute.
 */
export function sendCode(services: Services, county: string, phone: string): Promise<void> {
  return sendNewCode(services, county, { phone, use: 'sign-in' }, (code, isKnown) =>
    isKnown ? codeText(code) : undefined,
  )
}

/** Keeps a new code and sends what `textOf` says of it, if anything. Throws a 429 when the last is younger than a minute. */
export async function sendNewCode(
  { db, secrets, texts }: Services,
  county: string,
  { phone, use }: { phone: string; use: CodeUse },
  textOf: (code: string, isKnown: boolean) => string | undefined,
): Promise<void> {
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  const key = codeKeyOf(secrets, use, phone)
  const person = await db.inCounty(county, async (tx) => {
    await store.dropOldCodes(tx)
    if (!(await store.putCode(tx, key, codeHashOf(secrets, use, phone, code)))) {
      const wait = await store.secondsToResend(tx, key)
      throw new TooSoon(`验证码刚刚发过，请 ${wait} 秒后再要一次`, wait)
    }
    return store.findByPhone(tx, secrets.hashes('phone', phone))
  })
  noteSaid({ phone: maskPhone(phone) })
  const text = textOf(code, person !== undefined)
  // Not waited for: how long the gateway takes would tell a known phone from an unknown one.
  if (text !== undefined) texts.send(phone, text).catch(() => undefined)
}

/** Signs in with a code. Throws a 422 on the code, in the same words whatever is wrong with it. */
export async function signIn(
  services: Services,
  county: string,
  { phone, code }: { phone: string; code: string },
  door: Door,
): Promise<Opened> {
  const person = await takeCode(services, county, phone, code)
  if (person === undefined) throw invalid({ code: WRONG_CODE }, WRONG_CODE)
  return openSession(services, county, person, undefined, door)
}

/** Uses a code up and answers with whose phone it went to; undefined when the code is none. */
async function takeCode(
  services: Services,
  county: string,
  phone: string,
  code: string,
): Promise<string | undefined> {
  const { db, secrets } = services
  const find = (tx: Tx) => store.findByPhone(tx, secrets.hashes('phone', phone))
  const owner = await db.read(county, find)
  if (owner) noteWho(owner.id)
  const useUp = await tryCode(services, county, { phone, use: 'sign-in', code })
  return useUp && db.inCounty(county, async (tx) => ((await useUp(tx)) ? (await find(tx))?.id : undefined))
}

/**
 * Counts one try of a code. Undefined when it is none; otherwise what uses it up, in the transaction of what it is for, and
 * answers false when somebody else just did.
 */
export async function tryCode(
  { db, secrets }: Services,
  county: string,
  { phone, use, code }: { phone: string; use: CodeUse; code: string },
): Promise<((tx: Tx) => Promise<boolean>) | undefined> {
  const key = codeKeyOf(secrets, use, phone)
  const given = codeHashOf(secrets, use, phone, code)
  // The try is committed before anything is refused; otherwise a refusal would give it back.
  const wanted = await db.inCounty(county, (tx) => {
    noteUndecided()
    return store.tryCode(tx, key)
  })
  noteSaid({ phone: maskPhone(phone) })
  if (!wanted || !timingSafeEqual(wanted, given)) return undefined
  return (tx) => store.takeCode(tx, key, given)
}

/** Sends a code to the phone of whoever is signed in. Throws a 422 when there is none. */
export async function sendOwnCode(services: Services, scope: Scope): Promise<void> {
  await sendCode(services, scope.county, await ownPhone(services, scope))
}

/** Whether it is the code just sent to one’s own phone; uses it up. */
export async function takesOwnCode(services: Services, scope: Scope, code: string): Promise<boolean> {
  const phone = await ownPhone(services, scope)
  return (await takeCode(services, scope.county, phone, code)) === scope.person
}

async function ownPhone({ db, secrets }: Services, { county, person }: Scope): Promise<string> {
  const row = await db.read(county, (tx) => store.findPerson(tx, person))
  if (!row?.phone_sealed) throw invalid({ secret: NO_PHONE }, NO_PHONE)
  return secrets.unseal(row.phone_sealed)
}

const NO_PHONE = '您没有登记手机号，收不到验证码，请联系村里登记'

/** 个人信息保护法 31: a child's guardian consents, so nothing is asked of a child. */
const CHILD_COMES = '您还不满十四周岁，请让家长用自己的手机登录，替您办'

/** A door nobody is watched at: the demo’s tap, tests and benches. */
const TAP: Door = { way: 'demo', agent: '', address: '' }

/**
 * Opens a session for a person, acting from `post` or, without it, from the first post they hold that this door opens.
 * Throws a 404 when there is no such person and a 403 when the post is not theirs today, or for a child below fourteen.
 */
export function openSession(
  { db, secrets }: Services,
  county: string,
  person: string,
  post?: string,
  door: Door = TAP,
): Promise<Opened> {
  return db.inCounty(county, async (tx) => {
    const found = await store.findPerson(tx, person)
    if (!found) throw notFound('人')
    const now = new Date()
    if (found.born_on && isChild(found.born_on, dateOf(now))) throw denied(CHILD_COMES)
    const posts = (await heldPosts(tx, person, now)).filter(({ role }) =>
      opensPost(role, door.way, found.has_account),
    )
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const expiresAt = expiryOf(posts.length > 0, now)
    const chosen = post === undefined ? firstPost(posts) : ownPost(posts, post).id
    await store.addSession(tx, { token: secrets.hash('token', token), person, post: chosen, expiresAt, door })
    noteSignIn(person, chosen)
    return { person, token, expiresAt }
  })
}

/**
 * Whose session a token is; undefined when it is none, or closed, past its time, or left alone too long. `anew` looks
 * behind what was seen lately; `touched` says that somebody’s hand is behind the call.
 */
export async function findScope(
  services: Services,
  county: string,
  token: string,
  { anew = false, touched = false }: { anew?: boolean; touched?: boolean } = {},
): Promise<Scope | undefined> {
  const key = keyOf(county, token)
  const now = Date.now()
  const found = known.get(key)
  const held = found && found.until > now && !anew ? found : await look(services, county, key, token)
  if (!held) return undefined
  const { session } = held.scope
  if (touched && session && now - held.seenAt > SEEN_MS) {
    held.seenAt = now
    await services.db.inCounty(county, (tx) => store.touch(tx, session.id))
  }
  return held.scope
}

async function look(
  { db, secrets }: Services,
  county: string,
  key: string,
  token: string,
): Promise<Known | undefined> {
  known.delete(key)
  const now = new Date()
  const hashes = secrets.hashes('token', token)
  const row = await db.read(county, (tx) => store.findSession(tx, hashes, dateOf(now)))
  if (!row) return undefined
  const scope = scopeOfRow(county, row)
  if (isIdle(scope.post?.role, row.seen_at, now)) return undefined
  const until = Math.min(now.getTime() + FRESH_MS, row.expires_at.getTime())
  const held = { scope, until, seenAt: row.seen_at.getTime() }
  known.set(key, held)
  const [oldest] = known.keys()
  if (known.size > SCOPES_MAX && oldest !== undefined) known.delete(oldest)
  return held
}

/** Notes that the person of a session has just proved to be there. */
export async function noteProof({ db }: Services, { county, session }: Scope): Promise<void> {
  if (!session) throw askToSignIn()
  await db.inCounty(county, (tx) => store.setProven(tx, session.id))
}

/** One’s own open sessions, this one first. */
export async function ownSessions({ db }: Services, scope: Scope): Promise<z.input<typeof OwnSession>[]> {
  const now = new Date()
  const rows = await db.read(scope.county, (tx) => store.sessionsOf(tx, scope.person, dateOf(now)))
  return rows
    .filter(({ role, seen_at }) => !isIdle(role ?? undefined, seen_at, now))
    .map(({ id, way, agent, address, title, ...row }) => ({
      id,
      way,
      device: deviceOf(agent),
      address,
      openedAt: row.opened_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      ...(title === null ? {} : { post: title }),
      isThis: id === scope.session?.id,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis))
}

/** Ends one of one’s own sessions. Throws a 404 when it is none of theirs. */
export async function endSession({ db }: Services, { county, person }: Scope, id: string): Promise<void> {
  if (!(await db.inCounty(county, (tx) => store.endOwn(tx, person, id)))) throw notFound('登录')
  forgetSessions(county, person)
  closedListeners.forEach((listener) => listener(county))
}

/** Ends all sessions of a person, or all but that one; in the transaction of whatever is the reason. */
export async function endSessions(tx: Tx, county: string, person: string, but?: string): Promise<void> {
  await store.endAll(tx, person, but)
  forgetSessions(county, person)
}

/** Other processes forget within FRESH_MS. */
function forgetSessions(county: string, person: string): void {
  for (const [key, { scope }] of known)
    if (scope.county === county && scope.person === person) known.delete(key)
}

/**
 * Goes on from another post, or from none. Throws a 403 when the post is not theirs today, and a 403 `prove` for a desk
 * taken up again some time after it was laid down: meanwhile nobody counted how long it was left alone.
 */
export async function takePost(
  { db, secrets }: Services,
  scope: Scope,
  token: string,
  post: string | null,
): Promise<void> {
  const hashes = secrets.hashes('token', token)
  await db.inCounty(scope.county, async (tx) => {
    if (post === null) return store.setPost(tx, hashes, { post })
    const now = new Date()
    const session = await store.findSession(tx, hashes, dateOf(now))
    const { role } = ownPost(await heldPosts(tx, scope.person, now), post)
    if (!session || !opensPost(role, session.way, session.has_account))
      throw denied('这个岗位要在工作台用登录名、密码和动态码登录才能用')
    if (session.post === null && hasIdleLimit(role)) demandFresh(scopeOfRow(scope.county, session), now)
    return store.setPost(tx, hashes, { post, until: expiryOf(true, now) })
  })
  known.delete(keyOf(scope.county, token))
}

/** Signs out. */
export async function closeSession({ db, secrets }: Services, county: string, token: string): Promise<void> {
  const hashes = secrets.hashes('token', token)
  await db.inCounty(county, (tx) => store.closeSession(tx, hashes))
  known.delete(keyOf(county, token))
  closedListeners.forEach((listener) => listener(county))
}

/** The posts a person holds at that moment. */
export async function heldPosts(tx: Tx, person: string, now: Date): Promise<store.PostRow[]> {
  return (await store.postsOf(tx, person, dateOf(now))).filter(({ role }) => isForPeople(role))
}

/** Whom a visitor of the demo can be: villagers first, then the posts in the order of the list of roles. */
export async function demoPeople({ db }: Services, county: string): Promise<z.output<typeof DemoPerson>[]> {
  const places = await getCounty(db, county)
  const order = Object.keys(ROLES)
  return db.read(county, async (tx) => {
    const villagers = await store.demoVillagers(tx, DEMO_VILLAGERS)
    const posts = await store.demoPosts(tx, dateOf(new Date()), DEMO_PER_ROLE)
    return [
      ...villagers.map(({ person, name, home }) => ({
        person,
        name,
        title: `${places.placeName(home)}村民`,
        does: doesOf('villager'),
      })),
      ...posts
        .filter(({ role }) => isForPeople(role))
        .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
        .map(({ person, post, name, title, role }) => ({
          person,
          post,
          role,
          name,
          title,
          does: doesOf(role),
        })),
    ]
  })
}

function ownPost(posts: readonly store.PostRow[], post: string): store.PostRow {
  const own = posts.find(({ id }) => id === post)
  if (!own) throw denied('这个岗位现在不是您的，请换一个岗位')
  return own
}

function scopeOfRow(county: string, row: store.SessionRow): Scope {
  const session = { id: row.id, provenAt: row.proven_at, way: row.way }
  if (row.post === null || !isForPeople(row.role) || !opensPost(row.role, row.way, row.has_account))
    return scopeOf(county, row.person, undefined, session)
  return scopeOf(county, row.person, actingFrom({ ...row, id: row.post }), session)
}

/** The same whichever of our keys is the current one. */
const keyOf = (county: string, token: string) => county + sha256(token).toString('base64')
/** What a code lies under: for each use another, so that neither stands in the way of the other. */
const codeKeyOf = (secrets: Services['secrets'], use: CodeUse, phone: string) =>
  secrets.hash('sign-in', `${use} ${phone}`)
const codeHashOf = (secrets: Services['secrets'], use: CodeUse, phone: string, code: string) =>
  secrets.hash('sign-in', `${use} ${phone} ${code}`)
