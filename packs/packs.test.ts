import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import { DUE_SPANS, colourOf, daysOf, dueOn, periodAt, plusDays } from '#practice/disclosure/period.ts'
import { getFlow } from '#practice/flows.gen.ts'
import { findAction } from '#practice/kit/index.ts'
import { inside, type Point } from './borders.ts'
import { drawBoundaries, DRAWINGS } from './draw-boundaries.ts'
import { PACKS } from './index.ts'
import {
  arrangementColumns,
  calendarColumns,
  disclosureItemColumns,
  divisionColumns,
  gridMatterColumns,
  readCsv,
  readWithMore,
  templateColumns,
  unitColumns,
  villageServiceColumns,
} from './read.ts'

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const divisions = readCsv(file('yanliang/divisions.csv'), divisionColumns)
const units = readCsv(file('yanliang/units.csv'), unitColumns)
const classed = readWithMore(file('national/grid-matters.csv'), gridMatterColumns)
const matters = classed.map(({ row }) => row)
/** What is not guessed from words: a report no item fits comes here and is classed by a dispatcher. */
const fallbacks = classed.flatMap(({ row, more }) => (more['fallback'] === 'true' ? [row.code] : []))
const services = readCsv(file('national/village-services.csv'), villageServiceColumns)
const templates = readCsv(file('national/templates.csv'), templateColumns)
const calendar = readCsv(file('national/calendar.csv'), calendarColumns)

const repeated = (list: readonly string[]) => list.filter((item, i) => list.indexOf(item) !== i)
const codes = (rows: readonly { code: string }[]) => rows.map((row) => row.code)

describe('divisions of Yanliang', () => {
  const within = divisions.filter((d) => d.code.startsWith('610114'))

  test('7 streets and 105 villages and communities, each code under its parent', () => {
    expect(repeated(codes(divisions))).toEqual([])
    expect(divisions.filter((d) => d.level === 'town')).toHaveLength(7)
    expect(divisions.filter((d) => d.level === 'village')).toHaveLength(105)
    const known = new Set(codes(divisions))
    for (const d of divisions) {
      expect(d.code.startsWith(d.parent), d.code).toBe(true)
      if (d.parent) expect(known, d.code).toContain(d.parent)
    }
  })

  test('each has a seat, and says whose seat it is', () => {
    for (const d of within) {
      expect(d.seat_source, d.code).not.toBe('')
      expect(d.seat_lng, d.code).toBeGreaterThan(109.13)
      expect(d.seat_lng, d.code).toBeLessThan(109.43)
      expect(d.seat_lat, d.code).toBeGreaterThan(34.58)
      expect(d.seat_lat, d.code).toBeLessThan(34.76)
    }
  })
})

describe('divisions of Jiyuan', () => {
  const own = readCsv(file('jiyuan/divisions.csv'), divisionColumns)

  test('5 streets and 11 towns with the 557 villages and communities of the national list (docs/sources.md)', () => {
    expect(repeated(codes(own))).toEqual([])
    expect(own.filter((d) => d.level === 'town' && d.name.endsWith('街道'))).toHaveLength(5)
    expect(own.filter((d) => d.level === 'town' && d.name.endsWith('镇'))).toHaveLength(11)
    expect(own.filter((d) => d.level === 'village')).toHaveLength(557)
    const known = new Set(codes(own))
    for (const d of own) if (d.parent) expect(known, d.code).toContain(d.parent)
  })
})

test.each([
  ['zhuhai', 6, 133],
  // Its seed counts 8 streets and towns; the two “虚拟生活区” of a reservoir and a forest farm have no villagers.
  ['conghua', 8, 279],
] as const)('divisions of %s: %i streets and towns, %i villages and communities', (id, towns, villages) => {
  const own = readCsv(file(`${id}/divisions.csv`), divisionColumns)
  expect(repeated(codes(own))).toEqual([])
  expect(own.filter((d) => d.level === 'town')).toHaveLength(towns)
  expect(own.filter((d) => d.level === 'village')).toHaveLength(villages)
  const known = new Set(codes(own))
  for (const d of own) if (d.parent) expect(known, d.code).toContain(d.parent)
})

