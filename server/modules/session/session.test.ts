import { beforeAll, describe, expect, it } from 'vitest'
import { buildHttp } from '#server/web.ts'
import { moveIn } from '#test/people.ts'
import { textsTo } from '#test/texts.ts'
import { openWorld, type World } from '#test/world.ts'
import { demoPeople, findScope, openSession } from './index.ts'

const TOWN = '610114006'
const ZHANG = '13900000001'
const LI = '13900000002'
const STRANGER = '13900000009'

let world: World
let dataDir: string

beforeAll(async () => {
  world = await openWorld()
  const { services, county, village: home } = world
  dataDir = services.config.dataDir
  await moveIn(services, county, { name: '新来的张', phone: ZHANG, home })
  await moveIn(services, county, {
    name: '新来的李',
    phone: LI,
    home,
    post: { role: 'town-dispatcher', division: TOWN },
  })
})

/** A code newly sent to that phone. The gateway is not waited for, so neither is its log complete at once. */
async function freshCode(phone: string): Promise<string> {
  await age('61 seconds')
  const since = new Date().toISOString()
  await post('/api/session/code', { phone })
  for (let tries = 0; tries < 50; tries++) {
    const sent = (await textsTo(dataDir, phone)).findLast(({ at }) => at >= since)
    const code = sent && /\b\d{6}\b/.exec(sent.text)?.[0]
    if (code) return code
    await new Promise((go) => setTimeout(go, 20))
  }
  throw new Error(`nothing was sent to ${phone}`)
}

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  world.http.inject({ method: 'POST', url, payload, headers })
/** As if the last code were older than that. */
const age = (interval: string) =>
  world.services.db.asOwner((tx) =>
    tx.rows(`update sign_in_codes set sent_at = sent_at - $1::interval`, [interval]),
  )

