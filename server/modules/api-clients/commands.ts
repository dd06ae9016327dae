import { randomBytes } from 'node:crypto'
import { ROLES } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { denied } from '#server/core/problem.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { noteWho } from '#server/core/trace.ts'
import * as store from './store.ts'

/** What a client may be let do; each module that serves clients names its own. */
export type ClientScope = 'open311.report'
/** Another system at the door, and the scope its deeds are written with. */
export type Client = { id: string; name: string; scope: Scope }

const KEY_BYTES = 24
/** Not a role anybody signs in with: a client acts through its key alone. */
const ROLE = 'connected-system'

/**
 * Lets another system in and answers with its key, which is shown once and never again. With a key of one's own,
 * again adds nothing; only the demo has one that is known.
 */
export async function addClient(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  county: string,
  name: string,
  scopes: readonly ClientScope[],
  key: string = randomBytes(KEY_BYTES).toString('base64url'),
): Promise<string> {
  const row = { id: newId(), name, person: newId(), post: newId(), scopes: [...scopes] }
  await db.inCounty(county, (tx) =>
    store.insertClient(tx, {
      ...row,
      keyHash: secrets.hash('token', key),
      role: ROLE,
      title: ROLES[ROLE].name,
    }),
  )
  return key
}

/** The client of a key that may do that. Throws a 403 in the same words for no key, a wrong one and an ended one. */
export async function demandClient(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  county: string,
  key: string | undefined,
  wanted: ClientScope,
): Promise<Client> {
  const found = await findClient({ db, secrets }, county, key)
  if (!found?.scopes.includes(wanted))
    throw denied('接口密钥（api_key）不对、已停用，或者没有这项权限，请联系发放密钥的单位')
  return found
}

/** The client of a key; undefined when there is none. */
export async function findClient(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  county: string,
  key: string | undefined,
): Promise<(Client & { scopes: readonly string[] }) | undefined> {
  if (!key) return undefined
  const row = await db.read(county, (tx) => store.findClient(tx, secrets.hash('token', key)))
  if (!row) return undefined
  const { id, name, person, post, scopes } = row
  noteWho(person, post)
  return { id, name, scopes, scope: scopeOf(county, person, { id: post, role: ROLE, division: county }) }
}

/** Notes that a client asked, for its bill and for whoever watches over it. */
export function meterCall(
  { db }: Pick<Services, 'db'>,
  county: string,
  call: { client: string; operation: string; isRefused: boolean },
): Promise<void> {
  // Beside the call: that it was counted is none of what it did.
  return db.aside(county, (tx) => store.meter(tx, { ...call, day: dateOf(new Date()) }))
}
