import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { isFoundBy } from '#contract/account-search.ts'
import { accounts, type Account } from '#contract/accounts.ts'
import { ROLES } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App, Services } from '#server/core/app.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { withSheets } from '#server/core/sheet.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import { sentSheet } from '#server/modules/people/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { enter, sendOwnCode } from '#server/modules/session/index.ts'
import * as commands from './commands.ts'
import * as managing from './managing.ts'
import * as many from './many.ts'
import * as register from './register.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Tells a browser that came in before from a stranger's; it opens nothing. */
const BROWSER_COOKIE = 'gz_browser'
const BROWSER_PATH = '/api/accounts'
const BROWSER_KEPT_S = 180 * 86_400

/** Binds contract/accounts.ts. */
export function accountsRoutes(app: App): void {
  implement(app.http, 'accounts', withSheets(accounts, sheets), {
    ...coming(app),
    list: async ({ query: { q = '' } }, { scope }) =>
      (await listOf(app, scope)).filter((account) => isFoundBy(q, account)),
    positions: async (_, { scope }) => {
      const rows = await app.db.read(scope.county, register.positions)
      return rows.map(({ level, unit, ...row }) => ({
        ...row,
        ...(level === null ? {} : { level }),
        ...(unit === null ? {} : { unit }),
      }))
    },
    open: ({ body }, { scope, key }) => managing.openAccount(app, scope, key, body),
    ...fromTable(app),
    renew: ({ params: { id } }, { scope, key }) => managing.renewAccount(app, scope, key, id),
    lock: ({ params: { id } }, { scope, key }) => managing.setLock(app, scope, key, { id, isLocked: true }),
    unlock: ({ params: { id } }, { scope, key }) =>
      managing.setLock(app, scope, key, { id, isLocked: false }),
    givePost: ({ params: { id }, body }, { scope, key }) =>
      managing.givePost(app, scope, key, { id, ...body }),
    endPost: ({ params }, { scope, key }) => managing.endPost(app, scope, key, params),
  })
}

type FromTable = 'template' | 'look' | 'refused' | 'openMany'
type Managing =
  FromTable | 'list' | 'positions' | 'open' | 'renew' | 'lock' | 'unlock' | 'givePost' | 'endPost'

/** Many at once. The table is sent each time: nothing of it is kept here. */
function fromTable(app: App): Pick<Handlers<typeof accounts>, FromTable> {
  const takerOf = (scope: Scope) => app.http.takingOf(scope, undefined)
  return {
    template: (_, { reply }) => sendWorkbook(reply, many.templateSheet()),
    look: async (_, { scope, request }) => many.lookAt(app, scope, await sentSheet(request)),
    refused: async (_, { scope, request, reply }) => {
      const bytes = await sentSheet(request)
      await sendWorkbook(reply, await many.refusedSheet(app, scope, bytes, await takerOf(scope)))
    },
    openMany: async ({ query: { look } }, { scope, key, request, reply }) => {
      const bytes = await sentSheet(request)
      const opened = await many.openMany(app, scope, key, { bytes, look })
      await sendWorkbook(reply, many.codesSheet(app.secrets, key, opened, await takerOf(scope)))
    },
  }
}

