import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoleId } from '#contract/roles.ts'
import { canonical, checkCode } from './canonical.ts'
import { safeCell } from '../kit/index.ts'
import { faultsOf, MAX_ROWS, stops } from './checks.ts'
import { TABLES } from './columns.ts'
import type { Content } from './content.ts'
import { after, exemptionRefusal, isExempt, refusal, type PublicationLife } from './life.ts'
import { maskText } from './mask.ts'
import { spokenYuan } from './money.ts'
import {
  colourOf,
  daysLate,
  disclosureDayNear,
  dueOn,
  limitOf,
  nextPeriod,
  periodAt,
  periodName,
  previousPeriod,
  spansWith,
  DUE_SPANS,
} from './period.ts'
import { message, script, summarize } from './summary.ts'

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

  test('a disclosure day is near from three days before to three days after', () => {
    const near = (today: string) => {
      const { on, isNear } = disclosureDayNear(10, today)
      return [on, isNear]
    }
    expect(near('2026-12-06')).toEqual(['2026-12-10', false])
    expect(near('2026-12-07')).toEqual(['2026-12-10', true])
    expect(near('2026-12-10')).toEqual(['2026-12-10', true])
    expect(near('2026-12-13')).toEqual(['2026-12-10', true])
    expect(near('2026-12-14')).toEqual(['2027-01-10', false])
    expect(disclosureDayNear(1, '2026-12-31')).toEqual({ on: '2027-01-01', isNear: true })
    expect(disclosureDayNear(28, '2026-03-03')).toEqual({ on: '2026-02-28', isNear: true })
    expect(disclosureDayNear(28, '2026-03-04')).toEqual({ on: '2026-03-28', isNear: false })
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
    // The law has no day counts for items: what is refused is refused by the list.
    expect(() => spansWith({ month: 15 }, '某县')).toThrow(
      '公开时限只能从严：按公开目录，每月事项最迟为期末后 10 日，某县不能定为 15 日',
    )
    expect(() => spansWith({ disclosureDay: 31 }, '某县')).toThrow('1 日至 28 日')
    expect(spansWith({ quarter: 10, disclosureDay: 10 }, '某县').quarter).toBe(10)
  })

  test('days late: to the day of publication or to today, none in time or when excused', () => {
    const duty = { dueOn: '2026-11-10' }
    expect(daysLate(duty, '2026-11-10')).toBe(0)
    expect(daysLate(duty, '2026-12-01')).toBe(21)
    expect(daysLate({ ...duty, publishedOn: '2026-11-12' }, '2026-12-01')).toBe(2)
    expect(daysLate({ ...duty, publishedOn: '2026-11-01' }, '2026-12-01')).toBe(0)
    expect(daysLate({ ...duty, exempt: true }, '2026-12-01')).toBe(0)
  })
})

test('a life: own work is not reviewed, two sign, fifteen days on the board', () => {
  let life: PublicationLife = { state: 'drafted', authorId: 'a' }
  const go = (step: Parameters<typeof after>[0], id: string, role: RoleId, day = '2026-11-10') => {
    expect(refusal(step, life, { id, post: { role } }, day)).toBeUndefined()
    life = after(step, life, { id, post: { role } }, day)
  }
  go('submit', 'a', 'village-accountant')
  expect(refusal('review', life, { id: 'a', post: { role: 'village-supervisor' } }, '2026-11-10')).toContain(
    '不能审查自己',
  )
  const supervisor = { id: 's', post: { role: 'village-supervisor' } } as const
  for (const reason of [undefined, '', ' '])
    expect(refusal('return', life, supervisor, '2026-11-10', reason)).toContain('退回须写明理由')
  expect(refusal('return', life, supervisor, '2026-11-10', '“其他”请拆开')).toBeUndefined()
  go('review', 's', 'village-supervisor')
  go('approve-party', 'p', 'village-secretary')
  expect(life.state).toBe('reviewed')
  expect(refusal('approve-committee', life, { id: 'p', post: { role: 'village-director' } }, '')).toContain(
    '两人',
  )
  go('approve-committee', 'd', 'village-director')
  go('publish', 'd', 'village-director')
  expect(refusal('take-down', life, { id: 'd', post: { role: 'village-director' } }, '2026-11-25')).toContain(
    '第三十五条',
  )
  expect(refusal('edit', life, { id: 'a', post: { role: 'village-accountant' } }, '2026-11-25')).toContain(
    '更正',
  )
  go('take-down', 'd', 'village-director', '2026-11-26')
  const town = { id: 't', post: { role: 'town-affairs' } } as const
  expect(exemptionRefusal({ hot: true }, { reason: '无' }, town)).toContain('热点')
  expect(exemptionRefusal({ hot: false }, { reason: '无', supervisorId: 't' }, town)).toContain('两个不同')
  expect(exemptionRefusal({ hot: false }, { reason: '无', supervisorId: 's' }, town)).toBeUndefined()
  expect(isExempt({ reason: '无', supervisorId: 's', townId: 't' })).toBe(true)
  expect(isExempt({ reason: '无', supervisorId: 's', townId: 's' })).toBe(false)
  expect(isExempt({ reason: '无', supervisorId: 's' })).toBe(false)
})

