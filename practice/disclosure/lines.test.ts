import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesBetween } from './changes.ts'
import { TABLES } from './columns.ts'
import type { Content, Row } from './content.ts'
import { cellText, groupsOf, nameColumn, sumsOf } from './lines.ts'

const line = (what: string, expense: number, more: Partial<Row> = {}): Row => ({
  cells: { on: '2026-10-08', what, expense },
  ...more,
})
const table = (...rows: Row[]): Content => ({ columns: TABLES.expense, rows })

describe('lines', () => {
  test('a cell reads as people say it', () => {
    const [on, , , expense] = TABLES.expense
    expect(cellText(on, '2026-10-08')).toBe('2026年10月8日')
    expect(cellText(expense, 126_000)).toBe('1,260.00')
    expect(cellText(expense, null)).toBe('')
    expect(cellText({ id: 'area', name: '面积', kind: 'number', unit: ' 亩' }, 11)).toBe('11 亩')
  })

  test('a line is named by its first words', () => {
    const row = line('清渠', 100)
    expect(nameColumn(TABLES.expense, row)?.id).toBe('what')
    expect(nameColumn(TABLES.grant, { cells: { person: '王*昌', amount: 150 } })?.id).toBe('person')
  })

  test('groups keep the numbers of the lines, and their sums are the sum of the whole', () => {
    const heading = fc.constantFrom<string | undefined>(undefined, '办公费', '工程费', '误工费')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(heading, fc.integer({ min: 0, max: 10_000 })), { maxLength: 40 }),
        (rows) => {
          const content = table(...rows.map(([name, fen]) => line('项', fen, name ? { heading: name } : {})))
          const groups = groupsOf(content)
          const numbers = groups.flatMap((group) => group.rows.map(({ n }) => n)).sort((a, b) => a - b)
          expect(numbers).toEqual(content.rows.map((_, index) => index + 1))
          const sum = groups
            .flatMap((group) => sumsOf(content.columns, group.rows))
            .reduce((all, { fen }) => all + fen, 0)
          expect(sum).toBe(rows.reduce((all, [, fen]) => all + fen, 0))
        },
      ),
    )
  })
})

describe('what a correction changed', () => {
  test('shows both figures of a changed cell and nothing else', () => {
    const before = table(line('电费', 41_260), line('垃圾清运', 126_000), line('工资', 240_000))
    const after = table(line('电费', 41_260), line('垃圾清运', 90_000), line('工资', 240_000))
    const { rows, rest } = changesBetween(before, after)
    expect(rest).toEqual([])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'changed', after: 2, cells: [{ before: 126_000, after: 90_000 }] })
  })

  test('a line taken out does not make its followers look changed', () => {
    const [a, b, c] = [line('电费', 1), line('纸', 2), line('工资', 3)]
    expect(changesBetween(table(a, b, c), table(a, c)).rows).toEqual([{ kind: 'removed', before: 2 }])
    expect(changesBetween(table(a, c), table(a, b, c)).rows).toEqual([{ kind: 'added', after: 2 }])
  })

  test('names what changed beside the lines', () => {
    const { rows, rest } = changesBetween({ ...table(line('纸', 2)), closing: 5 }, table(line('纸', 2)))
    expect([rows, rest]).toEqual([[], ['期末结余']])
  })

  test('says nothing of a table that is the same', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('电费', '纸'), fc.integer({ min: 0, max: 3 })), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(rows, (lines) => {
        const content = table(...lines.map(([what, fen]) => line(what, fen)))
        expect(changesBetween(content, structuredClone(content)).rows).toEqual([])
      }),
    )
  })
})