describe('signing in by phone', () => {
  it('answers the same whether the phone is known or not', async () => {
    const known = await post('/api/session/code', { phone: ZHANG })
    const unknown = await post('/api/session/code', { phone: STRANGER })
    expect([known.statusCode, known.body]).toEqual([204, ''])
    expect([unknown.statusCode, unknown.body]).toEqual([204, ''])
    const again = await Promise.all([ZHANG, STRANGER].map((phone) => post('/api/session/code', { phone })))
    expect(again.map(({ statusCode }) => statusCode)).toEqual([429, 429])
    expect(again[0]?.headers['retry-after']).toBeDefined()
    expect(again[0]?.json().title).toMatch(/验证码刚刚发过，请 \d+ 秒后再要一次/)
    await freshCode(ZHANG)
    expect(await textsTo(dataDir, STRANGER)).toEqual([])
  })

  it('opens one session with a code, and none with the same code again', async () => {
    const code = await freshCode(LI)
    const opened = await post('/api/session', { phone: LI, code })
    expect(opened.statusCode).toBe(200)
    expect(opened.json()).toMatchObject({ name: '新来的李', phone: '139****0002', county: world.county })
    expect(opened.json().post).toBe(opened.json().posts[0].id)
    const cookie = String(opened.headers['set-cookie'])
    expect(cookie).toMatch(/^gz_session=[\w-]{43}; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
    const me = await world.http.inject({
      url: '/api/session',
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect(me.json().name).toBe('新来的李')
    expect((await post('/api/session', { phone: LI, code })).statusCode).toBe(422)
  })

  it('says the same of a wrong code, a stranger and a code tried too often', async () => {
    const code = await freshCode(ZHANG)
    const wrong = code === '000000' ? '000001' : '000000'
    const answers = []
    for (let tries = 0; tries < 5; tries++)
      answers.push(await post('/api/session', { phone: ZHANG, code: wrong }))
    answers.push(await post('/api/session', { phone: ZHANG, code }))
    answers.push(await post('/api/session', { phone: STRANGER, code }))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(422)
  })

  it('refuses a code that is older than five minutes', async () => {
    const code = await freshCode(ZHANG)
    await age('5 minutes')
    expect((await post('/api/session', { phone: ZHANG, code })).statusCode).toBe(422)
  })

  it('locks no telephone for codes that were not sent, nor an address for what is no try at all', async () => {
    await freshCode(ZHANG)
    for (let n = 0; n < 21; n++)
      expect((await post('/api/session/code', { phone: ZHANG })).statusCode).toBe(429)
    for (let n = 0; n < 21; n++) expect((await post('/api/session', { phone: ZHANG })).statusCode).toBe(422)
    const code = await freshCode(ZHANG)
    expect((await post('/api/session', { phone: ZHANG, code })).statusCode).toBe(200)
  })

  it('stops whoever tries codes one after another, in a sentence', async () => {
    const answers = []
    for (let n = 0; n < 40; n++) {
      const code = String(n).padStart(6, '0')
      answers.push(await post('/api/session', { phone: `1390000${n + 1000}`, code }))
    }
    const stopped = answers.at(-1)
    expect(stopped?.statusCode).toBe(429)
    expect(stopped?.json().title).toMatch(/试得太频繁了，请 \d+ 分钟后再试/)
    expect(Number(stopped?.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('points at a phone that cannot be one', async () => {
    const answer = await post('/api/session/code', { phone: '12345' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().fields).toEqual({ phone: '手机号是 11 位数字，请再看看' })
  })
})

describe('a session', () => {
  it('acts from a post only while it is held', async () => {
    const { services, county, village: home } = world
    const held = { role: 'grid-worker', division: home } as const
    const now = await moveIn(services, county, { name: '在任', home, post: held })
    const past = await moveIn(services, county, { name: '卸任', home, post: { ...held, ends: '2024-01-01' } })
    const tokenNow = (await openSession(services, county, now.person)).token
    const tokenPast = (await openSession(services, county, past.person)).token
    expect((await findScope(services, county, tokenNow))?.post).toEqual(now.post)
    expect((await findScope(services, county, tokenPast))?.post).toBeUndefined()
    await expect(openSession(services, county, past.person, past.post?.id)).rejects.toThrow(
      '这个岗位现在不是您的',
    )
    await expect(openSession(services, county, now.person, past.post?.id)).rejects.toThrow(
      '这个岗位现在不是您的',
    )
  })

  it('goes on as a villager and back, and ends when closed', async () => {
    const as = ['新来的李', 'town-dispatcher'] as const
    const own = (await world.scope(...as)).post?.id
    const asVillager = await world.ask(as, 'PUT', '/api/session/post', { post: null })
    expect(asVillager.body).not.toHaveProperty('post')
    expect((await world.ask(as, 'GET', '/api/session')).body).not.toHaveProperty('post')
    expect((await world.ask(as, 'PUT', '/api/session/post', { post: own })).body).toHaveProperty('post', own)
    expect((await world.ask(as, 'DELETE', '/api/session')).status).toBe(204)
    expect((await world.ask(as, 'GET', '/api/session')).status).toBe(401)
  })

  it('takes a desk up again with a proof, and for a shift at the longest', async () => {
    const { services, http } = world
    const { person, post: held } = await world.scope('新来的李', 'town-dispatcher')
    const { token } = await openSession(services, world.county, person)
    const take = (next: string | null | undefined) =>
      http.inject({
        method: 'PUT',
        url: '/api/session/post',
        headers: { authorization: `Bearer ${token}` },
        payload: { post: next },
      })
    const set = (what: string) =>
      services.db.asOwner((tx) =>
        tx.rows<{ expires_at: Date }>(
          `update sessions set ${what} where person = $1 and closed_at is null returning expires_at`,
          [person],
        ),
      )
    expect((await take(null)).statusCode).toBe(200)
    await set(`proven_at = now() - interval '11 minutes', expires_at = now() + interval '30 days'`)
    expect((await take(held?.id)).json().code).toBe('prove')
    await set('proven_at = now()')
    expect((await take(held?.id)).statusCode).toBe(200)
    const ends = (await set('seen_at = now()')).map(({ expires_at }) => Number(expires_at) - Date.now())
    expect(Math.min(...ends)).toBeLessThanOrEqual(12 * 3_600_000)
  })

  it('lasts thirty days for a villager and a shift for a post', async () => {
    const { services, county } = world
    const hours = async (name: string, role?: string) => {
      const { person } = await world.scope(name, role)
      const { expiresAt } = await openSession(services, county, person)
      return Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)
    }
    expect(await hours('新来的张')).toBe(30 * 24)
    expect(await hours('新来的李', 'town-dispatcher')).toBe(12)
  })

  it('does not write for a page of another site', async () => {
    const { services, county, http } = world
    const { token } = await openSession(services, county, (await world.scope('新来的张')).person)
    const write = (headers: Record<string, string>) =>
      http.inject({
        method: 'POST',
        url: '/api/views',
        payload: { name: '一', search: '' },
        headers: { host: 'gz.example', ...headers },
      })
    const cookie = `gz_session=${token}`
    const forged = await write({ cookie, origin: 'https://evil.example' })
    expect(forged.statusCode).toBe(403)
    expect(forged.json().title).toContain('别的网站')
    expect((await write({ cookie, origin: 'null' })).statusCode).toBe(403)
    expect((await write({ cookie, origin: 'http://gz.example' })).statusCode).toBe(200)
    expect((await write({ cookie })).statusCode).toBe(200)
    expect(
      (await write({ authorization: `Bearer ${token}`, origin: 'https://other.example' })).statusCode,
    ).toBe(200)
  })
})

describe('the demo', () => {
  it('lets one be anybody, with a word on what to try', async () => {
    const people = (await world.ask(undefined, 'GET', '/api/demo/people')).body as Awaited<
      ReturnType<typeof demoPeople>
    >
    const li = people.find(({ role }) => role === 'town-dispatcher')
    expect(li?.does).toBe('受理、派单、批延期、复核，写周研判')
    expect(people[0]).toMatchObject({ does: expect.stringContaining('报事') })
    const opened = await post('/api/demo/session', { person: li?.person, post: li?.post })
    expect(opened.json()).toMatchObject({ name: li?.name, post: li?.post })
  })

  it('is not there at all on a real server', async () => {
    const { services } = world
    const { http } = await buildHttp({ ...services, config: { ...services.config, demo: false } })
    const { person } = await world.scope('新来的张')
    const answers = [
      await http.inject({ url: '/api/demo/people' }),
      await http.inject({ method: 'POST', url: '/api/demo/session', payload: { person } }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404])
    expect(JSON.stringify((await http.inject({ url: '/api/openapi.json' })).json())).not.toContain(
      '/api/demo',
    )
    await http.close()
  })
})