describe.each(['yanliang', 'jiyuan', 'zhuhai', 'conghua'] as const)('boundaries of %s', (id) => {
  const { code: county } = PACKS[id] ?? { code: '' }
  const places = readCsv(file(`${id}/divisions.csv`), divisionColumns)
  type Feature = {
    properties: { code: string; level: string; name: string; drawn: boolean }
    geometry: { type: string; coordinates: Point[][] }
  }
  const source = file(`${id}/boundaries.geojson`)
  const { features } = JSON.parse(source) as { features: Feature[] } // the shape is what this block checks
  const ofLevel = (level: string) => features.filter((f) => f.properties.level === level)
  const sides = (list: readonly Feature[]) =>
    list.flatMap((f) =>
      f.geometry.coordinates.flatMap((ring) =>
        ring.slice(1).map((p, i) => `${String(ring[i])} ${String(p)}`),
      ),
    )
  const turned = (side: string) => side.split(' ').reverse().join(' ')

  test('they are what the generator draws from the seats', () => {
    const drawn = drawBoundaries(file(`${id}/divisions.csv`), DRAWINGS[id])
    expect(drawn.boundaries).toBe(source)
    expect(drawn.divisions).toBe(file(`${id}/divisions.csv`))
  }, 300_000)

  test('every division of the county is one closed piece, marked as drawn, in a small file', () => {
    expect(codes(features.map((f) => f.properties))).toEqual(
      codes(places.filter((d) => d.code.startsWith(county))),
    )
    for (const { properties, geometry } of features) {
      expect(properties.drawn).toBe(true)
      expect(geometry.type, properties.name).toBe('Polygon')
      for (const ring of geometry.coordinates) expect(ring.at(-1), properties.name).toEqual(ring[0])
    }
    expect(Buffer.byteLength(source)).toBeLessThan(700 * features.length + 170_000)
  })

  test('neighbours share their sides: each inner side is walked once each way, the rest is the county line', () => {
    const all = sides(ofLevel('village'))
    expect(repeated(all)).toEqual([])
    const walked = new Set(all)
    const rim = all.filter((side) => !walked.has(turned(side)))
    expect(rim.sort()).toEqual(sides(ofLevel('county')).sort())
    const streets = sides(ofLevel('town'))
    expect(repeated(streets)).toEqual([])
    expect(streets.filter((side) => !walked.has(side))).toEqual([])
  })

  test('each seat lies in its own land, and in its street', () => {
    for (const d of places) {
      const here: Point = [d.seat_lng ?? NaN, d.seat_lat ?? NaN]
      for (const { properties, geometry } of features.filter((f) => d.code.startsWith(f.properties.code))) {
        expect(inside(geometry.coordinates[0] ?? [], here), `${d.name} in ${properties.name}`).toBe(true)
      }
    }
  })
})

describe.each(['jiyuan', 'zhuhai', 'conghua'])('units of %s', (id) => {
  const own = readCsv(file(`${id}/units.csv`), unitColumns)

  test('stand where they work, under units that exist; every item of the lists finds its department', () => {
    const levels = new Map(
      readCsv(file(`${id}/divisions.csv`), divisionColumns).map((d) => [d.code, d.level]),
    )
    const known = new Set(codes(own))
    expect(repeated(codes(own))).toEqual([])
    expect(repeated(own.map((u) => u.phone))).toEqual([])
    for (const u of own) {
      expect(levels.get(u.division), u.code).toBe(u.level)
      if (u.parent) expect(known, u.code).toContain(u.parent)
      expect(u.name, u.code).not.toMatch(id === 'jiyuan' ? /阎良/ : /阎良|济源/)
    }
    for (const { unit } of [...matters, ...services]) if (unit) expect(known).toContain(unit)
  })
})

describe('units of Yanliang', () => {
  const kind = (name: string) => units.filter((u) => u.kind === name)

  test('one centre, 7 streets, 48 departments, a committee for each village', () => {
    expect(['centre', 'street', 'department', 'village'].map((name) => kind(name).length)).toEqual([
      1, 7, 48, 105,
    ])
    expect(repeated(codes(units))).toEqual([])
    expect(repeated(units.map((u) => u.name + u.parent))).toEqual([])
    expect(repeated(units.map((u) => u.phone))).toEqual([])
  })

  test('divisions and parents exist, and a unit works at the level of its division', () => {
    const levels = new Map(divisions.map((d) => [d.code, d.level]))
    const known = new Set(codes(units))
    for (const u of units) {
      expect(levels.get(u.division), u.code).toBe(u.level)
      if (u.parent) expect(known, u.code).toContain(u.parent)
    }
  })

  test('codes are English or numbers', () => {
    for (const code of codes(units)) {
      expect(code).toMatch(
        /^(centre-command|(street|village)-610114\d{3}(\d{3})?|department-[a-z]+(-[a-z]+)*)$/,
      )
    }
    const sounds =
      /yanliang|jieban|fuwu|shequ|gongan|minzheng|wutun|guanshan|beitun|xinxing|zhenxing|zhongxin|shuiwu|nongye/
    for (const code of [
      ...codes(units),
      ...codes(services),
      ...templates.map((t) => `${t.flow} ${t.action}`),
    ]) {
      expect(code).not.toMatch(sounds)
    }
  })
})

