import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Indicators } from '#contract/indicators.ts'
import { dateOf } from '#practice/kit/index.ts'
import { act, openMatter } from '#server/modules/matters/index.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { countEntries, lagSeconds, recount } from './index.ts'
import { spansOf, TABLE_NAMES } from './rules.ts'
import { cellsOf } from './store.ts'

type Shown = z.output<typeof Indicators>

let world: World
beforeAll(async () => {
  world = await openWorld()
  await countAll()
})

/** Counts all there is. Transactions of other test files hold the log's end back for a moment, as those of users do. */
async function countAll(): Promise<void> {
  for (let isBehind = true; isBehind;) {
    await countEntries(world.services)
    const row = await world.services.db.asOwner((tx) =>
      tx.first<{ behind: boolean }>(
        `select exists (select from entries e, cursors c where c.reader = 'counters'
           and (e.tx, e.county, e.matter, e.seq) > (c.tx, c.county, c.matter, c.seq)) as behind`,
      ),
    )
    isBehind = row?.behind ?? false
  }
}

const shown = async (who: Who, query = ''): Promise<Shown> => {
  const answer = await world.ask(who, 'GET', `/api/indicators?${query}`)
  expect([answer.status, query]).toEqual([200, query])
  return answer.body
}
const of = (answer: Shown, id: string) => {
  const found = answer.indicators.find((indicator) => indicator.id === id)
  if (!found) throw new Error(`no indicator ${id}`)
  return found
}
const daysAgo = (n: number) => dateOf(new Date(Date.now() - n * 86_400_000))

