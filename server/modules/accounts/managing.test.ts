import { beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATORS } from '#contract/roles.ts'
import { newId } from '#server/core/ids.ts'
import { findScope, openSession } from '#server/modules/session/index.ts'
import { AUDIT, doorOf, PASSWORD, SECURITY, SYSTEM, type Holder } from '#test/accounts.ts'
import { appCode, secretOf } from '#test/app-code.ts'
import { openWorld, type World } from '#test/world.ts'
import { openFirst } from './index.ts'
import { waitSeconds } from './rules.ts'

let world: World
let door: ReturnType<typeof doorOf>
let phones = 13_900_000_200

beforeAll(async () => {
  world = await openWorld()
  door = doorOf(world)
})

const holder = (name: string): Promise<Holder> => door.holder(`新来的${name}`, String(++phones), name)
const give = async (
  who: typeof SYSTEM | typeof SECURITY | typeof AUDIT,
  id: string,
  role: string,
  more: object = {},
) => {
  const body = { role, division: world.county, title: '某某岗位', ...more }
  return world.ask(who, 'POST', `/api/accounts/${id}/posts`, body) as Promise<{
    status: number
    body: { title: string; post: string; fields?: object }
  }>
}
const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<Record<string, unknown>>(sql, values))

describe('administrators', () => {
  it('are three: one opens, another gives, and the first finds the second only once', async () => {
    const [a, b] = [await holder('first.security'), await holder('second.security')]
    expect((await give(SYSTEM, a.person, 'county-dispatcher')).status).toBe(403)
    expect((await give(SYSTEM, a.person, 'security-administrator')).status).toBe(200)
    expect((await give(SYSTEM, b.person, 'security-administrator')).status).toBe(403)
    // Nor by locking the one there is, or by sending them a new code.
    for (const how of ['lock', 'code']) {
      await world.ask(SYSTEM, 'POST', `/api/accounts/${a.person}/${how}`, {})
      expect([how, (await give(SYSTEM, b.person, 'security-administrator')).status]).toEqual([how, 403])
    }
    expect((await give(AUDIT, b.person, 'county-leader')).status).toBe(403)
    expect((await give(SECURITY, b.person, 'county-dispatcher')).status).toBe(200)
    const open = { person: '新来的人', phone: '13900000299', signInName: 'somebody' }
    expect((await world.ask(SECURITY, 'POST', '/api/accounts', open)).status).toBe(403)
  })

  it('are never two in one person, however they are given', async () => {
    const one = await holder('both.wanted')
    expect((await give(SECURITY, one.person, 'system-administrator')).status).toBe(200)
    const refused = await give(SECURITY, one.person, 'audit-administrator')
    expect([refused.status, refused.body.title]).toEqual([403, expect.stringContaining('不能由同一个人担任')])
    // Below every way in.
    const insert = owner(
      `insert into posts (county, id, person, role, title, division, starts_on) values ($1, $2, $3, 'audit-administrator', '审计', $1, '2026-01-01')`,
      world.county,
      newId(),
      one.person,
    )
    await expect(insert).rejects.toThrow(/two administrators/)
    // Of what was taken back nothing stands against another.
    const [{ id: post } = {}] = await owner('select id from posts where person = $1', one.person)
    const end = await world.ask(SECURITY, 'POST', `/api/accounts/${one.person}/posts/${String(post)}/end`, {})
    expect(end.status).toBe(204)
    expect((await give(SECURITY, one.person, 'audit-administrator')).status).toBe(200)
  })

  it('are never two in one person when both are given at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const one = await holder(`at.once${round}`)
      const answers = await Promise.all([
        give(SECURITY, one.person, 'system-administrator'),
        give(SECURITY, one.person, 'audit-administrator'),
        give(SECURITY, one.person, 'security-administrator'),
      ])
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 403, 403])
      // And by two transactions that know nothing of this program's own check.
      const other = await holder(`beside${round}`)
      const added = await Promise.allSettled(
        ['system-administrator', 'audit-administrator'].map((role) =>
          owner(
            `insert into posts (county, id, person, role, title, division, starts_on) values ($1, $2, $3, $4, '岗位', $1, '2026-01-01')`,
            world.county,
            newId(),
            other.person,
            role,
          ),
        ),
      )
      expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })

  it('give nothing to themselves and do nothing to their own account', async () => {
    const { person } = await world.scope(...SECURITY)
    expect((await give(SECURITY, person, 'county-leader')).status).toBe(403)
    const other = await world.scope(...SYSTEM)
    for (const url of ['lock', 'unlock', 'code'])
      expect((await world.ask(SYSTEM, 'POST', `/api/accounts/${other.person}/${url}`, {})).status).toBe(403)
  })

  it('do not come into their post by a text message', async () => {
    const { county, services } = world
    const { person, post } = await world.scope(...SECURITY)
    const came = { way: 'phone', agent: '', address: '' } as const
    const { token } = await openSession(services, county, person, undefined, came)
    expect((await findScope(services, county, token))?.post).toBeUndefined()
    await expect(openSession(services, county, person, post?.id, came)).rejects.toThrow('不是您的')
  })

  it('set a post only where it belongs', async () => {
    const one = await holder('wrong.place')
    const fields = async (role: string, more: object) =>
      Object.keys((await give(SECURITY, one.person, role, more)).body.fields ?? {})
    expect(await fields('grid-worker', {})).toEqual(['division'])
    expect(await fields('handler', {})).toEqual(['unit'])
    expect(await fields('villager', {})).toEqual(['role'])
    expect(await fields('handler', { unit: 'no-such-unit' })).toEqual(['unit'])
    expect(await fields('town-dispatcher', { division: '610114999' })).toEqual(['division'])
    const given = await give(SECURITY, one.person, 'handler', { unit: 'department-water' })
    expect(given.status).toBe(200)
  })
})

