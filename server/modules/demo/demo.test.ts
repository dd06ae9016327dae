import { beforeAll, describe, expect, test } from 'vitest'
import { dateOf, fieldsOf, type Calendar } from '#practice/kit/index.ts'
import { getFlow } from '#practice/flows.gen.ts'
import { inside } from '#packs/borders.ts'
import { PLACES } from '#db/village/grids.ts'
import { HOUSEHOLDS } from '#db/village/people.ts'
import { SCENE_IDS } from '#db/village/scenes.ts'
import { verifyMatters } from '#server/modules/matters/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { seed } from '#server/seed.ts'
import { openWorld, type World } from '#test/world.ts'
import { drawScene } from './drawings.ts'
import { seedVillage } from './index.ts'
import { checkDigitOf, drawSeed, eventsOf, idNumberOf, ofOneDay } from './rules.ts'

let world: World
let calendar: Calendar
const drawn = drawSeed()

beforeAll(async () => {
  world = await openWorld()
  calendar = (await getCounty(world.services.db, world.county)).calendar
})

const rows = <R extends object>(sql: string, values: readonly unknown[] = []) =>
  world.services.db.read(world.county, (tx) => tx.rows<R>(sql, values))

describe('the demo village', () => {
  test('is told to its end, and again adds nothing', async () => {
    const count = () => rows('select count(*) as n, max(at) as last from entries')
    const before = await count()
    const later = new Date(Date.now() + 3_600_000)
    expect(await seedVillage(world.services, { now: later })).toEqual({ matters: 0, entries: 0, stopped: [] })
    expect(await count()).toEqual(before)
    expect(await seed(world.services, 'yanliang', 'village')).toBe('演示村已经有了，没有再添')
    await expect(seed(world.services, 'yanliang', 'city')).rejects.toThrow('没有 city 这种演示规模')
  })

  test('has matters at every stage of every flow', async () => {
    const found = await rows<{ flow: string; stage: string }>('select distinct flow, stage from matters')
    const at = new Set(found.map(({ flow, stage }) => `${flow} ${stage}`))
    const missing = ['grid-event', 'village-service', 'wish'].flatMap((id) =>
      Object.keys(getFlow(id).stages).filter((stage) => !at.has(`${id} ${stage}`)),
    )
    expect(missing).toEqual([])
    const ended = await rows<{ n: number }>(
      'select count(*)::int as n from matters where ended_at is not null',
    )
    expect(ended[0]?.n).toBeGreaterThan(80)
  })

  test('the clock has run: warned, overdue, missed contacts, escalated, lapsed, put back', async () => {
    const found = await rows<{ action: string }>(
      'select distinct action from entries where actor is null order by 1',
    )
    expect(found.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['warn', 'overdue', 'contact-late', 'escalate', 'lapse', 'reopen']),
    )
    const confidential = await rows('select from matters where confidential')
    expect(confidential.length).toBeGreaterThanOrEqual(2)
  })

  test('every matter is the fold of an unbroken chain, and nothing happened after now', async () => {
    expect((await verifyMatters(world.services, world.county)).faults).toEqual([])
    expect(await rows('select from entries where at > now()')).toEqual([])
  })

  test('a phone is sealed and found by its hash; an ID number is nobody’s but right in form', async () => {
    const { secrets } = world.services
    const [row] = await rows<{ name: string; phone_sealed: Buffer; id_number_sealed: Buffer }>(
      'select name, phone_sealed, id_number_sealed from people where phone_hash = $1',
      [secrets.hash('phone', '13800000001')],
    )
    expect(row?.name).toBe('刘桂兰')
    expect(row && secrets.unseal(row.phone_sealed)).toBe('13800000001')
    expect(row && secrets.unseal(row.id_number_sealed)).toBe(idNumberOf('1951-03-14', '女', 0))
    expect(idNumberOf('1949-12-31', '女', 1)).toMatch(/^99999919491231002[\dX]$/)
    // The example printed in GB 11643.
    expect(checkDigitOf('11010519491231002')).toBe('X')
  })

  test('pictures are kept and hang on their matters', async () => {
    const [hung] = await rows<{ n: number }>('select count(distinct file)::int as n from matter_files')
    expect(hung?.n).toBe(SCENE_IDS.length)
    for (const { id } of await rows<{ id: string }>('select id from files')) {
      expect(await world.services.files.exists(id, 'small')).toBe(true)
    }
    const picture = await drawScene('drain')
    expect(picture.length).toBeGreaterThan(20_000)
  })
})

describe('the stories', () => {
  test('come in order and before now, whenever the village is seeded', () => {
    for (const at of ['2026-09-30T22:00Z', '2026-10-07T03:00Z', '2026-11-23T01:00Z', '2027-02-09T16:30Z']) {
      const now = new Date(at)
      const events = eventsOf(drawn.stories, now, calendar)
      const last = new Map<string, number>()
      for (const { story, n, at: time } of events) {
        expect(n, story.id).toBe((last.get(story.id) ?? -1) + 1)
        expect(time < now, story.id).toBe(true)
        last.set(story.id, n)
      }
      expect(eventsOf(drawSeed().stories, now, calendar).map(({ key }) => key)).toEqual(
        events.map(({ key }) => key),
      )
      expect(dateOf(events[0]?.at ?? now) > dateOf(new Date(now.getTime() - 60 * 86_400_000))).toBe(true)
    }
  })

  test('use fields their flows know, and names of their own', () => {
    const ids = drawn.stories.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, flow, opening, steps } of drawn.stories) {
      const fields = { ...fieldsOf(getFlow(flow)), ...fieldsOf(getFlow('assist')) }
      const used = [opening, ...steps].flatMap(({ answers }) => Object.keys(answers))
      expect(
        used.filter((field) => !(field in fields)),
        id,
      ).toEqual([])
    }
  })
})

test('a meeting of the demo begins and ends on one day, at whatever hour the demo starts', () => {
  for (let minute = 0; minute < 24 * 60; minute++) {
    const at = ofOneDay(new Date(Date.parse('2026-11-28T00:00:00+08:00') + minute * 60_000))
    expect(dateOf(new Date(at.getTime() + 75 * 60_000))).toBe(dateOf(at))
  }
})

describe('the people', () => {
  test('have names, phones and ids of their own, and those who hold posts live somewhere or work there', () => {
    for (const key of ['id', 'name', 'phone'] as const) {
      const values = drawn.people.map((person) => person[key]).filter((value) => value !== undefined)
      expect(values.length - new Set(values).size, key).toBe(0)
    }
    const doors = HOUSEHOLDS.map(({ grid, door }) => `${grid} ${door}`)
    expect(new Set(doors).size).toBe(doors.length)
    expect(drawn.posts.filter(({ role }) => role === 'volunteer').length).toBeGreaterThanOrEqual(10)
  })

  test('their places lie in the village', async () => {
    const [village] = await rows<{ boundary: { coordinates: [number, number][][] } }>(
      'select boundary from divisions where code = $1',
      [world.village],
    )
    for (const { lng, lat, address } of Object.values(PLACES)) {
      expect(inside(village?.boundary.coordinates[0] ?? [], [lng, lat]), address).toBe(true)
    }
  })
})
