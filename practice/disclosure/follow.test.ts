import { describe, expect, it } from 'vitest'
import { TABLES } from './columns.ts'
import type { Content } from './content.ts'
import { booksOwe, joinFaults, nextOwes } from './follow.ts'
import { summarize } from './summary.ts'
import { draftFaults } from './checks.ts'

const book = (opening: number | undefined, closing: number | undefined, expense = 0): Content => ({
  columns: TABLES.accounts,
  rows: [{ cells: { on: '2026-10-08', what: '清渠', expense } }],
  ...(opening === undefined ? {} : { opening }),
  ...(closing === undefined ? {} : { closing }),
})
const bill = (expense: number): Content => ({
  columns: TABLES.expense,
  rows: [{ cells: { on: '2026-10-08', what: '清渠', expense } }],
})
const sentences = (...args: Parameters<typeof joinFaults>) =>
  joinFaults(...args).map(({ sentence }) => sentence)

describe('one book over its periods', () => {
  it('begins with what the period before ended with, to the fen', () => {
    const before = { period: '2026-09', closing: 500_00 }
    expect(joinFaults(book(500_00, 400_00, 100_00), { before })).toEqual([])
    expect(sentences(book(500_01, 400_01, 100_00), { before })).toEqual([
      '期初写的是 500.01 元，上一期（2026年9月）公开的期末是 500.00 元，相差 0.01 元，请核对；上一期有误的，先更正上一期',
    ])
    expect(sentences(book(undefined, undefined), { before })[0]).toContain('这一期也请填期初和期末结余')
    expect(joinFaults(book(undefined, undefined), { before: { period: '2026-09' } })).toEqual([])
  })

  it('warns of the next period, which is corrected afterwards', () => {
    const after = { period: '2026-11', opening: 400_00 }
    expect(joinFaults(book(500_00, 400_00), { after })).toEqual([])
    expect(joinFaults(book(500_00, 390_00), { after })).toMatchObject([{ warning: true }])
    expect(nextOwes(book(500_00, 400_00), { after }, '十月收支')).toBeUndefined()
    expect(nextOwes(book(500_00, 390_00), { after }, '十月收支')).toContain('期末是 390.00 元')
  })

  it('follows a table whose money was corrected, and no other', () => {
    expect(booksOwe(bill(412_60), bill(402_60), '十月开支')).toContain('支出由 412.60 元改为 402.60 元')
    expect(booksOwe(bill(412_60), bill(412_60), '十月开支')).toBeUndefined()
    expect(booksOwe(book(0, 1), book(0, 2, 3), '十月收支')).toBeUndefined()
  })

  it('has no end before its period has', () => {
    const looked = { period: '2026-10', title: '收支', beside: {} }
    const says = (content: Content, today: string) =>
      draftFaults(content, { ...looked, today }).map(({ sentence }) => sentence)
    expect(says(book(100, 100), '2026-10-30')).toEqual([expect.stringContaining('2026-10-31 才结束')])
    expect(says(book(100, 100), '2026-10-31')).toEqual([])
    expect(says(bill(100), '2026-10-30')).toEqual([])
    const told = { name: '开支', period: '2026-10' }
    expect(summarize(bill(100), { ...told, today: '2026-10-30' })).toContain(
      '这一期 2026-10-31 才结束，这里只到 2026-10-30。',
    )
    expect(summarize(bill(100), { ...told, today: '2026-10-31' })).not.toContain('才结束')
  })
})
