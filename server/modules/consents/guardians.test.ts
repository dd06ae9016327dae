import { beforeAll, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { newId } from '#server/core/ids.ts'
import { tellPeople } from '#server/modules/notices/index.ts'
import { findScope, openSession } from '#server/modules/session/index.ts'
import { auditor, logOf } from '#test/audit.ts'
import { AGENT, askConsents, openFor } from '#test/consents.ts'
import { moveIn } from '#test/people.ts'
import { agree } from '#test/second.ts'
import { unprovenToken } from '#test/unproven.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'

/** A child below fourteen and who consents for it (个人信息保护法 31). */

const SECRETARY = ['王建国', 'village-secretary'] as const
/** Only who keeps the register says who guards a child. */
const KEEPER = ['张军利', 'village-director'] as const
const OTHER = '有手机的老人'
const CHILD = '五年级的孩子'
const PARENT = '孩子的母亲'
const GRANDPARENT = '孩子的外婆'

let world: World
let subject: string
let child: string
let parent: string
let grandparent: string

const ask = (who: Who, method: 'GET' | 'POST', url: string, body?: object, key?: string) =>
  askConsents(world, who, method, url, body, key)
const today = dateOf(new Date())
const bornOn = (person: string, day: string) =>
  world.services.db.asOwner((tx) => tx.rows('update people set born_on = $2 where id = $1', [person, day]))
/** The day of so many years ago. */
const yearsAgo = (years: number) =>
  `${Number(today.slice(0, 4)) - years}${today.slice(4).replace('02-29', '02-28')}`
const writeDown = (who: string, isGiven = true, more: object = {}) =>
  ask(KEEPER, 'POST', `/api/people/${child}/guardians`, {
    guardian: who,
    kinship: 'parent',
    isGiven,
    way: 'paper',
    on: today,
    ...more,
  })
/** Written down and, where it takes one, agreed to by a second person. */
const guardian = async (who: string, isGiven = true, more: object = {}) => {
  const said = await writeDown(who, isGiven, more)
  if (said.status !== 200) return said
  await agree(world, SECRETARY)
  return ask(AGENT, 'GET', `/api/people/${child}/guardians`)
}
const wards = async (who: Who) => (await world.ask(who, 'GET', '/api/consents/wards')).body as unknown[]
const say = (who: Who, what: string, isGiven: boolean) =>
  ask(who, 'POST', `/api/consents/wards/${child}`, { what, isGiven })
const askFor = (who: Who) =>
  world.ask(who, 'POST', '/api/matters', {
    flow: 'personal-data',
    action: 'ask',
    division: world.village,
    answers: { wish: 'correct', words: '孩子的门牌号写错了' },
    behalf: { person: child, name: CHILD, consent: 'family' },
  })

beforeAll(async () => {
  world = await openWorld()
  const home = world.village
  const move = async (name: string, phone: string) =>
    (await moveIn(world.services, world.county, { name, phone, home })).person
  await move(OTHER, '13900007010')
  subject = (await moveIn(world.services, world.county, { name: '成年的人', home })).person
  child = await move(CHILD, '13900007011')
  parent = await move(PARENT, '13900007012')
  grandparent = await move(GRANDPARENT, '13900007013')
  await bornOn(child, yearsAgo(11))
  await bornOn(parent, yearsAgo(35))
})

it('does not sign in, by any door, and a session it had ends', async () => {
  await bornOn(child, yearsAgo(14))
  const token = (await openSession(world.services, world.county, child)).token
  const headers = { authorization: `Bearer ${token}` }
  const own = () => world.http.inject({ url: '/api/people/mine', headers })
  expect((await own()).statusCode).toBe(200)
  await bornOn(child, yearsAgo(11))
  expect(await findScope(world.services, world.county, token, { anew: true })).toBeUndefined()
  await expect(openSession(world.services, world.county, child)).rejects.toThrow(/请让家长用自己的手机登录/)
})

it('is spoken for by nobody before a guardian consents', async () => {
  const refused = await openFor(world, child, CHILD)
  expect([refused.status, refused.body.fields?.['behalf.person']]).toEqual([
    422,
    expect.stringContaining('先在名册里登记监护人'),
  ])
  // What the child says itself is no consent.
  const own = await ask(AGENT, 'POST', `/api/people/${child}/consents`, {
    isGiven: true,
    way: 'present',
    on: today,
  })
  expect([own.status, Object.keys(own.body.fields)]).toEqual([422, ['guardian']])
})

it('has a guardian who is of age, and is a child itself', async () => {
  expect((await guardian(child)).body.fields).toHaveProperty('guardian')
  await bornOn(grandparent, yearsAgo(17))
  expect((await guardian(grandparent)).body.fields).toHaveProperty('guardian')
  await bornOn(grandparent, yearsAgo(60))
  expect((await guardian(parent, true, { on: '2099-01-01' })).body.fields).toHaveProperty('on')
  const grown = `/api/people/${subject}/guardians`
  const body = { guardian: parent, kinship: 'parent', isGiven: true, way: 'paper', on: today }
  expect((await ask(KEEPER, 'POST', grown, body)).body.fields).toHaveProperty('child')
  await bornOn(subject, yearsAgo(14))
  expect((await ask(KEEPER, 'POST', grown, body)).body.fields).toHaveProperty('child')
})

it('is spoken for once a guardian consents, and its guardian sees and asks in its name', async () => {
  expect(await wards(PARENT)).toEqual([])
  expect((await askFor(PARENT)).status).toBe(403)
  const waiting = await writeDown(parent)
  expect(waiting.body).toMatchObject({ guardians: [], waiting: [{ guardian: PARENT, by: '张军利' }] })
  // By one word alone nobody is a guardian.
  expect([await wards(PARENT), (await askFor(PARENT)).status]).toEqual([[], 403])
  expect((await openFor(world, child, CHILD)).status).toBe(422)
  expect((await writeDown(parent)).status).toBe(409)
  await agree(world, SECRETARY)
  const recorded = await ask(AGENT, 'GET', `/api/people/${child}/guardians`)
  expect(recorded.body).toMatchObject({ waiting: [], said: [{ by: '张军利', second: '王建国' }] })
  expect(recorded.body).toMatchObject({
    age: 'child',
    guardians: [{ id: parent, name: PARENT, kinship: 'parent' }],
  })
  expect((await openFor(world, child, CHILD)).status).toBe(200)
  expect(await wards(PARENT)).toMatchObject([
    {
      id: child,
      isGiven: true,
      isWithdrawn: false,
      record: { person: { name: CHILD, phone: '139****7011' } },
    },
  ])
  const asked = await askFor(PARENT)
  expect(asked.status).toBe(200)
  const { id } = asked.body as { id: string }
  const seen = await world.ask(PARENT, 'GET', `/api/matters/${id}`)
  expect(seen.body).toMatchObject({ side: 'asking', askerName: CHILD })
  const withdrawn = await world.ask(PARENT, 'POST', `/api/matters/${id}/actions`, {
    action: 'withdraw',
    answers: {},
  })
  expect(withdrawn.status).toBe(200)
  expect((await askFor(OTHER)).status).toBe(403)
  const said = await logOf(world, { record: child, route: 'consents.recordGuardian' })
  const row = said.find(({ outcome }) => outcome === 'done')
  expect(row).toMatchObject({
    outcome: 'done',
    after: { guardian: parent, handling: true, kinship: 'parent', way: 'paper' },
  })
  const { rows } = await auditor(world, {
    record: CHILD,
    route: 'consents.recordGuardian',
    outcome: 'done',
  })
  expect(rows[0]).toMatchObject({
    record: CHILD,
    recordId: child,
    changes: expect.arrayContaining([
      { name: '监护人', after: PARENT },
      { name: '是孩子的', after: '父母' },
    ]) as unknown,
  })
})

it('is not given to whoever keeps the register by their own word alone, nor without a proof', async () => {
  const { person } = await world.scope(...KEEPER)
  const own = await guardian(person)
  expect([own.status, own.body.fields['guardian']]).toEqual([422, expect.stringContaining('另一位')])
  expect((await ask(AGENT, 'GET', `/api/people/${child}/guardians`)).body).not.toMatchObject({
    said: expect.arrayContaining([expect.objectContaining({ guardian: '张军利' })]) as unknown,
  })
  const token = await unprovenToken(world, KEEPER)
  const answer = await world.http.inject({
    method: 'POST',
    url: `/api/people/${child}/guardians`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
    payload: { guardian: grandparent, kinship: 'grandparent', isGiven: true, way: 'paper', on: today },
  })
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'prove'])
})

