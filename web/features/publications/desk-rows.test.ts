import { describe, expect, it } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import { cellText, gridColumns, HEADING, withCell } from './desk-cells.ts'
import {
  BLANK,
  cellsOf,
  changeCell,
  insertRow,
  isBlock,
  moveRow,
  pasteBlock,
  removeRow,
} from './desk-rows.ts'

const columns = gridColumns(TABLES.expense, [])
const at = (id: string) => {
  const column = columns.find((each) => each.id === id)
  if (!column) throw new Error(`no column ${id}`)
  return column
}

describe('a cell', () => {
  it('takes yuan and keeps fen, and shows them again as yuan', () => {
    const row = withCell(BLANK, at('expense'), '1,234.5')
    expect(row.cells).toEqual({ expense: 123_450 })
    expect(cellText(at('expense'), row)).toBe('1,234.50')
  })

  it('keeps what it cannot read as typed, and nothing of what was emptied', () => {
    const row = withCell(withCell(BLANK, at('expense'), '=cmd()'), at('on'), '2026年10月8日')
    expect(row.cells).toEqual({ expense: '=cmd()', on: '2026-10-08' })
    expect(withCell(row, at('expense'), ' ').cells).toEqual({ on: '2026-10-08' })
  })

  it('of the accounts has its heading beside its cells', () => {
    const row = withCell(BLANK, at(HEADING), '管理费')
    expect(row).toEqual({ cells: {}, heading: '管理费' })
    expect(withCell(row, at(HEADING), '')).toEqual({ cells: {} })
  })
})

describe('pasting from a spreadsheet', () => {
  it('reads quotes, tabs and lines', () => {
    expect(cellsOf('2026/10/8\t"电费\n（村委会）"\t"说""好"""\r\n\t水费\t\r\n')).toEqual([
      ['2026/10/8', '电费 （村委会）', '说"好"'],
      ['', '水费', ''],
    ])
    expect(isBlock('只是一句话\n')).toBe(false)
    expect(isBlock('甲\t乙')).toBe(true)
  })

  it('fills to the right and down, makes lines, and drops what has no column', () => {
    const first = changeCell([BLANK], 0, at('remark'), '旧的')
    const rows = pasteBlock(first, 0, columns.slice(columns.indexOf(at('expense'))), [
      ['10', 'A1', '新的', '多出来'],
      ['20.05', 'A2'],
    ])
    expect(rows.map(({ cells }) => cells)).toEqual([
      { expense: 1000, voucher: 'A1', remark: '新的' },
      { expense: 2005, voucher: 'A2' },
    ])
  })
})

it('lines are put in, taken out and moved, and stop at the ends', () => {
  const [a, b] = [withCell(BLANK, at('what'), '甲'), withCell(BLANK, at('what'), '乙')]
  expect(insertRow([a, b], 1)).toEqual([a, BLANK, b])
  expect(removeRow([a, b], 0)).toEqual([b])
  expect(moveRow([a, b], 0, 1)).toEqual([b, a])
  expect(moveRow([a, b], 1, 1)).toEqual([a, b])
})