describe('a locked account', () => {
  it('comes in nowhere and acts from no post, whatever door, until it is unlocked', async () => {
    const { services, county } = world
    const one = await holder('to.lock')
    await give(SECURITY, one.person, 'county-dispatcher')
    await owner('update accounts set totp_step = 0 where person = $1', one.person)
    const came = await door.signIn(one)
    expect(came.json().posts).toHaveLength(1)
    const lock = (what: string) => world.ask(SECURITY, 'POST', `/api/accounts/${one.person}/${what}`, {})
    expect((await lock('lock')).status).toBe(204)
    expect((await door.as(door.keptBy(came), 'GET', '/api/session')).statusCode).toBe(401)
    expect((await door.signIn(one, { code: appCode(one.secret, 1) })).statusCode).toBe(422)
    const { token } = await openSession(services, county, one.person, undefined, {
      way: 'phone',
      agent: '',
      address: '',
    })
    expect((await findScope(services, county, token))?.post).toBeUndefined()
    expect((await lock('unlock')).status).toBe(204)
    expect((await door.signIn(one, { code: appCode(one.secret, 1) })).statusCode).toBe(200)
  })

  it('begins anew with another code when everything is lost', async () => {
    const one = await holder('lost.all')
    const answer = await world.ask(SYSTEM, 'POST', `/api/accounts/${one.person}/code`, {})
    const { code } = answer.body as { code: string }
    expect((await door.as(one.cookies, 'GET', '/api/session')).statusCode).toBe(401)
    expect((await door.signIn(one, { code: appCode(one.secret, 1) })).statusCode).toBe(422)
    const again = await door.activated('lost.all', code)
    expect(again.secret.equals(one.secret)).toBe(false)
  })

  it('makes nobody of another: what went to the telephone is asked for, too', async () => {
    const one = await holder('not.you')
    const answer = await world.ask(SYSTEM, 'POST', `/api/accounts/${one.person}/code`, {})
    const { code } = answer.body as { code: string }
    const begin = async (phoneCode?: string) =>
      door.knock('/api/accounts/begin', {
        name: 'not.you',
        code,
        ...(phoneCode === undefined ? {} : { phoneCode }),
      })
    const begun = (await begin()).json<{ phone: string; setup?: object }>()
    expect(begun.phone).toMatch(/^139\*{4}\d{4}$/)
    expect(begun.setup).toBeUndefined()
    expect(JSON.stringify(begun)).not.toContain('otpauth')
    const sent = door.codes.get(begun.phone) ?? ''
    const guessed = await begin(sent === '000000' ? '000001' : '000000')
    expect([guessed.statusCode, Object.keys(guessed.json().fields)]).toEqual([422, ['phoneCode']])
    const { secret } = (await begin(sent)).json<{ setup: { secret: string } }>().setup
    const body = { name: 'not.you', code, password: PASSWORD, totp: appCode(secretOf(secret)) }
    for (const phoneCode of [undefined, sent === '000000' ? '000001' : '000000']) {
      const refused = await door.knock('/api/accounts/activate', { ...body, phoneCode })
      expect([refused.statusCode, Object.keys(refused.json().fields)]).toEqual([422, ['phoneCode']])
    }
    expect((await door.knock('/api/accounts/activate', { ...body, phoneCode: sent })).statusCode).toBe(200)
  })
})

