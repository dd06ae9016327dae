import type { Column, Content, Row } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { periodName } from '#practice/disclosure/period.ts'
import { totalOf } from '#practice/disclosure/sums.ts'
import { widthOf } from '#server/core/typeset.ts'

/** A published table as texts, and how wide its columns want to be on paper. */

export type PaperColumn = {
  name: string
  isNumber: boolean
  wraps: boolean
  textOf: (row: Row, n: number) => string
}

/** The columns that say something. The first numbers the lines: who asks about one names its number. */
export function columnsOf({ columns, rows }: Content): PaperColumn[] {
  const filled = columns.filter(({ id }) => rows.some(({ cells }) => (cells[id] ?? '') !== ''))
  const isGrouped = rows.some(({ heading }) => heading !== undefined)
  return [
    { name: '序号', isNumber: true, wraps: false, textOf: (_, n) => String(n) },
    ...(isGrouped
      ? [{ name: '科目', isNumber: false, wraps: true, textOf: ({ heading = '' }: Row) => heading }]
      : []),
    ...filled.map((column) => ({
      name: headingOf(column),
      isNumber: column.kind === 'money' || column.kind === 'number',
      wraps: column.kind === 'text' || column.kind === 'person' || column.kind === 'voucher',
      textOf: ({ cells }: Row) => cellText(column, cells[column.id]),
    })),
  ]
}

const headingOf = ({ name, kind, unit }: Column) =>
  kind === 'money' ? `${name}（元）` : unit ? `${name}（${unit}）` : name

function cellText({ kind }: Column, value: Row['cells'][string] | undefined): string {
  if (value === undefined || value === null) return ''
  if (kind === 'money' && typeof value === 'number') return yuan(value)
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return periodName(String(value)).slice(5)
  return String(value)
}

/** What the lines come to, as sentences below the table. */
export function sumsBelow(content: Content): string[] {
  const { columns, rows, opening, closing } = content
  const money = columns.filter(
    ({ kind, id }) => kind === 'money' && rows.some(({ cells }) => typeof cells[id] === 'number'),
  )
  const column = (id: string) =>
    rows.reduce((sum, { cells }) => sum + (typeof cells[id] === 'number' ? cells[id] : 0), 0)
  const sided = money.filter(({ side }) => side !== undefined)
  const totals =
    sided.length > 0
      ? (['income', 'expense'] as const)
          .filter((side) => sided.some((each) => each.side === side))
          .map((side) => `${side === 'income' ? '收入' : '支出'}合计 ${yuan(totalOf(content, side))} 元`)
      : money.map(({ id, name }) => `${name}合计 ${yuan(column(id))} 元`)
  return [
    ...(opening === undefined ? [] : [`期初 ${yuan(opening)} 元`]),
    ...(rows.length > 1 ? totals : []),
    ...(closing === undefined ? [] : [`期末结余 ${yuan(closing)} 元`]),
  ]
}

/** Beside the words of a cell, left and right together. */
export const PADDING = 16
/** Enough of a long table to know how wide its words are; figures are looked at in every line. */
const SAMPLE = 400
/** No word column is narrower: four characters and their padding. */
const narrowest = (size: number) => size * 4 + PADDING + 2
const WIDEST = 260

/** Widths that fill the room; undefined when the columns do not fit into it. */
export function widthsFor(
  { rows }: Content,
  columns: readonly PaperColumn[],
  size: number,
  room: number,
): number[] | undefined {
  const wishes = columns.map((column) => {
    const looked = column.wraps ? rows.slice(0, SAMPLE) : rows
    let widest = widthOf(column.name, size, true)
    let longest = 0
    for (const [n, row] of looked.entries()) {
      const text = column.textOf(row, n + 1)
      // Only what is as long as the longest so far can be wider.
      if (text.length < longest) continue
      longest = text.length
      widest = Math.max(widest, widthOf(text, size))
    }
    return Math.min(widest + PADDING + 1, column.wraps ? WIDEST : Infinity)
  })
  const fixed = wishes.reduce((sum, wish, n) => sum + (columns[n]?.wraps ? 0 : wish), 0)
  const wrapping = wishes.filter((_, n) => columns[n]?.wraps)
  const left = room - fixed
  const wished = wrapping.reduce((sum, wish) => sum + wish, 0)
  if (wrapping.length === 0) return left < 0 ? undefined : wishes.map((wish) => wish + left / wishes.length)
  if (left < wrapping.reduce((sum, wish) => sum + Math.min(wish, narrowest(size)), 0)) return undefined
  if (left >= wished) return wishes.map((wish, n) => (columns[n]?.wraps ? (wish * left) / wished : wish))
  return wishes.map((wish, n) => (columns[n]?.wraps ? shrunk(wish, wrapping, left, narrowest(size)) : wish))
}

/** Each keeps its narrowest; the rest of the room is shared by what each wishes beyond it. */
function shrunk(wish: number, wishes: readonly number[], room: number, narrow: number): number {
  const least = (one: number) => Math.min(one, narrow)
  const rest = room - wishes.reduce((sum, one) => sum + least(one), 0)
  const over = wishes.reduce((sum, one) => sum + one - least(one), 0)
  return least(wish) + (over === 0 ? 0 : ((wish - least(wish)) * rest) / over)
}
