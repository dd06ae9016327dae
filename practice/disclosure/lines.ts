import type { Column, Content, Row } from './content.ts'
import { yuan } from './money.ts'

/** How the lines of a table read on any surface: what a cell says, which cell names the line, which lines belong together. */

/** A cell as people read it: money as yuan, days as they are said; empty when nothing was filled in. */
export function cellText({ kind, unit }: Column, value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '') return ''
  if (kind === 'money') return typeof value === 'number' ? yuan(value) : value
  if (kind === 'date') return dayOf(String(value))
  return `${value}${unit ?? ''}`
}

const dayOf = (day: string) => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  return year === undefined ? day : `${year}年${Number(month)}月${Number(date)}日`
}

/** Figures stand at the right, below each other. */
export const isFigure = ({ kind }: Column) => kind === 'money' || kind === 'number'

/** The column that names a line: the first one of words in which it says something. */
export function nameColumn(columns: readonly Column[], row: Row): Column | undefined {
  return columns.find(({ id, kind }) => (kind === 'text' || kind === 'person') && row.cells[id])
}

export type NumberedRow = { n: number; row: Row }
export type LineGroup = { heading: string | undefined; rows: NumberedRow[] }

/** Lines by heading, each with the number it has on the page (from 1); headings in the order in which they first come. */
export function groupsOf({ rows }: Pick<Content, 'rows'>): LineGroup[] {
  const groups = new Map<string | undefined, NumberedRow[]>()
  for (const [index, row] of rows.entries()) {
    const group = groups.get(row.heading)
    if (group) group.push({ n: index + 1, row })
    else groups.set(row.heading, [{ n: index + 1, row }])
  }
  return [...groups].map(([heading, list]) => ({ heading, rows: list }))
}

/** What the money columns of some lines add up to, in fen; columns in which nothing stands are left out. */
export function sumsOf(
  columns: readonly Column[],
  rows: readonly NumberedRow[],
): { column: Column; fen: number }[] {
  return columns.flatMap((column) => {
    if (column.kind !== 'money') return []
    const filled = rows.filter(({ row }) => typeof row.cells[column.id] === 'number')
    const fen = filled.reduce((sum, { row }) => sum + Number(row.cells[column.id]), 0)
    return filled.length > 0 ? [{ column, fen }] : []
  })
}
