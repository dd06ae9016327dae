import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '#server/core/config.ts'
import { doorOf, SYSTEM, type Holder } from '#test/accounts.ts'
import { appCode } from '#test/app-code.ts'
import { logOf } from '#test/audit.ts'
import {
  atProvider,
  openIdentityProvider,
  PROVIDER_NAME,
  type Answer,
  type IdentityProvider,
} from '#test/identity-provider.ts'
import { openWorld, type World } from '#test/world.ts'
import { openProvider } from './provider.ts'

/** Where `inject` asks. */
const ORIGIN = 'http://localhost'
const CALLBACK = `${ORIGIN}/desk/oidc`

let provider: IdentityProvider
let world: World
let door: ReturnType<typeof doorOf>
let han: Holder

beforeAll(async () => {
  provider = await openIdentityProvider(CALLBACK, ['amr=otp'])
  world = await openWorld({ oidc: provider.config })
  door = doorOf(world)
  han = await door.holder('新来的韩梅', '13900000601', 'han.mei')
})
afterAll(() => provider.close())

const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<Record<string, unknown>>(sql, values))
/** As if the app had shown nothing yet: tests go faster than its thirty seconds. */
const untaken = ({ person }: Holder) => owner('update accounts set totp_step = 0 where person = $1', person)

let visitors = 0
/** A browser: what it keeps for us, what the provider keeps in it, and an address nobody else has. */
function browser(cookies: Record<string, string> = {}) {
  const ours = { ...cookies }
  const jar = new Map<string, string>()
  const remoteAddress = `10.7.0.${++visitors}`
  const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await world.http.inject({
      method,
      url,
      cookies: ours,
      remoteAddress,
      ...(payload ? { payload } : {}),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') delete ours[name]
      else ours[name] = value
    }
    return answer
  }
  const begin = async (path = '/api/oidc/begin') => {
    const answer = await send('POST', path)
    expect([path, answer.statusCode, answer.body]).toEqual([path, 200, expect.stringContaining('http')])
    return answer.json<{ url: string }>().url
  }
  /** To the provider and back. */
  const away = async (answer: Answer, path?: string) => atProvider(await begin(path), answer, jar)
  const enter = (query: string) => send('POST', '/api/oidc/session', { query })
  const come = async (answer: Answer) => enter(await away(answer))
  const addCode = (code: string) => send('POST', '/api/oidc/session/code', { code })
  const bind = async (login: string) =>
    send('POST', '/api/oidc/binding', { query: await away({ login }, '/api/oidc/binding/begin') })
  return { ours, jar, send, begin, away, enter, come, addCode, bind }
}

/** A holder of an account, bound to that person of the provider. */
async function bound(name: string, phone: string, signInName: string, login: string): Promise<Holder> {
  const holder = await door.holder(name, phone, signInName)
  expect((await browser(holder.cookies).bind(login)).statusCode).toBe(204)
  return holder
}

describe('binding', () => {
  it('is done by who came in by password and app, once, and stands in the log', async () => {
    const desk = browser(han.cookies)
    expect((await desk.send('GET', '/api/oidc/binding')).json()).toBeNull()
    expect((await desk.bind('HM-1')).statusCode).toBe(204)
    expect((await desk.send('GET', '/api/oidc/binding')).json()).toMatchObject({
      boundAt: expect.stringMatching(/^20/),
    })
    const [row] = await logOf(world, { route: 'oidc.bind' })
    expect(row).toMatchObject({ person: han.person, outcome: 'done' })
    // What the provider calls them is nowhere to be read.
    expect(JSON.stringify(await owner('select * from oidc_bindings'))).not.toContain('HM-1')
    const again = await desk.send('POST', '/api/oidc/binding/begin')
    expect([again.statusCode, again.json().title]).toEqual([422, expect.stringContaining('请先解除')])
  })

  it('is refused without a fresh proof, and to who came in otherwise', async () => {
    const late = await door.holder('新来的郑迟', '13900000602', 'zheng.chi')
    await owner(
      `update sessions set proven_at = now() - interval '11 minutes' where person = $1`,
      late.person,
    )
    const unproven = await browser(late.cookies).send('POST', '/api/oidc/binding/begin')
    expect([unproven.statusCode, unproven.json().code]).toEqual([403, 'prove'])
    await owner(`update sessions set proven_at = now(), way = 'phone' where person = $1`, late.person)
    const byPhone = await browser(late.cookies).send('POST', '/api/oidc/binding/begin')
    expect([byPhone.statusCode, byPhone.json().title]).toEqual([403, expect.stringContaining('动态码登录')])
  })

  it('gives one person of the provider one account', async () => {
    const other = await door.holder('新来的何双', '13900000603', 'he.shuang')
    const answer = await browser(other.cookies).bind('HM-1')
    expect([answer.statusCode, answer.json().title]).toEqual([422, expect.stringContaining('另一个账号')])
    // Neither does an answer count that was fetched at the door, or in another session.
    const desk = browser(other.cookies)
    const query = await desk.away({ login: 'HS-1' })
    expect((await desk.send('POST', '/api/oidc/binding', { query })).statusCode).toBe(422)
    const elsewhere = await signedIn(other)
    const theirs = await elsewhere.away({ login: 'HS-1' }, '/api/oidc/binding/begin')
    const { gz_oidc: kept = '' } = elsewhere.ours
    const here = browser({ ...other.cookies, gz_oidc: kept })
    expect((await here.send('POST', '/api/oidc/binding', { query: theirs })).statusCode).toBe(422)
  })
})

