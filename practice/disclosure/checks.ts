import { CHILD_YEARS, isChild } from '../kit/age.ts'
import type { Column, Content, Row } from './content.ts'
import { FOUND_NAMES, maskName, maskText, type Found } from './mask.ts'
import { yuan } from './money.ts'
import { joinFaults, type Beside } from './follow.ts'
import { daysOf } from './period.ts'
import { shareOfOther } from './sums.ts'

/** What is wrong with a content, each fault with its place, in a sentence that says what to do. Nothing is thrown. */

/** `row` counts from 1 like the list on screen. A `warning` does not stop submission: it was mended already. */
export type Fault = { row?: number; column?: string; sentence: string; warning?: true }

/** More than any village has in a year; a longer file is a wrong file. */
export const MAX_ROWS = 20_000
/** A cell is a cell and no article (handbook R13); a remark may be a page. */
export const MAX_CELL = 500
export const MAX_REMARK = 2_000
/** A thousand million yuan: no line of a village's book, and 20,000 of them still add up exactly. */
const MAX_FEN = 100_000_000_000
/** Handbook R13: “其他” above this share of its side must be split. */
export const OTHER_SHARE = 0.05
/** A page of faults helps; twenty thousand do not. */
const MAX_FAULTS = 200

/** When a content is looked at, which columns its item hides the names of, and what it is called. */
export type Looked = { today?: string; mask?: readonly string[]; title?: string }

/**
 * All faults of a content, the ones about the whole first. Empty when it may be submitted (warnings aside). Without
 * `today` only a column of ages can tell a child.
 */
export function faultsOf(content: Content, looked: Looked = {}): Fault[] {
  if (content.rows.length > MAX_ROWS)
    return [{ sentence: `共 ${content.rows.length} 行，一次最多 ${MAX_ROWS} 行，请按月份分开填报` }]
  const whole = [
    ...titleFaults(looked.title ?? ''),
    ...columnFaults(content.columns),
    ...totalFaults(content),
    ...balanceFaults(content),
    ...otherFaults(content),
    ...remarkFaults(content),
    ...childFaults(content, looked),
  ]
  const ofRows: Fault[] = []
  for (const [index, row] of content.rows.entries()) {
    ofRows.push(...rowFaults(content.columns, row, index + 1))
    if (ofRows.length >= MAX_FAULTS) break
  }
  return [...whole, ...ofRows].slice(0, MAX_FAULTS)
}

type DraftLooked = Looked & { today: string; period: string; beside: Beside }

/** All faults of a draft of a period: those of its content, that it comes too early, says nothing, or joins nothing. */
export function draftFaults(content: Content, { period, beside, ...looked }: DraftLooked): Fault[] {
  const { first, last } = daysOf(period)
  const { today } = looked
  const isEmptyTable = content.rows.length === 0
  const whole: Fault[] = []
  if (today < first) whole.push({ sentence: `这一期 ${first} 才开始，还没有发生的不能先公布，请等到那一天` })
  else if (isEmptyTable && today < last)
    whole.push({ sentence: `一行也没有，而这一期 ${last} 才结束，请等结束了再写“本期没有发生”` })
  else if (content.closing !== undefined && today < last)
    whole.push({ sentence: `这一期 ${last} 才结束，期末结余还没有定，请等结束了再公布` })
  else if (isEmptyTable && !content.remark?.trim())
    whole.push({ sentence: '一行也没有。本期确实没有发生的，请在说明里写明“本期没有发生”' })
  return [
    ...whole,
    ...joinFaults(content, beside),
    ...dayFaults(content, { first, last, today }),
    ...faultsOf(content, looked),
  ].slice(0, MAX_FAULTS)
}

/** Lines of money stand on their day: never on one to come, and one of another period is looked at once more. */
function dayFaults(
  { columns, rows }: Content,
  { first, last, today }: Record<'first' | 'last' | 'today', string>,
): Fault[] {
  const on = columns.find(({ id, kind }) => id === 'on' && kind === 'date')
  if (on === undefined || !columns.some(({ side }) => side !== undefined)) return []
  return rows.flatMap(({ cells }, i): Fault[] => {
    const day = cells[on.id]
    if (typeof day !== 'string' || !isDay(day)) return []
    const where = { row: i + 1, column: on.id }
    if (day > today)
      return [
        { ...where, sentence: `第 ${i + 1} 行“${on.name}”${day} 还没有到，还没有发生的账不能公布，请核对` },
      ]
    if (day >= first && day <= last) return []
    const sentence = `第 ${i + 1} 行“${on.name}”${day} 不在这一期（${first} 至 ${last}），请核对`
    return [{ ...where, sentence, warning: true }]
  })
}

/** Faults that stop submission. */
export const stops = (faults: readonly Fault[]) => faults.filter((fault) => !fault.warning)