it('is no longer spoken for when its guardian says so, at the desk by name or on their own telephone', async () => {
  const url = `/api/people/${child}/consents`
  const heard = { isGiven: false, way: 'phone', on: today }
  expect((await ask(AGENT, 'POST', url, { ...heard, guardian: grandparent })).status).toBe(422)
  const written = await ask(AGENT, 'POST', url, { ...heard, guardian: parent })
  expect(written.body).toMatchObject({ isWithdrawn: true, said: [{ guardian: PARENT, by: '李会芳' }] })
  expect((await openFor(world, child, CHILD)).status).toBe(422)
  expect((await say(PARENT, 'acting', true)).status).toBe(200)
  expect((await openFor(world, child, CHILD)).status).toBe(200)
  expect((await say(GRANDPARENT, 'acting', false)).status).toBe(404)
})

it('has its consent taken back as easily; what the desk ended is not given again by telephone', async () => {
  expect((await say(PARENT, 'handling', false)).status).toBe(200)
  expect(await wards(PARENT)).toEqual([
    { id: child, name: CHILD, kinship: 'parent', isGiven: false, isFinal: false, isWithdrawn: false },
  ])
  expect((await openFor(world, child, CHILD)).status).toBe(422)
  expect((await say(PARENT, 'acting', true)).status).toBe(409)
  expect((await say(PARENT, 'handling', true)).status).toBe(200)
  expect((await openFor(world, child, CHILD)).status).toBe(200)
  await guardian(parent, false)
  expect(await wards(PARENT)).toMatchObject([{ isGiven: false, isFinal: true }])
  expect((await say(PARENT, 'handling', true)).status).toBe(409)
  // It was the village that ended it, and it alone gives it again.
  const acting = await say(PARENT, 'acting', true)
  expect([acting.status, (acting.body as unknown as { title: string }).title]).toEqual([
    409,
    expect.stringMatching(/村里登记您不再是监护人.*请到村里办/),
  ])
  expect((await askFor(PARENT)).status).toBe(403)
  await expect(
    world.services.db.asOwner((tx) => tx.rows('update guardianships set is_given = true')),
  ).rejects.toThrow(/append-only/)
})

