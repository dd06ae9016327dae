import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Indicators } from '#contract/indicators.ts'
import type { Wall } from '#contract/wall.ts'
import { closingRate } from '#practice/indicators/speed.indicator.ts'
import { opened } from '#practice/indicators/volume.indicator.ts'
import { dateOf } from '#practice/kit/index.ts'
import { jiyuan } from '#packs/jiyuan/pack.ts'
import { yanliang } from '#packs/yanliang/pack.ts'
import type { Services } from '#server/core/app.ts'
import { migrate } from '#server/core/migrate.ts'
import { startPostgres } from '#server/core/postgres.ts'
import { countEntries, countsOf, evaluate, recount } from '#server/modules/indicators/index.ts'
import { verifyMatters } from '#server/modules/matters/index.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openServices } from '#server/services.ts'
import { buildHttp } from '#server/web.ts'
import { configFor } from '#test/world.ts'
import { familiesOf } from './county-families.ts'
import { planOf } from './county-plan.ts'
import { peopleOf } from './county-people.ts'
import { seedCounty } from './index.ts'

/** Enough for several batches and every turn a matter can take. */
const EVENTS = 6000
const COUNTY = yanliang.code

// A server of its own: its long transactions would hold back the log of every other test's database.
let services: Services
let county: County
let close: () => Promise<void>
beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-county-'))
  const server = await startPostgres(dataDir, { settings: { fsync: 'off', synchronous_commit: 'off' } })
  await migrate(server.url, join(process.cwd(), 'db/migrations'))
  const own = await openServices(configFor(dataDir), server.url)
  close = async () => {
    await own.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  services = own
  await loadPack(services, 'yanliang')
  county = await getCounty(services.db, COUNTY)
})
afterAll(() => close())

const rows = <R extends object>(sql: string) => services.db.read(COUNTY, (tx) => tx.rows<R>(sql))
const events = async () =>
  (await rows<{ n: number }>(`select count(*) as n from matters where flow = 'grid-event'`))[0]?.n
/** What was reported when and where, by the order it was reported in. */
const told = () =>
  rows<{ key: string; words: string }>(
    `select e.key::text, m.opened_at || m.division || m.title || e.answers as words from entries e
     join matters m on m.id = e.matter where e.key < '01700000-0000-7000-8000-000000000000' order by e.key`,
  )

// Thousands of lives through all rules, proved one by one: long on a busy machine.
const LONG = { timeout: 90_000 }

describe('the county', LONG, () => {
  test('is written to its published number, goes on after a kill, and again adds nothing', async () => {
    const now = new Date()
    const { db } = services
    let left = 5
    const killed = {
      ...services,
      db: {
        ...db,
        // Each batch takes its numbers in one transaction and writes in another: the third write is lost.
        asOwner: (work: Parameters<typeof db.asOwner>[0]) =>
          db.asOwner(async (tx) => {
            const result = await work(tx)
            if (left-- <= 0) throw new Error('killed')
            return result
          }),
      },
    } as Services
    const options = { now, events: EVENTS, onProgress: () => undefined }
    await expect(seedCounty(killed, yanliang, 'county', options)).rejects.toThrow('killed')
    const before = await told()
    expect(before).toHaveLength(2000)
    // Tomorrow it still ends on the day it was begun for.
    const tomorrow = new Date(now.getTime() + 86_400_000)
    const { total } = await seedCounty(services, yanliang, 'county', { ...options, now: tomorrow })
    expect([total, await events()]).toEqual([EVENTS, EVENTS])
    expect((await told()).slice(0, 2000)).toEqual(before)
    expect(await seedCounty(services, yanliang, 'county', options)).toEqual({
      matters: 0,
      entries: 0,
      total: EVENTS,
    })
  })

  test('is as proved as if people had pressed every button', async () => {
    expect((await verifyMatters(services, COUNTY)).faults).toEqual([])
    await countEntries(services)
    expect((await recount(services, COUNTY)).faults).toEqual([])
    const [late] = await rows<{ at: Date }>('select max(at) as at from entries where seq > 1')
    expect(late && late.at <= new Date()).toBe(true)
  })

  test('states one closing rate by its counters and by a plain count', async () => {
    const asked = { divisions: [COUNTY], from: '2020-01-01', to: dateOf(new Date()), flow: 'grid-event', class: undefined, confidential: true } // prettier-ignore
    const counts = await services.db.read(COUNTY, (tx) => countsOf(tx, asked, 'all'))
    const numbers = { counts, standings: [], shares: [] }
    const [counted] = await rows<{ ended: number; opened: number }>(
      `select count(ended_at) as ended, count(*) as opened from matters
       where flow = 'grid-event' and ending is distinct from 'recorded'`,
    )
    expect(evaluate(closingRate, numbers)).toMatchObject({
      numerator: counted?.ended,
      denominator: counted?.opened,
    })
    expect(evaluate(opened, numbers).numerator).toBe(EVENTS)
  })

  test('says the same on the wall, in the API and by a plain count: how many there are and how many closed', async () => {
    const [plain] = await rows<{ all: number; closed: number; of: number }>(
      `select count(*) as all, count(*) filter (where ending <> 'recorded') as closed,
         count(*) filter (where ending is distinct from 'recorded') as of
       from matters where flow = 'grid-event'`,
    )
    expect([plain?.all, (plain?.closed ?? 0) / (plain?.of ?? 1) > 0.9]).toEqual([EVENTS, true])
    // Sees what is confidential, too.
    const dispatcher = await services.db.read(COUNTY, (tx) =>
      tx.first<{ id: string; person: string }>(
        `select id, person from posts where county = current_county() and role = 'county-dispatcher' limit 1`,
      ),
    )
    const { token } = await openSession(services, COUNTY, dispatcher?.person ?? '', dispatcher?.id)
    const { http } = await buildHttp({ ...services, config: { ...services.config, county: COUNTY } })
    // The test knows what the routes answer.
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
    const get = async <T>(url: string) =>
      (await http.inject({ url, headers: { authorization: `Bearer ${token}` } })).json<T>()
    const { indicators } = await get<z.output<typeof Indicators>>(
      '/api/indicators?from=2000-01-01&flow=grid-event',
    )
    const { figures } = await get<z.output<typeof Wall>>('/api/wall')
    await http.close()
    const indicator = (id: string) => indicators.find((each) => each.id === id)
    const shown = (id: string) => figures.find((each) => each.id === id)
    expect([indicator('opened')?.numerator, shown('ever')?.value]).toEqual([plain?.all, plain?.all])
    expect(indicator('closing-rate')).toMatchObject({ numerator: plain?.closed, denominator: plain?.of })
    expect(shown('ever-closing')).toMatchObject({ value: plain?.closed, of: plain?.of })
  })

  test('takes every turn the flow has', async () => {
    const found = await rows<{ action: string }>(
      `select distinct action from entries e join matters m on m.id = e.matter where m.number < '260901'`,
    )
    const actions = ['object', 'arbitrate', 'suspend', 'resume', 'askExtension', 'grantExtension', 'refuseExtension', 'reject', 'lapse',
      'merge', 'proposeEnd', 'approveEnd', 'cancel', 'urge', 'warn', 'overdue', 'contact-late', 'escalate', 'claim', 'record'] // prettier-ignore
    expect(found.map(({ action }) => action)).toEqual(expect.arrayContaining(actions))
  })
})