/** Another browser of theirs, come in by password and app. */
async function signedIn(holder: Holder) {
  await untaken(holder)
  return browser(door.keptBy(await door.signIn(holder)))
}

describe('signing in', () => {
  it('takes the app’s code beside the provider’s word, and no code twice', async () => {
    await untaken(han)
    const desk = browser()
    expect((await desk.come({ login: 'HM-1' })).json()).toEqual({ isEntered: false })
    expect((await desk.send('GET', '/api/session')).statusCode).toBe(401)
    const wrong = await desk.addCode('abcdef')
    expect([wrong.statusCode, Object.keys(wrong.json().fields)]).toEqual([422, ['code']])
    const code = appCode(han.secret)
    const came = await desk.addCode(code)
    expect([came.statusCode, came.json().name]).toEqual([200, '新来的韩梅'])
    const list = (await desk.send('GET', '/api/session/own')).json<{ way: string; isThis: boolean }[]>()
    expect(list.find(({ isThis }) => isThis)).toMatchObject({ way: 'oidc' })
    // What let them in opens nothing again, nor does the code.
    expect((await desk.addCode(appCode(han.secret, 1))).statusCode).toBe(422)
    const other = browser()
    await other.come({ login: 'HM-1' })
    expect((await other.addCode(code)).statusCode).toBe(422)
    const [row] = await logOf(world, { route: 'oidc.addCode' })
    expect(row).toMatchObject({ person: han.person, outcome: 'refused' })
  })

  it('asks for no code when the provider says it asked for two factors, as configured', async () => {
    const desk = browser()
    expect((await desk.come({ login: 'HM-1', factors: 'pwd,otp' })).json()).toEqual({ isEntered: true })
    expect((await desk.send('GET', '/api/session')).json()).toMatchObject({ name: '新来的韩梅' })
    const [row] = await logOf(world, { route: 'oidc.enter' })
    expect(row).toMatchObject({ person: han.person, outcome: 'done' })
    // A step that asks for a proof asks again later, as everywhere.
    await owner(`update sessions set proven_at = now() - interval '11 minutes' where person = $1`, han.person)
    expect((await desk.send('DELETE', '/api/oidc/binding')).json()).toMatchObject({ code: 'prove' })
    await owner(`update sessions set proven_at = now() where person = $1`, han.person)
  })

  it('opens the posts that password and app open, administrators’ too', async () => {
    const { person } = await world.scope(...SYSTEM)
    await owner(
      `insert into accounts (county, person, sign_in_name, password_sealed, password_set_at, totp_sealed, totp_set_at)
       select county, $2::uuid, 'miao.chang', password_sealed, now(), totp_sealed, now() from accounts where person = $1`,
      han.person,
      person,
    )
    const miao = { ...han, person, name: 'miao.chang' }
    expect((await (await signedIn(miao)).bind('MCQ-1')).statusCode).toBe(204)
    const desk = browser()
    await desk.come({ login: 'MCQ-1', factors: 'pwd,otp' })
    expect((await desk.send('GET', '/api/accounts')).statusCode).toBe(200)
  })

  it('tells somebody nobody bound what to do, and opens no account', async () => {
    const before = await owner('select count(*) from accounts')
    const desk = browser()
    const answer = await desk.come({ login: 'nobody-here', factors: 'pwd,otp' })
    expect([answer.statusCode, answer.json().title]).toEqual([
      422,
      `您在${PROVIDER_NAME}的身份还没有绑定这里的账号。请先用登录名、密码和动态码登录，再到“我的登录和日历”里绑定${PROVIDER_NAME}；还没有账号的，请系统管理员开一个`,
    ])
    expect((await desk.send('GET', '/api/session')).statusCode).toBe(401)
    expect(await owner('select count(*) from accounts')).toEqual(before)
  })

  it('lets nobody in whose account is locked, also between the provider and the code', async () => {
    const stopped = await bound('新来的周停', '13900000604', 'zhou.stop', 'ZT-1')
    const desk = browser()
    expect((await desk.come({ login: 'ZT-1' })).json()).toEqual({ isEntered: false })
    await owner('update accounts set locked_at = now() where person = $1', stopped.person)
    expect((await desk.addCode(appCode(stopped.secret))).json()).toMatchObject({
      title: '您的账号已经停用，请联系系统管理员',
    })
    const answer = await browser().come({ login: 'ZT-1', factors: 'pwd,otp' })
    expect([answer.statusCode, answer.json().title]).toEqual([422, '您的账号已经停用，请联系系统管理员'])
  })

  it('makes guessing codes wait, as at the other door', async () => {
    const slow = await bound('新来的慢慢', '13900000605', 'man.man', 'MM-1')
    const desk = browser()
    await desk.come({ login: 'MM-1' })
    for (let n = 0; n < 5; n++) expect((await desk.addCode('000001')).statusCode).toBe(422)
    await untaken(slow)
    expect((await desk.addCode(appCode(slow.secret))).statusCode).toBe(429)
  })
})

