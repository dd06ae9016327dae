import { seenText } from '../kit/seen-text.ts'
import { MAX_ROWS } from './checks.ts'
import type { Column, Content, Row } from './content.ts'

/** An Excel or CSV sheet, already split into texts, as lines of a table. What cannot be read stays as it was typed, so
 * that the checks name its row. */

export type Heading = { name: string; column?: string }
export type SheetRead = { headings: Heading[]; content: Pick<Content, 'rows' | 'totals'>; refused?: string }

/** Heads the group of a line in the accounts; it is no column of its own. */
export const GROUP_NAMES = ['科目', '类别科目', '项目科目'] as const
const TOTAL = /^(合计|总计|共计)$/
/** Adds up what stands above it and is no line of its own. */
const SUBTOTAL = /^(小计|分计|本页合计|本页小计)$/

/** Reads a sheet whose first filled row names the columns. `refused` says why nothing can be taken from it. */
export function readSheet(sheet: readonly (readonly string[])[], columns: readonly Column[]): SheetRead {
  const none = { headings: [], content: { rows: [] } }
  const [first, ...rest] = sheet.filter((cells) => cells.some((cell) => cell.trim() !== ''))
  if (!first) return { ...none, refused: '这个文件是空的，请核对是不是传错了' }
  if (rest.length > MAX_ROWS) return { ...none, refused: `这份表超过 ${MAX_ROWS} 行，请按月份分开填报` }
  const taken = new Set<string>()
  const headings = first.map((name): Heading => {
    // Of two columns with one name the first is taken; the other one is shown as left out.
    const column = columns.find((each) => tidy(each.name) === tidy(name) && !taken.has(each.id))
    if (column) taken.add(column.id)
    return { name: name.trim(), ...(column ? { column: column.id } : {}) }
  })
  if (!headings.some(({ column }) => column !== undefined)) {
    const wanted = columns.map(({ name }) => name).join('、')
    return { ...none, headings, refused: `第一行没有认识的列名，应有：${wanted}` }
  }
  const totals: Record<string, number> = {}
  const rows: Row[] = []
  for (const cells of rest) {
    if (cells.some((cell) => SUBTOTAL.test(cell.trim()))) continue
    const row = rowOf(headings, columns, cells)
    if (cells.some((cell) => TOTAL.test(cell.trim()))) Object.assign(totals, moneyIn(columns, row))
    else rows.push(row)
  }
  return { headings, content: { rows, ...(Object.keys(totals).length > 0 ? { totals } : {}) } }
}

/** A stroke says that there is nothing. */
const EMPTY = /^[-－—–/／]*$/

/** “金额（元）” and “ 金额 ” are the column 金额. */
const tidy = (name: string) => name.normalize('NFKC').replaceAll(/\s|\(.*?\)/g, '')

function rowOf(headings: readonly Heading[], columns: readonly Column[], cells: readonly string[]): Row {
  const kinds = new Map(columns.map(({ id, kind }) => [id, kind]))
  const filled = headings.flatMap(({ column }, index) => {
    const text = seenText(cells[index] ?? '').trim()
    return column === undefined || EMPTY.test(text)
      ? []
      : [[column, readCell(kinds.get(column), text)] as const]
  })
  const group = headings.findIndex(
    ({ name, column }) => column === undefined && GROUP_NAMES.some((known) => known === name),
  )
  const heading = (cells[group] ?? '').trim()
  return { cells: Object.fromEntries(filled), ...(heading ? { heading } : {}) }
}

const moneyIn = (columns: readonly Column[], { cells }: Row): Record<string, number> =>
  Object.fromEntries(
    columns.flatMap(({ id, kind }) => {
      const value = cells[id]
      return kind === 'money' && typeof value === 'number' ? [[id, value]] : []
    }),
  )

/** What a cell of that kind holds when somebody types or pastes a text; what cannot be read stays a text. */
export function readCell(kind: Column['kind'] | undefined, text: string): string | number {
  if (kind === 'money') return fenOf(text) ?? text
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(plain(text)) ? Number(plain(text)) : text
  if (kind === 'date') return dayOf(text) ?? text
  return text
}

const plain = (text: string) => text.normalize('NFKC').replaceAll(/[,\s¥元]/g, '')

/** “1,234.50” and “￥1234.5元” as fen, without floating point; undefined when it is no sum of money. */
function fenOf(text: string): number | undefined {
  const [, sign = '', yuan = '', cents = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?0*$/.exec(plain(text)) ?? []
  if (yuan === '') return undefined
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
  return sign && fen > 0 ? -fen : fen
}

/** 2026/10/8, 2026.10.8, 2026年10月8日 and 20261008 as `2026-10-08`. */
function dayOf(text: string): string | undefined {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.normalize('NFKC'))
  if (!parts) return undefined
  const [, year = '', m1, d1, m2, d2] = parts
  return `${year}-${(m1 ?? m2 ?? '').padStart(2, '0')}-${(d1 ?? d2 ?? '').padStart(2, '0')}`
}
