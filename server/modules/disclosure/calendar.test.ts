import { beforeAll, describe, expect, it } from 'vitest'
import { plusDays } from '#practice/disclosure/period.ts'
import { dateOf } from '#practice/kit/index.ts'
import { buildHttp } from '#server/web.ts'
import { openServices } from '#server/services.ts'
import { newId } from '#server/core/ids.ts'
import { scopeOf, type Scope } from '#server/core/scope.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { begin, save, takeStep } from '#server/modules/publications/index.ts'
import type { RoleId } from '#contract/roles.ts'
import { openWorld, type World } from '#test/world.ts'
import { addDuty, makeDuties } from './index.ts'

/** Duties as counties owe them by data alone: what is due when, what counts, and lists that change. */

const today = dateOf(new Date())
let world: World
beforeAll(async () => {
  world = await openWorld()
})

const sql = <R extends object>(text: string, values: readonly unknown[] = []) =>
  world.services.db.asOwner((tx) => tx.rows<R>(text, values))

type Square = {
  item: string
  period: string
  n: number
  class: string
  dueOn: string
  colour: string
  hot: boolean
}
type Village = { due: number; published: number; late: number; soon: number; duties: Square[] }

describe('what counts', () => {
  it('is exactly what the squares say: 应公开, 已公开, 逾期', async () => {
    await makeDuties(world.services, world.county)
    const years = [Number(today.slice(0, 4)) - 1, Number(today.slice(0, 4)), Number(today.slice(0, 4)) + 1]
    const pages = await Promise.all(
      years.map(async (year) => {
        const page: { body: Village } = await world.ask(
          undefined,
          'GET',
          `/api/disclosure/villages/${world.village}?year=${year}`,
        )
        return page.body
      }),
    )
    const squares = pages.flatMap(({ duties }) => duties)
    const published = squares.filter(
      ({ colour, dueOn }) => colour === 'green' && dueOn > plusDays(today, -365),
    )
    const late = squares.filter(({ colour }) => colour === 'red')
    const lastDay = squares.filter(({ colour, dueOn }) => colour === 'yellow' && dueOn === today)
    expect(pages[1]).toMatchObject({
      due: published.length + late.length + lastDay.length,
      published: published.length,
      late: late.length,
      soon: squares.filter(({ colour, dueOn }) => colour === 'yellow' && dueOn > today).length,
    })
    const { body } = await world.ask(undefined, 'GET', '/api/disclosure/villages')
    const { counts, rows } = body as unknown as { counts: Village; rows: Village[] }
    for (const key of ['due', 'published', 'late', 'soon'] as const)
      expect(counts[key]).toBe(rows.reduce((sum, row) => sum + row[key], 0))
  })

  it('still counts what was excused and published all the same', async () => {
    const [duty] = await sql<{ division: string; item: string; period: string; n: number }>(
      `update disclosure_duties set exempt_on = published_on where (division, item, period, n) =
         (select division, item, period, n from disclosure_duties where division = $1 and published_on is not null limit 1)
       returning division, item, period, n`,
      [world.village],
    )
    const before = (
      await sql<{ n: number }>(
        `select count(*)::int as n from disclosure_duties where division = $1 and published_on is not null and due_on > $2`,
        [world.village, plusDays(today, -365)],
      )
    )[0]?.n
    const { body } = await world.ask(undefined, 'GET', '/api/disclosure/villages')
    const { rows } = body as unknown as { rows: (Village & { division: string })[] }
    expect(rows.find(({ division }) => division === duty?.division)?.published).toBe(before)
  })
})

describe('a list that is tightened', () => {
  it('moves what is ahead, and lets nobody off because the new day is over already', async () => {
    const month = `${plusDays(`${today.slice(0, 7)}-01`, 40).slice(0, 7)}-07`
    const period = plusDays(`${month.slice(0, 7)}-01`, -1).slice(0, 7)
    const dueOf = async () =>
      sql<{ due_on: string; dropped_on: string | null }>(
        `select due_on, dropped_on from disclosure_duties where division = $1 and item = 'F21' and period = $2`,
        [world.village, period],
      )
    const due = `${month.slice(0, 7)}-10`
    expect(await dueOf()).toEqual([{ due_on: due, dropped_on: null }])
    await sql(
      `update catalogue_items set details = details || '{"due_days": "5"}'
       where county = $1 and catalogue = 'disclosure-items' and code = 'F21'`,
      [world.county],
    )
    // On the 7th the new last day, the 5th, has passed: the duty stays as it was.
    await makeDuties(world.services, world.county, { now: new Date(`${month}T10:00:00+08:00`) })
    expect(await dueOf()).toEqual([{ due_on: due, dropped_on: null }])
    const next = await sql<{ due_on: string }>(
      `select due_on from disclosure_duties where division = $1 and item = 'F21' and due_on > $2 order by due_on limit 1`,
      [world.village, due],
    )
    expect(next[0]?.due_on.slice(8)).toBe('05')
  })
})

describe('two that happen on one day', () => {
  it('get two numbers, however many open them at once', async () => {
    const scope = await world.scope('杨林', 'village-accountant')
    const open = (reason: string) =>
      addDuty(world.services, scope, { division: world.village, item: 'C14', on: '2026-02-02', reason })
    const numbers = await Promise.all(['修渠', '修路', '修桥', '修井', '修渠'].map(open))
    expect(new Set(numbers.map(({ n }) => n)).size).toBe(4)
  })
})

/** Another county in the same database, served by a process of its own. */
async function serve(packId: string, county: string) {
  await loadPack(world.services, packId)
  const url = world.services.db.pool.options.connectionString ?? ''
  const services = await openServices({ ...world.services.config, county }, url)
  const { http } = await buildHttp(services)
  const get = async <T>(path: string) => (await http.inject(path)).json<T>()
  return { services, get, close: async () => (await http.close(), services.close()) }
}