describe('a second county in the same database', LONG, () => {
  const EVERYTHING = ['people', 'households', 'divisions', 'units', 'matters', 'entries', 'counters']
  const countIn = (code: string) =>
    services.db.read(code, async (tx) => {
      const found: Record<string, number> = {}
      // Without a word about the county: row-level security alone keeps them apart.
      for (const table of EVERYTHING)
        found[table] = (await tx.first<{ n: number }>(`select count(*)::int as n from ${table}`))?.n ?? 0
      return found
    })

  test('adds nothing to the first, is proved by itself, and is the only one its web process shows', async () => {
    const before = await countIn(COUNTY)
    await loadPack(services, 'jiyuan')
    const options = { now: new Date(), events: 60, onProgress: () => undefined }
    expect((await seedCounty(services, jiyuan, 'village', options)).total).toBe(60)
    await countEntries(services)
    expect(await countIn(COUNTY)).toEqual(before)
    expect(await countIn(jiyuan.code)).toMatchObject({ matters: 60, divisions: 576 })
    expect((await verifyMatters(services, jiyuan.code)).faults).toEqual([])
    const config = { ...services.config, county: jiyuan.code }
    const { http } = await buildHttp({ ...services, config })
    const shown = (await http.inject('/api/county')).body
    await http.close()
    expect(shown).toContain('济源市')
    expect(shown).not.toContain('阎良')
  })
})

describe('the families of Jiyuan', LONG, () => {
  test('make the published number exactly, in households of believable size', async () => {
    const crowd = peopleOf(await getCounty(services.db, jiyuan.code), jiyuan.demo.households)
    const sizes = new Map(crowd.households.map(({ id }) => [id, 1]))
    let sum = crowd.people.length
    for (const batch of familiesOf(crowd, 733_000, 1, 4000)) {
      sum += batch.length
      for (const { household = '' } of batch) sizes.set(household, (sizes.get(household) ?? 0) + 1)
    }
    expect(sum).toBe(733_000)
    expect([...sizes.values()].every((size) => size <= 6)).toBe(true)
  })
})

describe('the plan', () => {
  test('spreads the number exactly over its days, in order, with weekends and holidays quieter', () => {
    const plan = planOf(county.calendar, { until: '2026-11-22', span: 1277, size: 30_000, seed: 1 })
    const times = Array.from({ length: 30_000 }, (_, n) => plan.timeOf(n))
    expect(times.every((time, n) => n === 0 || time >= (times[n - 1] ?? time))).toBe(true)
    expect([dateOf(times[0] ?? new Date()), dateOf(times.at(-1) ?? new Date())]).toEqual([
      '2023-05-25',
      '2026-11-21',
    ])
    const perDay = (fits: (day: string, at: Date) => boolean) =>
      times.filter((at) => fits(dateOf(at), at)).length
    const weekday = (n: number) => perDay((day) => new Date(day).getUTCDay() === n)
    expect(weekday(0)).toBeLessThan(weekday(2) * 0.75)
    const hour = (n: number) => perDay((_, at) => (at.getUTCHours() + 8) % 24 === n)
    expect(hour(3)).toBeLessThan(hour(9) / 20)
    expect(plan.timeOf(17_000)).toEqual(
      planOf(county.calendar, { until: '2026-11-22', span: 1277, size: 30_000, seed: 1 }).timeOf(17_000),
    )
  })

  test('peoples all villages with households, grid workers and cadres of their own', () => {
    const { cast, people, posts } = peopleOf(county, 230)
    expect(cast.villages).toHaveLength(105)
    expect(posts.filter(({ role }) => role === 'grid-worker').length).toBeGreaterThan(150)
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length)
    expect(peopleOf(county, 230).people.at(-1)).toEqual(people.at(-1))
  })
})