async function lengthOf(who: Who, list: string): Promise<number> {
  let length = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await world.ask(
      who,
      'GET',
      `/api/matters?${list}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    )
    expect([page.status, list]).toEqual([200, list])
    const body = page.body as { rows: unknown[]; next: string | null }
    length += body.rows.length
    cursor = body.next
  }
  return length
}

const VIEWERS: readonly (readonly [Who, string])[] = [
  [['周静', 'county-dispatcher'], ''],
  [['梁志远', 'county-leader'], ''],
  [['梁志远', 'county-leader'], `from=${daysAgo(20)}&to=${daysAgo(5)}`],
  [['周静', 'county-dispatcher'], 'division=610114006&flow=grid-event&class=04'],
  [['周静', 'county-dispatcher'], `division=610114006205&from=${daysAgo(6)}`],
  [['陈晓东', 'town-dispatcher'], ''],
  [['王建国', 'village-secretary'], ''],
]

describe('numbers', () => {
  it.each(VIEWERS)(
    '%s %s: each is as long as its list, and no part exceeds its whole',
    async (who, query) => {
      const answer = await shown(who, query)
      for (const { id, unit, numerator, denominator = 0, list, parts } of answer.indicators) {
        if (parts) continue
        const counted = unit === 'matters' || unit === 'share' ? numerator : denominator
        // Between two steps lie as many pauses as steps but one; what has no list of its own says whose they are.
        if (id !== 'between-taps') expect([id, list, await lengthOf(who, list)]).toEqual([id, list, counted])
        if (unit === 'share') expect([id, numerator <= denominator]).toEqual([id, true])
      }
    },
  )

  it('are not all nothing', async () => {
    const answer = await shown(['周静', 'county-dispatcher'], `from=${daysAgo(90)}`)
    const empty = answer.indicators.filter(({ numerator }) => numerator === 0).map(({ id }) => id)
    // Nobody's objection has come to its end in the village; the next test makes one.
    expect(empty).toEqual(['objections', 'upheld'])
    expect(of(answer, 'stage-hours').parts?.map(({ name }) => name)).toContain('处置中')
    expect(of(answer, 'actions-by-part').parts?.map(({ name }) => name)).toContain('承办单位')
  })

  it('count an objection that was upheld, and show it in its list', async () => {
    const people = {
      asker: await world.scope('刘桂兰'),
      street: await world.scope('陈晓东', 'town-dispatcher'),
      water: await world.scope('郭涛', 'handler'),
      centre: await world.scope('周静', 'county-dispatcher'),
      housing: await world.scope('高鹏', 'handler'),
    }
    const answers = { words: '桥头的栏杆断了一截', item: '0402' }
    const { id } = await openMatter(world.services, people.asker, { flow: 'grid-event', action: 'report', division: world.village, answers }) // prettier-ignore
    const steps: [keyof typeof people, string, Record<string, string>][] = [
      ['street', 'dispatch', { unit: 'department-water' }],
      [
        'water',
        'object',
        { reason: '桥不归水务管', basis: '三定方案第三条', suggestedUnit: 'department-housing' },
      ],
      ['centre', 'arbitrate', { unit: 'department-housing', ruling: '由住建局牵头处理' }],
      ['housing', 'accept', {}],
      ['housing', 'contact', { contactWay: 'phone', contactResult: '约好明天来修' }],
      ['housing', 'finish', { result: '栏杆已经焊好刷漆' }],
      ['asker', 'confirm', {}],
    ]
    for (const [who, action, given] of steps)
      await act(world.services, people[who], id, { action, answers: given })
    await countAll()
    const who: Who = ['周静', 'county-dispatcher']
    const answer = await shown(who)
    expect([of(answer, 'objections').numerator, of(answer, 'upheld')]).toMatchObject([
      1,
      { numerator: 1, value: 1 },
    ])
    for (const each of ['objections', 'upheld']) expect(await lengthOf(who, of(answer, each).list)).toBe(1)
  })

  it('add up: villages to their town, days to their month, classes to all', async () => {
    const who: Who = ['周静', 'county-dispatcher']
    for (const by of ['town', 'village', 'class', 'day'] as const) {
      const answer = await shown(who, `by=${by}`)
      for (const id of by === 'day' ? ['opened', 'closed'] : ['opened', 'open', 'overdue', 'closed']) {
        const sum = (answer.rows ?? []).reduce((total, { values }) => total + (values[id]?.numerator ?? 0), 0)
        expect([by, id, sum]).toEqual([by, id, of(answer, id).numerator])
      }
    }
  })

  it('are of one’s own area only, and without what one may not see', async () => {
    expect(
      (await world.ask(['王建国', 'village-secretary'], 'GET', '/api/indicators?division=610114006')).status,
    ).toBe(403)
    expect(
      (await world.ask(['陈晓东', 'town-dispatcher'], 'GET', '/api/indicators?division=610114007')).status,
    ).toBe(403)
    expect((await world.ask('刘桂兰', 'GET', '/api/indicators')).status).toBe(403)
    const [all, open] = [
      await shown(['周静', 'county-dispatcher'], `from=${daysAgo(90)}`),
      await shown(['梁志远', 'county-leader'], `from=${daysAgo(90)}`),
    ]
    expect(of(all, 'opened').numerator).toBeGreaterThan(of(open, 'opened').numerator)
  })
})

describe('a period', () => {
  it.each([
    ['2026-11-03', '2026-11-20', [['2026-11-03', '2026-11-20'], [], []]],
    ['2026-10-20', '2026-11-20', [['2026-10-20', '2026-11-20'], [], []]],
    ['2026-11-01', '2026-11-30', [[], ['2026-11-01', '2026-11-30'], []]],
    [
      '2026-01-31',
      '2026-03-01',
      [
        ['2026-01-31', '2026-01-31'],
        ['2026-02-01', '2026-02-28'],
        ['2026-03-01', '2026-03-01'],
      ],
    ],
    [
      '2023-06-05',
      '2026-11-21',
      [
        ['2023-06-05', '2023-06-30'],
        ['2023-07-01', '2026-10-31'],
        ['2026-11-01', '2026-11-21'],
      ],
    ],
  ])('from %s to %s is whole months and the days around them', (from, to, expected) => {
    const { before, months, after } = spansOf(from, to)
    expect([before, months, after].map(([a, b]) => (a > b ? [] : [a, b]))).toEqual(expected)
  })
})

describe('counting', () => {
  /** What is kept; rows whose counts have all moved elsewhere say nothing. */
  const numbers = () =>
    world.services.db.read(world.county, async (tx) => {
      const kept: string[] = []
      for (const table of TABLE_NAMES) {
        for (const division of ['610114', '610114006', world.village]) {
          const cells = await cellsOf(tx, table, division)
          kept.push(...cells.map((cell) => JSON.stringify([table, cell])))
        }
      }
      return kept.toSorted()
    })
  const startAgain = () =>
    world.services.db.asOwner(async (tx) => {
      await tx.rows(`truncate ${TABLE_NAMES.join(', ')}`)
      await tx.rows(`update cursors set tx = '0', county = '', seq = 0 where reader = 'counters'`)
    })

  it('equals the full count, and says which number does not', async () => {
    const { matters, faults } = await recount(world.services, world.county)
    const all = await world.services.db.asOwner((tx) => tx.first('select count(*) as n from matters'))
    expect([{ n: matters }, faults]).toEqual([all, []])
    const spoil = (sql: string) => world.services.db.asOwner((tx) => tx.rows(sql))
    await spoil(`update counters set opened = opened + 1 where (county, division, span, day_on, flow, class, outcome) =
      (select county, division, span, day_on, flow, class, outcome from counters where length(division) = 12 limit 1)`)
    const spoiled = (await recount(world.services, world.county)).faults
    expect(spoiled.length).toBeGreaterThanOrEqual(2)
    expect(spoiled[0]).toMatch(/opened 应为 \d+，计为 \d+/)
    await startAgain()
    await countAll()
    expect((await recount(world.services, world.county)).faults).toEqual([])
  })

  it('follows a matter from its opening to its end and back', async () => {
    const asker = await world.scope('刘桂兰')
    const worker = await world.scope('赵春燕', 'grid-worker')
    const before = await shown(['周静', 'county-dispatcher'], 'flow=grid-event')
    const step = async (id: string, scope: typeof asker, action: string, answers = {}) => {
      await act(world.services, scope, id, { action, answers })
      await countAll()
      expect((await recount(world.services, world.county)).faults).toEqual([])
    }
    const { id } = await openMatter(world.services, asker, {
      flow: 'grid-event',
      action: 'report',
      division: `${world.village}001`,
      answers: { words: '门口的垃圾没人拉', item: '0401' },
    })
    await step(id, worker, 'claim')
    await step(id, worker, 'contact', { contactWay: 'visit', contactResult: '一会儿就来拉' })
    await step(id, worker, 'finish', { result: '已经拉走了' })
    await step(id, asker, 'reject', { unsolved: '还剩一半' })
    const refused = await shown(['周静', 'county-dispatcher'], 'flow=grid-event')
    expect(of(refused, 'dissatisfied').numerator).toBe(of(before, 'dissatisfied').numerator + 1)
    expect(of(refused, 'open').numerator).toBe(of(before, 'open').numerator + 1)
    await step(id, await world.scope('陈晓东', 'town-dispatcher'), 'reclassify', { item: '0602' })
    await step(id, worker, 'claim')
    await step(id, worker, 'contact', { contactWay: 'visit', contactResult: '这就拉完' })
    await step(id, worker, 'finish', { result: '全部拉走了' })
    await step(id, asker, 'confirm', { stars: 4 })
    const after = await shown(['周静', 'county-dispatcher'], 'flow=grid-event')
    expect(of(after, 'satisfied').numerator).toBe(of(before, 'satisfied').numerator + 1)
    expect(of(after, 'open').numerator).toBe(of(before, 'open').numerator)
    // Its class changed on the way, and took the opening along.
    const [rubbish, lamps] = [
      await shown(['周静', 'county-dispatcher'], 'class=04'),
      await shown(['周静', 'county-dispatcher'], 'class=06'),
    ]
    expect(await lengthOf(['周静', 'county-dispatcher'], of(rubbish, 'opened').list)).toBe(
      of(rubbish, 'opened').numerator,
    )
    expect(await lengthOf(['周静', 'county-dispatcher'], of(lamps, 'opened').list)).toBe(
      of(lamps, 'opened').numerator,
    )
  })

  it('comes to the same with two at once, in small pieces, and cut off in between', async () => {
    const right = await numbers()
    await startAgain()
    const broken = { ...world.services, db: { ...world.services.db } }
    let left = 3
    broken.db.asOwner = (work) =>
      world.services.db.asOwner(async (tx) => {
        const result = await work(tx)
        // As a process killed before its commit: all it wrote is gone.
        if (left-- > 0) throw new Error('killed')
        return result
      })
    const both = [1, 2, 3, 4].map(() => countEntries(broken).catch((error: unknown) => error))
    expect((await Promise.all(both)).filter((result) => result instanceof Error)).toHaveLength(3)
    await Promise.all([countEntries(world.services), countEntries(world.services)])
    await countAll()
    expect(await numbers()).toEqual(right)
    expect(await countEntries(world.services)).toBe(0)
    expect((await recount(world.services, world.county)).faults).toEqual([])
  })

  it('says how old its numbers are', async () => {
    const fresh = await shown(['周静', 'county-dispatcher'])
    expect(Date.now() - Date.parse(fresh.countedAt)).toBeLessThan(2000)
    await openMatter(world.services, await world.scope('刘桂兰'), {
      flow: 'grid-event',
      action: 'report',
      division: world.village,
      answers: { words: '路灯又不亮了' },
    })
    const stale = await shown(['周静', 'county-dispatcher'])
    // Until it is counted the numbers stay those of the moment before it, however long that takes.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await shown(['周静', 'county-dispatcher'])).countedAt).toBe(stale.countedAt)
    expect(await lagSeconds(world.services)).toBeGreaterThanOrEqual(2)
    await countAll()
    expect((await shown(['周静', 'county-dispatcher'])).countedAt > stale.countedAt).toBe(true)
    expect(await lagSeconds(world.services)).toBe(0)
  })
})