describe('contents', () => {
  test('totals, minus signs, 其他 and balances', () => {
    const said = (content: Content) =>
      stops(faultsOf(content))
        .map(({ sentence }) => sentence)
        .join()
    expect(said({ ...accounts(['水费', 0, 1000]), totals: { expense: 1500 } })).toContain('相差 5.00 元')
    expect(said(accounts(['水费', 0, -1000]))).toContain('负数')
    for (const word of ['冲减', '冲销', '红字']) expect(said(accounts([`${word}水费`, 0, -1000]))).toBe('')
    const [line] = accounts(['水费', 0, -1000]).rows
    const numbered = { ...line, cells: { ...line?.cells, voucher: '红字-12' } }
    expect(said({ columns: TABLES.accounts, rows: [numbered] })).toContain('负数')
    expect(said(accounts(['其他', 0, 600], ['水费', 0, 9400]))).toContain('第 1 行')
    expect(said(accounts(['其他（若干）', 0, 600], ['水费', 0, 9400]))).toContain('第 1 行')
    expect(said(accounts(['其他（修桥）', 0, 600], ['水费', 0, 9400]))).not.toContain('其他')
    expect(said({ ...accounts(['租金', 500, 0]), opening: 100, closing: 500 })).toContain('期初')
  })

  test('twenty thousand lines are looked at, one more is a wrong file', () => {
    const line = accounts(['水费', 0, 1000]).rows
    const of = (n: number): Content => ({
      columns: TABLES.accounts,
      rows: Array.from({ length: n }, () => line).flat(),
    })
    expect(faultsOf(of(MAX_ROWS))).toEqual([])
    expect(faultsOf(of(MAX_ROWS + 1)).map(({ sentence }) => sentence)).toEqual([
      '共 20001 行，一次最多 20000 行，请按月份分开填报',
    ])
  })

  test('a child under fourteen is not named, whether an age, a birthday or an ID number tells', () => {
    const of = (cells: Content['rows'][number]['cells']): Content => ({
      columns: [
        ...TABLES.people,
        { id: 'age', name: '年龄', kind: 'number' },
        { id: 'bornOn', name: '出生日期', kind: 'date' },
      ],
      rows: [{ cells: { person: '王小明', matter: '困境儿童', ...cells } }],
    })
    const said = (cells: Content['rows'][number]['cells'], mask: string[] = []) =>
      stops(faultsOf(of(cells), { today: '2026-11-10', mask })).map(({ sentence }) => sentence)
    expect(said({ idNumber: '61011420121111123X' })).toEqual([
      '第 1 行是不满十四周岁的儿童，不能写出全名，请写成“王*明”（《个人信息保护法》第二十八条、第三十一条）',
    ])
    expect(said({ idNumber: '61011420121110123X' })).toEqual([])
    expect(said({ age: 13 })).toHaveLength(1)
    expect(said({ age: 14 })).toEqual([])
    expect(said({ bornOn: '2015-01-01' })).toHaveLength(1)
    expect(said({ on: '2015-01-01' })).toEqual([])
    expect(said({ age: 13, person: '王*明' })).toEqual([])
    expect(said({ age: 13 }, ['person'])).toEqual([])
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
    expect(script({ ...content, closing: 500 }, item)).toBe(
      '各位村民请注意。新合村2026年10月的财务收支已经公布。一共1笔。收入五元，支出零元。期末结余五元。最大的一笔是租金，五元。详细内容请看村务公开栏，或者在手机上查看。有疑问可以当面问，也可以在手机上提。',
    )
    expect(script({ columns: TABLES.text, rows: [] }, item)).toContain('一共0条。')
    expect(summarize(content, { ...item, today: '2026-11-10' })).toContain('没有上一期可比')
    expect(summarize(content, { ...item, today: '2026-11-10' }, content)).toContain('持平')
    expect([...message(content, { ...item, name: '长'.repeat(99) })].length).toBeLessThanOrEqual(70)
  })
})
