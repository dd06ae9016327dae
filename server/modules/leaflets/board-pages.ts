import { periodName } from '#practice/disclosure/period.ts'
import type { Row } from '#practice/disclosure/content.ts'
import { A4, grouped, INK, MARGIN, Sheet, type Page } from '#server/core/paper.ts'
import type { About, Published } from './rules.ts'
import { columnsOf, PADDING, sumsBelow, widthsFor, type PaperColumn } from './tables.ts'
import { linesOf, widthOf } from '#server/core/typeset.ts'

/**
 * A publication as it hangs on the wall: its table split over as many pages as it needs, the headings on each of them,
 * and on each the code that proves it.
 */

/** A short table is set large, to be read from two steps away; a long one small, to save paper. */
const SIZES = [19, 16, 14, 12] as const
const lineOf = (size: number) => size * 1.5
const paddingOf = (size: number) => size * 0.75
const FOOTER = 86
/** Where the table begins on pages after the first. */
const NEXT_TOP = 84

type Board = {
  about: About
  published: Published
  width: number
  height: number
  size: number
  columns: PaperColumn[]
  widths: number[]
}

const portrait = { width: A4.width, height: A4.height }
const landscape = { width: A4.height, height: A4.width }

/** The pages of one publication, made as they are asked for: a long table never lies in memory as a whole. */
export function* boardPages(about: About, published: Published): Generator<Page> {
  const board = boardOf(about, published)
  const breaks = breaksOf(board)
  for (const [n, { from, to }] of breaks.entries()) {
    const sheet = new Sheet(board)
    let y = n === 0 ? opening(sheet, board) : continued(sheet, board)
    if (to > from) y = table(sheet, board, from, to, y)
    if (n === breaks.length - 1) closing(sheet, board, y)
    footer(sheet, board, n + 1, breaks.length)
    yield sheet.page()
  }
}

/** How many pages it will be, without drawing them. */
export const countBoardPages = (about: About, published: Published) =>
  breaksOf(boardOf(about, published)).length

/** As large as one upright page takes; else small, and lying when the columns do not fit. */
function boardOf(about: About, published: Published): Board {
  const { content } = published
  const columns = columnsOf(content)
  const common = { about, published, columns }
  const small = SIZES.at(-1) ?? 12
  for (const size of content.rows.length > ROWS_ON_ONE ? [small] : SIZES) {
    const widths = widthsFor(content, columns, size, portrait.width - 2 * MARGIN)
    const board = widths && { ...common, ...portrait, size, widths }
    if (board && (size === small || breaksOf(board).length === 1)) return board
  }
  const room = landscape.width - 2 * MARGIN
  // Wider than any paper: every column gets the same, and long words are broken.
  const widths = widthsFor(content, columns, small, room) ?? columns.map(() => room / columns.length)
  return { ...common, ...landscape, size: small, widths }
}

/** More lines than stand on one page however short they are. */
const ROWS_ON_ONE = 40

const heightOf = ({ columns, widths, size }: Board, row: Row, n: number) =>
  Math.max(
    ...columns.map((column, i) => linesOf(column.textOf(row, n), size, (widths[i] ?? 0) - PADDING).length),
  ) *
    lineOf(size) +
  paddingOf(size)

/** Which lines stand on which page. */
function breaksOf(board: Board): { from: number; to: number }[] {
  const { rows } = board.published.content
  const bottom = board.height - FOOTER
  const head = headHeight(board)
  const probe = new Sheet(board)
  let y = opening(probe, board) + (rows.length > 0 ? head : 0)
  const pages: { from: number; to: number }[] = []
  let from = 0
  rows.forEach((row, n) => {
    const height = heightOf(board, row, n + 1)
    if (y + height > bottom && n > from) {
      pages.push({ from, to: n })
      from = n
      y = NEXT_TOP + head
    }
    y += height
  })
  pages.push({ from, to: rows.length })
  // Sums and remark stay with at least one page; they get one of their own when there is no room left.
  if (y + belowHeight(board) > bottom) pages.push({ from: rows.length, to: rows.length })
  return pages
}

function opening(sheet: Sheet, { about, published, width }: Board): number {
  const right = width - MARGIN
  const wide = width - 2 * MARGIN
  sheet.text(MARGIN, 34, about.name, { size: 15, bold: true, colour: INK.brand })
  sheet.text(right, 36, `${published.item.class}公开`, { size: 12.5, colour: INK.soft, align: 'right' })
  sheet.box(MARGIN, 58, wide, 2.5, INK.brand)
  let y = sheet.lines(MARGIN, 72, published.title, { size: 23, bold: true, width: wide, leading: 1.35 })
  y = sheet.lines(MARGIN, y + 4, postedText(published), { size: 12, colour: INK.soft, width: wide }) + 4
  if (published.reason !== null)
    y = note(sheet, y, wide, `第 ${published.version} 版，更正：${published.reason}`, INK.late)
  const says = sayingOf(published)
  const isAll = published.content.rows.length === 0
  return (says === undefined ? y : note(sheet, y, wide, says, INK.ink, isAll ? 22 : NOTE)) + 4
}

/** What stands above the table: its sums in words; a table that is empty says so, one of words needs no other. */
function sayingOf({ content, summary }: Published): string | undefined {
  if (content.rows.length === 0) return content.remark ?? '本期没有内容。'
  return content.columns.some(({ side }) => side !== undefined) ? summary : undefined
}

