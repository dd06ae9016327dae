import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

/** A street whose grid workers have all left, a village of it, and another where none will come. */
const TOWN = '610114001'
const VILLAGE = '610114001001'
const EMPTY = '610114001002'
const OFFICER: Who = ['街道甲', 'town-dispatcher']
const COUNTY: Who = ['区里乙', 'county-dispatcher']
const WORKERS = ['网格丙', '网格丁'] as const
const PHONE = '13910000021'

type Mine = { id: string; awaits: boolean; knownAt?: string; remindedAt?: string; withdrawn?: object }
type Shown = {
  recipients: number
  known?: number
  unaware?: { name: string; phone?: string }[]
  reminders: { recipients: number }[]
  withdrawn?: { by: string; reason: string }
  mayWithdraw: boolean
}

let world: World
let told: string[][]

beforeAll(async () => {
  world = await openWorld()
  const { services, county } = world
  await services.db.asOwner((tx) =>
    tx.rows(
      `update posts set ends_on = '2021-01-01' where role = 'grid-worker' and starts_with(division, $1)`,
      [TOWN],
    ),
  )
  const post = (role: 'grid-worker' | 'town-dispatcher' | 'county-dispatcher', division: string) => ({
    role,
    division,
  })
  const home = VILLAGE
  await moveIn(services, county, { name: '网格丙', home, phone: PHONE, post: post('grid-worker', VILLAGE) })
  await moveIn(services, county, { name: '网格丁', home, post: post('grid-worker', VILLAGE) })
  const ended = { ...post('grid-worker', VILLAGE), ends: '2021-01-01' }
  await moveIn(services, county, { name: '离任戊', home, post: ended })
  await moveIn(services, county, { name: '街道甲', home, post: post('town-dispatcher', TOWN) })
  await moveIn(services, county, { name: '区里乙', home, post: post('county-dispatcher', county) })
  const say = services.live.told
  services.live.told = (place, people) => {
    told.push([...people])
    say(place, people)
  }
  told = []
})

async function must<T>(who: Who, method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
  const answer = await world.ask(who, method, url, body)
  expect([url, answer.status, answer.body]).toEqual([
    url,
    method === 'POST' && /withdraw|acknowledge/.test(url) ? 204 : 200,
    expect.anything(),
  ])
  return answer.body
}
const send = (level: string, who: Who = OFFICER, division = TOWN) =>
  must<{ id: string; recipients: number }>(who, 'POST', '/api/broadcasts', {
    division,
    level,
    text: `今晚 22 点起有暴雨，请到危房和低洼处走一遍（${level}）`,
  })
const show = (id: string, who: Who = OFFICER) => must<Shown>(who, 'GET', `/api/broadcasts/${id}`)
const mine = async (who: Who, id: string) =>
  (await must<Mine[]>(who, 'GET', '/api/broadcasts/mine')).find((one) => one.id === id)
const people = (names: readonly string[]) =>
  Promise.all(names.map(async (name) => (await world.scope(name)).person))

describe('an emergency', () => {
  it('is for the grid workers of that moment, who hear at once, and knows who has not said so', async () => {
    expect(await must(OFFICER, 'GET', `/api/broadcasts/audience?division=${TOWN}`)).toEqual({ recipients: 2 })
    told = []
    const { id, recipients } = await send('emergency')
    expect(recipients).toBe(2)
    expect(told.flat().toSorted()).toEqual((await people(WORKERS)).toSorted())
    expect(await mine('网格丙', id)).toMatchObject({ awaits: true })
    expect(await mine('离任戊', id)).toBeUndefined()
    // To have it on the screen is not to know of it.
    expect(await show(id)).toMatchObject({ known: 0, recipients: 2 })

    await must('网格丙', 'POST', `/api/broadcasts/${id}/acknowledge`)
    await must('网格丙', 'POST', `/api/broadcasts/${id}/acknowledge`)
    expect(await mine('网格丙', id)).toMatchObject({ awaits: false, knownAt: expect.any(String) })
    const shown = await show(id)
    expect(shown).toMatchObject({ known: 1, recipients: 2 })
    expect(shown.unaware?.map(({ name }) => name)).toEqual(['网格丁'])
  })

  it('is said again to those only who have not said so', async () => {
    const { id } = await send('emergency')
    await must('网格丁', 'POST', `/api/broadcasts/${id}/acknowledge`)
    expect((await show(id)).unaware).toEqual([
      { name: '网格丙', phone: PHONE, divisionName: expect.any(String) },
    ])
    told = []
    const key = newId()
    for (const _ of [1, 2]) {
      const answer = await world.ask(OFFICER, 'POST', `/api/broadcasts/${id}/remind`, undefined, key)
      expect(answer).toMatchObject({ status: 200, body: { recipients: 1 } })
    }
    expect(told.filter((some) => some.length > 0)).toEqual([await people(['网格丙'])])
    expect((await show(id)).reminders).toMatchObject([{ recipients: 1 }])
    expect(await mine('网格丙', id)).toMatchObject({ remindedAt: expect.any(String) })
    await must('网格丙', 'POST', `/api/broadcasts/${id}/acknowledge`)
    expect((await world.ask(OFFICER, 'POST', `/api/broadcasts/${id}/remind`)).status).toBe(409)
  })

  it('stays when it is withdrawn, marked so, and asks for nothing more', async () => {
    const { id } = await send('emergency')
    const reason = '预警已解除'
    await must(OFFICER, 'POST', `/api/broadcasts/${id}/withdraw`, { reason })
    expect(await mine('网格丙', id)).toMatchObject({ awaits: false, withdrawn: { reason } })
    const shown = await show(id)
    expect(shown.withdrawn).toMatchObject({ by: '街道甲', reason })
    // Nobody needs to be called any more.
    expect(shown.unaware?.map(({ phone }) => phone)).toEqual([undefined, undefined])
    for (const [who, act] of [
      [OFFICER, 'withdraw'],
      [OFFICER, 'remind'],
      ['网格丙', 'acknowledge'],
    ] as const) {
      const answer = await world.ask(who, 'POST', `/api/broadcasts/${id}/${act}`, { reason })
      expect([act, answer.status]).toEqual([act, 409])
    }
  })

  it('of the county is seen by its streets and withdrawn by the county only', async () => {
    const { id } = await send('emergency', COUNTY)
    expect(await show(id)).toMatchObject({ mayWithdraw: false })
    const refused = await world.ask(OFFICER, 'POST', `/api/broadcasts/${id}/withdraw`, { reason: '不需要' })
    expect(refused.status).toBe(403)
    await must(COUNTY, 'POST', `/api/broadcasts/${id}/withdraw`, { reason: '预警已解除' })
  })
})

