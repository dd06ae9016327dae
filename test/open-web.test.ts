import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { operationsOf, type Document, type Operation } from './fuzz/openapi.ts'
import { openWorld, type World } from './world.ts'

/** What a browser is told with every answer, what a cookie may do, and that no other site writes in somebody's name. */

let world: World
let http: FastifyInstance
let cookie: string
let operations: Operation[]

beforeAll(async () => {
  world = await openWorld({ trustProxy: 'loopback' })
  http = world.http
  const { person, post } = await world.scope('王建国', 'village-secretary')
  const { token } = await openSession(world.services, world.county, person, post?.id)
  cookie = `gz_session=${token}`
  operations = operationsOf((await http.inject('/api/openapi.json')).json<Document>())
})

const filled = (path: string) =>
  path
    .replaceAll(/[:{]format\}?/g, 'json')
    .replaceAll(/[:{]division\}?/g, '610114006205')
    .replaceAll(/:\w+|\{\w+\}/g, '01985a3e-7c00-7abc-8def-0123456789ab')

/** Pages of every surface, printed ones among them, what programs read, and what is not there. */
const PAGES = [
  '/',
  '/matters/01985a3e-7c00-7abc-8def-0123456789ab',
  '/village/610114006205/disclosure',
  '/desk',
  '/desk/matters/01985a3e-7c00-7abc-8def-0123456789ab/print',
  '/desk/documents/meetings/01985a3e-7c00-7abc-8def-0123456789ab/minutes/print',
  '/kiosk',
  '/tv',
  '/wall',
  '/sw.js',
  '/assets/nothing.js',
  '/api/',
  '/api/js/scalar.js',
  '/api/openapi.json',
  '/healthz',
  '/api/nothing',
  '/open311/discovery.xml',
  '/open311/v2/services.xml',
  '/open311/v2/requests/nothing.xml',
]
const READS = Object.values(contract as Record<string, Record<string, Route>>)
  .flatMap((routes) => Object.values(routes))
  // Streams do not end.
  .filter(({ method, sends }) => method === 'GET' && sends !== 'events')
  .map(({ path }) => filled(path))
/** What programs of other sites may read: open data and Open311. */
const isOpen = (url: string) => /^\/(open311\/|api\/open\/)/.test(url)

function policyOf(header: unknown): Map<string, string[]> {
  return new Map(
    String(header)
      .split(';')
      .map((one) => {
        const [name = '', ...sources] = one.trim().split(' ')
        return [name, sources]
      }),
  )
}

describe('every answer', () => {
  it.each([...new Set([...PAGES, ...READS])])('%s tells the browser what it may do', async (url) => {
    for (const headers of [{}, { cookie }]) {
      const answer = await http.inject({ url, headers })
      const policy = policyOf(answer.headers['content-security-policy'])
      const scripts = policy.get('script-src') ?? []
      expect(scripts).toContain("'self'")
      expect(scripts.filter((one) => one !== "'self'" && !one.startsWith("'nonce-"))).toEqual([])
      expect(policy.get('script-src-attr')).toEqual(["'none'"])
      expect(policy.get('default-src')).toEqual(["'self'"])
      expect(policy.get('object-src')).toEqual(["'none'"])
      for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'connect-src'])
        expect([name, policy.get(name)]).toEqual([name, ["'self'"]])
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
      // What is open lets itself be read from elsewhere; whatever it refuses need not.
      const resource = answer.headers['cross-origin-resource-policy']
      expect(isOpen(url) ? ['same-origin', 'cross-origin'] : ['same-origin']).toContain(resource)
      expect(answer.headers['permissions-policy']).toMatch(/camera=\(\).*microphone=\(\)/)
      for (const name of ['x-powered-by', 'server']) expect(answer.headers).not.toHaveProperty(name)
    }
  })

  it('that is somebody’s own is kept by nobody between', async () => {
    const open = new Set<string>()
    for (const url of READS) {
      const { headers, statusCode } = await http.inject({ url, headers: { cookie } })
      if (statusCode === 200 && headers['cache-control'] === undefined) open.add(url)
    }
    expect([...open]).toEqual([])
  })
})

describe('a cookie', () => {
  const signIn = async (headers: Record<string, string>) => {
    const people = (await http.inject('/api/demo/people')).json<{ person: string; role?: string }[]>()
    const person = people.find(({ role }) => role === undefined)?.person
    const answer = await http.inject({
      method: 'POST',
      url: '/api/demo/session',
      headers,
      payload: { person },
    })
    return String(answer.headers['set-cookie'])
  }

  it('is for this server only, out of reach of scripts, and goes with no other site’s writing', async () => {
    expect(await signIn({})).toMatch(/^gz_session=[\w-]{40,};.*Path=\/;.*HttpOnly; SameSite=Lax$/)
    expect(await signIn({})).not.toMatch(/Domain=/)
  })

  it('is sent over TLS only, once there is TLS', async () => {
    expect(await signIn({ 'x-forwarded-proto': 'https' })).toMatch(/; Secure/)
    expect(await signIn({})).not.toMatch(/; Secure/)
  })

  it('of a screen is stricter, because nobody follows a link to it', async () => {
    const answer = await http.inject({
      method: 'PUT',
      url: '/api/devices/self',
      headers: { 'idempotency-key': newId() },
      payload: { kind: 'kiosk', width: 1080, height: 1920 },
    })
    expect(String(answer.headers['set-cookie'])).toMatch(/^gz_device=.*HttpOnly; SameSite=Strict/)
  })
})

describe('another site', () => {
  const FORGED = '这个请求来自别的网站，为了您的安全没有办理，请从本系统的页面操作'

  it('writes nothing in the name of who is signed in, at no address', async () => {
    const writes = operations.filter(({ method }) => method !== 'GET')
    expect(writes.length).toBeGreaterThan(100)
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'not an address' },
      // Old browsers leave the origin away; newer ones say at least this.
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const { method, path, id } of writes)
      for (const headers of foreign) {
        const answer = await http.inject({
          method: method as 'POST',
          url: filled(path),
          headers: {
            ...headers,
            cookie,
            host: 'gz.example',
            'content-type': 'text/plain',
            'idempotency-key': newId(),
          },
          payload: '{}',
        })
        // Open311 says it in its own form.
        expect([id, headers, answer.statusCode]).toEqual([id, headers, 403])
        expect(answer.body).toContain(FORGED)
      }
  }, 60_000)

  it('is told from our own pages', async () => {
    for (const headers of [{ origin: 'http://gz.example' }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      const answer = await http.inject({
        method: 'PUT',
        url: '/api/session/post',
        headers: { ...headers, cookie, host: 'gz.example' },
        payload: { post: newId() },
      })
      expect(answer.body).not.toContain(FORGED)
    }
  })
})
