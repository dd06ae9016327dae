import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { session, type Me } from '#contract/session.ts'
import type { App, Services } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { limitBy } from '#server/core/limits.ts'
import { denied, signIn as askToSignIn } from '#server/core/problem.ts'
import { maskPhone } from '#server/core/secrets.ts'
import { SESSION_COOKIE, tokenOf } from '#server/core/token.ts'
import { getCounty } from '#server/modules/places/index.ts'
import * as commands from './commands.ts'
import { CODES_PER_DAY } from './rules.ts'
import * as store from './store.ts'

/** Binds contract/session.ts. */
export function sessionRoutes(app: App): void {
  const limitPhone = limitBy(app.http, ({ body }) => (body as { phone: string }).phone, {
    max: CODES_PER_DAY,
    minutes: 24 * 60,
  })
  const enter = async (reply: FastifyReply, county: string, person: string, opened: commands.Opened) => {
    keep(reply, opened)
    const scope = await commands.findScope(app, county, opened.token)
    return meOf(app, county, person, scope?.post?.id)
  }
  implement(app.http, 'session', session, {
    sendCode: async ({ body: { phone } }, { county, request }) => {
      await limitPhone(request)
      await commands.sendCode(app, county, phone)
    },
    open: async ({ body: { phone, code } }, { county, reply }) => {
      const opened = await commands.signIn(app, county, phone, code)
      return enter(reply, county, opened.person, opened)
    },
    me: (_, { scope }) => meOf(app, scope.county, scope.person, scope.post?.id),
    takePost: async ({ body: { post } }, { scope, request }) => {
      const token = tokenOf(request)
      if (!token) throw askToSignIn()
      await commands.takePost(app, scope, token, post)
      return meOf(app, scope.county, scope.person, post ?? undefined)
    },
    close: async (_, { scope, request, reply }) => {
      const token = tokenOf(request)
      if (token) await commands.closeSession(app, scope, token)
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
    },
    demoPeople: (_, { county }) => (app.config.demo ? commands.demoPeople(app, county) : Promise.resolve([])),
    demoOpen: async ({ body: { person, post } }, { county, reply }) => {
      if (!app.config.demo) throw denied('这里不是演示系统，请用手机号登录')
      return enter(reply, county, person, await commands.openSession(app, county, person, post))
    },
  })
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
  { db, secrets }: Services,
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
      posts: posts.map(({ unit, ...held }) => ({
        ...held,
        divisionName: places.placeName(held.division),
        ...(unit === null ? {} : { unit, unitName: places.units.get(unit)?.name ?? unit }),
      })),
      ...(post === undefined ? {} : { post }),
    }
  })
}
