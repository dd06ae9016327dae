import type { Column, Row } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { readCell } from '#practice/disclosure/sheet.ts'

/** Cells as people see and type them: money in yuan here, in fen everywhere else. */

/** The heading in the accounts stands in the table like a column, and is none. */
export const HEADING = '#heading'
export type GridColumn = Pick<Column, 'id' | 'name' | 'kind' | 'required' | 'unit' | 'side'>

const HEADING_COLUMN: GridColumn = { id: HEADING, name: '科目', kind: 'text' }

/** The columns of the table to be read: headings only where there are some. */
export const readColumns = (columns: readonly Column[], rows: readonly Row[]): readonly GridColumn[] =>
  rows.some(({ heading }) => heading !== undefined) ? [HEADING_COLUMN, ...columns] : columns

/** The columns of the table to be written: accounts may be grouped by headings, lists of people are not. */
export const gridColumns = (columns: readonly Column[], rows: readonly Row[]): readonly GridColumn[] =>
  columns.some(({ side }) => side !== undefined) ? [HEADING_COLUMN, ...columns] : readColumns(columns, rows)

/** A cell as text, to be read and to be typed over. */
export function cellText({ id, kind }: GridColumn, row: Row): string {
  if (id === HEADING) return row.heading ?? ''
  const value = row.cells[id]
  if (value === undefined || value === null) return ''
  return kind === 'money' && typeof value === 'number' ? yuan(value) : String(value)
}

/** The line with one cell typed anew; what cannot be read stays as typed, so that the checks name it. */
export function withCell(row: Row, { id, kind }: GridColumn, text: string): Row {
  const typed = text.trim()
  if (id === HEADING) {
    const { heading: _, ...rest } = row
    return typed === '' ? rest : { ...rest, heading: typed }
  }
  const { [id]: _, ...others } = row.cells
  return { ...row, cells: typed === '' ? others : { ...others, [id]: readCell(kind, typed) } }
}

export const isNumeric = ({ kind }: Pick<GridColumn, 'kind'>) => kind === 'money' || kind === 'number'
