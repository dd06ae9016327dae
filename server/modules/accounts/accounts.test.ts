import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { doorOf, PASSWORD, SYSTEM, type Holder } from '#test/accounts.ts'
import { appCode, secretOf } from '#test/app-code.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let door: ReturnType<typeof doorOf>
let zhang: Holder

beforeAll(async () => {
  world = await openWorld()
  door = doorOf(world)
  zhang = await door.holder('新来的张伟', '13900000101', 'zhang.wei')
})

const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<Record<string, unknown>>(sql, values))
/** As if the app had shown nothing yet: tests go faster than its thirty seconds. */
const untaken = ({ person }: Holder) => owner('update accounts set totp_step = 0 where person = $1', person)
const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

describe('the first time', () => {
  it('turns a one-time code into a password and an app, once', async () => {
    const { code, until } = await door.opened('新来的李敏', '13900000102', 'li.min')
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(new Date(until).getTime()).toBeGreaterThan(Date.now() + 71 * 3_600_000)
    const li = await door.activated('li.min', code.toLowerCase().replaceAll('-', ' '))
    expect(li.codes).toHaveLength(8)
    const me = await door.as(li.cookies, 'GET', '/api/session')
    expect(me.json()).toMatchObject({ name: '新来的李敏', proves: 'account' })
    const again = await door.knock('/api/accounts/begin', { name: 'li.min', code })
    expect(again.statusCode).toBe(422)
  })

  it('answers an opening sent twice with the same code, and shows no other', async () => {
    const key = newId()
    const [one, two] = [
      await door.opened('新来的赵强', '13900000103', 'zhao.qiang', key),
      await door.opened('新来的赵强', '13900000103', 'zhao.qiang', key),
    ]
    expect(two).toEqual(one)
    const kept = JSON.stringify(await owner(`select * from accounts where sign_in_name = 'zhao.qiang'`))
    expect(kept).not.toContain(one.code)
    expect(JSON.stringify(await owner('select * from account_deeds'))).not.toContain(one.code)
  })

  it('shows another secret to whoever lost the page, and takes no weak password', async () => {
    const { code } = await door.opened('新来的钱多', '13900000104', 'qian.duo')
    const first = await door.begun('Qian.Duo ', code)
    const lost = await door.begun('Qian.Duo ', code)
    expect(lost.setup.secret).not.toBe(first.setup.secret)
    const { phoneCode } = lost
    const old = await door.knock('/api/accounts/activate', {
      name: 'qian.duo',
      code,
      password: PASSWORD,
      totp: appCode(secretOf(first.setup.secret)),
      phoneCode,
    })
    expect([old.statusCode, Object.keys(old.json().fields)]).toEqual([422, ['totp']])
    const weak = await door.knock('/api/accounts/activate', {
      name: 'qian.duo',
      code,
      password: 'qian.duo2026',
      totp: '000000',
    })
    expect([weak.statusCode, Object.keys(weak.json().fields)]).toEqual([422, ['password']])
    const wrong = await door.knock('/api/accounts/activate', {
      name: 'qian.duo',
      code,
      password: PASSWORD,
      totp: 'abcdef',
    })
    expect([wrong.statusCode, Object.keys(wrong.json().fields)]).toEqual([422, ['totp']])
  })

  it('ends with the 72 hours', async () => {
    const { id, code } = await door.opened('新来的孙过', '13900000105', 'sun.guo')
    await owner(`update accounts set code_until = now() - interval '1 second' where person = $1`, id)
    expect((await door.knock('/api/accounts/begin', { name: 'sun.guo', code })).statusCode).toBe(422)
  })

  it('opens one account a person and a name, and not for somebody else’s phone', async () => {
    const open = async (person: string, phone: string, signInName: string) => {
      const body = { person, phone, signInName }
      const answer = await world.ask(SYSTEM, 'POST', '/api/accounts', body)
      return [answer.status, Object.keys((answer.body as { fields?: object }).fields ?? {})]
    }
    expect(await open('新来的张伟', '13900000101', 'zhang.second')).toEqual([422, ['person']])
    expect(await open('另一个人', '13900000101', 'another')).toEqual([422, ['phone']])
    expect(await open('另一个人', '13900000106', 'zhang.wei')).toEqual([422, ['signInName']])
    expect(await open('另一个人', '13900000106', '张伟')).toEqual([422, ['signInName']])
  })
})

