import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { actingIn } from '#test/acting.ts'
import { logOf } from '#test/audit.ts'
import { AGENT, askConsents, openFor } from '#test/consents.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

const NAME = '没有手机的老人'
const OTHER = '有手机的老人'

let world: World
let subject: string
beforeAll(async () => {
  world = await openWorld()
  subject = (await moveIn(world.services, world.county, { name: NAME, home: world.village })).person
  await moveIn(world.services, world.county, { name: OTHER, phone: '13900007001', home: world.village })
})

const ask = (who: Who, method: 'GET' | 'POST', url: string, body?: object, key?: string) =>
  askConsents(world, who, method, url, body, key)
const record = (body: object, key?: string) =>
  ask(AGENT, 'POST', `/api/people/${subject}/consents`, body, key)
const today = dateOf(new Date())

describe('whether somebody wants to be spoken for', () => {
  it('is not got round by typing a name, or another one, instead of choosing', async () => {
    const phone = '13900017009'
    const left = await moveIn(world.services, world.county, { name: '收回的人', phone, home: world.village })
    await moveIn(world.services, world.county, { name: '同名的人', home: world.village })
    await moveIn(world.services, world.county, { name: '同名的人', home: world.village })
    const { ask: send, opening } = actingIn(world)
    const typed = async (behalf: object) => {
      const words = { words: '门口的路灯不亮了', item: '0402' }
      const body = opening(words, { behalf: { consent: 'present', ...behalf } })
      const reply = await send(AGENT, 'POST', '/api/matters', body)
      return { status: reply.status, id: reply.body.id, says: Object.entries(reply.body.fields ?? {})[0] }
    }
    // Before: what is typed is that person, who sees it.
    for (const behalf of [{ name: '收回的人', phone }, { name: '收回的人' }, { name: ' 收回 的人' }]) {
      const { status, id } = await typed(behalf)
      expect([behalf, status]).toEqual([behalf, 200])
      const row = await world.services.db.asOwner((tx) => tx.first(`select asker from matters where id = $1`, [id]))
      expect(row).toEqual({ asker: left.person })
    }
    const said = await ask(AGENT, 'POST', `/api/people/${left.person}/consents`, { isGiven: false, way: 'present', on: today })
    expect(said.status).toBe(200)
    for (const [behalf, field, says] of [
      [{ name: '收回的人', phone }, 'behalf.name', '收回了代办同意'],
      [{ name: '收回的人' }, 'behalf.name', '收回了代办同意'],
      [{ name: '收回的人', phone: '13900017010' }, 'behalf.name', '从名册里选'],
      [{ name: '收回的人啊', phone }, 'behalf.phone', '从名册里选'],
      [{ name: '同名的人' }, 'behalf.name', '从名册里选'],
      [{ name: '杨可欣' }, 'behalf.name', '监护人'],
      [{ name: NAME, person: left.person }, 'behalf.name', '对不上'],
    ] as const) {
      const reply = await typed(behalf)
      expect([behalf, reply.status, reply.says]).toEqual([behalf, 422, [field, expect.stringContaining(says)]])
    }
    // Who is on no register is still spoken for, but not over the telephone of whoever speaks.
    expect((await typed({ name: '收回的人（外村）', phone: '13900017011' })).status).toBe(200)
    const own = await moveIn(world.services, world.county, {
      name: '借自己手机的代办员',
      phone: '13900017012',
      home: world.village,
      post: { role: 'village-agent', division: world.village },
    })
    const { token } = await openSession(world.services, world.county, own.person, own.post?.id)
    const answer = await world.http.inject({
      method: 'POST',
      url: '/api/matters',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
      payload: opening({ words: '灯不亮', item: '0402' }, { behalf: { name: '外来的人', phone: '13900017012', consent: 'present' } }),
    })
    expect([answer.statusCode, answer.json().fields]).toEqual([422, { 'behalf.phone': expect.stringContaining('您自己的') }])
  }) // prettier-ignore

  it('is a record of its own: written down, taken back, and from then on nothing is opened for them', async () => {
    const first = await openFor(world, subject, NAME)
    expect(first.status).toBe(200)
    const withdrawn = await record({ isGiven: false, way: 'present', on: today })
    expect(withdrawn.body).toMatchObject({
      isWithdrawn: true,
      said: [{ isGiven: false, way: 'present', by: '李会芳' }],
      acted: [{ number: first.body.number, by: '李会芳', way: 'present' }],
    })
    const refused = await openFor(world, subject, NAME)
    expect([refused.status, refused.body.fields?.['behalf.person']]).toEqual([
      422,
      '这位村民收回了代办同意，请他先同意，记下来再替他办',
    ])
    expect((await record({ isGiven: true, way: 'paper', on: today })).body.isWithdrawn).toBe(false)
    expect((await openFor(world, subject, NAME)).status).toBe(200)
    const [row] = await logOf(world, { record: subject, route: 'consents.record' })
    expect(row).toMatchObject({ outcome: 'done', after: { consent: true, way: 'paper' } })
  })

  it('is said on one’s own telephone, too, and sent twice is there once', async () => {
    const { person } = await world.scope(OTHER)
    const key = newId()
    const say = (isGiven: boolean, once = newId()) =>
      ask(OTHER, 'POST', '/api/consents/mine', { isGiven }, once)
    await say(false, key)
    const again = await say(false, key)
    expect([again.body.isWithdrawn, again.body.said.length]).toEqual([true, 1])
    expect((await openFor(world, person, OTHER)).status).toBe(422)
    // Nobody else says for them that they have thought better of it.
    const rewritten = await ask(AGENT, 'POST', `/api/people/${person}/consents`, {
      isGiven: true,
      way: 'present',
      on: today,
    })
    expect(rewritten.status).toBe(409)
    // Nor by writing down the no once more, and then the yes.
    const desk = { way: 'present', on: today }
    await ask(AGENT, 'POST', `/api/people/${person}/consents`, { ...desk, isGiven: false })
    expect(
      (await ask(AGENT, 'POST', `/api/people/${person}/consents`, { ...desk, isGiven: true })).status,
    ).toBe(409)
    await say(true)
    expect((await openFor(world, person, OTHER)).status).toBe(200)
    const { body } = await ask(OTHER, 'GET', '/api/consents/mine')
    expect(body.said.map(({ isGiven }) => isGiven)).toEqual([true, false, false])
  })

  it('was not said tomorrow, and what was said stays said', async () => {
    const refused = await record({ isGiven: true, way: 'phone', on: '2099-01-01' })
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['on']])
    await expect(
      world.services.db.asOwner((tx) => tx.rows('update standing_consents set is_given = true')),
    ).rejects.toThrow(/append-only/)
  })
})

describe('what the register has of oneself', () => {
  it('is shown to its person masked, with which post saw a number whole and why', async () => {
    const { person } = await world.scope(OTHER)
    const why = { field: 'phone', purpose: 'emergency', reason: '下大雨要转移，先通知到人' }
    await world.ask(['王建国', 'village-secretary'], 'POST', `/api/people/${person}/unmask`, why)
    const { status, body } = await world.ask(OTHER, 'GET', '/api/people/mine')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      person: { name: OTHER, phone: '139****7001', idNumber: '' },
      seen: [{ field: 'phone', purpose: 'emergency', title: expect.stringMatching(/.+/) }],
    })
    expect(JSON.stringify(body)).not.toContain('13900007001')
    expect(JSON.stringify(body)).not.toContain('王建国')
  })
})
