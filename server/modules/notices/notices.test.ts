import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RoleId } from '#contract/roles.ts'
import { newId } from '#server/core/ids.ts'
import { tickMatters } from '#server/modules/matters/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { followed } from '#test/acting.ts'
import { moveIn } from '#test/people.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'
import { tellPeople } from './index.ts'

const TOWN = '610114006'
const OTHER_TOWN = '610114001'
const WATER = 'department-water'
const PHONES: Record<string, string> = { 报事甲: '13910000001', 承办丁: '13910000004' }

type Notice = { id: string; title: string; text: string; matter?: string; readAt?: string }
type List = { rows: Notice[]; next: string | null; unread: number }

let world: World
const asker: Who = '报事甲'
const neighbour = '跟着乙'
const dispatcher: Who = ['分拨丙', 'town-dispatcher']
const handler: Who = ['承办丁', 'handler']
const colleague: Who = ['承办戊', 'handler']
const elsewhere: Who = ['外镇己', 'town-dispatcher']

beforeAll(async () => {
  world = await openWorld()
  const { services, county, village: home } = world
  const come = (name: string, post?: { role: RoleId; division: string; unit?: string }) =>
    moveIn(services, county, {
      name,
      home,
      ...(PHONES[name] ? { phone: PHONES[name] } : {}),
      ...(post ? { post } : {}),
    })
  await come('报事甲')
  await come('跟着乙')
  await come('分拨丙', { role: 'town-dispatcher', division: TOWN })
  await come('承办丁', { role: 'handler', division: county, unit: WATER })
  await come('承办戊', { role: 'handler', division: county, unit: WATER })
  await come('外镇己', { role: 'town-dispatcher', division: OTHER_TOWN })
  await tellPeople(services)
  await world.http.listen({ host: '127.0.0.1', port: 0 })
})

const tellAll = async () => {
  await logSettled(world.services)
  return tellPeople(world.services)
}

async function must(
  who: Who,
  method: 'GET' | 'POST',
  url: string,
  body?: object,
): Promise<Record<string, string>> {
  const answer = await world.ask(who, method, url, body)
  expect([url, answer.status, answer.body]).toEqual([url, 200, expect.anything()])
  return answer.body
}
const report = async (): Promise<string> => {
  const answers = { words: '村口排水沟堵了，污水往外冒', item: '0402' }
  const body = { flow: 'grid-event', action: 'report', division: world.village, answers }
  return (await must(asker, 'POST', '/api/matters', body))['id'] ?? ''
}
const act = (who: Who, id: string, action: string, answers: object = {}) =>
  must(who, 'POST', `/api/matters/${id}/actions`, { action, answers })
const list = async (who: Who) => (await must(who, 'GET', '/api/notices')) as unknown as List
/** What that person was told of the matter, the newest first. */
async function toldOf(who: Who, id: string): Promise<Notice[]> {
  const found: Notice[] = []
  let cursor = ''
  for (;;) {
    const page = (await must(who, 'GET', `/api/notices${cursor}`)) as unknown as List
    found.push(...page.rows.filter(({ matter }) => matter === id))
    if (page.next === null) return found
    cursor = `?cursor=${page.next}`
  }
}
const titles = async (who: Who, id: string) => (await toldOf(who, id)).map(({ title }) => title)

async function textsTo(name: string): Promise<string[]> {
  const log = await readFile(join(world.services.config.dataDir, 'texts.log'), 'utf8').catch(() => '')
  const entries = log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { phone: string; text: string })
  return entries.filter(({ phone }) => phone === PHONES[name]).map(({ text }) => text)
}