/** What whoever has an account, or is promised one, does with their own. */
function coming(app: App) {
  const handlers: Omit<Parameters<typeof implement<typeof accounts>>[3], Managing> = {
    signIn: async ({ body }, call) => {
      const { county, request, reply } = call
      const browser = browserOf(app, request, body.name)
      const me = await enter(app, call, 'account', (door) =>
        commands.signIn(app, county, body, { browser, door }),
      )
      rememberBrowser(app, reply, body.name)
      return me
    },
    begin: ({ body }, { county, reply }) => {
      reply.header('cache-control', 'no-store')
      return commands.beginActivation(app, county, body)
    },
    activate: async ({ body }, call) => {
      let codes: string[] = []
      await enter(app, call, 'account', async (door) => {
        const activated = await commands.activate(app, call.county, body, door)
        codes = activated.codes
        return activated
      })
      rememberBrowser(app, call.reply, body.name)
      return { codes }
    },
    prove: ({ body: { secret } }, { scope }) => commands.prove(app, scope, secret),
    sendProof: (_, { scope }) => sendOwnCode(app, scope),
    mine: (_, { scope }) => mineOf(app, scope),
    changePassword: ({ body }, { scope }) => commands.changePassword(app, scope, body),
    beginTotp: (_, { scope, reply }) => {
      reply.header('cache-control', 'no-store')
      return commands.beginTotp(app, scope)
    },
    setTotp: async ({ body: { totp } }, { scope, reply }) => {
      reply.header('cache-control', 'no-store')
      return { codes: await commands.setTotp(app, scope, totp) }
    },
  }
  return handlers
}

/** What this browser was given when somebody came in with it under that name; undefined for any other browser. */
function browserOf({ secrets }: Services, { cookies }: FastifyRequest, name: string): string | undefined {
  const [mark = '', mac = ''] = (cookies[BROWSER_COOKIE] ?? '').split('.')
  const given = Buffer.from(mac, 'base64url')
  const wanted = markHash(secrets, name, mark)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? mark : undefined
}

function rememberBrowser({ secrets }: Services, reply: FastifyReply, name: string): void {
  const mark = randomBytes(16).toString('base64url')
  reply.setCookie(BROWSER_COOKIE, `${mark}.${markHash(secrets, name, mark).toString('base64url')}`, {
    path: BROWSER_PATH,
    httpOnly: true,
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    maxAge: BROWSER_KEPT_S,
  })
}

const markHash = (secrets: Services['secrets'], name: string, mark: string) =>
  secrets.hash('sign-in', `browser ${mark} ${commands.nameOf(name)}`)

function mineOf({ db }: Services, { county, person }: Scope) {
  return db.read(county, async (tx) => {
    const account = await store.findByPerson(tx, person)
    if (!account?.password_set_at || !account.totp_set_at) return null
    return {
      signInName: account.sign_in_name,
      passwordSetAt: account.password_set_at.toISOString(),
      totpSetAt: account.totp_set_at.toISOString(),
      recoveryLeft: await store.recoveryLeft(tx, person),
    }
  })
}

async function listOf(app: Services, scope: Scope): Promise<z.input<typeof Account>[]> {
  const county = await getCounty(app.db, scope.county)
  return app.db.read(scope.county, async (tx) => {
    const held = await register.heldByAccounts(tx, dateOf(new Date()))
    const posts = new Map<string, ReturnType<typeof presentPost>[]>()
    for (const post of held)
      posts.set(post.person, [...(posts.get(post.person) ?? []), presentPost(county, post)])
    return (await register.allAccounts(tx)).map((row) => ({
      id: row.person,
      name: row.name,
      phone: row.phone_sealed ? maskPhone(app.secrets.unseal(row.phone_sealed)) : '',
      signInName: row.sign_in_name,
      state: row.locked_at ? 'locked' : row.is_active ? 'active' : 'opened',
      ...(row.code_until ? { codeUntil: row.code_until.toISOString() } : {}),
      openedAt: row.opened_at.toISOString(),
      ...(row.opened_by === null ? {} : { openedBy: row.opened_by }),
      ...(row.seen_at ? { seenAt: row.seen_at.toISOString() } : {}),
      posts: posts.get(row.person) ?? [],
      isSelf: row.person === scope.person,
    }))
  })
}

function presentPost(county: County, { id, role, title, division, unit }: register.HeldRow) {
  return {
    id,
    role,
    roleName: ROLES[role].name,
    title,
    divisionName: county.placeName(division),
    ...(unit === null ? {} : { unitName: county.units.get(unit)?.name ?? unit }),
  }
}
