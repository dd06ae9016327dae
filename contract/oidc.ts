import { z } from 'zod'
import { route } from './route.ts'
import { Me } from './session.ts'
import { Instant } from './values.ts'

/**
 * 统一身份认证: staff come in by the identity provider of their province (OpenID Connect), once they have bound who they
 * are there to their account. A server without one answers 404.
 */

const Away = z.object({
  url: z.string().meta({ description: 'Where the browser goes now, at the provider' }),
})
/** Nothing is said about its parts, so that every wrong one is refused in the same words. */
const Returned = z.object({
  query: z.string().max(4096).meta({ description: 'What stood behind the ? when the provider sent it back' }),
})

export const oidc = {
  begin: route({
    method: 'POST',
    path: '/api/oidc/begin',
    access: 'public',
    trace: 'sign-in',
    does: 'Begin to sign in by the identity provider',
    answers: Away,
  }),
  enter: route({
    method: 'POST',
    path: '/api/oidc/session',
    access: 'public',
    trace: 'sign-in',
    does: 'Come back from the identity provider: signed in, or known and still asked for the app code',
    body: Returned,
    answers: z.object({ isEntered: z.boolean() }),
  }),
  addCode: route({
    method: 'POST',
    path: '/api/oidc/session/code',
    access: 'public',
    trace: 'sign-in',
    does: 'Add the app code (or a recovery code) and be signed in',
    body: z.object({ code: z.string().max(256) }),
    answers: Me,
  }),
  binding: route({
    method: 'GET',
    path: '/api/oidc/binding',
    access: 'session',
    does: 'Since when one’s account is bound to a person of the identity provider; null: it is not',
    answers: z.object({ boundAt: Instant }).nullable(),
  }),
  beginBinding: route({
    method: 'POST',
    path: '/api/oidc/binding/begin',
    access: 'session',
    proven: 'always',
    does: 'Begin to bind one’s account; only from a session opened by password and app',
    answers: Away,
  }),
  bind: route({
    method: 'POST',
    path: '/api/oidc/binding',
    access: 'session',
    proven: 'always',
    does: 'Come back from the identity provider: it opens one’s account from now on',
    body: Returned,
  }),
  unbind: route({
    method: 'DELETE',
    path: '/api/oidc/binding',
    access: 'session',
    proven: 'always',
    does: 'The identity provider opens one’s account no more; ends one’s other sessions',
  }),
}
