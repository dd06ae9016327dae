import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { plusDays } from '#practice/disclosure/period.ts'
import { dateOf } from '#practice/kit/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { makeDuties } from './index.ts'

const CENTRE: Who = ['周静', 'county-dispatcher']
const SUPERVISOR: Who = ['屈建文', 'village-supervisor']
const TOWN: Who = ['薛静', 'town-affairs']
const today = dateOf(new Date())
/** Every village owes thousands of duties, and a spreadsheet is written: on a busy machine that takes its time. */
const SLOW_MS = 90_000

let world: World
beforeAll(async () => {
  world = await openWorld()
  await makeDuties(world.services, world.county)
})

type Counts = { due: number; published: number; late: number; soon: number }
type Row = {
  division: string
  item: string
  period: string
  n: number
  class: string
  hot: boolean
  dueOn: string
}
type Watch = {
  counts: Counts
  villages: (Counts & {
    division: string
    name: string
    lateHot: number
    moneyFen: number
    otherFen: number
  })[]
  classes: (Counts & { class: string })[]
}
// What comes back is what the contract says of that address; the compiler cannot know which was asked.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const get = async <T>(who: Who, url: string) => (await world.ask(who, 'GET', url)).body as unknown as T
const sql = (text: string, values: readonly unknown[] = []) =>
  world.services.db.asOwner((tx) => tx.rows(text, values))

describe('every number of the watch opens what it counts', () => {
  const behind = (query: string) =>
    get<{ total: number; rows: Row[] }>(CENTRE, `/api/disclosure/duties?${query}`)

  it(
    'for an area, a village, a class and hot items',
    async () => {
      const watch = await get<Watch>(CENTRE, '/api/disclosure/watch')
      const village = watch.villages.find(({ division }) => division === world.village)
      expect(village?.late).toBeGreaterThan(0)
      for (const count of ['due', 'published', 'late', 'soon'] as const) {
        expect([count, (await behind(`count=${count}`)).total]).toEqual([count, watch.counts[count]])
        const { rows } = await behind(`count=${count}&under=${world.village}`)
        expect([count, rows.length]).toEqual([count, village?.[count]])
        for (const each of watch.classes.slice(0, 2)) {
          const narrow = await behind(`count=${count}&class=${encodeURIComponent(each.class)}`)
          expect([each.class, count, narrow.total]).toEqual([each.class, count, each[count]])
          expect(narrow.rows.every((row) => row.class === each.class)).toBe(true)
        }
      }
      const hot = await behind(`count=late&hot=true&under=${world.village}`)
      expect([hot.total, hot.rows.every((row) => row.hot)]).toEqual([village?.lateHot, true])
    },
    SLOW_MS,
  )

  it('a village’s money and reminders add up to its numbers', async () => {
    const watch = await get<Watch>(TOWN, '/api/disclosure/watch')
    const village = watch.villages.find(({ division }) => division === world.village)
    const records = await get<{ money: { moneyFen: number; otherFen: number }[]; questions: object[] }>(
      TOWN,
      `/api/disclosure/watch/${world.village}`,
    )
    const sum = (key: 'moneyFen' | 'otherFen') => records.money.reduce((total, row) => total + row[key], 0)
    expect(village?.moneyFen).toBeGreaterThan(0)
    expect([sum('moneyFen'), sum('otherFen')]).toEqual([village?.moneyFen, village?.otherFen])
  })

  it(
    'the file holds every village of the area with the same numbers',
    async () => {
      const watch = await get<Watch>(TOWN, '/api/disclosure/watch')
      const { person, post } = await world.scope(...TOWN)
      const { token } = await openSession(world.services, world.county, person, post?.id)
      const answer = await world.http.inject({
        url: '/api/disclosure/watch?file=xlsx',
        headers: { authorization: `Bearer ${token}` },
      })
      const book = new exceljs.Workbook()
      await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
      const sheet = book.worksheets[0]
      const column = (n: number) => (sheet?.getColumn(n).values ?? []).slice(3).map(String)
      expect(column(2)).toEqual(watch.villages.map(({ name }) => name))
      expect(column(5)).toEqual(watch.villages.map(({ late }) => String(late)))
    },
    SLOW_MS,
  )
})

