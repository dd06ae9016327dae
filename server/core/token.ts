import type { FastifyRequest } from 'fastify'

/** The cookie a browser proves its session with. Programs send the same token as `Authorization: Bearer …`. */
export const SESSION_COOKIE = 'gz_session'

/** The session token a call carries; undefined when nobody is signed in. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? request.cookies[SESSION_COOKIE]
}

/** What a desk says that nobody has touched for a while and that reads on by itself (web/client/touch.ts). */
const UNTOUCHED_HEADER = 'x-untouched'

/** Whether somebody's hand is behind the call; a stream opens by itself. */
export function isTouched({ headers, routeOptions }: FastifyRequest): boolean {
  return headers[UNTOUCHED_HEADER] === undefined && routeOptions.config.definition?.sends !== 'events'
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return headers.authorization?.match(/^Bearer ([\w-]{1,200})$/i)?.[1]
}

/**
 * Whether another site's page makes this browser write. A browser attaches the cookie by itself and says where the
 * page came from; a program that sends a bearer token chose to.
 */
export function isForged(request: FastifyRequest): boolean {
  const { method, headers, host } = request
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false
  if (bearerOf(request) || !request.cookies[SESSION_COOKIE]) return false
  const site = headers['sec-fetch-site']
  if (headers.origin === undefined) return site === 'cross-site' || site === 'same-site'
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== host
}