/** Somebody with a post, for a county whose demo is not told by name. */
async function appoint(county: string, division: string, role: RoleId): Promise<Scope> {
  const [person, household, post] = [newId(), newId(), newId()]
  await sql(`insert into households values ($1, $2, $3, $4, '1号')`, [county, household, division, role])
  await sql('insert into people (county, id, household, name) values ($1, $2, $3, $4)', [
    county,
    person,
    household,
    role,
  ])
  await sql(
    `insert into posts (county, id, person, role, title, division, starts_on) values ($1, $2, $3, $4, $4, $5, '2020-01-01')`,
    [county, post, person, role, division],
  )
  return scopeOf(county, person, { id: post, role, division })
}

describe('Doumen’s disclosure day', () => {
  it('is played from its pack by data alone: a month is due on the 10th, what hangs is green, the rest red', async () => {
    const [county, village] = ['440403', '440403103209']
    const { services, get, close } = await serve('zhuhai', county)
    // The last 10th that is over.
    const tenth =
      today.slice(8) > '10'
        ? `${today.slice(0, 7)}-10`
        : `${plusDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-10`
    const first = `${tenth.slice(0, 7)}-01`
    const at = (day: string, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
    await makeDuties(services, county, { now: at(first, 8), from: first })
    const page = () => get<Village>(`/api/disclosure/villages/${village}?year=${tenth.slice(0, 4)}`)
    const due = (await page()).duties
    expect(due.length).toBeGreaterThan(10)
    expect(new Set(due.map(({ dueOn }) => dueOn.slice(8)))).toEqual(new Set(['10']))
    const month = due.filter(({ dueOn }) => dueOn === tenth)
    expect(month.map(({ period }) => period)).toContain(plusDays(first, -1).slice(0, 7))
    const [accountant, supervisor, secretary, director] = await Promise.all(
      (['village-accountant', 'village-supervisor', 'village-secretary', 'village-director'] as const).map(
        (role) => appoint(county, village, role),
      ),
    )
    if (!accountant || !supervisor || !secretary || !director) throw new Error('nobody was appointed')
    const hung = month.slice(0, 5)
    for (const { item, period, n } of hung) {
      const { id, rev } = await begin(
        services,
        accountant,
        { division: village, item, period, n },
        { now: at(tenth, 8) },
      )
      const { rows } = await services.db.pool.query<{ draft: { columns: [] }; title: string }>(
        'select draft, title from publications where id = $1',
        [id],
      )
      const [draft] = rows
      if (!draft) throw new Error('no draft')
      const content = { columns: draft.draft.columns, rows: [], remark: '本期没有发生。' }
      let { rev: now } = await save(
        services,
        accountant,
        id,
        { rev, title: draft.title, content },
        { now: at(tenth, 9) },
      )
      for (const [who, action] of [
        [accountant, 'submit'],
        [supervisor, 'review'],
        [secretary, 'approve-party'],
        [director, 'approve-committee'],
        [director, 'publish'],
      ] as const)
        ({ rev: now } = await takeStep(services, who, id, { action, rev: now }, { now: at(tenth, 10) }))
    }
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const after = await page()
    const colours = after.duties.filter(({ dueOn }) => dueOn === tenth).map(({ colour }) => colour)
    expect([colours.filter((c) => c === 'green').length, colours.filter((c) => c === 'red').length]).toEqual([
      5,
      month.length - 5,
    ])
    expect([after.published, after.late]).toEqual([5, month.length - 5])
    await close()
  }, 60_000)
})

describe('Yanliang’s three disclosures', () => {
  it('are 109 items in 19 classes, each with its legal basis: an article, or the regulation nobody here has read', async () => {
    const { body } = await world.ask(['薛静', 'town-affairs'], 'GET', '/api/disclosure/watch')
    const { classes } = body as unknown as { classes: { class: string }[] }
    expect(classes).toHaveLength(19)
    const items = await sql<{ code: string; basis: string; kind: string }>(
      `select code, details ->> 'basis' as basis, details ->> 'kind' as kind from catalogue_items
       where county = $1 and catalogue = 'disclosure-items' and ends_on is null`,
      [world.county],
    )
    expect(items).toHaveLength(109)
    // The Party’s own regulation was not read (rules 6.10), so it is named without an article.
    for (const { basis, code } of items) {
      expect(basis, code).toMatch(/第[一二三四五六七八九十]+条|未查到|^中国共产党党务公开条例（试行）$/)
    }
    expect(
      new Set(items.filter(({ kind }) => kind !== 'party').map(({ basis }) => basis)).size,
    ).toBeGreaterThan(50)
  })
})

describe('Conghua’s four kinds', () => {
  it('are counted by the names its list gives them, and all counties by the plain ones', async () => {
    const { get, close } = await serve('conghua', '440117')
    type Kinds = {
      total: number
      villages: number
      kinds: { kind: string; name: string; published: number }[]
    }
    const { kinds } = await get<Kinds>('/api/disclosure/kinds')
    expect(kinds.map(({ name }) => name).toSorted()).toEqual(
      ['党务公开', '政务公开', '村务公开', '财务公开'].toSorted(),
    )
    await close()
    const { body } = await world.ask(undefined, 'GET', '/api/disclosure/kinds')
    const own = body as unknown as Kinds
    const [all] = await sql<{ n: number }>(
      `select count(*)::int as n from publications where county = $1 and version > 0`,
      [world.county],
    )
    expect([own.total, own.villages]).toEqual([all?.n, 1])
    expect(own.kinds.map(({ name }) => name)).toEqual(['党务', '村务', '财务', '政务惠民'])
  })
})