describe('grid matters', () => {
  test('95 items in 12 classes, as the handbook lists them, and one for what fits none', () => {
    expect(matters).toHaveLength(96)
    expect(fallbacks).toEqual(['1299'])
    expect(repeated(codes(matters))).toEqual([])
    expect(codes(matters)).toEqual(codes(matters).toSorted())
    const classes = new Set(matters.map((m) => `${m.code.slice(0, 2)} ${m.class}`))
    expect(classes.size).toBe(12)
  })

  test('each has a limit, save those the handbook leaves to other rules', () => {
    const without = matters.filter((m) => m.limit_workdays === undefined && m.limit_hours === undefined)
    // Visits by department rule; the discipline channel; the next monthly meeting; praise; refusals.
    expect(codes(without)).toEqual('0801 0802 0803 0804 0805 0806 0903 0904 1204 1205'.split(' '))
    const atOnce = matters.filter((m) => m.limit_hours === 0.5)
    expect(codes(atOnce)).toEqual('0206 1101 1102 1103 1104 1105 1106'.split(' '))
    for (const m of atOnce) expect([m.priority, m.route], m.code).toEqual(['P1', 'urgent'])
  })

  test('units exist; what a village handles first names none', () => {
    const known = new Set(codes(units))
    for (const m of matters) {
      if (m.level === 'village' || fallbacks.includes(m.code)) expect(m.unit, m.code).toBe('')
      else expect(known, m.code).toContain(m.unit)
    }
  })

  test('photographs are asked only for hazards put right and works accepted', () => {
    const scene = codes(matters.filter((m) => m.evidence === 'scene'))
    expect(scene.filter((code) => !code.startsWith('02'))).toEqual(['0601', '0606', '0607'])
  })

  test('people under care and reports on people are confidential, and disputes go to mediation', () => {
    const hidden = codes(matters.filter((m) => m.confidential))
    expect(hidden).toEqual('0302 0304 0801 0802 0803 0804 0805 0806 0903'.split(' '))
    // 信访工作条例 30: kept from all of the village, so never one of its own and always confidential.
    const onCadres = matters.filter((m) => m.conduct)
    expect(codes(onCadres)).toEqual(['0903'])
    expect(onCadres.filter((m) => !m.confidential || m.level === 'village')).toEqual([])
    for (const m of matters) expect(m.route === 'mediation', m.code).toBe(m.code.startsWith('01'))
  })

  test('a word points to one item only, and plain names are short', () => {
    expect(repeated(matters.flatMap((m) => m.words))).toEqual([])
    for (const m of matters.filter(({ code }) => !fallbacks.includes(code))) {
      expect(m.words.length, m.code).toBeGreaterThanOrEqual(6)
      expect(m.words.length, m.code).toBeLessThanOrEqual(15)
      expect(
        m.words.filter((word) => [...word].length < 2),
        m.code,
      ).toEqual([])
      expect([...m.plain].length, m.code).toBeLessThanOrEqual(10)
    }
    expect(repeated(matters.map((m) => m.plain))).toEqual([])
  })
})

test('village services are free, of the four modes, and name units that exist', () => {
  const known = new Set(['', ...codes(units)])
  expect(services.length).toBeGreaterThanOrEqual(24)
  expect(new Set(services.map((s) => s.mode))).toEqual(new Set(['direct', 'agent', 'assist', 'inform']))
  expect(repeated([...codes(services), ...services.flatMap((s) => s.words)])).toEqual([])
  for (const s of services) {
    expect(s.fee_yuan, s.code).toBe(0)
    expect(known, s.code).toContain(s.unit)
    if (s.mode !== 'direct') expect(s.unit, s.code).not.toBe('')
    expect(s.mode === 'inform' || s.materials.length > 0, s.code).toBe(true)
  }
})

