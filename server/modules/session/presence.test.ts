import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { buildHttp } from '#server/web.ts'
import { moveIn } from '#test/people.ts'
import { ACCOUNTANT, deskOf, DIRECTOR, SECRETARY, spending, SUPERVISOR } from '#test/publishing.ts'
import { openWorld, type World } from '#test/world.ts'
import { findScope, openSession } from './index.ts'
import { deviceOf } from './rules.ts'

/** Whether somebody is still there: how long a session is left alone, and when it is asked for a proof. */

const LI = '13900000012'

let world: World

beforeAll(async () => {
  world = await openWorld()
  const { services, county, village: home } = world
  await moveIn(services, county, {
    name: '新来的李',
    phone: LI,
    home,
    post: { role: 'town-dispatcher', division: '610114006' },
  })
})

describe('a session left alone', () => {
  const MINUTES = { 'town-dispatcher': 30, 'village-secretary': 60, 'system-administrator': 15 } as const
  const hold = async (name: string, role?: string) => {
    const { services, county } = world
    const { person, post } = await world.scope(name, role)
    const { token } = await openSession(services, county, person, post?.id)
    const id = (await findScope(services, county, token, { anew: true }))?.session?.id
    const seenAgo = (minutes: number) =>
      services.db.asOwner((tx) =>
        tx.rows(`update sessions set seen_at = now() - make_interval(secs => $2) where id = $1`, [
          id,
          minutes * 60,
        ]),
      )
    const stands = async () => (await findScope(services, county, token, { anew: true })) !== undefined
    return { token, seenAgo, stands }
  }

  it('ends after the time of its role, and a villager’s does not', async () => {
    const people = [
      ['陈晓东', 'town-dispatcher'],
      ['王建国', 'village-secretary'],
      ['苗长青', 'system-administrator'],
    ] as const
    for (const [name, role] of people) {
      const { seenAgo, stands } = await hold(name, role)
      await seenAgo(MINUTES[role] - 1)
      expect([role, await stands()]).toEqual([role, true])
      await seenAgo(MINUTES[role] + 1)
      expect([role, await stands()]).toEqual([role, false])
    }
    const villager = await hold('刘桂兰')
    await villager.seenAgo(24 * 60)
    expect(await villager.stands()).toBe(true)
  })

  it('is not kept alive by what its page asks by itself', async () => {
    const { token, seenAgo, stands } = await hold('陈晓东', 'town-dispatcher')
    const ask = (more: Record<string, string>) =>
      world.http.inject({ url: '/api/session', headers: { authorization: `Bearer ${token}`, ...more } })
    await seenAgo(29)
    await stands()
    expect((await ask({ 'x-untouched': '1' })).statusCode).toBe(200)
    await seenAgo(31)
    expect(await stands()).toBe(false)
    await seenAgo(29)
    await stands()
    expect((await ask({})).statusCode).toBe(200)
    const own = (await ask({ 'x-untouched': '1' })).statusCode
    expect(own).toBe(200)
    const { person } = await world.scope('陈晓东', 'town-dispatcher')
    const [row] = await world.services.db.asOwner((tx) =>
      tx.rows<{ ago: number }>(
        `select min(extract(epoch from now() - seen_at))::float8 as ago from sessions where person = $1 and closed_at is null`,
        [person],
      ),
    )
    expect(row?.ago).toBeLessThan(60)
  })
})

describe('signing in again', () => {
  it('ends the session the browser had, so that nobody goes on under what another knew', async () => {
    const { person } = await world.scope('刘桂兰')
    const open = (cookies: Record<string, string>) =>
      world.http.inject({ method: 'POST', url: '/api/demo/session', payload: { person }, cookies })
    const cookieOf = (answer: Awaited<ReturnType<typeof open>>) =>
      Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
    const before = cookieOf(await open({}))
    const after = cookieOf(await open(before))
    expect(after['gz_session']).not.toBe(before['gz_session'])
    const me = async (cookies: Record<string, string>) =>
      (await world.http.inject({ url: '/api/session', cookies })).statusCode
    expect([await me(before), await me(after)]).toEqual([401, 200])
  })
})