describe('signing in', () => {
  it('takes name, password and code together, and no code twice', async () => {
    await untaken(zhang)
    const code = appCode(zhang.secret)
    const came = await door.signIn(zhang, { code })
    expect([came.statusCode, came.json().name]).toEqual([200, '新来的张伟'])
    expect((await door.signIn(zhang, { code })).statusCode).toBe(422)
    // Nor one of before: what was read over a shoulder is worth nothing once its owner came in.
    expect((await door.signIn(zhang, { code: appCode(zhang.secret, -1) })).statusCode).toBe(422)
    expect((await door.signIn(zhang, { code: appCode(zhang.secret, 1) })).statusCode).toBe(200)
  })

  it('lets the same code in once when it is sent by two at the same moment', async () => {
    await untaken(zhang)
    const code = appCode(zhang.secret)
    const answers = await Promise.all([1, 2, 3].map(() => door.signIn(zhang, { code })))
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 422, 422])
  })

  it('takes a recovery code once', async () => {
    const [code = ''] = zhang.codes
    expect((await door.signIn(zhang, { code: code.toLowerCase() })).statusCode).toBe(200)
    expect((await door.signIn(zhang, { code })).statusCode).toBe(422)
    const mine = await door.as(zhang.cookies, 'GET', '/api/accounts/mine')
    expect(mine.json()).toMatchObject({ signInName: 'zhang.wei', recoveryLeft: 7 })
  })

  it('says the same of a name nobody has, a wrong password, a wrong code and a locked account', async () => {
    const locked = await door.holder('新来的周停', '13900000107', 'zhou.ting')
    await owner('update accounts set locked_at = now() where person = $1', locked.person)
    await untaken(zhang)
    const nobody = { name: 'nobody.here', secret: zhang.secret }
    const answers = [
      await door.signIn(nobody),
      await door.signIn(zhang, { password: '不是这个密码不是这个' }),
      await door.signIn(zhang, { code: '000000' }),
      await door.signIn(zhang, { code: '' }),
      await door.signIn(locked, { code: appCode(locked.secret, 1) }),
    ]
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(422)
  })

  it('takes as long for a name nobody has', async () => {
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
    const timed = async (into: number[], name: string) => {
      const from = performance.now()
      await door.signIn({ name, secret: zhang.secret }, { password: '不是这个密码不是这个' })
      into.push(performance.now() - from)
    }
    for (let n = 0; n < 4; n++) {
      await owner('delete from sign_in_tries')
      await timed(times.known, 'zhang.wei')
      await timed(times.unknown, 'nobody.here')
    }
    // Without the dummy it is twenty times faster; the neighbours of this machine make less of a difference.
    expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 4)
  })

  it('keeps no password and no secret that could be read', async () => {
    const [row] = await owner('select * from accounts where person = $1', zhang.person)
    const text = JSON.stringify(row)
    expect(text).not.toContain('argon2')
    expect(text).not.toContain(zhang.secret.toJSON().data.join(','))
  })
})