it('keeps its matters from a guardian who is one no more: by number, in lists, by the code', async () => {
  const flow = { flow: 'personal-data', action: 'ask', division: world.village }
  await guardian(parent)
  const { id, code } = (await askFor(PARENT)).body as { id: string; code: string }
  const sees = async () => {
    const list = (await world.ask(PARENT, 'GET', '/api/matters?view=asked')).body as {
      rows: { id: string }[]
    }
    return [
      (await world.ask(PARENT, 'GET', `/api/matters/${id}`)).status,
      list.rows.some((row) => row.id === id),
      (await world.ask(undefined, 'GET', `/api/track/${code}`)).status,
    ]
  }
  expect(await sees()).toEqual([200, true, 200])
  // Who takes back their consent is still the guardian.
  await say(PARENT, 'handling', false)
  expect(await sees()).toEqual([200, true, 200])
  await guardian(parent, false)
  expect(await sees()).toEqual([404, false, 404])
  // Nor is it theirs again once the child has grown.
  await bornOn(child, yearsAgo(14))
  expect(await sees()).toEqual([404, false, 404])
  await bornOn(child, yearsAgo(11))
  const act = { action: 'withdraw', answers: {} }
  expect((await world.ask(PARENT, 'POST', `/api/matters/${id}/actions`, act)).status).toBe(404)
  expect((await world.ask(undefined, 'POST', `/api/track/${code}/actions`, act)).status).toBe(404)
  // Nor is the former guardian told how it goes; whoever guards the child now and has the code opens it, signed in.
  const told = async () =>
    (
      await world.services.db.asOwner((tx) =>
        tx.rows('select id from notices where matter = $1 and person = $2', [id, parent]),
      )
    ).length
  await logSettled(world.services)
  await tellPeople(world.services)
  const before = await told()
  await guardian(grandparent, true, { kinship: 'grandparent' })
  expect((await world.ask(GRANDPARENT, 'GET', `/api/track/${code}`)).status).toBe(200)
  expect((await world.ask(OTHER, 'GET', `/api/track/${code}`)).status).toBe(404)
  expect((await world.ask(GRANDPARENT, 'POST', `/api/track/${code}/actions`, act)).status).toBe(200)
  await logSettled(world.services)
  await tellPeople(world.services)
  expect(await told()).toBe(before)
  await guardian(grandparent, false, { kinship: 'grandparent' })
  await guardian(parent)
  expect(await sees()).toEqual([200, true, 200])
  // Whoever writes down a wish about the register says whose it is, not only a name.
  const unnamed = await ask(AGENT, 'POST', '/api/matters', {
    ...flow,
    answers: { wish: 'correct', words: '孩子的门牌号写错了' },
    behalf: { name: CHILD, consent: 'family' },
  })
  expect([unnamed.status, unnamed.body.fields['behalf.person']]).toEqual([
    422,
    expect.stringContaining('从名册里选'),
  ])
  await guardian(parent, false)
})