describe('an answer that is none to our question', () => {
  const refused = async (desk: ReturnType<typeof browser>, query: string) => {
    const answer = await desk.enter(query)
    expect(answer.body).not.toMatch(/invalid_grant|OAUTH|nonce|JWT|stack/)
    expect((await desk.send('GET', '/api/session')).statusCode).toBe(401)
    return [answer.statusCode, answer.json().code]
  }
  const person = { login: 'HM-1', factors: 'pwd,otp' } as const

  it('is refused with another state, and in another browser', async () => {
    const desk = browser()
    const query = new URLSearchParams(await desk.away(person))
    query.set('state', 'of-somebody-else')
    expect(await refused(desk, query.toString())).toEqual([422, 'invalid'])
    const mine = await browser().away(person)
    expect(await refused(browser(), mine)).toEqual([422, 'invalid'])
    expect(await refused(browser({ gz_oidc: 'made-up' }), mine)).toEqual([422, 'invalid'])
  })

  it('is refused a second time, also with what the browser kept the first time', async () => {
    const desk = browser()
    const query = await desk.away(person)
    const { gz_oidc: kept = '' } = desk.ours
    expect((await desk.enter(query)).json()).toEqual({ isEntered: true })
    expect(await refused(browser(), query)).toEqual([422, 'invalid'])
    expect(await refused(browser({ gz_oidc: kept }), query)).toEqual([422, 'invalid'])
  })

  it('is refused with another nonce', async () => {
    const desk = browser()
    const url = new URL(await desk.begin())
    url.searchParams.set('nonce', 'of-another-question')
    expect(await refused(desk, await atProvider(url.href, person))).toEqual([422, 'invalid'])
  })

  it('is refused from a session the provider kept open, however the address was changed', async () => {
    const desk = browser()
    await desk.away(person)
    const url = new URL(await desk.begin())
    url.searchParams.delete('prompt')
    url.searchParams.delete('max_age')
    expect(await refused(desk, await atProvider(url.href, person, desk.jar))).toEqual([422, 'invalid'])
  })

  it('is refused when it comes late, and says so when somebody turned back', async () => {
    const desk = browser()
    const kept = { step: 'enter', state: 's', nonce: 'n', verifier: 'v', until: Date.now() - 1 }
    const gz_oidc = world.services.secrets.seal(JSON.stringify(kept)).toString('base64url')
    expect(await refused(browser({ gz_oidc }), 'code=c&state=s')).toEqual([422, 'invalid'])
    const answer = await desk.come({ login: '', factors: '' })
    expect([answer.statusCode, answer.json().title]).toEqual([422, expect.stringContaining('您在那边取消了')])
  })
})

