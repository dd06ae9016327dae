import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Wall } from '#contract/wall.ts'
import { countEntries } from '#server/modules/indicators/index.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { windowAt } from './rules.ts'

type Shown = z.output<typeof Wall>

let world: World
beforeAll(async () => {
  world = await openWorld()
  await countEntries(world.services)
})

test('the days of the wall are those of the county’s clock', () => {
  const late = windowAt(new Date('2026-11-20T16:30:00Z'))
  expect([late.today, late.monthFrom, late.days[0], late.days.length]).toEqual([
    '2026-11-21',
    '2026-10-23',
    '2026-11-08',
    14,
  ])
})

async function rowsOf(who: Who, list: string): Promise<{ id: string }[]> {
  const rows: { id: string }[] = []
  let cursor: string | null = null
  do {
    const page = await world.ask(
      who,
      'GET',
      `/api/matters?${list}&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    expect([page.status, list]).toEqual([200, list])
    const body = page.body as { rows: { id: string }[]; next: string | null }
    rows.push(...body.rows)
    cursor = body.next
  } while (cursor)
  return rows
}

const shown = async (who: Who, division?: string): Promise<Shown> => {
  const answer = await world.ask(who, 'GET', `/api/wall${division ? `?division=${division}` : ''}`)
  expect(answer.status).toBe(200)
  return answer.body
}

const VIEWERS: readonly Who[] = [
  ['周静', 'county-dispatcher'],
  ['梁志远', 'county-leader'],
  ['陈晓东', 'town-dispatcher'],
  ['王建国', 'village-secretary'],
]

describe.each(VIEWERS.map((who) => ({ who, name: String(who) })))('the wall of $name', ({ who }) => {
  test('every figure counts exactly the records of its list', async () => {
    const { figures } = await shown(who)
    const lists = await Promise.all(
      figures.map(async ({ id, list }) => [id, (await rowsOf(who, list)).length]),
    )
    expect(lists).toEqual(figures.map(({ id, value }) => [id, value]))
    expect(figures.length).toBeGreaterThan(0)
  })

  test('so does every class, village and day', async () => {
    const { classes, places, towns, days, stages } = await shown(who)
    for (const { list, count } of classes)
      expect([list, (await rowsOf(who, list)).length]).toEqual([list, count])
    for (const { list, open } of stages)
      expect([list, (await rowsOf(who, list)).length]).toEqual([list, open])
    // A village’s numbers leave out what is confidential, because its complaints are.
    const only = String(who).includes('village') ? '&confidential=no' : ''
    for (const { division, open, overdue } of [...towns, ...places].filter((place) => place.open > 0)) {
      expect(await rowsOf(who, `queue=open&division=${division}${only}`)).toHaveLength(open)
      expect(await rowsOf(who, `queue=overdue&division=${division}${only}`)).toHaveLength(overdue)
    }
    for (const { day, opened, ended } of days) {
      expect(await rowsOf(who, `day=${day}${only}`)).toHaveLength(opened)
      expect(await rowsOf(who, `endedFrom=${day}&endedTo=${day}${only}`)).toHaveLength(ended)
    }
  })

  test('shows nothing confidential and nobody’s name', async () => {
    const { events } = await shown(who)
    const { people, hidden } = await world.services.db.read(world.county, async (tx) => ({
      people: await tx.rows<{ name: string }>('select name from people where county = current_county()'),
      hidden: await tx.rows<{ id: string }>(
        'select id from matters where county = current_county() and confidential',
      ),
    }))
    expect(hidden.length).toBeGreaterThan(0)
    const secret = new Set(hidden.map(({ id }) => id))
    expect(events.filter(({ id }) => secret.has(id))).toEqual([])
    const words = events.map(({ title, name, divisionName }) => title + name + divisionName).join('\n')
    expect(people.filter(({ name }) => name.length > 1 && words.includes(name))).toEqual([])
  })
})

test('a share is never more than one, and those who did not answer are in its denominator', async () => {
  const { figures } = await shown(['周静', 'county-dispatcher'])
  const of = (id: string) => figures.find((figure) => figure.id === id)
  for (const { value, of: whole } of figures)
    if (whole !== undefined) expect(value).toBeLessThanOrEqual(whole)
  const parts = ['satisfied', 'unanswered', 'refused'].map((id) => of(id)?.value ?? 0)
  expect(parts.reduce((sum, part) => sum + part)).toBe(of('satisfied')?.of)
})

test('a town sees its own villages, a village itself', async () => {
  const town = await shown(['陈晓东', 'town-dispatcher'])
  expect(new Set(town.places.map(({ division }) => division.slice(0, 9)))).toEqual(new Set(['610114006']))
  const village = await shown(['王建国', 'village-secretary'])
  expect(village.places.map(({ division }) => division)).toEqual([world.village])
  expect(village.area).toMatchObject({ division: world.village })
})

test('what waited too long stays late after it has ended', async () => {
  const who: Who = ['周静', 'county-dispatcher']
  const late = await rowsOf(who, 'queue=ended&late=yes')
  const inTime = await rowsOf(who, 'queue=ended&late=no')
  expect(late.length + inTime.length).toBe((await rowsOf(who, 'queue=ended')).length)
  const marked = await world.services.db.read(world.county, (tx) =>
    tx.rows<{ matter: string }>(
      `select e.matter from entries e join matters m on m.county = e.county and m.id = e.matter
       where e.county = current_county() and e.action = 'overdue' and m.ended_at is not null
       group by e.matter, m.ending having count(*) > case m.ending when 'unanswered' then 1 else 0 end`,
    ),
  )
  expect(late.map(({ id }) => id).sort()).toEqual(marked.map(({ matter }) => matter).sort())
})

test('goes down from county to street to village, each number with the list of that place', async () => {
  const who: Who = ['周静', 'county-dispatcher']
  for (const division of ['610114006', world.village]) {
    const { area, path, figures, classes, places } = await shown(who, division)
    expect(area.division).toBe(division)
    expect(path.map((step) => step.division)).toEqual(
      ['610114', '610114006', world.village].filter((code) => code.length <= division.length),
    )
    expect(places.every((place) => place.division.startsWith(division))).toBe(true)
    for (const { list, value } of figures)
      expect([list, (await rowsOf(who, list)).length]).toEqual([list, value])
    for (const { list, count } of classes)
      expect([list, (await rowsOf(who, list)).length]).toEqual([list, count])
  }
})

test('an area shows its own events and points alone', async () => {
  const { events } = await shown(['周静', 'county-dispatcher'], world.village)
  const inside = await rowsOf(['周静', 'county-dispatcher'], `division=${world.village}`)
  const known = new Set(inside.map(({ id }) => id))
  expect(events.length).toBeGreaterThan(0)
  expect(events.filter(({ id }) => !known.has(id))).toEqual([])
})

test('a street looks down, never up or sideways', async () => {
  const town: Who = ['陈晓东', 'town-dispatcher']
  const status = async (division: string) =>
    (await world.ask(town, 'GET', `/api/wall?division=${division}`)).status
  expect(await status(world.village)).toBe(200)
  expect(await status('610114')).toBe(403)
  expect(await status('610114001')).toBe(403)
})

test('says whether everything written is in the numbers', async () => {
  const who: Who = ['周静', 'county-dispatcher']
  await countEntries(world.services)
  expect((await shown(who)).behindSeconds).toBe(0)
  expect((await shown(who, world.village)).duty.phones.length).toBeGreaterThan(0)
})

test('is not for villagers and handlers', async () => {
  expect((await world.ask(undefined, 'GET', '/api/wall')).status).toBe(401)
  expect((await world.ask(['郭涛', 'handler'], 'GET', '/api/wall')).status).toBe(403)
})
