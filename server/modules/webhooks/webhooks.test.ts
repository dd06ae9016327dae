import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import { newId } from '#server/core/ids.ts'
import { addClient } from '#server/modules/api-clients/index.ts'
import { SYSTEM } from '#test/accounts.ts'
import { actingIn, DISPATCHER, WATER } from '#test/acting.ts'
import { logOf } from '#test/audit.ts'
import { actingAt, resolvedAt } from '#test/meeting.ts'
import { deskOf, HAPPENED_ON } from '#test/publishing.ts'
import { openReceiver, type Got, type Receiver } from '#test/receiver.ts'
import { logSettled, openWorld, type World } from '#test/world.ts'
import { gatherMatters, sendDeliveries } from './index.ts'
import { nextTry } from './rules.ts'

/** Others are told, over a real connection, of what is theirs to know. */

let world: World
let receiver: Receiver
let key: string
let hook: string
const EVERYTHING = [
  'matter.opened',
  'matter.acted',
  'matter.closed',
  'publication.published',
  'resolution.passed',
]

beforeAll(async () => {
  receiver = await openReceiver()
  world = await openWorld({ ownHosts: [receiver.host] })
  // The worker has been running: its place in the log is where the log ends now.
  await gatherMatters(world.services)
  key = await addClient(world.services, world.county, {
    name: '12345热线',
    scopes: ['hotline', 'webhooks'],
  })
  const { status, body } = await asked('POST', '/api/webhooks', { url: receiver.url, events: EVERYTHING })
  expect(status).toBe(200)
  ;({ id: hook } = body as { id: string })
  receiver.knows((body as { secret: string }).secret)
})
afterAll(() => receiver.close())

