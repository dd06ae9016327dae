import type { Column, Content, Row } from './content.ts'

/** What the lines of a content add up to; the checks and the summary read the same figures. */

export type Side = 'income' | 'expense'
export const SIDES: readonly Side[] = ['income', 'expense']
export const SIDE_NAMES: Readonly<Record<Side, string>> = { income: '收入', expense: '支出' }

/** The money of one line on one side, in fen; 0 when it has none. */
export function moneyOf(columns: readonly Column[], row: Row, side: Side): number {
  return columns.reduce((sum, column) => {
    const value = column.kind === 'money' && column.side === side ? row.cells[column.id] : undefined
    return sum + (typeof value === 'number' ? value : 0)
  }, 0)
}

/** All money of one side, in fen. */
export function totalOf({ columns, rows }: Content, side: Side): number {
  return rows.reduce((sum, row) => sum + moneyOf(columns, row, side), 0)
}

/** What a line is called: its heading, else its first filled text cell. */
export function nameOf(columns: readonly Column[], row: Row): string {
  if (row.heading) return row.heading
  const text = columns.find(({ id, kind }) => kind === 'text' && row.cells[id])
  return text ? String(row.cells[text.id]) : '未写明'
}

/** A cash book adds up the other tables: it alone has both sides and what was in hand before and after. */
export const isBook = ({ columns, opening, closing }: Content): boolean =>
  opening !== undefined &&
  closing !== undefined &&
  SIDES.every((side) => columns.some((column) => column.kind === 'money' && column.side === side))

export type Other = { side: Side; name: string; lines: number[]; sum: number; total: number; share: number }

/** The part of each side that is only called “其他”, with its lines counted from 1; sides without money are left out. */
export function shareOfOther(content: Content): Other[] {
  return SIDES.flatMap((side) => {
    const total = totalOf(content, side)
    if (total <= 0) return []
    const lines = content.rows.flatMap((row, i) => {
      const money = moneyOf(content.columns, row, side)
      return money !== 0 && isOther(nameOf(content.columns, row)) ? [{ n: i + 1, money }] : []
    })
    const sum = lines.reduce((added, { money }) => added + money, 0)
    return [{ side, name: SIDE_NAMES[side], lines: lines.map(({ n }) => n), sum, total, share: sum / total }]
  })
}

/** 其他, 其它支出, “其他费用等”, “其他（若干）”, 杂支, 零星开支: a name that says nothing. “其他应付款：张三” says something. */
const isOther = (name: string) => NOTHING.test(name.normalize('NFKC').replaceAll(/[\p{P}\p{S}\s]|等$/gu, ''))
const NOTHING =
  /^(?:(?:其[他它余]|杂[项支]?|零星|零碎)(?:各?项|事项|类)?(?:日常)?(?:收入|支出|开支|开销|费用?|费用支出|款项?|项目)?等?|杂[支费项])(?:若干|等等|一批|不详|略|[详见]+(?:凭证|附件|附表|清单|明细))*$/