function rowFaults(columns: readonly Column[], row: Row, n: number): Fault[] {
  const known = new Set(columns.map(({ id }) => id))
  const strangers = Object.keys(row.cells).filter((id) => !known.has(id))
  return [
    ...strangers.map((id) => ({ row: n, column: id, sentence: `第 ${n} 行有表头以外的一列“${id}”，请删去` })),
    ...columns.flatMap((column) =>
      column.kind === 'money' ? moneyFaults(columns, column, row, n) : cellFaults(column, row, n),
    ),
    ...(row.heading === undefined
      ? []
      : [...runFaults(row.heading, n, '科目'), ...foundIn(row.heading, n, '科目')]),
    ...(row.vouchers ?? [])
      .filter((id) => !VOUCHER.test(id))
      .map(() => ({ row: n, sentence: `第 ${n} 行的凭证照片没有传上来，请重新上传` })),
  ]
}

/** A file is named by its content: SHA-256 in hex (contract/files.ts). */
const VOUCHER = /^[0-9a-f]{64}$/

function cellFaults(column: Column, row: Row, n: number): Fault[] {
  const value = row.cells[column.id]
  const fault = (what: string): Fault[] => [
    { row: n, column: column.id, sentence: `第 ${n} 行“${column.name}”${what}` },
  ]
  if (isEmpty(value)) return column.required ? fault('没有填') : []
  if (column.kind === 'number')
    return typeof value === 'number' && Number.isFinite(value)
      ? foundIn(String(value), n, column.name, column.id)
      : fault(`应是数字，填的是“${value}”`)
  if (typeof value !== 'string') return fault('应是文字')
  if (value.length > MAX_CELL) return fault(`有 ${value.length} 个字，最多 ${MAX_CELL} 个，请写要点`)
  if (column.kind === 'date' && !isDay(value)) return fault(`应是日期，如 2026-10-08，填的是“${value}”`)
  if (column.kind === 'text' || column.kind === 'person' || column.kind === 'voucher')
    return [...runFaults(value, n, column.name, column.id), ...foundIn(value, n, column.name, column.id)]
  return []
}

/** What a spreadsheet would take for a formula. What goes out is defused all the same (kit/safe-cell.ts). */
const RUNS = /^(?:[=＝@＠\t\r\n]|[+\-＋－][^\d\s+\-＋－])/

function runFaults(text: string, n: number, name: string, column?: string): Fault[] {
  if (!RUNS.test(text)) return []
  const sentence = `第 ${n} 行“${name}”以“${text[0]?.trim() || '空格'}”开头，电子表格会当成公式，请改成文字`
  return [{ row: n, ...(column === undefined ? {} : { column }), sentence }]
}

function moneyFaults(columns: readonly Column[], column: Column, row: Row, n: number): Fault[] {
  const value = row.cells[column.id]
  const fault = (what: string): Fault[] => [
    { row: n, column: column.id, sentence: `第 ${n} 行“${column.name}”${what}` },
  ]
  if (isEmpty(value)) return column.required ? fault('没有填') : []
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return fault(`应是金额，填的是“${value}”`)
  if (Math.abs(value) > MAX_FEN) return fault(`是 ${yuan(value)} 元，不像一笔村里的账，请核对`)
  // A reversal takes back a line already published; it says so in its own line, or a minus is a mistake.
  if (value < 0 && !saysReversal(columns, row))
    return fault(`是负数（${yuan(value)} 元）；冲减以前的账，请在本行写明“冲减”和原因`)
  return []
}

const isEmpty = (value: Row['cells'][string] | undefined): value is undefined | null | '' =>
  value === undefined || value === null || value === ''

/** Said in words of this line: a name or a voucher number that happens to hold them says nothing. */
const saysReversal = (columns: readonly Column[], row: Row) =>
  columns.some(({ id, kind }) => kind === 'text' && /冲减|冲销|红字/.test(String(row.cells[id] ?? '')))

function foundIn(text: string, n: number, name: string, column?: string): Fault[] {
  return [...new Set(maskText(text).found)].map((kind) => ({
    row: n,
    ...(column === undefined ? {} : { column }),
    ...hiddenIn(`第 ${n} 行“${name}”`, kind),
  }))
}

const hiddenIn = (where: string, kind: Found): Fault => ({
  sentence: `${where}里有${FOUND_NAMES[kind]}，公布时会打码，请核对`,
  warning: true,
})

function titleFaults(title: string): Fault[] {
  return [...new Set(maskText(title).found)].map((kind) => hiddenIn('标题', kind))
}