async function asked(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
  once = newId(),
  as = key,
) {
  const answer = await world.http.inject({
    method,
    url,
    headers: { 'x-api-key': as, 'idempotency-key': once },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json<object>() }
}

/** What arrives by letting the worker's two jobs run once. */
async function arriving(): Promise<Got[]> {
  const before = receiver.got.length
  await logSettled(world.services)
  await gatherMatters(world.services)
  await sendDeliveries(world.services)
  return receiver.got.slice(before)
}

const ticket = (number: string) => ({
  number,
  words: '渠边的井盖没有了',
  item: '0402',
  village: world.village,
  caller: { name: '过路的人', phone: '13900000777' },
})

/** Every message that waits is due now. */
const hurry = () =>
  world.services.db.asOwner((tx) =>
    tx.rows('update webhook_deliveries set due_at = now() where due_at is not null'),
  )

describe('what a client hears', () => {
  it('is its own matter from the first word to the last, signed, with the hotline’s number and the reply', async () => {
    const { body } = await asked('POST', '/api/hotline/tickets', ticket('HL-2026-0001'))
    const { matter } = body as { matter: string }
    const [opened] = await arriving()
    expect([opened?.event, opened?.isGenuine]).toEqual(['matter.opened', true])
    expect(opened?.body.data).toMatchObject({ id: matter, ticket: 'HL-2026-0001', stage: 'reported' })
    const { must } = actingIn(world)
    await must(DISPATCHER, matter, 'dispatch', { unit: 'department-water', advice: '内部的话' })
    await must(WATER, matter, 'accept')
    await must(WATER, matter, 'contact', { contactWay: 'phone', contactResult: '说好了' })
    await must(WATER, matter, 'finish', { result: '换了新井盖，焊牢了' })
    const acted = await arriving()
    expect(acted.map(({ event, body: { data } }) => [event, data['action']])).toEqual([
      ['matter.acted', 'dispatch'],
      ['matter.acted', 'accept'],
      ['matter.acted', 'contact'],
      ['matter.acted', 'finish'],
    ])
    expect(acted.at(-1)?.body.data).toMatchObject({ stage: 'confirming', reply: '换了新井盖，焊牢了' })
    expect(JSON.stringify(acted)).not.toMatch(/内部的话|13900000777|过路的人/)
    // The caller’s own, which went to their telephone.
    const code = world.services.secrets.codesOf(matter)[0]?.own
    expect(
      (
        await world.ask(undefined, 'POST', `/api/track/${code}/actions`, {
          action: 'confirm',
          answers: { stars: 5 },
        })
      ).status,
    ).toBe(200)
    const [closed] = await arriving()
    expect(closed?.body).toMatchObject({
      event: 'matter.closed',
      data: { ending: 'satisfied', reply: '换了新井盖，焊牢了', ticket: 'HL-2026-0001' },
    })
  })

  it('is nothing of what others reported', async () => {
    await actingIn(world).report()
    expect(await arriving()).toEqual([])
  })

  it('is what hangs for everybody, and that something was decided', async () => {
    const desk = deskOf(world)
    // What hangs for the village alone is told to nobody outside.
    await desk.published('只给本村')
    const { id, rev } = await desk.begun('推送', 'C03')
    const cells = { on: HAPPENED_ON, what: '监委制度', detail: '每月审一次账' }
    await desk.save(id, rev, { columns: TABLES.text, rows: [{ cells }] }, undefined, '监委制度')
    await desk.passed(id)
    await resolvedAt(world, actingAt(world))
    const heard = await arriving()
    const published = heard.filter(({ event }) => event === 'publication.published')
    expect(published.map(({ body }) => body.data)).toMatchObject([
      { id, item: 'C03', title: '监委制度', version: 1 },
    ])
    expect(heard.every(({ isGenuine }) => isGenuine)).toBe(true)
    const passed = heard.find(({ event }) => event === 'resolution.passed')
    expect(Object.keys(passed?.body.data ?? {}).toSorted()).toEqual(['decidedOn', 'division', 'id'])
  })
})

describe('an address that does not answer', () => {
  it('is tried again later and later, given up, seen at the desk, and sent again', async () => {
    receiver.answers(503)
    await asked('POST', '/api/hotline/tickets', ticket('HL-2026-0002'))
    const [first] = await arriving()
    expect(first?.event).toBe('matter.opened')
    // Not due yet: nothing is sent.
    expect(await arriving()).toEqual([])
    for (let tries = 1; tries < 8; tries++) {
      await hurry()
      const [again] = await arriving()
      expect([again?.delivery, again?.isGenuine]).toEqual([first?.delivery, true])
    }
    await hurry()
    expect(await arriving()).toEqual([])
    type Watched = { dead: { id: string; outcome: string; tries: number; url: string }[] }
    const watched = async () => (await world.ask(SYSTEM, 'GET', '/api/webhooks/watch')).body as Watched
    const [dead] = (await watched()).dead
    expect(dead).toMatchObject({ id: first?.delivery, outcome: '对方回答 503', tries: 8, url: receiver.url })
    receiver.answers(200)
    const again = await world.ask(SYSTEM, 'POST', `/api/webhooks/deliveries/${dead?.id}/again`)
    expect(again.status).toBe(204)
    expect((await arriving()).map(({ delivery }) => delivery)).toEqual([first?.delivery])
    expect((await watched()).dead).toEqual([])
    expect((await logOf(world, { route: 'webhooks.again' }))[0]?.outcome).toBe('done')
  })

  it('waits longer each time, half a week in all', () => {
    const now = new Date('2026-11-26T00:00:00Z')
    const waits = Array.from({ length: 8 }, (_, n) => nextTry(n + 1, now))
    expect(waits.at(-1)).toBeUndefined()
    const minutes = waits.slice(0, -1).map((at) => ((at?.getTime() ?? 0) - now.getTime()) / 60_000)
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
    expect(minutes[0]).toBe(1)
  })
})

describe('registering', () => {
  it('answers a repeat as the first time, and with other words not at all', async () => {
    const once = newId()
    const first = await asked('POST', '/api/webhooks', { url: receiver.url, events: ['matter.closed'] }, once)
    const again = await asked('POST', '/api/webhooks', { url: receiver.url, events: ['matter.closed'] }, once)
    expect(again).toEqual(first)
    const other = await asked(
      'POST',
      '/api/webhooks',
      { url: `${receiver.url}2`, events: ['matter.closed'] },
      once,
    )
    expect(other.status).toBe(409)
    const more = await asked(
      'POST',
      '/api/webhooks',
      { url: receiver.url, events: ['matter.closed', 'matter.opened'] },
      once,
    )
    expect(more.status).toBe(409)
    expect((await asked('DELETE', `/api/webhooks/${once}`)).status).toBe(204)
    expect((await asked('DELETE', `/api/webhooks/${once}`)).status).toBe(404)
    const ended = await asked('POST', '/api/webhooks', { url: receiver.url, events: ['matter.closed'] }, once)
    expect([ended.status, (ended.body as { title: string }).title]).toEqual([
      409,
      '这个推送登记已经停用，要再推送，请换一个新的防重复编号重新登记',
    ])
  })

  it('refuses addresses of our own house', async () => {
    for (const url of ['https://10.0.0.8/', 'http://example.cn/', 'https://[::1]:8080/healthz'])
      expect([url, (await asked('POST', '/api/webhooks', { url, events: EVERYTHING })).status]).toEqual([
        url,
        422,
      ])
  })

  it('is for clients that may, and each sees and ends its own alone', async () => {
    const other = await addClient(world.services, world.county, { name: '别的系统', scopes: ['webhooks'] })
    expect((await asked('GET', '/api/webhooks', undefined, newId(), other)).body).toEqual([])
    expect((await asked('DELETE', `/api/webhooks/${hook}`, undefined, newId(), other)).status).toBe(404)
    const deaf = await addClient(world.services, world.county, { name: '只报事', scopes: ['open311.report'] })
    for (const wrong of [deaf, 'nobody', ''])
      expect((await asked('GET', '/api/webhooks', undefined, newId(), wrong)).status).toBe(403)
  })

  it('lies sealed in the database, and ends with its client', async () => {
    const row = await world.services.db.asOwner((tx) =>
      tx.first<{ secret_sealed: Buffer; client: string }>(
        'select secret_sealed, client from webhooks where id = $1',
        [hook],
      ),
    )
    const { body } = await asked('POST', '/api/hotline/tickets', ticket('HL-2026-0003'))
    expect(body).toMatchObject({ ticket: 'HL-2026-0003' })
    const ended = await world.ask(SYSTEM, 'POST', `/api/clients/${row?.client}/end`)
    expect(ended.status).toBe(204)
    expect(await arriving()).toEqual([])
    expect((await asked('GET', '/api/webhooks')).status).toBe(403)
  })
})
