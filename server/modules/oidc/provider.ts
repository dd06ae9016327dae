import type { FastifyBaseLogger } from 'fastify'
import * as client from 'openid-client'
import type { OidcConfig } from '#server/core/config.ts'
import { forLog } from '#server/core/errors.ts'
import { invalid, Problem } from '#server/core/problem.ts'
import {
  ASKED_SECONDS,
  askedLevels,
  awaySays,
  cancelledSays,
  saysTwoFactors,
  staleSays,
  untrustedSays,
  type Attempt,
} from './rules.ts'

/** Whom the provider vouches for. */
export type Identity = { subject: string; isTwoFactor: boolean }

export type Provider = OidcConfig & {
  /** Where a browser goes now, and what makes an answer one to this question. Throws a 503. */
  ask: () => Promise<{ url: string; attempt: Attempt }>
  /** Who came back with that query. Throws a 422 when it is no answer to the attempt, or a 503. */
  hear: (query: string, attempt: Attempt) => Promise<Identity>
}

const WAIT_SECONDS = 10
/** A provider that moves or changes its ways of signing is heard of within the hour. */
const KNOWN_MS = 3_600_000

/** The configured provider; asked what it can when somebody first needs it, not before. */
export function openProvider(config: OidcConfig, log: FastifyBaseLogger): Provider {
  const { callback, secondFactor, name } = config
  let known: { at: number; found: client.Configuration } | undefined
  const discovered = async (): Promise<client.Configuration> => {
    if (!known || Date.now() - known.at > KNOWN_MS) known = { at: Date.now(), found: await discover(config) }
    return known.found
  }
  const ask = async () => {
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const levels = askedLevels(secondFactor)
    const url = client.buildAuthorizationUrl(await discovered(), {
      redirect_uri: callback,
      scope: 'openid',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      prompt: 'login',
      max_age: String(ASKED_SECONDS),
      ...(levels.length > 0 ? { acr_values: levels.join(' ') } : {}),
    })
    return { url: url.href, attempt }
  }
  const hear = async (query: string, { state, nonce, verifier }: Attempt): Promise<Identity> => {
    const returned = new URL(callback)
    returned.search = query
    const tokens = await client.authorizationCodeGrant(await discovered(), returned, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      maxAge: ASKED_SECONDS,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('an expected nonce demands an id token')
    return { subject: claims.sub, isTwoFactor: saysTwoFactors(claims, secondFactor) }
  }
  const fail = (error: unknown, problem: Problem): never => {
    const why = reasonOf(error)
    // A person who changed their mind is no news for whoever runs the machine.
    if (why !== 'access_denied') log.warn({ err: forLog(error), why }, 'identity provider')
    throw problem
  }
  return {
    ...config,
    ask: () => ask().catch((error: unknown) => fail(error, away(name))),
    hear: (query, attempt) =>
      hear(query, attempt).catch((error: unknown) => fail(error, problemOf(error, name))),
  }
}

function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
  const url = new URL(issuer)
  // TLS alone would do (OpenID Connect Core 3.1.3.7); the signature is checked as well.
  const execute = [client.enableNonRepudiationChecks]
  // The configuration admits http within this machine alone (core/config.ts).
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests)
  const [basic, post] = [client.ClientSecretBasic(clientSecret), client.ClientSecretPost(clientSecret)]
  const authenticate: client.ClientAuth = (server, ...call) => {
    // A provider that does not say takes the first (OpenID Connect Discovery 3).
    const takesBasic = server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true
    return (takesBasic ? basic : post)(server, ...call)
  }
  return client.discovery(url, clientId, clientSecret, authenticate, { execute, timeout: WAIT_SECONDS })
}

/** What the library says when an answer or a token is not what it has to be. */
const UNTRUSTED = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
])

const away = (name: string) => new Problem(503, 'provider', awaySays(name))

/** In words for people, without anything of the provider's own words or of our insides. */
function problemOf(error: unknown, name: string): Problem {
  if (error instanceof client.AuthorizationResponseError) return invalid({}, cancelledSays(name))
  if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant')
    return invalid({}, staleSays(name))
  if (error instanceof client.ClientError && UNTRUSTED.has(error.code ?? ''))
    return invalid({}, untrustedSays(name))
  return away(name)
}

/** One word more for the log: what the provider answered, or why it could not be reached. */
function reasonOf(error: unknown): string {
  const isAnswer =
    error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError
  if (isAnswer) return /^\w{1,40}$/.exec(error.error)?.[0] ?? ''
  // It does not know us: our id or our secret is wrong.
  if (error instanceof client.WWWAuthenticateChallengeError) return String(error.status)
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