/** A heading is read by everybody like a cell, and its short name travels with it. */
function columnFaults(columns: readonly Column[]): Fault[] {
  return columns.flatMap(({ id, name }) => [
    ...[...new Set(maskText(name).found)].map((kind) => hiddenIn(`表头“${maskText(name).text}”`, kind)),
    ...(/\d{5}/.test(id)
      ? [{ sentence: `表头“${maskText(name).text}”的编号是一串数字，请删去这一列重加` }]
      : []),
  ])
}

function remarkFaults({ remark = '' }: Content): Fault[] {
  const long = remark.length > MAX_REMARK
  return [
    ...(long ? [{ sentence: `说明有 ${remark.length} 个字，最多 ${MAX_REMARK} 个` }] : []),
    ...[...new Set(maskText(remark).found)].map((kind) => hiddenIn('说明', kind)),
  ]
}

function totalFaults({ columns, rows, totals = {} }: Content): Fault[] {
  return Object.entries(totals).flatMap(([id, stated]) => {
    const column = columns.find((each) => each.id === id)
    if (column?.kind !== 'money') return [{ column: id, sentence: `合计“${id}”不是表里的金额列，请删去` }]
    const added = sumOf(rows, id)
    if (added === stated) return []
    return [
      {
        column: id,
        sentence: `“${column.name}”合计写的是 ${yuan(stated)} 元，逐行相加是 ${yuan(added)} 元，相差 ${yuan(Math.abs(added - stated))} 元，请核对`,
      },
    ]
  })
}

/** What came in and what went out is what the money in hand changed by. */
function balanceFaults({ columns, rows, opening, closing }: Content): Fault[] {
  if (opening === undefined && closing === undefined) return []
  if (opening === undefined || closing === undefined)
    return [{ sentence: '期初和期末结余要么都填，要么都不填' }]
  const side = (which: Column['side']) =>
    columns
      .filter((c) => c.kind === 'money' && c.side === which)
      .reduce((sum, c) => sum + sumOf(rows, c.id), 0)
  const expected = opening + side('income') - side('expense')
  if (expected === closing) return []
  return [
    {
      sentence: `期初 ${yuan(opening)} 元 + 收入 ${yuan(side('income'))} 元 − 支出 ${yuan(side('expense'))} 元 = ${yuan(expected)} 元，期末写的是 ${yuan(closing)} 元，相差 ${yuan(Math.abs(expected - closing))} 元`,
    },
  ]
}

function otherFaults(content: Content): Fault[] {
  return shareOfOther(content)
    .filter(({ share }) => share > OTHER_SHARE)
    .map(({ name, lines, sum, total, share }) => ({
      sentence: `“其他”${name} ${yuan(sum)} 元，占${name} ${yuan(total)} 元的 ${(share * 100).toFixed(1)}%，超过 5%，请拆开写明（第 ${lines.join('、')} 行）`,
    }))
}

const sumOf = (rows: readonly Row[], id: string) =>
  rows.reduce((sum, { cells }) => {
    const value = cells[id]
    return sum + (typeof value === 'number' ? value : 0)
  }, 0)

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Lines that name a child in full (D2 C24 hides such names), where an age, a day of birth or an ID number tells. */
function childFaults({ columns, rows }: Content, { today, mask = [] }: Looked): Fault[] {
  const named = columns.filter(({ id, kind }) => kind === 'person' && !mask.includes(id))
  return rows.flatMap((row, i) => {
    const column = named.find(({ id }) => {
      const name = row.cells[id]
      return typeof name === 'string' && maskName(name) !== name
    })
    if (column === undefined || !columns.some((each) => tellsChild(each, row.cells[each.id], today)))
      return []
    const hidden = maskName(String(row.cells[column.id]))
    const sentence = `第 ${i + 1} 行是不满十四周岁的儿童，不能写出全名，请写成“${hidden}”（《个人信息保护法》第二十八条、第三十一条）`
    return [{ row: i + 1, column: column.id, sentence }]
  })
}

function tellsChild(
  { kind, name }: Column,
  value: Row['cells'][string] | undefined,
  today: string | undefined,
): boolean {
  if (isEmpty(value)) return false
  if (/年龄|周岁/.test(name)) return Number.parseInt(String(value), 10) < CHILD_YEARS
  const bornOn = kind === 'idNumber' ? bornOnOf(String(value)) : String(value)
  if (today === undefined || bornOn === undefined || !isDay(bornOn)) return false
  const isBirth = kind === 'idNumber' || (kind === 'date' && /出生|生日/.test(name))
  return isBirth && isChild(bornOn, today)
}

/** The day of birth an 18-digit ID number says. */
function bornOnOf(idNumber: string): string | undefined {
  const digits = idNumber.normalize('NFKC').replaceAll(/[^\dXx]/g, '')
  return /^\d{17}[\dXx]$/.test(digits)
    ? `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`
    : undefined
}