describe('an exemption that waits', () => {
  it(
    'is work of the other side, first in its list, until that side has signed',
    async () => {
      type Work = Row & { mine: boolean; waitsFor?: string }
      const { rows } = await get<{ rows: Row[] }>(CENTRE, `/api/disclosure/duties?count=soon`)
      const year = plusDays(today, 30).slice(0, 4)
      const { duties } = await get<{ duties: (Row & { colour: string })[] }>(
        CENTRE,
        `/api/disclosure/villages/${world.village}?year=${year}`,
      )
      const duty = duties.find(({ hot, colour }) => !hot && colour === 'grey')
      if (!duty) throw new Error('nothing lies ahead')
      const { item, period, n } = duty
      const body = { division: world.village, item, period, n, reason: '这一期没有发生' }
      const waiting = async (who: Who) =>
        (await get<Work[]>(who, '/api/disclosure/work?days=0')).filter(
          (row) => row.item === item && row.period === period,
        )
      expect(rows.every((row) => row.dueOn <= plusDays(today, 3))).toBe(true)
      expect(await waiting(TOWN)).toEqual([])
      expect((await world.ask(SUPERVISOR, 'POST', '/api/disclosure/exemptions', body)).status).toBe(200)
      expect(await waiting(TOWN)).toMatchObject([{ waitsFor: 'town', mine: true }])
      expect(await waiting(SUPERVISOR)).toMatchObject([{ waitsFor: 'town', mine: false }])
      expect((await get<Work[]>(TOWN, '/api/disclosure/work'))[0]).toMatchObject({ item, period })
      expect((await world.ask(TOWN, 'POST', '/api/disclosure/exemptions', body)).status).toBe(200)
      expect(await waiting(TOWN)).toEqual([])
    },
    SLOW_MS,
  )
})

describe('the disclosure day', () => {
  type Day = {
    day?: number
    due: number
    published: number
    on: string
    villages: { division: string; due: number }[]
  }

  it('is none in a county whose list names none', async () => {
    expect((await get<Day>(CENTRE, '/api/disclosure/day')).day).toBeUndefined()
  })

  it(
    'is the list’s, and counts what is due that day, village by village',
    async () => {
      await sql(
        `update catalogue_items set details = details || '{"disclosure_day": "10"}'
       where catalogue = 'disclosure-items' and county = $1`,
        [world.county],
      )
      await makeDuties(world.services, world.county)
      const seen = await get<Day>(CENTRE, '/api/disclosure/day')
      expect([seen.day, seen.on.slice(8)]).toEqual([10, '10'])
      expect(seen.due).toBeGreaterThan(0)
      const rows = await sql(
        `select division from disclosure_duties where due_on = $1 and dropped_on is null and exempt_on is null`,
        [seen.on],
      )
      expect(seen.due).toBe(rows.length)
      expect(seen.villages.reduce((sum, { due }) => sum + due, 0)).toBe(seen.due)
    },
    SLOW_MS,
  )
})

describe('a desk that is open', () => {
  it('hears that something was signed or published', async () => {
    const heard: string[] = []
    const stop = world.services.live.onDisclosed((county) => heard.push(county ?? ''))
    const { rows } = await get<{ rows: Row[] }>(CENTRE, `/api/disclosure/duties?count=late`)
    const hot = rows.find((row) => row.hot)
    const refused = await world.ask(SUPERVISOR, 'POST', '/api/disclosure/exemptions', {
      ...hot,
      reason: '不想公开这一项',
    })
    expect(refused.status).toBe(403)
    const opened = await world.ask(['杨林', 'village-accountant'], 'POST', '/api/disclosure/duties', {
      division: world.village,
      item: 'C14',
      on: plusDays(today, -1),
      reason: '协商了修渠的事',
    })
    expect(opened.status).toBe(200)
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    stop()
    expect(new Set(heard)).toEqual(new Set([world.county]))
  })
})
