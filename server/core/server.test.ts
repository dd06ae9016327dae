import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#contract/index.ts'
import { Problem as ProblemSchema } from '#contract/values.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const get = (url: string, headers: Record<string, string> = {}) => world.http.inject({ url, headers })

describe('what goes wrong', () => {
  it('is a problem document in Chinese, without a stack', async () => {
    const answers = [
      await get('/api/nothing'),
      await get('/api/session'),
      await get('/api/matters/not-an-id'),
      await world.http.inject({
        method: 'POST',
        url: '/api/session',
        payload: '{"phone"',
        headers: { 'content-type': 'application/json' },
      }),
      await world.http.inject({ method: 'POST', url: '/api/session' }),
      await world.http.inject({
        method: 'POST',
        url: '/api/session',
        payload: '<a/>',
        headers: { 'content-type': 'text/xml' },
      }),
      await world.http.inject({
        method: 'POST',
        url: '/api/session',
        payload: { phone: 'x'.repeat(2_000_000), code: '' },
      }),
      await world.http.inject({ method: 'POST', url: '/api/session', payload: { phone: 5 } }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 401, 401, 400, 400, 415, 413, 422])
    for (const { headers, body } of answers) {
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      const { title, fields = {} } = ProblemSchema.parse(JSON.parse(body))
      for (const says of [title, ...Object.values(fields)]) expect(says).toMatch(/^[^a-z]*$/)
    }
    expect(answers.at(-1)?.json().fields).toEqual({
      phone: '这一项的格式不对，请再看看',
      code: '请填写这一项',
    })
  })

  it('has a number to ask about when nobody foresaw it', async () => {
    const { db } = world.services
    const { read } = db
    db.read = () => Promise.reject(new TypeError('secret detail'))
    try {
      const answer = await get('/api/boundaries?level=town')
      expect(answer.statusCode).toBe(500)
      expect(answer.json().title).toMatch(/^系统出了点问题，您填的内容还在，请稍后再试（编号 [0-9a-f]{8}）$/)
      expect(answer.body).not.toContain('secret')
    } finally {
      db.read = read
    }
  })

  it('passes soon when the database is only away', async () => {
    const { db } = world.services
    const { read } = db
    db.read = () =>
      Promise.reject(Object.assign(new Error('the database system is starting up'), { code: '57P03' }))
    try {
      const answer = await get('/api/boundaries?level=town')
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2'])
    } finally {
      db.read = read
    }
  })
})

describe('the description of the API', () => {
  it('names every route of the contract', async () => {
    const document = (await get('/api/openapi.json')).json<{
      openapi: string
      paths: Record<string, Record<string, { operationId: string; security?: object[]; responses: object }>>
    }>()
    expect(document.openapi).toBe('3.1.0')
    const described = Object.values(document.paths).flatMap((path) => Object.values(path))
    const ids = described.map(({ operationId }) => operationId)
    const bound = Object.entries(contract).flatMap(([noun, routes]) =>
      Object.keys(routes).map((name) => `${noun}.${name}`),
    )
    expect(ids).toEqual(expect.arrayContaining(bound))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { responses } of described) expect(responses).toHaveProperty('default')
    expect(document.paths['/api/matters']?.['get']?.security).toEqual([{ cookie: [] }, { bearer: [] }])
    expect(document.paths['/api/county']?.['get']?.security).toBeUndefined()
  })

  it('has a reader that loads nothing from elsewhere', async () => {
    const page = await get('/api/')
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//)
    const nonce = /nonce="([^"]+)"/.exec(page.body)?.[1]
    expect(page.headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}'`)
    expect((await get('/api/js/scalar.js')).statusCode).toBe(200)
  })
})

describe('every answer', () => {
  it('tells the browser what a page may load', async () => {
    const policy = String((await get('/api/county')).headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'self';")
    expect(policy).not.toContain('unsafe-eval')
  })

  it('is compressed from a kilobyte on', async () => {
    const large = await get('/api/divisions', { 'accept-encoding': 'gzip, br' })
    expect(large.headers['content-encoding']).toBe('gzip')
    expect(
      z.array(z.object({ code: z.string() })).parse(JSON.parse(gunzipSync(large.rawPayload).toString()))
        .length,
    ).toBeGreaterThan(10)
    expect((await get('/healthz', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined()
  })
})

it('is healthy while the database answers, and says how far the numbers are behind', async () => {
  const health = z.object({ ok: z.literal(true), countersBehindSeconds: z.int().min(0) })
  expect(health.parse((await get('/healthz')).json())).toBeDefined()
})