describe('a proof of being there', () => {
  const stale = async (token: string) => {
    const id = (await findScope(world.services, world.county, token))?.session?.id
    await world.services.db.asOwner((tx) =>
      tx.rows(`update sessions set proven_at = now() - interval '11 minutes' where id = $1`, [id]),
    )
  }
  const send = (token: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    world.http.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
      ...(payload ? { payload } : {}),
    })

  it('is asked before a list leaves the house, and lets the same call through after it', async () => {
    const { services, county } = world
    const { person, post: held } = await world.scope('陈晓东', 'town-dispatcher')
    const { token } = await openSession(services, county, person, held?.id)
    expect((await send(token, 'GET', '/api/matters?file=xlsx')).statusCode).toBe(200)
    await stale(token)
    const refused = await send(token, 'GET', '/api/matters?file=xlsx')
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'prove'])
    // Reading on the screen is not asked for.
    expect((await send(token, 'GET', '/api/matters')).statusCode).toBe(200)
    expect((await send(token, 'POST', '/api/accounts/proof', { secret: '' })).statusCode).toBe(204)
    expect((await send(token, 'GET', '/api/matters?file=xlsx')).statusCode).toBe(200)
  })

  it('is asked before sums of money go up on the wall', async () => {
    const { services, county } = world
    const desk = deskOf(world)
    const { id } = await desk.begun('一笔专项支出')
    const rev = await desk.revOf(id)
    await desk.save(id, rev, spending(['北斗渠清淤', 1_234_00]))
    for (const [who, action] of [
      [ACCOUNTANT, 'submit'],
      [SUPERVISOR, 'review'],
      [SECRETARY, 'approve-party'],
      [DIRECTOR, 'approve-committee'],
    ] as const)
      await desk.must(who, id, action)
    const { person, post: held } = await world.scope(...DIRECTOR)
    const { token } = await openSession(services, county, person, held?.id)
    await stale(token)
    const publish = async () =>
      send(token, 'POST', `/api/publications/${id}/steps`, { action: 'publish', rev: await desk.revOf(id) })
    const refused = await publish()
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'prove'])
    expect((await send(token, 'POST', '/api/accounts/proof', { secret: '' })).statusCode).toBe(204)
    expect((await publish()).statusCode).toBe(200)
  })

  it('is a code to one’s own phone where there is neither account nor demo', async () => {
    const { services, county } = world
    const real = await buildHttp({ ...services, config: { ...services.config, demo: false } })
    const { token } = await openSession(
      services,
      county,
      (await world.scope('新来的李', 'town-dispatcher')).person,
    )
    const ask = (url: string, payload?: object) =>
      real.http.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${token}` },
        ...(payload ? { payload } : {}),
      })
    await stale(token)
    expect((await ask('/api/accounts/proof', { secret: '' })).statusCode).toBe(422)
    expect((await ask('/api/accounts/proof/code')).statusCode).toBe(204)
    let code: string | undefined
    for (let tries = 0; tries < 100 && !code; tries++) {
      const log = await readFile(join(services.config.dataDir, 'texts.log'), 'utf8').catch(() => '')
      const sent = log.split('\n').findLast((line) => line.includes(LI))
      code = sent && /验证码是 (\d{6})/.exec(sent)?.[1]
      if (!code) await new Promise((go) => setTimeout(go, 20))
    }
    expect((await ask('/api/accounts/proof', { secret: code })).statusCode).toBe(204)
    expect((await ask('/api/accounts/proof', { secret: code })).statusCode).toBe(422)
    await real.http.close()
  })
})

it('names a device as its owner knows it', () => {
  expect(
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0',
      'Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.42',
      'curl/8.5.0',
      '',
    ].map(deviceOf),
  ).toEqual(['Edge · Windows', 'Chrome · 鸿蒙', '微信 · 苹果手机或平板', '没有报名的程序', '没有报名的程序'])
})
