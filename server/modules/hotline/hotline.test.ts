import { beforeAll, describe, expect, it } from 'vitest'
import { addClient } from '#server/modules/api-clients/index.ts'
import { actingIn, DISPATCHER, WATER } from '#test/acting.ts'
import { openWorld, type World } from '#test/world.ts'

/** What a hotline hands over becomes a matter once, under its own number. */

let world: World
let key: string
beforeAll(async () => {
  world = await openWorld()
  key = await addClient(world.services, world.county, { name: '12345热线', scopes: ['hotline'] })
})

type Reply = {
  status: number
  body: Record<string, string> & { fields?: Record<string, string>; title?: string }
}
async function asked(method: 'GET' | 'POST', url: string, payload?: object, as = key): Promise<Reply> {
  const answer = await world.http.inject({
    method,
    url,
    headers: { 'x-api-key': as },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.json() }
}
const hand = (ticket: object, as = key) => asked('POST', '/api/hotline/tickets', ticket, as)
const look = (number: string, as = key) => asked('GET', `/api/hotline/tickets/${number}`, undefined, as)
const ticket = (number: string, more: object = {}) => ({
  number,
  words: '村口的路灯不亮了',
  village: world.village,
  caller: { name: '过路的人', phone: '13900000778' },
  ...more,
})
const counted = async () =>
  (
    await world.services.db.asOwner((tx) =>
      tx.first<{ n: number }>(`select count(*)::int as n from matters where flow = 'grid-event'`),
    )
  )?.n

describe('a ticket', () => {
  it('becomes a grid event the dispatcher sees, asked for by the caller', async () => {
    const { status, body } = await hand(ticket('HL-1001'))
    expect([status, body['ticket']]).toEqual([200, 'HL-1001'])
    const seen = await actingIn(world).detail(DISPATCHER, body['matter'] ?? '')
    expect(seen).toMatchObject({ number: body['number'], askerName: '过路的人', askerPhone: '13900000778' })
    // Nobody named a class: the words did.
    expect(seen.itemName).toMatch(/路灯|照明/)
  })

  it('is not confirmed or withdrawn by the hotline, whose code only reads', async () => {
    for (const [number, caller] of [['HL-1020', { name: '过路的人', phone: '13900000778' }], ['HL-1021', undefined]] as const) {
      const { body } = await hand(ticket(number, { caller, words: '河边的栏杆断了' }))
      for (const action of ['confirm', 'cancel', 'urge']) {
        const url = `/api/track/${body['code']}/actions`
        const { status } = await world.ask(undefined, 'POST', url, { action, answers: {} })
        expect([number, action, status]).toEqual([number, action, 403])
      }
      expect((await world.ask(undefined, 'GET', `/api/track/${body['code']}`)).status).toBe(200)
    }
  }) // prettier-ignore

  it('on the village’s people is kept from the village, whether the operator or the words say so', async () => {
    for (const [number, more] of [
      ['HL-1030', { item: '0903', words: '村上有人分低保不公道' }],
      ['HL-1031', { words: '村主任把低保给了自己亲戚' }],
    ] as const) {
      const { status, body } = await hand(ticket(number, more))
      expect([number, status]).toEqual([number, 200])
      const id = body['matter'] ?? ''
      expect((await actingIn(world).detail(DISPATCHER, id)).item).toBe('0903')
      for (const who of [
        ['王建国', 'village-secretary'],
        ['赵春燕', 'grid-worker'],
        ['李会芳', 'village-agent'],
      ] as const)
        expect([who, (await world.ask(who, 'GET', `/api/matters/${id}`)).status]).toEqual([who, 404])
    }
    expect((await hand(ticket('HL-1032', { item: '9999' }))).status).toBe(404)
  })

  it('is one matter, however often and however many at once it is handed over', async () => {
    const before = (await counted()) ?? 0
    const all = await Promise.all([1, 2, 3, 4].map(() => hand(ticket('HL-1002'))))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(all.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await hand(ticket('HL-1002'))).toEqual(all[0])
    expect(await counted()).toBe(before + 1)
    for (const more of [
      { words: '别的事情' },
      { caller: { name: '过路的人', phone: '13900000779' } },
      { caller: undefined },
      { address: '村口' },
    ]) {
      const other = await hand(ticket('HL-1002', more))
      expect([more, other.status, other.body.title]).toEqual([
        more,
        409,
        '工单 HL-1002 以前交来过，说的是别的事；要补充情况，请用新的工单号并写明原工单号',
      ])
    }
  })

  it('that was refused is welcome again under its number', async () => {
    const lost = await hand(ticket('HL-1003', { village: '610114999999' }))
    expect(lost.status).toBe(422)
    expect((await hand(ticket('HL-1003'))).status).toBe(200)
  })

  it('finds its village by the address, and says what is missing', async () => {
    const told = await hand(ticket('HL-1004', { village: undefined, address: '武屯街道老寨村村口' }))
    expect(told.status).toBe(200)
    const nowhere = await hand(ticket('HL-1005', { village: undefined }))
    expect([nowhere.status, Object.keys(nowhere.body.fields ?? {})]).toEqual([422, ['village']])
    const half = await hand(ticket('HL-1006', { lat: 34.6 }))
    expect([half.status, Object.keys(half.body.fields ?? {})]).toEqual([422, ['lat']])
    for (const [more, field] of [
      [{ words: '' }, 'words'],
      [{ number: '工单一号' }, 'number'],
      [{ caller: { name: '张', phone: '12' } }, 'caller.phone'],
    ] as const) {
      const { status, body } = await hand(ticket('HL-1007', more))
      expect([status, Object.keys(body.fields ?? {})]).toEqual([422, [field]])
    }
  })

  it('is followed to its reply by whoever handed it over, and by nobody else', async () => {
    const { body } = await hand(ticket('HL-1008', { words: '渠边的井盖没有了', item: '0402' }))
    const { must } = actingIn(world)
    const id = body['matter'] ?? ''
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    expect((await look('HL-1008')).body).toMatchObject({ stage: 'dispatched', unit: '区水务局' })
    expect((await look('HL-1008')).body['reply']).toBeUndefined()
    await must(WATER, id, 'accept')
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说好了' })
    await must(WATER, id, 'finish', { result: '换了新井盖' })
    expect((await look('HL-1008')).body).toMatchObject({ stage: 'confirming', reply: '换了新井盖' })
    const other = await addClient(world.services, world.county, { name: '别的热线', scopes: ['hotline'] })
    expect((await look('HL-1008', other)).status).toBe(404)
    // The same number of another hotline is another ticket.
    const second = await hand(ticket('HL-1008', { words: '别的热线的事' }), other)
    expect([second.status, second.body['matter'] === id]).toEqual([200, false])
  })

  it('needs a key that may', async () => {
    const deaf = await addClient(world.services, world.county, { name: '只报事', scopes: ['open311.report'] })
    for (const wrong of [deaf, 'nobody', '']) expect((await hand(ticket('HL-1009'), wrong)).status).toBe(403)
    expect((await look('HL-1009')).status).toBe(404)
  })
})
