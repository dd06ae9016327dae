import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, checkCode } from './canonical.ts'
import { faultsOf, safeCell, stops } from './checks.ts'
import { TABLES } from './columns.ts'
import type { Content } from './content.ts'
import { after, exemptionRefusal, refusal, type PublicationLife } from './life.ts'
import { maskText } from './mask.ts'
import { spokenYuan } from './money.ts'
import {
  colourOf,
  dueOn,
  limitOf,
  nextPeriod,
  periodAt,
  periodName,
  previousPeriod,
  spansWith,
  DUE_SPANS,
} from './period.ts'
import { message, summarize } from './summary.ts'

const accounts = (...lines: [string, number, number][]): Content => ({
  columns: TABLES.accounts,
  rows: lines.map(([what, income, expense]) => ({ cells: { on: '2026-10-08', what, income, expense } })),
})

describe('periods', () => {
  test('names and due days', () => {
    expect(periodName('2026Q3')).toBe('2026年第三季度')
    expect(periodName('2026H1')).toBe('2026年上半年')
    expect(dueOn('month', '2026-10')).toBe('2026-11-10')
    expect(dueOn('quarter', '2026Q3')).toBe('2026-10-20')
    expect(dueOn('quarter', '2026Q3', { ...DUE_SPANS, disclosureDay: 10 })).toBe('2026-10-10')
    expect(dueOn('event', '2026-12-30', DUE_SPANS, 5)).toBe('2027-01-04')
  })

  test('the one before the next is the same', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom('month', 'quarter', 'half', 'year'), (day, frequency) => {
        const period = periodAt(frequency, day.toISOString().slice(0, 10))
        expect(previousPeriod(nextPeriod(period) ?? '')).toBe(period)
      }),
    )
  })

  test('colours, and a looser value is refused with its article', () => {
    const duty = { dueOn: '2026-11-10' }
    expect(['2026-11-06', '2026-11-07', '2026-11-10', '2026-11-11'].map((d) => colourOf(duty, d))).toEqual([
      'grey',
      'yellow',
      'yellow',
      'red',
    ])
    expect(() => limitOf('disclose.min_posted_days', { value: 7, source: '某县' })).toThrow('第三十五条')
    expect(limitOf('disclose.min_posted_days', { value: 30, source: '某县' })).toBe(30)
    expect(() => spansWith({ month: 15 }, '某县')).toThrow('只能从严')
  })
})

test('a life: own work is not reviewed, two sign, fifteen days on the board', () => {
  let life: PublicationLife = { state: 'drafted', authorId: 'a' }
  const go = (
    step: Parameters<typeof after>[0],
    id: string,
    role: Parameters<typeof refusal>[2]['role'],
    day = '2026-11-10',
  ) => {
    expect(refusal(step, life, { id, role }, day)).toBeUndefined()
    life = after(step, life, { id, role }, day)
  }
  go('submit', 'a', 'village-accountant')
  expect(refusal('review', life, { id: 'a', role: 'village-supervisor' }, '2026-11-10')).toContain(
    '不能审查自己',
  )
  go('review', 's', 'village-supervisor')
  go('approve-party', 'p', 'village-secretary')
  expect(life.state).toBe('reviewed')
  expect(refusal('approve-committee', life, { id: 'p', role: 'village-director' }, '')).toContain('两人')
  go('approve-committee', 'd', 'village-director')
  go('publish', 'd', 'village-director')
  expect(refusal('take-down', life, { id: 'd', role: 'village-director' }, '2026-11-25')).toContain(
    '第三十五条',
  )
  expect(refusal('edit', life, { id: 'a', role: 'village-accountant' }, '2026-11-25')).toContain('更正')
  go('take-down', 'd', 'village-director', '2026-11-26')
  const town = { id: 't', role: 'town-affairs' } as const
  expect(exemptionRefusal({ hot: true }, { reason: '无' }, town)).toContain('热点')
  expect(exemptionRefusal({ hot: false }, { reason: '无', supervisorId: 't' }, town)).toContain('两个不同')
})

describe('contents', () => {
  test('totals, minus signs, 其他 and balances', () => {
    const said = (content: Content) =>
      stops(faultsOf(content))
        .map(({ sentence }) => sentence)
        .join()
    expect(said({ ...accounts(['水费', 0, 1000]), totals: { expense: 1500 } })).toContain('相差 5.00 元')
    expect(said(accounts(['水费', 0, -1000]))).toContain('负数')
    expect(said(accounts(['冲减水费', 0, -1000]))).toBe('')
    expect(said(accounts(['其他', 0, 600], ['水费', 0, 9400]))).toContain('第 1 行')
    expect(said({ ...accounts(['租金', 500, 0]), opening: 100, closing: 500 })).toContain('期初')
  })

  test('no full ID number survives a mask, and a second mask changes nothing', () => {
    const id = fc.tuple(
      fc.integer({ min: 100000, max: 999999 }),
      fc.integer({ min: 1950, max: 2020 }),
      fc.constantFrom('0101', '1231'),
      fc.constantFrom('123X', '4567'),
    )
    fc.assert(
      fc.property(fc.string(), id, fc.string(), (before, parts, behind) => {
        const once = maskText(`${before}证${parts.join('')}号${behind}`).text
        expect(once).not.toContain(parts.join(''))
        expect(maskText(once).text).toBe(once)
      }),
    )
  })

  test('cells no spreadsheet runs, and text that hashes alike', () => {
    expect(safeCell('=cmd()')).toBe("'=cmd()")
    expect(safeCell('-12.5')).toBe('-12.5')
    expect(canonical({ b: 1, a: 'e\u0301' })).toBe(canonical({ a: '\u00e9', b: 1 }))
    expect(checkCode('ffffffffff00')).toBe('ZZZZZZZZ')
  })

  test('what is heard and sent', () => {
    expect(
      ['3200000', '1000500', '1000', '50', '105', '10000000000'].map((fen) => spokenYuan(Number(fen))),
    ).toEqual(['三万二千元', '一万零五元', '十元', '五角', '一元零五分', '一亿元'])
    const content = accounts(['租金', 500, 0])
    const item = { name: '财务收支', period: '2026-10', village: '新合村' }
    expect(summarize(content, item)).toContain('没有上一期可比')
    expect(summarize(content, item, content)).toContain('持平')
    expect([...message(content, { ...item, name: '长'.repeat(99) })].length).toBeLessThanOrEqual(70)
  })
})