describe('the telephone of whoever has an account', () => {
  const byPhone = async (person: string) => {
    const by = { way: 'phone', agent: '', address: '' } as const
    const { services, county } = world
    const { token } = await openSession(services, county, person, undefined, by)
    return { token, scope: await findScope(services, county, token) }
  }

  it('opens no desk, ends with the first password, and proves nothing', async () => {
    const person = await door.opened('新来的值班', '13900000288', 'by.phone')
    expect((await give(SECURITY, person.id, 'county-dispatcher')).status).toBe(200)
    // Not before the first password either: a renewed code must not give the desk to whoever has the telephone.
    const before = await byPhone(person.id)
    expect(before.scope?.post).toBeUndefined()
    await door.activated('by.phone', person.code)
    expect(await findScope(world.services, world.county, before.token)).toBeUndefined()
    const { token, scope } = await byPhone(person.id)
    expect(scope?.post).toBeUndefined()
    const as = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
      world.http.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}` },
        ...(payload && { payload }),
      })
    const [post] = await owner('select id from posts where person = $1', person.id)
    expect((await as('PUT', '/api/session/post', { post: post?.['id'] })).statusCode).toBe(403)
    expect((await as('POST', '/api/accounts/mine/totp')).json().code).toBe('prove')
    expect((await as('POST', '/api/accounts/proof', { secret: PASSWORD })).statusCode).toBe(204)
    expect((await as('POST', '/api/accounts/mine/totp')).json().title).toContain('动态码登录')
    expect((await as('PUT', '/api/accounts/mine/totp', { totp: '000000' })).statusCode).toBe(403)
  })

  it('goes on opening what is done with it on the way', async () => {
    const one = await holder('on.foot')
    const grid = { role: 'grid-worker', division: world.village }
    expect((await give(SECURITY, one.person, 'grid-worker', grid)).status).toBe(200)
    expect((await byPhone(one.person)).scope?.post?.role).toBe('grid-worker')
  })
})

describe('a post', () => {
  it('of another system is given to nobody, and no administrator holds any other', async () => {
    const one = await holder('one.post')
    expect((await give(SECURITY, one.person, 'connected-system')).status).toBe(422)
    expect((await give(SECURITY, one.person, 'audit-administrator')).status).toBe(200)
    expect((await give(SECURITY, one.person, 'county-leader')).body.title).toContain('不能再担任别的岗位')
    const other = await holder('busy.already')
    expect((await give(SECURITY, other.person, 'county-leader')).status).toBe(200)
    for (const role of ADMINISTRATORS) expect((await give(SECURITY, other.person, role)).status).toBe(403)
    const third = await holder('doors.only')
    expect((await give(SECURITY, third.person, 'security-administrator')).status).toBe(200)
    expect((await give(SECURITY, third.person, 'county-leader')).body.title).toContain('只管系统')
  })
})

describe('a post that is held', () => {
  it('is not given again, at once or later, until it was taken back', async () => {
    const one = await holder('twice.given')
    const both = await Promise.all([1, 2].map(() => give(SECURITY, one.person, 'county-dispatcher')))
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    const again = await give(SECURITY, one.person, 'county-dispatcher', { title: '换个名称' })
    expect([again.status, again.body.title]).toEqual([409, expect.stringContaining('已经有这个岗位了')])
    expect((await give(SECURITY, one.person, 'county-leader')).status).toBe(200)
    const [given] = both.filter(({ status }) => status === 200)
    const end = `/api/accounts/${one.person}/posts/${given?.body.post}/end`
    const { token } = await openSession(world.services, world.county, one.person)
    expect((await world.ask(SECURITY, 'POST', end, {})).status).toBe(204)
    // Nor does a screen left open look on with it.
    expect(await findScope(world.services, world.county, token)).toBeUndefined()
    expect((await give(SECURITY, one.person, 'county-dispatcher')).status).toBe(200)
  })
})

describe('the first administrator', () => {
  it('comes in by a code from the machine, and after that nobody does', async () => {
    const { services, county } = world
    await owner(`update posts set ends_on = '2025-01-01' where role = 'system-administrator'`)
    const first = { name: '头一位', signInName: 'the.first' }
    const lost = await openFirst(services, county, first)
    const code = await openFirst(services, county, first)
    expect((await door.knock('/api/accounts/begin', { name: 'the.first', code: lost })).statusCode).toBe(422)
    const { cookies } = await door.activated('the.first', code)
    const me = (await door.as(cookies, 'GET', '/api/session')).json()
    expect(me.posts).toMatchObject([{ role: 'system-administrator', division: county }])
    await expect(openFirst(services, county, { name: '第二位', signInName: 'the.second' })).rejects.toThrow(
      '已经有能登录的系统管理员',
    )
    // Nor does anybody become a second kind of administrator by it; a lost security administrator is replaced.
    const second = { name: '第二位', signInName: 'the.second', role: 'security-administrator' } as const
    await owner(`update posts set ends_on = '2025-01-01' where role = 'security-administrator'`)
    await expect(openFirst(services, county, { ...first, role: second.role })).rejects.toThrow(
      '不能由同一个人担任',
    )
    await door.activated('the.second', await openFirst(services, county, second))
    await expect(openFirst(services, county, { ...second, signInName: 'the.third' })).rejects.toThrow(
      '已经有能登录的安全管理员',
    )
  })
})

it('waits a minute after five failures, doubles, and never longer than a quarter of an hour', () => {
  expect([0, 4, 5, 6, 7, 8, 9, 50].map((failures) => waitSeconds(failures, 0))).toEqual([
    0, 0, 60, 120, 240, 480, 900, 900,
  ])
  expect(waitSeconds(6, 119.5)).toBe(1)
  expect(waitSeconds(50, 25 * 3600)).toBe(0)
})
