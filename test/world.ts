import { randomBytes } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { Config } from '#server/core/config.ts'
import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { actingFrom, heldPosts, openSession } from '#server/modules/session/index.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { buildHttp } from '#server/web.ts'
import { openServices } from '#server/services.ts'

/** The seeded village as tests use it: a database of their own, the whole server, and people by name. */
export type World = {
  services: Services
  http: FastifyInstance
  county: string
  /** The village of the demo, 老寨村. */
  village: string
  /** A person of the seed, in the post of that role if one is named. Throws when there is none. */
  scope: (name: string, role?: string) => Promise<Scope>
  /** Asks the server as that person; absent: as nobody. Writes get an idempotency key unless one is given. */
  ask: (
    who: Who | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    key?: string,
  ) => Promise<Answer>
}
export type Who = string | readonly [name: string, role: string]
export type Answer = { status: number; body: never; headers: Record<string, unknown> }

export const TEMPLATE = 'village'
const COUNTY = '610114'

/** The address of another database on the same server. */
export function urlOf(server: string, database: string): string {
  const other = new URL(server)
  other.pathname = `/${database}`
  return other.href
}

export function configFor(dataDir: string): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl: undefined,
    demo: true,
    county: COUNTY,
    namedStatements: true,
    secretKey: undefined,
    secretKeysOld: [],
    trustProxy: undefined,
    rtmpPort: undefined,
    nginx: undefined,
    backupDir: undefined,
    ownHosts: [],
    publicUrl: undefined,
    oidc: undefined,
    quiet: true,
  }
}

/** A fresh copy of the seeded village for this test file; gone when the file is done. `quiet` off: it logs as it does for real. */
export async function openWorld({ quiet = true, ...more }: Partial<Config> = {}): Promise<World> {
  const { url: server, dataDir } = inject('server')
  const database = `w${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${database} with template ${TEMPLATE}`)
  const services = await openServices({ ...configFor(dataDir), quiet, ...more }, urlOf(server, database))
  const { http } = await buildHttp(services)
  afterAll(async () => {
    await http.close()
    await services.close()
    await onServer(server, `drop database ${database} with (force)`)
  })
  const scope = (name: string, role?: string) => findScope(services, name, role)
  const tokens = new Map<string, string>()
  const tokenFor = async (who: Who): Promise<string> => {
    const [name, role] = typeof who === 'string' ? [who] : who
    const known = tokens.get(String(who))
    if (known) return known
    const { person, post } = await scope(name, role)
    const { token } = await openSession(services, COUNTY, person, post?.id)
    // However slow the machine: whoever acts in a test has just proved to be there.
    await services.db.asOwner((tx) =>
      tx.rows(`update sessions set proven_at = now() + interval '1 day' where token_hash = $1`, [
        services.secrets.hash('token', token),
      ]),
    )
    tokens.set(String(who), token)
    return token
  }
  return {
    services,
    http,
    county: COUNTY,
    village: '610114006205',
    scope,
    ask: async (who, method, url, body, key = newId()) => {
      const headers: Record<string, string> = { 'idempotency-key': key }
      if (who) headers['authorization'] = `Bearer ${await tokenFor(who)}`
      const request: InjectOptions = { method, url, headers, ...(body ? { payload: body } : {}) }
      const answer = await http.inject(request)
      const isJson = String(answer.headers['content-type']).includes('json')
      return {
        status: answer.statusCode,
        body: (isJson ? answer.json() : answer.body) as never,
        headers: answer.headers,
      }
    },
  }
}

/**
 * Waits until readers of the entry log see all of it. They stop below the oldest transaction of the whole server, and
 * test files share one: what another file is writing would otherwise hide entries of this one for a moment.
 */
export async function logSettled({ db }: Services): Promise<void> {
  for (;;) {
    const row = await db.asOwner((tx) =>
      tx.first<{ settled: boolean }>(
        `select coalesce(max(tx) < pg_snapshot_xmin(pg_current_snapshot()), true) as settled from entries`,
      ),
    )
    if (row?.settled) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function findScope({ db }: Services, name: string, role?: string): Promise<Scope> {
  const row = await db.read(COUNTY, (tx) =>
    tx.first<{ person: string; post: string | null }>(
      `select p.id as person, t.id as post from people p
       left join posts t on t.county = p.county and t.person = p.id and t.role = $2
       where p.county = current_county() and p.name = $1 order by t.id limit 1`,
      [name, role ?? null],
    ),
  )
  if (!row || (role !== undefined && row.post === null))
    throw new Error(`no ${name} ${role ?? ''} in the seeded village`)
  const held = await db.read(COUNTY, (tx) => heldPosts(tx, row.person, new Date()))
  const post = held.find(({ id }) => id === row.post)
  return scopeOf(COUNTY, row.person, post && actingFrom(post))
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(url, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