describe('unbinding', () => {
  it('shuts the door and ends what is open elsewhere; so does beginning the account anew', async () => {
    const leaving = await bound('新来的解放', '13900000606', 'jie.fang', 'JF-1')
    const elsewhere = browser()
    await elsewhere.come({ login: 'JF-1', factors: 'pwd,otp' })
    const desk = browser(leaving.cookies)
    expect((await desk.send('DELETE', '/api/oidc/binding')).statusCode).toBe(204)
    expect((await desk.send('GET', '/api/session')).statusCode).toBe(200)
    expect((await elsewhere.send('GET', '/api/session')).statusCode).toBe(401)
    expect((await browser().come({ login: 'JF-1' })).statusCode).toBe(422)
    const [row] = await logOf(world, { route: 'oidc.unbind' })
    expect(row).toMatchObject({ person: leaving.person, outcome: 'done' })

    expect((await desk.bind('JF-1')).statusCode).toBe(204)
    const renewed = await world.ask(SYSTEM, 'POST', `/api/accounts/${leaving.person}/code`, {})
    expect(renewed.status).toBe(200)
    await door.activated('jie.fang', (renewed.body as { code: string }).code)
    expect((await browser().come({ login: 'JF-1' })).statusCode).toBe(422)
  })
})

describe('the provider', () => {
  it('is asked for from the address it sends people back to', async () => {
    const answer = await world.http.inject({
      method: 'POST',
      url: '/api/oidc/begin',
      headers: { host: '10.0.0.5' },
    })
    expect([answer.statusCode, answer.json().title]).toEqual([422, `请从 ${ORIGIN} 打开工作台，再点一次`])
  })

  it('that is down, or does not know us, is told in our words and logged without a secret', async () => {
    const other = await openIdentityProvider(CALLBACK)
    const lines: string[] = []
    const { log } = Fastify({
      logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } },
    })
    const clientSecret = 'not-what-the-provider-has-for-us-0'
    const stranger = openProvider({ ...other.config, clientSecret }, log)
    const { url, attempt } = await stranger.ask()
    const next = await stranger.ask()
    const late = await atProvider(next.url, { login: 'x' })
    const down = { status: 503, code: 'provider', message: expect.stringContaining('连不上') }
    await expect(stranger.hear(await atProvider(url, { login: 'x' }), attempt)).rejects.toMatchObject(down)
    await other.close()
    await expect(openProvider(other.config, log).ask()).rejects.toMatchObject(down)
    await expect(stranger.hear(late, next.attempt)).rejects.toMatchObject(down)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('"why":"401"')
    expect(lines.join('')).not.toMatch(new RegExp(`${clientSecret}|${attempt.verifier}|${attempt.nonce}`))
  })

  it('is not there where none is configured', async () => {
    const plain = await openWorld()
    expect(await plain.ask(undefined, 'POST', '/api/oidc/begin')).toMatchObject({ status: 404 })
    expect(await plain.ask(SYSTEM, 'POST', '/api/oidc/binding/begin')).toMatchObject({ status: 404 })
    expect((await plain.ask(undefined, 'GET', '/api/county')).body).not.toHaveProperty('provider')
    const county = await world.ask(undefined, 'GET', '/api/county')
    expect(county.body).toMatchObject({ provider: PROVIDER_NAME })
  })
})

describe('the configuration', () => {
  const env = {
    OIDC_ISSUER: 'https://id.example.gov.cn',
    OIDC_CLIENT_ID: 'gongzhi',
    OIDC_CLIENT_SECRET: 'secret',
    PUBLIC_URL: 'https://gongzhi.example.gov.cn',
  }

  it('takes https, and http within this machine alone', () => {
    expect(readConfig({}).oidc).toBeUndefined()
    expect(readConfig(env).oidc).toMatchObject({
      issuer: 'https://id.example.gov.cn/',
      callback: 'https://gongzhi.example.gov.cn/desk/oidc',
      name: '省统一身份认证',
      secondFactor: [],
    })
    expect(readConfig({ ...env, OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc?.issuer).toBe(
      'http://127.0.0.1:9000/',
    )
    expect(readConfig({ PUBLIC_URL: 'http://10.1.2.3:8080/anywhere' }).publicUrl).toBe('http://10.1.2.3:8080')
    expect(() => readConfig({ PUBLIC_URL: 'gongzhi' })).toThrow('PUBLIC_URL')
    for (const wrong of [
      { OIDC_ISSUER: 'http://id.example.gov.cn' },
      { OIDC_ISSUER: 'id.example.gov.cn' },
      { PUBLIC_URL: 'http://10.1.2.3:8080' },
      { PUBLIC_URL: '' },
      { OIDC_CLIENT_SECRET: '' },
      { OIDC_SECOND_FACTOR: 'mfa' },
    ])
      expect(() => readConfig({ ...env, ...wrong })).toThrow(Object.keys(wrong)[0] ?? '')
  })
})
