import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { CLIENT_SCOPES } from '#contract/api-clients.ts'
import { ROLES } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { tooMany } from '#server/core/limits.ts'
import { denied, notFound, Problem } from '#server/core/problem.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import type { Secrets } from '#server/core/secrets.ts'
import { noteChange, noteWho } from '#server/core/trace.ts'
import * as store from './store.ts'

export type ClientScope = (typeof CLIENT_SCOPES)[number]
/** Another system at the door, and the scope its deeds are written with. */
export type Client = { id: string; name: string; scope: Scope }
type House = Pick<Services, 'db' | 'secrets'>

const KEY_BYTES = 24
/** Not a role anybody signs in with: a client acts through its key alone. */
const ROLE = 'connected-system'

type Terms = { name: string; scopes: readonly ClientScope[]; minuteMax?: number; dayMax?: number }

/**
 * Lets another system in and answers with its key, which is shown once and never again. With a key of one's own,
 * again adds nothing; only the demo has one that is known.
 */
export async function addClient(
  { db, secrets }: House,
  county: string,
  terms: Terms,
  key: string = randomBytes(KEY_BYTES).toString('base64url'),
): Promise<string> {
  await db.inCounty(county, (tx) => store.insertClient(tx, rowOf(secrets, newId(), terms, key)))
  return key
}

/**
 * Lets it in from the desk. Sent again within some minutes by the same administrator it answers with the same key, for
 * whoever lost the answer; to anybody else, and later, the key is shown no more: then it throws a 409.
 */
export async function openClient(
  { db, secrets }: House,
  scope: Scope,
  id: string,
  terms: Terms,
): Promise<{ id: string; key: string }> {
  const key = keyOf(secrets, `${id} ${scope.person}`)
  await db.inCounty(scope.county, async (tx) => {
    const before = await store.lockClient(tx, id)
    if (!before) {
      await store.insertClient(tx, rowOf(secrets, id, terms, key))
      noteChange(id, { client: terms.name, scopes: terms.scopes.join(' ') })
    } else if (
      !before.is_new ||
      before.name !== terms.name ||
      !before.key_hash.equals(secrets.hash('token', key))
    )
      throw new Problem(409, 'key', '这次登记已经做过了，密钥不再显示；没有记下来的，请停用它，重新登记')
  })
  return { id, key }
}

/** Its key opens nothing from now on. Throws a 404 when there is none that still counts. */
export async function endClient({ db }: House, scope: Scope, id: string): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const found = await store.lockClient(tx, id)
    if (!found) throw notFound('接入系统')
    if (found.ended_at) return
    await store.endClient(tx, id)
    noteChange(id, { state: 'ended' }, { state: 'active' })
  })
}

/** From the idempotency key, whose it is, and our secret, so that they can repeat the call. */
const keyOf = (secrets: Secrets, once: string) =>
  secrets.hash('token', `client ${once}`).subarray(0, KEY_BYTES).toString('base64url')

function rowOf(secrets: Secrets, id: string, { scopes, ...terms }: Terms, key: string) {
  const title = ROLES[ROLE].name
  const keyHash = secrets.hash('token', key)
  return { id, ...terms, person: newId(), post: newId(), scopes: [...scopes], keyHash, role: ROLE, title }
}

/** The client of a key; undefined when there is none. */
async function findClient(
  { db, secrets }: House,
  county: string,
  key: string | undefined,
): Promise<(Client & { scopes: readonly string[] }) | undefined> {
  if (!key) return undefined
  const row = await db.read(county, (tx) => store.findClient(tx, secrets.hashes('token', key)))
  if (!row) return undefined
  const { id, name, person, post, scopes } = row
  noteWho(person, post)
  return { id, name, scopes, scope: scopeOf(county, person, { id: post, role: ROLE, division: county }) }
}

type Asking = { key: string | undefined; wanted: ClientScope; operation: string }

/**
 * Does what a client asks, and counts it. Throws a 403 in the same words for no key, a wrong one, an ended one and one
 * without that scope, a 429 beyond its limits, and what `work` throws.
 */
export async function serveClient<T>(
  { db, secrets }: House,
  county: string,
  { key, wanted, operation }: Asking,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await findClient({ db, secrets }, county, key)
  if (!client?.scopes.includes(wanted))
    throw denied('接口密钥不对、已停用，或者没有这项权限，请联系发放密钥的单位')
  const metered = (isRefused: boolean) => meter(db, county, { client: client.id, operation, isRefused })
  try {
    await demandRoom(db, county, client.id)
    const done = await work(client)
    await metered(false)
    return done
  } catch (error) {
    await metered(true)
    throw error
  }
}

/** Counts the call against the limits. Beside it: that it was counted is none of what it did. */
async function demandRoom(db: Services['db'], county: string, client: string): Promise<void> {
  const used = await db.aside(county, (tx) => store.countCall(tx, client, dateOf(new Date())))
  if (!used) return
  if (used.minute_calls > used.minute_max) throw tooMany(used.minute_left)
  if (used.day_calls > used.day_max)
    throw new Problem(
      429,
      'too-many',
      `今天的 ${used.day_max} 次已经用完，请明天再来，或者联系发放密钥的单位`,
    )
}

function meter(
  db: Services['db'],
  county: string,
  call: { client: string; operation: string; isRefused: boolean },
): Promise<void> {
  return db.aside(county, (tx) => store.meter(tx, { ...call, day: dateOf(new Date()) }))
}

/** The key as our own doors take it; Open311 has its own place for it. */
export function keyIn({ headers }: FastifyRequest): string | undefined {
  const key = headers['x-api-key']
  return typeof key === 'string' ? key : undefined
}
