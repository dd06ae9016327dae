import type { Row } from '#practice/disclosure/content.ts'
import { withCell, type GridColumn } from './desk-cells.ts'

/** Changes of the lines of a table. Lines that stay the same stay the same object, so that twenty thousand are cheap. */

export const BLANK: Row = { cells: {} }

export const changeCell = (rows: readonly Row[], at: number, column: GridColumn, text: string): Row[] =>
  rows.map((row, index) => (index === at ? withCell(row, column, text) : row))

export const changeRow = (rows: readonly Row[], at: number, change: (row: Row) => Row): Row[] =>
  rows.map((row, index) => (index === at ? change(row) : row))

export const insertRow = (rows: readonly Row[], at: number, row: Row = BLANK): Row[] =>
  rows.toSpliced(at, 0, row)

export const removeRow = (rows: readonly Row[], at: number): Row[] => rows.toSpliced(at, 1)

/** Swaps a line with its neighbour; at the end of the table nothing happens. */
export function moveRow(rows: readonly Row[], at: number, by: -1 | 1): readonly Row[] {
  const [moved, other] = [rows[at], rows[at + by]]
  if (!moved || !other) return rows
  return rows.with(at, other).with(at + by, moved)
}

/** Fills a block of cells from one on to the right and down; lines that are missing are made. */
export function pasteBlock(
  rows: readonly Row[],
  at: number,
  columns: readonly GridColumn[],
  block: readonly (readonly string[])[],
): Row[] {
  const result = [...rows]
  for (const [down, texts] of block.entries()) {
    let row = result[at + down] ?? BLANK
    for (const [right, text] of texts.entries()) {
      const column = columns[right]
      if (column) row = withCell(row, column, text)
    }
    result[at + down] = row
  }
  return result
}

/** What a spreadsheet puts on the clipboard: tabs between cells, lines between rows, quotes around cells with either. */
export function cellsOf(clipboard: string): string[][] {
  const text = clipboard.replaceAll('\r\n', '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/gy
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, plain = '', end] = match
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"').replaceAll('\n', ' '))
    if (end === '') break
    if (end === '\n') rows.push([])
  }
  return rows
}

/** Whether a pasted text is a block of cells, and not the words of one. */
export const isBlock = (clipboard: string) => /[\t\n]/.test(clipboard.replace(/\r?\n$/, ''))
