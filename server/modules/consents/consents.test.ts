import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingIn } from '#test/acting.ts'
import { logOf } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

const AGENT: Who = ['李会芳', 'village-agent']
const NAME = '没有手机的老人'
const OTHER = '有手机的老人'

type Consents = {
  isWithdrawn: boolean
  said: { isGiven: boolean; way?: string; by: string }[]
  acted: { number: string; by: string; way: string }[]
  fields: Record<string, string>
}

let world: World
let subject: string
beforeAll(async () => {
  world = await openWorld()
  subject = (await moveIn(world.services, world.county, { name: NAME, home: world.village })).person
  await moveIn(world.services, world.county, { name: OTHER, phone: '13900007001', home: world.village })
})

const ask = async (who: Who, method: 'GET' | 'POST', url: string, body?: object, key = newId()) => {
  const answer = await world.ask(who, method, url, body, key)
  return { status: answer.status, body: answer.body as Consents }
}
const record = (body: object, key?: string) =>
  ask(AGENT, 'POST', `/api/people/${subject}/consents`, body, key)
const today = new Date().toISOString().slice(0, 10)
const openFor = (person: string, name: string) => {
  const { ask: send, opening } = actingIn(world)
  const behalf = { person, name, consent: 'present' }
  return send(AGENT, 'POST', '/api/matters', opening({ words: '门口的路灯不亮了', item: '0402' }, { behalf }))
}

describe('whether somebody wants to be spoken for', () => {
  it('is a record of its own: written down, taken back, and from then on nothing is opened for them', async () => {
    const first = await openFor(subject, NAME)
    expect(first.status).toBe(200)
    const withdrawn = await record({ isGiven: false, way: 'present', on: today })
    expect(withdrawn.body).toMatchObject({
      isWithdrawn: true,
      said: [{ isGiven: false, way: 'present', by: '李会芳' }],
      acted: [{ number: first.body.number, by: '李会芳', way: 'present' }],
    })
    const refused = await openFor(subject, NAME)
    expect([refused.status, refused.body.fields?.['behalf.person']]).toEqual([
      422,
      '这位村民收回了代办同意，请他先同意，记下来再替他办',
    ])
    expect((await record({ isGiven: true, way: 'paper', on: today })).body.isWithdrawn).toBe(false)
    expect((await openFor(subject, NAME)).status).toBe(200)
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
    expect((await openFor(person, OTHER)).status).toBe(422)
    await say(true)
    expect((await openFor(person, OTHER)).status).toBe(200)
    const { body } = await ask(OTHER, 'GET', '/api/consents/mine')
    expect(body.said.map(({ isGiven }) => isGiven)).toEqual([true, false])
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