describe('disclosure items', () => {
  const items = readCsv(file('national/disclosure-items.csv'), disclosureItemColumns)
  const ofKind = (kind: string) => items.filter((item) => item.kind === kind)

  test('114 of four kinds, each with its table, its basis and who fills and reviews it', () => {
    expect(['party', 'village', 'finance', 'benefit'].map((kind) => ofKind(kind).length)).toEqual([
      14, 38, 40, 22,
    ])
    expect(repeated(codes(items))).toEqual([])
    expect(repeated(items.map(({ name }) => name))).toEqual([])
    for (const { template, mask, code } of items) {
      const columns: readonly string[] = TABLES[template].map(({ id }) => id)
      for (const id of mask) expect(columns, code).toContain(id)
    }
  })

  test('the hot ones are what villagers asked for and did not get (handbook D2)', () => {
    expect(codes(items.filter(({ hot }) => hot)).join(' ')).toBe(
      'C20 C21 C22 C23 C24 C26 C29 C30 C31 F10 F12 F13 F14 F15 F19 F22 F25 F29 F38 G02 G03 G05 G06 G12 G13 G22',
    )
    for (const { hot, scope, code } of items) if (hot) expect(scope, code).not.toBe('member')
  })

  test('each day of a year has its due day: after the period, within the span, and sooner on a disclosure day', () => {
    for (const { frequency, due_days, code } of items)
      for (let day = '2026-01-01'; day < '2027-01-01'; day = plusDays(day, 1)) {
        const period = periodAt(frequency, day)
        const { last } = daysOf(period)
        const due = dueOn(frequency, period, DUE_SPANS, due_days)
        expect(due > last && due <= plusDays(last, due_days ?? DUE_SPANS[frequency]), code).toBe(true)
        const onTenth = dueOn(frequency, period, { ...DUE_SPANS, disclosureDay: 10 }, due_days)
        expect(onTenth <= due, code).toBe(true)
        if (frequency !== 'event') expect(onTenth, code).toBe(`${plusDays(last, 1).slice(0, 8)}10`)
        expect([colourOf({ dueOn: due }, due), colourOf({ dueOn: due }, plusDays(due, 1))], code).toEqual([
          'yellow',
          'red',
        ])
      }
  })

  test('Yanliang arranges 109 of them in 19 classes and leaves none of the hot ones out', () => {
    const own = readCsv(file('yanliang/disclosure-items.csv'), arrangementColumns)
    expect(own).toHaveLength(109)
    expect(new Set(own.map((row) => row.class)).size).toBe(19)
    expect(repeated(codes(own))).toEqual([])
    for (const code of codes(own)) expect(codes(items)).toContain(code)
    for (const { hot, code } of items) if (hot) expect(codes(own)).toContain(code)
  })

  test('every county has a list; Doumen publishes on the 10th, Conghua counts 94,178 in four kinds', () => {
    for (const [id, { catalogues }] of Object.entries(PACKS))
      expect(catalogues.map(({ columns }) => columns), id).toContain('disclosure-items') // prettier-ignore
    const days = Object.entries(PACKS).map(([id, pack]) => [id, pack.catalogues.at(-1)?.disclosureDay])
    expect(days).toContainEqual(['zhuhai', 10])
    const counted = Object.values(PACKS['conghua']?.demo.publications ?? {})
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(94_178)
  })
})

test('templates speak to you politely and use known blanks', () => {
  const blanks = '称呼 事项 编号 单位 期限 电话 经办人 结果 依据 原因 下一步 次数 时间 地点 材料'.split(' ')
  expect(repeated(templates.map((t) => `${t.flow} ${t.action} ${t.title}`))).toEqual([])
  for (const t of templates) expect(findAction(getFlow(t.flow), t.action), t.title).toBeDefined()
  for (const t of templates) {
    for (const [, blank] of t.text.matchAll(/\{(.*?)\}/g)) expect(blanks, t.title).toContain(blank)
    if (!['object', 'dispatch'].includes(t.action)) expect(t.text, t.title).toContain('您') // those are read by offices
  }
})

describe('the calendar', () => {
  const off = (year: string) => calendar.filter((d) => d.date.startsWith(year) && d.day === 'off')
  const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()

  test('is in order and names each holiday of each year', () => {
    expect(repeated(calendar.map((d) => d.date))).toEqual([])
    expect(calendar.map((d) => d.date)).toEqual(calendar.map((d) => d.date).toSorted())
    for (const year of ['2023', '2024', '2025', '2026', '2027']) {
      const names = off(year)
        .map((d) => d.name)
        .join()
      for (const name of ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']) {
        expect(names, year).toContain(name)
      }
    }
  })

  test('exchanges weekends for workdays and gives the statutory days: 11, and 13 since 2025', () => {
    for (const d of calendar) {
      if (d.day === 'work') expect([0, 6], d.date).toContain(weekday(d.date))
    }
    for (const year of ['2023', '2024', '2025', '2026', '2027']) {
      const weekdaysOff = off(year).filter((d) => ![0, 6].includes(weekday(d.date))).length
      const made = calendar.filter((d) => d.date.startsWith(year) && d.day === 'work').length
      expect(weekdaysOff - made, year).toBe(year < '2025' ? 11 : 13)
    }
  })

  test('says that 2027 is our projection', () => {
    for (const d of calendar) expect(d.source === 'projected, not announced', d.date).toBe(d.date > '2027')
  })
})