const NOTE = 13.5

/** A sentence on a light ground. */
function note(
  sheet: Sheet,
  y: number,
  wide: number,
  text: string,
  colour: string,
  size: number = NOTE,
): number {
  const step = size * 1.55
  const lines = linesOf(text, size, wide - 28)
  const height = lines.length * step + 16
  sheet.box(MARGIN, y, wide, height, INK.ground, 5)
  lines.forEach((line, n) => sheet.text(MARGIN + 14, y + 8 + size * 0.23 + n * step, line, { size, colour }))
  return y + height + 8
}

const postedText = ({ posted_from, posted_until, period, item }: Published) =>
  `${periodName(period)}　${item.name}　公示期 ${periodName(posted_from)}至${periodName(posted_until).slice(5)}`

function continued(sheet: Sheet, { about, published, width }: Board): number {
  const [title = ''] = linesOf(`${published.title}（续）`, 14, width - 2 * MARGIN - 130, {
    bold: true,
    most: 1,
  })
  sheet.text(MARGIN, 38, title, { size: 14, bold: true })
  sheet.text(width - MARGIN, 40, about.name, { size: 12, colour: INK.soft, align: 'right' })
  sheet.box(MARGIN, 64, width - 2 * MARGIN, 2, INK.brand)
  return NEXT_TOP
}

const headLines = ({ columns, widths, size }: Board) =>
  columns.map(({ name }, i) => linesOf(name, size, (widths[i] ?? 0) - PADDING + 1, { bold: true }))
const headHeight = (board: Board) =>
  Math.max(...headLines(board).map(({ length }) => length)) * lineOf(board.size) + paddingOf(board.size)

function table(sheet: Sheet, board: Board, from: number, to: number, top: number): number {
  const { columns, widths, published, width, size } = board
  const wide = width - 2 * MARGIN
  const lefts = widths.map((_, i) => MARGIN + widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const put = (lines: readonly string[], i: number, y: number, bold: boolean) => {
    const [x, own] = [lefts[i] ?? 0, widths[i] ?? 0]
    const isNumber = columns[i]?.isNumber ?? false
    lines.forEach((line, n) =>
      sheet.text(isNumber ? x + own - PADDING / 2 : x + PADDING / 2, y + n * lineOf(size), line, {
        size,
        bold,
        ...(isNumber ? { align: 'right' as const } : {}),
      }),
    )
  }
  const head = headHeight(board)
  sheet.box(MARGIN, top, wide, head, INK.ground)
  headLines(board).forEach((lines, i) => put(lines, i, top + size * 0.62, true))
  sheet.rule(MARGIN, top + head - 1, wide, 1.2, INK.brand)
  let y = top + head
  published.content.rows.slice(from, to).forEach((row, k) => {
    const n = from + k + 1
    columns.forEach((column, i) => {
      put(linesOf(column.textOf(row, n), size, (widths[i] ?? 0) - PADDING), i, y + size * 0.58, false)
    })
    y += heightOf(board, row, n)
    sheet.rule(MARGIN, y - 0.7, wide)
  })
  return y
}

const belowHeight = ({ published, width }: Board) => {
  const sums = sumsBelow(published.content)
  const remark = remarkLines(published, width)
  return (sums.length > 0 ? 38 : 0) + (remark.length > 0 ? remark.length * 19 + 12 : 0)
}
const remarkLines = ({ content: { remark, rows } }: Published, width: number) =>
  remark && rows.length > 0 ? linesOf(`说明：${remark}`, 12.5, width - 2 * MARGIN) : []

function closing(sheet: Sheet, { published, width }: Board, from: number): void {
  let y = from
  const sums = sumsBelow(published.content)
  if (sums.length > 0) {
    sheet.text(width - MARGIN - PADDING / 2, y + 12, sums.join('　　'), {
      size: 15,
      bold: true,
      align: 'right',
    })
    y += 38
  }
  remarkLines(published, width).forEach((line, n) =>
    sheet.text(MARGIN, y + 9 + n * 19, line, { size: 12.5, colour: INK.soft }),
  )
}

function footer(sheet: Sheet, { about, published, width, height }: Board, n: number, of: number): void {
  const y = height - FOOTER + 18
  const right = width - MARGIN
  sheet.rule(MARGIN, y - 8, width - 2 * MARGIN)
  sheet.code(right - 48, y, 48, `${about.base}/verify/${published.code}`)
  sheet.text(MARGIN, y + 1, '核验码', { size: 11.5, colour: INK.soft })
  sheet.text(MARGIN + widthOf('核验码 ', 11.5) + 3, y - 1, grouped(published.code), {
    size: 14.5,
    bold: true,
  })
  sheet.text(right - 62, y + 1, `第 ${n} 页，共 ${of} 页`, { size: 11.5, align: 'right' })
  const says = [
    `扫码或打开 ${about.base}/verify 输入核验码，核对这张纸和公布的是不是一样`,
    `填报 ${published.author_by}　公布 ${published.publisher_by}　有疑问请问村务监督委员会${about.office ? `，或打 ${about.office.phone}` : ''}`,
  ]
  says.forEach((line, k) => {
    const [shown = ''] = linesOf(line, 11, width - 2 * MARGIN - 66, { most: 1 })
    sheet.text(MARGIN, y + 21 + k * 16, shown, { size: 11, colour: INK.soft })
  })
}