describe('guessing', () => {
  const WRONG = '不是这个密码不是这个'

  it('counts tries that come at once, each of them', async () => {
    await owner('delete from sign_in_tries')
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => door.signIn(zhang, { password: WRONG, code: '000000' })),
    )
    const counts = new Map<number, number>()
    for (const { statusCode } of tries) counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1)
    expect(Object.fromEntries(counts)).toEqual({ 422: 5, 429: 7 })
    expect(tries.find(({ statusCode }) => statusCode === 429)?.json().title).toMatch(/请 60 秒后再试/)
  })

  it('holds up the right password of a stranger, never of a browser that was here before', async () => {
    await untaken(zhang)
    expect((await door.signIn(zhang)).statusCode).toBe(429)
    const { gz_browser = '' } = zhang.cookies
    const known = await door.signIn(zhang, { cookies: { gz_browser } })
    expect(known.statusCode).toBe(200)
    // A mark of somebody else is no mark.
    const forged = `${gz_browser.split('.')[0]}.${Buffer.alloc(32).toString('base64url')}`
    expect((await door.signIn(zhang, { cookies: { gz_browser: forged } })).statusCode).toBe(429)
  })

  it('waits longer each time and forgets', async () => {
    const age = (seconds: number) =>
      owner(`update sign_in_tries set last_at = last_at - make_interval(secs => $1)`, seconds)
    await owner('delete from sign_in_tries')
    for (let n = 0; n < 5; n++) await door.signIn(zhang, { password: WRONG })
    await age(61)
    expect((await door.signIn(zhang, { password: WRONG })).statusCode).toBe(422)
    await age(61)
    expect((await door.signIn(zhang, { password: WRONG })).statusCode).toBe(429)
    await age(60)
    await untaken(zhang)
    expect((await door.signIn(zhang)).statusCode).toBe(200)
    expect(await owner('select * from sign_in_tries')).toEqual([])
  })

  it('is counted for names nobody has, so that a wait tells nothing', async () => {
    await owner('delete from sign_in_tries')
    const answers = []
    for (let n = 0; n < 6; n++) answers.push(await door.signIn({ name: 'nobody.here', secret: zhang.secret }))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422, 429])
  })

  it('is stopped by address, whatever the names', async () => {
    const remoteAddress = '10.9.9.9'
    const codes = []
    for (let n = 0; n < 22; n++)
      codes.push(
        (
          await door.knock(
            '/api/accounts/begin',
            { name: `name${n}`, code: 'AAAA-BBBB-CCCC' },
            { remoteAddress },
          )
        ).statusCode,
      )
    expect([codes[0], codes.at(-1)]).toEqual([422, 429])
  })
})

describe('one’s own keys', () => {
  it('change: another password ends the other sessions, another app the old codes', async () => {
    const wu = await door.holder('新来的吴换', '13900000108', 'wu.huan')
    const elsewhere = door.keptBy(await door.signIn(wu))
    expect((await door.as(elsewhere, 'GET', '/api/session')).statusCode).toBe(200)
    const change = (old: string, password: string) =>
      door.as(wu.cookies, 'PUT', '/api/accounts/mine/password', { old, password })
    const next = '井台边上晒玉米的那个下午'
    expect((await change('不是这个密码不是这个', next)).json().fields).toHaveProperty('old')
    expect((await change(PASSWORD, '13900000108')).json().fields).toHaveProperty('password')
    expect((await change(PASSWORD, next)).statusCode).toBe(204)
    expect((await door.as(elsewhere, 'GET', '/api/session')).statusCode).toBe(401)
    expect((await door.as(wu.cookies, 'GET', '/api/session')).statusCode).toBe(200)
    await untaken(wu)
    expect((await door.signIn(wu)).statusCode).toBe(422)
    const begin = async () => {
      const begun = await door.as(wu.cookies, 'POST', '/api/accounts/mine/totp')
      return secretOf(begun.json<{ secret: string }>().secret)
    }
    // Left on a screen somewhere: whoever read it there has nothing once it was begun anew.
    const left = await begin()
    const secret = await begin()
    const old = await door.as(wu.cookies, 'PUT', '/api/accounts/mine/totp', { totp: appCode(left) })
    expect([old.statusCode, Object.keys(old.json().fields)]).toEqual([422, ['totp']])
    // The one before counts until the new one has shown a code.
    expect((await door.signIn(wu, { password: next })).statusCode).toBe(200)
    const set = await door.as(wu.cookies, 'PUT', '/api/accounts/mine/totp', { totp: appCode(secret) })
    expect(set.json<{ codes: string[] }>().codes).toHaveLength(8)
    await untaken(wu)
    expect((await door.signIn(wu, { password: next })).statusCode).toBe(422)
    expect((await door.signIn(wu, { password: next, code: wu.codes[0] ?? '' })).statusCode).toBe(422)
    expect((await door.signIn({ ...wu, secret }, { password: next })).statusCode).toBe(200)
  })
})