it('has no former guardian act in what they opened for it, followed or open to everybody', async () => {
  await guardian(parent)
  const place = { flow: 'grid-event', action: 'report', division: world.village }
  const open = async (privacy: string) => {
    const answers = { words: '学校门口的井盖坏了', item: '0602', privacy }
    const { status, body } = await world.ask(PARENT, 'POST', '/api/matters', {
      ...place,
      answers,
      behalf: { person: child, name: CHILD, consent: 'family' },
    })
    expect([status, body]).toEqual([200, expect.anything()])
    return (body as { id: string }).id
  }
  const [kept, seen] = [await open('village'), await open('open')]
  for (const id of [kept, seen]) await world.ask(PARENT, 'POST', `/api/matters/${id}/follow`)
  const urge = (id: string) =>
    world.ask(PARENT, 'POST', `/api/matters/${id}/actions`, { action: 'urge', answers: {} })
  expect((await urge(seen)).status).toBe(200)
  await guardian(parent, false)
  expect((await world.ask(PARENT, 'GET', `/api/matters/${kept}`)).status).toBe(404)
  const { body } = await world.ask(PARENT, 'GET', `/api/matters/${seen}`)
  expect(body).toMatchObject({ side: 'watching', actions: [] })
  expect([(await urge(kept)).status, (await urge(seen)).status]).toEqual([404, 403])
})

it('has a slip of the desk mended by the desk, and nobody made its former guardian who never was one', async () => {
  const never = await writeDown(subject, false)
  expect([never.status, Object.keys(never.body.fields)]).toEqual([422, ['guardian']])
  expect((await writeDown(grandparent, true, { kinship: 'grandparent' })).status).toBe(200)
  expect((await writeDown(grandparent, false, { kinship: 'grandparent' })).status).toBe(200)
  expect((await guardian(grandparent, true, { kinship: 'grandparent' })).body).toMatchObject({
    guardians: [{ name: GRANDPARENT }],
  })
  await guardian(grandparent, false, { kinship: 'grandparent' })
})

it('is nobody’s ward any more at fourteen', async () => {
  await guardian(grandparent, true, { kinship: 'grandparent' })
  await bornOn(child, yearsAgo(14))
  expect(await wards(GRANDPARENT)).toEqual([])
  expect((await askFor(GRANDPARENT)).status).toBe(403)
  expect((await ask(AGENT, 'GET', `/api/people/${child}/guardians`)).body).toMatchObject({
    age: 'older',
    guardians: [],
  })
  expect((await openSession(world.services, world.county, child)).person).toBe(child)
})