describe('notices', () => {
  it('go to whoever has to act next, and to the asker in plain words', async () => {
    const id = await report()
    await followed(world, id, neighbour)
    await tellAll()
    expect(await titles(dispatcher, id)).toEqual(['待受理：村口排水沟堵了，污水往外冒'])
    expect((await toldOf(dispatcher, id))[0]?.text).toMatch(/村。报事。请在\d+月\d+日 \d\d:\d\d 前办理。$/)
    expect(await titles(asker, id)).toEqual([])
    expect(await titles(elsewhere, id)).toEqual([])

    await act(dispatcher, id, 'dispatch', { unit: WATER })
    await tellAll()
    expect(await titles(handler, id)).toEqual(['待签收：村口排水沟堵了，污水往外冒'])
    expect(await titles(colleague, id)).toEqual(['待签收：村口排水沟堵了，污水往外冒'])
    expect(await titles(asker, id)).toEqual(['已交给单位'])
    // The asker opened it to nobody: who follows is told of the class, never of her words.
    expect((await toldOf(neighbour, id))[0]?.text).toMatch(
      /^您关注的“(?!村口排水沟).+”（\d+-\d+）：已交给单位。$/,
    )
    // The dispatcher did it: no news.
    expect(await titles(dispatcher, id)).toHaveLength(1)

    await act(handler, id, 'accept')
    await act(handler, id, 'contact', { contactWay: 'phone', contactResult: '约好下午去看' })
    await act(handler, id, 'finish', { result: '疏通了，水退了' })
    await tellAll()
    // The unit kept it: whoever sits beside need not hear of each step.
    expect(await titles(colleague, id)).toHaveLength(1)
    const [done] = await toldOf(asker, id)
    expect(done?.title).toBe('办好了，请您看看')
    expect(done?.text).toContain('办理结果：疏通了，水退了')
    expect(await textsTo('报事甲')).toEqual([expect.stringContaining('办好了，请您看看')])

    await act(asker, id, 'reject', { unsolved: '下了雨又冒出来' })
    await tellAll()
    expect(await titles(dispatcher, id)).toHaveLength(1)
  })

  it('remind of what is urged, added, nearly due and late', async () => {
    const id = await report()
    await act(dispatcher, id, 'dispatch', { unit: WATER })
    await act(asker, id, 'urge')
    await act(asker, id, 'add', { note: '路灯也坏了' })
    await act(handler, id, 'add', { note: '明天上午去' })
    await tellAll()
    expect((await titles(colleague, id)).map((title) => title.split('：')[0])).toEqual([
      '有了补充',
      '对方催了',
      '待签收',
    ])
    // What the asker adds stays in the matter: not everybody who is told may know who asked.
    expect((await toldOf(colleague, id))[0]?.text).not.toContain('路灯也坏了')
    expect((await toldOf(asker, id))[0]?.text).toContain('明天上午去')
    const before = (await textsTo('承办丁')).length
    await tickMatters(world.services, new Date(Date.now() + 30 * 86_400_000))
    await tellAll()
    expect((await titles(handler, id)).some((title) => title.startsWith('已超期'))).toBe(true)
    expect((await textsTo('承办丁')).slice(before)).toContainEqual(expect.stringContaining('已超过办理时限'))
  })

  it('are written once, however many workers there are', async () => {
    const id = await report()
    await Promise.all([1, 2, 3, 4].map(() => tellAll()))
    await tellAll()
    expect(await titles(dispatcher, id)).toHaveLength(1)
  })

  it('are read page by page, and marked as seen', async () => {
    for (let n = 0; n < 32; n++) await report()
    await tellAll()
    const first = await list(dispatcher)
    expect(first.rows).toHaveLength(30)
    expect(first.unread).toBeGreaterThanOrEqual(32)
    const second = (await must(dispatcher, 'GET', `/api/notices?cursor=${first.next}`)) as unknown as List
    const ids = [...first.rows, ...second.rows].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect((await must(dispatcher, 'POST', '/api/notices/read'))['unread']).toBe(0)
    expect((await list(dispatcher)).unread).toBe(0)
    expect((await world.ask(dispatcher, 'GET', '/api/notices?cursor=nonsense')).status).toBe(400)
  })
})

describe('the live stream', () => {
  const leaving: AbortController[] = []
  afterEach(() => leaving.splice(0).forEach((controller) => controller.abort()))

  /** Listens as that person; `events` fills up as they come. */
  async function listen(name: string, role?: string) {
    const { person, post } = await world.scope(name, role)
    const { token } = await openSession(world.services, world.county, person, post?.id)
    const { port } = world.http.server.address() as AddressInfo
    const controller = new AbortController()
    leaving.push(controller)
    const answer = await fetch(`http://127.0.0.1:${port}/api/live`, {
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' },
      signal: controller.signal,
    })
    const events: { event: string; data: { id?: string; unread?: number } }[] = []
    const stream = { isOver: false }
    void read(answer, events).then(() => (stream.isOver = true))
    return { answer, events, token, stream }
  }
  async function read(answer: Response, events: { event: string; data: object }[]): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    try {
      for await (const chunk of answer.body ?? []) {
        const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
          if (event) events.push({ event, data: JSON.parse(data) as object })
        }
      }
    } catch {
      // The test left.
    }
  }
  const until = (check: () => boolean) => expect.poll(check, { timeout: 5_000, interval: 20 }).toBe(true)

  it('brings a change to those who may see it, and to nobody else', async () => {
    const here = await listen('分拨丙', 'town-dispatcher')
    const there = await listen('外镇己', 'town-dispatcher')
    expect(here.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(here.answer.headers.get('content-encoding')).toBeNull()
    await until(() => here.events.length > 0 && there.events.length > 0)
    const id = await report()
    await until(() => here.events.some(({ event, data }) => event === 'matter' && data.id === id))
    expect(there.events.filter(({ event }) => event === 'matter')).toEqual([])
  })

  it('counts what one has not seen', async () => {
    await tellAll()
    await must(dispatcher, 'POST', '/api/notices/read')
    const { events } = await listen('分拨丙', 'town-dispatcher')
    const unread = () => events.filter(({ event }) => event === 'notice').at(-1)?.data.unread
    await until(() => unread() === 0)
    await report()
    await tellAll()
    await until(() => unread() === 1)
    await must(dispatcher, 'POST', '/api/notices/read')
    await until(() => unread() === 0)
  })

  it('is for people who have signed in', async () => {
    expect((await world.ask(undefined, 'GET', '/api/live')).status).toBe(401)
  })

  it('ends with its session: at once where it was closed, and within five seconds wherever else', async () => {
    const [here, abroad, other] = [await listen('报事甲'), await listen('报事甲'), await listen('报事甲')]
    const out = await fetch(`${new URL(here.answer.url).origin}/api/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${here.token}`, 'idempotency-key': newId() },
    })
    expect(out.status).toBeLessThan(300)
    await expect.poll(() => here.stream.isOver, { timeout: 1_500, interval: 20 }).toBe(true)
    expect([abroad.stream.isOver, other.stream.isOver]).toEqual([false, false])
    // As another process does it: this one is told nothing.
    await world.services.db.asOwner((tx) =>
      tx.rows('update sessions set closed_at = now() where token_hash = $1', [
        world.services.secrets.hash('token', abroad.token),
      ]),
    )
    await until(() => abroad.stream.isOver)
    expect(other.stream.isOver).toBe(false)
  })

  it('lets the server stop', async () => {
    await listen('报事甲')
    const started = Date.now()
    await world.http.close()
    expect(Date.now() - started).toBeLessThan(3_000)
  })
})
