import type { FastifyReply, FastifyRequest } from 'fastify'
import { oidc } from '#contract/oidc.ts'
import type { App, Services } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { invalid, notFound } from '#server/core/problem.ts'
import { enter, openSession } from '#server/modules/session/index.ts'
import * as commands from './commands.ts'
import { openProvider, type Provider } from './provider.ts'
import {
  awayUntil,
  codeStaleSays,
  codeUntil,
  elsewhereSays,
  readKept,
  staleSays,
  type Kept,
} from './rules.ts'
import * as store from './store.ts'

/**
 * What a browser keeps while it is away. The page it comes back to asks our server itself, so it would come along even
 * if it were strict; lax, because not every browser of an office counts a page reached from elsewhere as ours.
 */
const AWAY_COOKIE = 'gz_oidc'
const AWAY_PATH = '/api/oidc'

/** Binds contract/oidc.ts. Without a provider every route is a 404. */
export function oidcRoutes(app: App): void {
  const provider = app.config.oidc && openProvider(app.config.oidc, app.http.log)
  const here = (): Provider => {
    if (!provider) throw notFound('登录方式')
    return provider
  }
  implement(app.http, 'oidc', oidc, {
    begin: (_, call) => sendAway(app, here(), call, { step: 'enter' }),
    enter: async ({ body: { query } }, call) => {
      const { county, reply } = call
      const found = here()
      const identity = await found.hear(query, take(app, call, 'enter', staleSays(found.name)))
      const bound = await commands.findBound(app, county, found, identity)
      if (!identity.isTwoFactor) {
        keep(app, reply, { step: 'code', binding: bound.id, until: codeUntil(new Date()) })
        return { isEntered: false }
      }
      await enter(app, call, 'oidc', (door) => openSession(app, county, bound.person, undefined, door))
      return { isEntered: true }
    },
    addCode: ({ body: { code } }, call) => {
      const { county, request, reply } = call
      const found = here()
      const kept = keptBy(app, request, 'code')
      if (!kept) throw invalid({}, codeStaleSays(found.name))
      return enter(app, call, 'oidc', async (door) => {
        const { binding } = kept
        const person = await commands.takeCode(app, county, found, { binding, code })
        forget(reply)
        return openSession(app, county, person, undefined, door)
      })
    },
    binding: async (_, { scope: { county, person } }) => {
      const { issuer } = here()
      const row = await app.db.read(county, (tx) => store.findByPerson(tx, issuer, person))
      return row ? { boundAt: row.bound_at.toISOString() } : null
    },
    beginBinding: async (_, call) => {
      const { scope } = call
      await commands.demandBindable(app, scope, here())
      return sendAway(app, here(), call, { step: 'bind', session: scope.session?.id ?? '' })
    },
    bind: async ({ body: { query } }, call) => {
      const { scope } = call
      const found = here()
      const stale = staleSays(found.name)
      const kept = take(app, call, 'bind', stale)
      // Who sits here now may be another than who went away.
      if (kept.session !== scope.session?.id) throw invalid({}, stale)
      await commands.bind(app, scope, found, await found.hear(query, kept))
    },
    unbind: (_, { scope }) => commands.unbind(app, scope, here()),
  })
}

type Going = { request: FastifyRequest; reply: FastifyReply }
type For = { step: 'enter' } | { step: 'bind'; session: string }

async function sendAway(app: App, provider: Provider, { request, reply }: Going, why: For) {
  const { origin, protocol, host } = new URL(provider.callback)
  const asked = `${protocol}//${request.host}`
  // What is kept here would not be found there.
  if (!URL.canParse(asked) || new URL(asked).host !== host) throw invalid({}, elsewhereSays(origin))
  const { url, attempt } = await provider.ask()
  keep(app, reply, { ...why, ...attempt, until: awayUntil(new Date()) })
  return { url }
}

function keep({ secrets }: Services, reply: FastifyReply, kept: Kept): void {
  reply
    .header('cache-control', 'no-store')
    .setCookie(AWAY_COOKIE, secrets.seal(JSON.stringify(kept)).toString('base64url'), {
      path: AWAY_PATH,
      httpOnly: true,
      sameSite: 'lax',
      secure: reply.request.protocol === 'https',
      expires: new Date(kept.until),
    })
}

function forget(reply: FastifyReply): void {
  reply.clearCookie(AWAY_COOKIE, { path: AWAY_PATH })
}

/** What the browser kept, once: the next answer needs another question. Throws a 422. */
function take<Step extends Kept['step']>(
  services: Services,
  { request, reply }: Going,
  step: Step,
  stale: string,
) {
  const kept = keptBy(services, request, step)
  forget(reply)
  if (!kept) throw invalid({}, stale)
  return kept
}

function keptBy<Step extends Kept['step']>({ secrets }: Services, { cookies }: FastifyRequest, step: Step) {
  const sealed = cookies[AWAY_COOKIE]
  if (sealed === undefined) return undefined
  try {
    return readKept(secrets.unseal(Buffer.from(sealed, 'base64url')), step, new Date())
  } catch {
    // Not sealed by us.
    return undefined
  }
}
