import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { ROLES } from '#contract/roles.ts'
import type { DemoPerson } from '#contract/session.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, invalid, notFound, TooSoon } from '#server/core/problem.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { noteSaid, noteSignIn, noteWho } from '#server/core/trace.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { codeText, doesOf, expiryOf, firstPost, isForPeople, WRONG_CODE } from './rules.ts'
import * as store from './store.ts'

const TOKEN_BYTES = 32
/** A scope is looked up once in this time; a post that ended, or a session closed elsewhere, works that much longer. */
const FRESH_MS = 5_000
const SCOPES_MAX = 20_000
const DEMO_PER_ROLE = 12
const DEMO_VILLAGERS = 6

export type Opened = { token: string; expiresAt: Date }
type Known = { scope: Scope; until: number }

/** Sessions seen lately, by county and token hash; the oldest entry is the first. */
const known = new Map<string, Known>()

/**
 * Sends a code to a phone if it belongs to someone of the county. Does the same visible things when it does not, so
 * that nobody can find out who lives here. Throws a 429 when the last code is younger than a minute.
 */
export async function sendCode(
  { db, secrets, texts }: Services,
  county: string,
  phone: string,
): Promise<void> {
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  const phoneHash = secrets.hash('phone', phone)
  const person = await db.inCounty(county, async (tx) => {
    await store.dropOldCodes(tx)
    if (!(await store.putCode(tx, phoneHash, codeHashOf(secrets, phone, code)))) {
      const wait = await store.secondsToResend(tx, phoneHash)
      throw new TooSoon(`验证码刚刚发过，请 ${wait} 秒后再要一次`, wait)
    }
    return store.findByPhone(tx, phoneHash)
  })
  // Not waited for: how long the gateway takes would tell a known phone from an unknown one.
  noteSaid({ phone: maskPhone(phone) })
  if (person) texts.send(phone, codeText(code)).catch(() => undefined)
}

/** Signs in with a code. Throws a 422 on the code, in the same words whatever is wrong with it. */
export async function signIn(
  services: Services,
  county: string,
  phone: string,
  code: string,
): Promise<Opened & { person: string }> {
  const { db, secrets } = services
  const phoneHash = secrets.hash('phone', phone)
  const given = codeHashOf(secrets, phone, code)
  // The try is committed before anything is refused; otherwise a refusal would give it back.
  const { wanted, owner } = await db.inCounty(county, async (tx) => ({
    wanted: await store.tryCode(tx, phoneHash),
    owner: await store.findByPhone(tx, phoneHash),
  }))
  noteSaid({ phone: maskPhone(phone) })
  if (owner) noteWho(owner.id)
  if (!wanted || !timingSafeEqual(wanted, given)) throw invalid({ code: WRONG_CODE }, WRONG_CODE)
  const person = await db.inCounty(county, async (tx) =>
    (await store.takeCode(tx, phoneHash, given)) ? store.findByPhone(tx, phoneHash) : undefined,
  )
  if (!person) throw invalid({ code: WRONG_CODE }, WRONG_CODE)
  return { person: person.id, ...(await openSession(services, county, person.id)) }
}

/**
 * Opens a session for a person, acting from `post` or, without it, from the first post they hold. Throws a 404 when
 * there is no such person and a 403 when the post is not theirs today.
 */
export function openSession(
  { db, secrets }: Services,
  county: string,
  person: string,
  post?: string,
): Promise<Opened> {
  return db.inCounty(county, async (tx) => {
    if (!(await store.findPerson(tx, person))) throw notFound('人')
    const now = new Date()
    const posts = await heldPosts(tx, person, now)
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const expiresAt = expiryOf(posts.length > 0, now)
    const chosen = post === undefined ? firstPost(posts) : ownPost(posts, post)
    await store.addSession(tx, { token: secrets.hash('token', token), person, post: chosen, expiresAt })
    noteSignIn(person, chosen)
    return { token, expiresAt }
  })
}

/** Whose session a token is; undefined when it is none, or closed, or past its time. */
export async function findScope(
  { db, secrets }: Services,
  county: string,
  token: string,
): Promise<Scope | undefined> {
  const hash = secrets.hash('token', token)
  const key = keyOf(county, hash)
  const now = Date.now()
  const found = known.get(key)
  if (found && found.until > now) return found.scope
  known.delete(key)
  const row = await db.read(county, (tx) => store.findSession(tx, hash, dateOf(new Date(now))))
  if (!row) return undefined
  const scope = scopeOfRow(county, row)
  known.set(key, { scope, until: Math.min(now + FRESH_MS, row.expires_at.getTime()) })
  const [oldest] = known.keys()
  if (known.size > SCOPES_MAX && oldest !== undefined) known.delete(oldest)
  return scope
}

/** Goes on from another post, or from none. Throws a 403 when the post is not theirs today. */
export async function takePost(
  { db, secrets }: Services,
  scope: Scope,
  token: string,
  post: string | null,
): Promise<void> {
  const hash = secrets.hash('token', token)
  await db.inCounty(scope.county, async (tx) => {
    const chosen = post === null ? null : ownPost(await heldPosts(tx, scope.person, new Date()), post)
    await store.setPost(tx, hash, chosen)
  })
  known.delete(keyOf(scope.county, hash))
}

/** Signs out. */
export async function closeSession({ db, secrets }: Services, scope: Scope, token: string): Promise<void> {
  const hash = secrets.hash('token', token)
  await db.inCounty(scope.county, (tx) => store.closeSession(tx, hash))
  known.delete(keyOf(scope.county, hash))
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

function ownPost(posts: readonly store.PostRow[], post: string): string {
  if (!posts.some(({ id }) => id === post)) throw denied('这个岗位现在不是您的，请换一个岗位')
  return post
}

function scopeOfRow(county: string, row: store.SessionRow): Scope {
  if (row.post === null || !isForPeople(row.role)) return scopeOf(county, row.person)
  const { post: id, role, division, unit } = row
  return scopeOf(county, row.person, { id, role, division, ...(unit === null ? {} : { unit }) })
}

const keyOf = (county: string, hash: Buffer) => county + hash.toString('base64')
const codeHashOf = (secrets: Services['secrets'], phone: string, code: string) =>
  secrets.hash('sign-in', `${phone} ${code}`)