describe('an ordinary one', () => {
  it('reaches the same people, and nothing anywhere says who opened it', async () => {
    told = []
    const { id, recipients } = await send('ordinary')
    expect(recipients).toBe(2)
    expect(told.flat().toSorted()).toEqual((await people(WORKERS)).toSorted())
    const before = await wholeDatabase()
    for (const name of WORKERS) expect(await mine(name, id)).toMatchObject({ awaits: false })
    expect(await mine('离任戊', id)).toBeUndefined()
    // Reading it changed no row of any table.
    expect(await wholeDatabase()).toEqual(before)
    const shown = await show(id)
    expect([shown.known, shown.unaware, shown.reminders]).toEqual([undefined, undefined, []])
    expect((await world.ask('网格丙', 'POST', `/api/broadcasts/${id}/acknowledge`)).status).toBe(404)
    expect((await world.ask(OFFICER, 'POST', `/api/broadcasts/${id}/remind`)).status).toBe(409)
  })

  it('can have no receipt in the database, not even by its owner', async () => {
    const { id } = await send('ordinary')
    const [person] = await people(['网格丙'])
    for (const level of ['ordinary', 'emergency']) {
      const write = world.services.db.asOwner((tx) =>
        tx.rows('insert into broadcast_receipts (county, broadcast, level, person) values ($1, $2, $3, $4)', [
          world.county,
          id,
          level,
          person,
        ]),
      )
      await expect(write).rejects.toThrow(level === 'ordinary' ? /check constraint/ : /foreign key/)
    }
  })
})

describe('what was sent', () => {
  it('is sent once by one key, and stands as it was sent', async () => {
    const key = newId()
    const body = { division: TOWN, level: 'emergency', text: '请报平安' }
    told = []
    const first = await world.ask(OFFICER, 'POST', '/api/broadcasts', body, key)
    const again = await world.ask(OFFICER, 'POST', '/api/broadcasts', body, key)
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body])
    expect(told.filter((some) => some.length > 0)).toHaveLength(1)
    expect((await world.ask(COUNTY, 'POST', '/api/broadcasts', body, key)).status).toBe(404)
    const change = world.services.db.inCounty(world.county, (tx) =>
      tx.rows(`update broadcasts set text = '别的' where county = current_county() and id = $1`, [key]),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })

  it('is listed page by page, newest first', async () => {
    for (let n = 0; n < 31; n++) await send('ordinary')
    type Page = { rows: { id: string; sentAt: string }[]; next: string | null }
    const first = await must<Page>(OFFICER, 'GET', '/api/broadcasts')
    const second = await must<Page>(OFFICER, 'GET', `/api/broadcasts?cursor=${first.next}`)
    const rows = [...first.rows, ...second.rows]
    expect(first.rows).toHaveLength(30)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(rows.map(({ sentAt }) => sentAt)).toEqual(
      rows
        .map(({ sentAt }) => sentAt)
        .toSorted()
        .toReversed(),
    )
  })

  it('is refused without words, outside one’s area, below the village, and where nobody is', async () => {
    const ask = async (division: string, text = '通知') =>
      (await world.ask(OFFICER, 'POST', '/api/broadcasts', { division, level: 'ordinary', text })).status
    expect(await ask(TOWN, '  ')).toBe(422)
    expect(await ask(TOWN, '长'.repeat(501))).toBe(422)
    expect(await ask('610114')).toBe(403)
    expect(await ask('610114006')).toBe(403)
    expect(await ask(`${VILLAGE}001`)).toBe(422)
    expect(await ask(EMPTY)).toBe(409)
  })
})

/** How many rows every table holds, and what was last changed in it: a read that leaves a mark would show. */
async function wholeDatabase(): Promise<Record<string, unknown>> {
  return world.services.db.asOwner(async (tx) => {
    const tables = await tx.rows<{ name: string }>(
      `select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    )
    const found: Record<string, unknown> = {}
    for (const { name } of tables)
      // Every row written or changed carries the number of the transaction that did it.
      found[name] = await tx.first(
        `select count(*)::int as n, max(xmin::text::bigint) as last from "${name}"`,
      )
    return found
  })
}
