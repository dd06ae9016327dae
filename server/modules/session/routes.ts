import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { demo, session, type Me } from '#contract/session.ts'
import type { App, Services } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { limitDone } from '#server/core/limits.ts'
import { signIn as askToSignIn } from '#server/core/problem.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { SESSION_COOKIE, tokenOf } from '#server/core/token.ts'
import { getCounty } from '#server/modules/places/index.ts'
import * as commands from './commands.ts'
import { CODES_PER_DAY, type Door } from './rules.ts'
import * as store from './store.ts'

/** Binds contract/session.ts. */
export function sessionRoutes(app: App): void {
  const limitPhone = limitDone(app.http, ({ body }) => (body as { phone: string }).phone, {
    max: CODES_PER_DAY,
    minutes: 24 * 60,
  })
  implement(app.http, 'session', session, {
    sendCode: ({ body: { phone } }, { county, request }) =>
      limitPhone(request, () => commands.sendCode(app, county, phone)),
    open: ({ body }, call) =>
      enter(app, call, 'phone', (door) => commands.signIn(app, call.county, body, door)),
    me: (_, { scope }) => meOf(app, scope.county, scope.person, scope.post?.id),
    takePost: async ({ body: { post } }, { scope, request }) => {
      const token = tokenOf(request)
      if (!token) throw askToSignIn()
      await commands.takePost(app, scope, token, post)
      return meOf(app, scope.county, scope.person, post ?? undefined)
    },
    close: async (_, { scope, request, reply }) => {
      const token = tokenOf(request)
      if (token) await commands.closeSession(app, scope.county, token)
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
    },
    list: (_, { scope }) => commands.ownSessions(app, scope),
    end: ({ params: { id } }, { scope }) => commands.endSession(app, scope, id),
    endOthers: (_, { scope }) =>
      app.db.inCounty(scope.county, (tx) =>
        commands.endSessions(tx, scope.county, scope.person, scope.session?.id),
      ),
  })
  if (app.config.demo) demoRoutes(app)
}

/** Playing anybody: on a real server these are not there at all. */
function demoRoutes(app: App): void {
  implement(app.http, 'demo', demo, {
    people: (_, { county }) => commands.demoPeople(app, county),
    open: ({ body: { person, post } }, call) =>
      enter(app, call, 'demo', (door) => commands.openSession(app, call.county, person, post, door)),
  })
}

type Entering = { county: string; request: FastifyRequest; reply: FastifyReply }

/**
 * The one place where somebody comes in or is turned away, whichever door it is: `attempt` opens the session or throws
 * the refusal. A session the browser had before ends, so that nobody goes on under what another knew.
 */
export async function enter(
  app: Services,
  { county, request, reply }: Entering,
  way: Door['way'],
  attempt: (door: Door) => Promise<commands.Opened>,
): Promise<z.input<typeof Me>> {
  const door = { way, agent: (request.headers['user-agent'] ?? '').slice(0, 300), address: request.ip }
  const opened = await attempt(door)
  const before = request.cookies[SESSION_COOKIE]
  if (before) await commands.closeSession(app, county, before)
  keep(reply, opened)
  const scope = await commands.findScope(app, county, opened.token)
  return meOf(app, county, opened.person, scope?.post?.id)
}

function keep(reply: FastifyReply, { token, expiresAt }: commands.Opened): void {
  reply.header('cache-control', 'no-store').setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    // A cookie marked secure would never come back over a village's plain http.
    secure: reply.request.protocol === 'https',
    expires: expiresAt,
  })
}

async function meOf(
  { config, db, secrets }: Services,
  county: string,
  person: string,
  post: string | undefined,
): Promise<z.input<typeof Me>> {
  const places = await getCounty(db, county)
  return db.read(county, async (tx) => {
    const row = await store.findPerson(tx, person)
    if (!row) throw askToSignIn()
    const posts = await commands.heldPosts(tx, person, new Date())
    return {
      person,
      name: row.name,
      phone: row.phone_sealed ? maskPhone(secrets.unseal(row.phone_sealed)) : '',
      county,
      ...(row.home === null ? {} : { home: row.home, homeName: places.placeName(row.home) }),
      posts: posts.map(({ unit, permissions, ...held }) => ({
        ...held,
        ...(permissions === null ? {} : { permissions }),
        divisionName: places.placeName(held.division),
        ...(unit === null ? {} : { unit, unitName: places.units.get(unit)?.name ?? unit }),
      })),
      ...(post === undefined ? {} : { post }),
      proves: row.has_password ? 'account' : config.demo ? 'tap' : 'phone',
    }
  })
}
