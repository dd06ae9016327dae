import { yuan } from '#practice/disclosure/money.ts'
import { periodName } from '#practice/disclosure/period.ts'
import { A4, grouped, INK, MARGIN, Sheet, type Page } from '#server/core/paper.ts'
import { changeText, monthWord, type Entry, type Leaflet } from './rules.ts'
import { linesOf, widthOf } from '#server/core/typeset.ts'

/**
 * The leaflet: one sheet, two sides. The front says the money, what was done, what is owed and whom to ask, in letters
 * for seventy-year-old eyes; the back lists everything that was published with its code.
 */

const WIDE = A4.width - 2 * MARGIN
const RIGHT = A4.width - MARGIN

/** Front and back. */
export const LEAFLET_PAGES = 2

export function leafletPages(leaflet: Leaflet): Page[] {
  return [front(leaflet), back(leaflet)]
}

function front(leaflet: Leaflet): Page {
  const sheet = new Sheet()
  let y = masthead(sheet, leaflet)
  y = money(sheet, leaflet, y)
  if (leaflet.largest.length > 0) y = largest(sheet, leaflet, y)
  const foot = A4.height - FOOT
  deeds(sheet, leaflet, y, foot - 10)
  owed(sheet, leaflet, foot)
  asking(sheet, leaflet, foot + 62)
  return sheet.page()
}

/** What the lower part needs: how much is owed, and whom to ask. */
const FOOT = 214

function masthead(sheet: Sheet, { name, month }: Leaflet): number {
  sheet.text(MARGIN, 36, '明白纸', { size: 46, bold: true, colour: INK.brand })
  sheet.text(RIGHT, 41, name, { size: 19, bold: true, align: 'right' })
  sheet.text(RIGHT, 67, periodName(month), { size: 15, colour: INK.soft, align: 'right' })
  sheet.box(MARGIN, 96, WIDE, 3, INK.brand)
  sheet.text(MARGIN, 109, '村里这个月收了多少、花了多少、办了哪些事，都写在这里。', {
    size: 13.5,
    colour: INK.soft,
  })
  return 143
}

function heading(sheet: Sheet, y: number, text: string, aside = ''): number {
  sheet.box(MARGIN, y + 1, 4.5, 17, INK.brand)
  sheet.text(MARGIN + 13, y, text, { size: 18, bold: true })
  sheet.text(RIGHT, y + 5, aside, { size: 11.5, colour: INK.soft, align: 'right' })
  return y + 31
}

function money(sheet: Sheet, { money: sums, month, entries, nothing, counts }: Leaflet, y: number): number {
  if (!sums) {
    sheet.box(MARGIN, y, WIDE, 62, INK.ground, 6)
    const says =
      entries.length + nothing.length === 0
        ? `${monthWord(month)}，村里没有公布任何内容。`
        : `${monthWord(month)}，村里没有公布收支账目。`
    sheet.text(MARGIN + 18, y + 20, says, { size: 20, bold: true })
    if (counts.late === 0) return y + 84
    return sheet.lines(MARGIN, y + 82, UNPUBLISHED, { size: 15, width: WIDE, leading: 1.7 }) + 16
  }
  const { income, expense, closing, change } = sums
  const panels = [
    { says: '这个月收入', fen: income, more: changeText(change?.income) },
    { says: '这个月支出', fen: expense, more: changeText(change?.expense) },
    ...(closing === undefined ? [] : [{ says: '月底还剩', fen: closing, more: changeText(change?.closing) }]),
  ]
  const gap = 10
  const width = (WIDE - gap * (panels.length - 1)) / panels.length
  panels.forEach(({ says, fen, more }, n) => {
    const x = MARGIN + n * (width + gap)
    sheet.box(x, y, width, 92, INK.ground, 6)
    sheet.text(x + 14, y + 12, says, { size: 14.5, colour: INK.soft })
    const size = fitted(yuan(fen), 27, width - 28 - widthOf(' 元', 14))
    sheet.text(x + 14, y + 34 + (27 - size) * 0.8, yuan(fen), { size, bold: true })
    sheet.text(x + 16 + widthOf(yuan(fen), size, true), y + 45, '元', { size: 14 })
    const small = fitted(more, 12, width - 24)
    sheet.text(x + 14, y + 69, more, { size: small, colour: INK.soft })
  })
  return y + 115
}

/** VCL 36: what is not made public may be reported to the town or the county, which has to look into it. */
const UNPUBLISHED =
  '该公开的没有公开，您可以问村务监督委员会，也可以向镇政府（街道办）或者县里反映，他们应当查清楚，让村里依法公布。'

/** The size at which a text fits, no larger than wished. */
function fitted(text: string, size: number, width: number): number {
  const wide = widthOf(text, size, true)
  return wide <= width ? size : (size * width) / wide
}

function largest(sheet: Sheet, leaflet: Leaflet, from: number): number {
  const { largest: lines } = leaflet
  let y = heading(sheet, from, `最大的${lines.length === 1 ? '一' : '几'}笔`, '单位：元')
  lines.forEach(({ name, fen, side }, n) => {
    sheet.text(MARGIN + 13, y + 5, String(n + 1), {
      size: 14,
      bold: true,
      colour: INK.brand,
      align: 'centre',
    })
    const [line = ''] = linesOf(name, 15.5, WIDE - 190, { most: 1 })
    sheet.text(MARGIN + 30, y + 4, line, { size: 15.5 })
    sheet.text(RIGHT - 118, y + 5, side === 'income' ? '收入' : '支出', {
      size: 13.5,
      colour: side === 'income' ? INK.brand : INK.soft,
      align: 'right',
    })
    sheet.text(RIGHT, y + 4, yuan(fen), { size: 16, bold: true, align: 'right' })
    y += 26.5
    if (n < lines.length - 1) sheet.rule(MARGIN + 30, y, WIDE - 30)
    y += 1
  })
  return y + 17
}

/** What was decided and done: publications that are no accounts, as many as there is room for. */
function deeds(sheet: Sheet, { entries }: Leaflet, from: number, until: number): void {
  const told = entries.filter(({ published }) => published.item.kind !== 'finance')
  if (told.length === 0 || until - from < 60) return
  let y = heading(sheet, from, '这个月的事')
  let shown = 0
  for (const entry of told) {
    const left = told.length - shown - 1
    const lines = linesOf(sentenceOf(entry), 14, WIDE - 18, { most: 2 })
    const needs = lines.length * 20.5 + 4 + (left > 0 ? 18 : 0)
    if (y + needs > until) break
    sheet.box(MARGIN + 3, y + 5, 5, 5, INK.brand, 2.5)
    lines.forEach((line, n) => sheet.text(MARGIN + 16, y + n * 20.5, line, { size: 14 }))
    y += lines.length * 20.5 + 4
    shown++
  }
  if (shown < told.length)
    sheet.text(MARGIN + 16, y, `还有 ${told.length - shown} 件，见背面。`, { size: 12.5, colour: INK.soft })
}

const sentenceOf = ({ published, gist }: Entry) => `${published.item.name}：${gist}`

function owed(sheet: Sheet, { counts, late }: Leaflet, from: number): void {
  const y = heading(sheet, from, '公开得怎么样', '近十二个月')
  const { due, published, late: missing } = counts
  let x = MARGIN
  const said: [string, number, string][] = [
    ['应公开', due, INK.ink],
    ['已公开', published, INK.ink],
    ['逾期', missing, missing > 0 ? INK.late : INK.ink],
  ]
  for (const [says, n, colour] of said) {
    sheet.text(x, y + 2, says, { size: 14, colour: INK.soft })
    x += widthOf(says, 14) + 6
    sheet.text(x, y - 2, String(n), { size: 19, bold: true, colour })
    x += widthOf(String(n), 19, true) + 4
    sheet.text(x, y + 2, '项', { size: 14, colour: INK.soft })
    x += 34
  }
  if (missing === 0) return
  const names = `逾期的是：${late.join('、')}`
  const [line = ''] = linesOf(names, 13, RIGHT - x, { most: 1 })
  sheet.text(x, y + 3, line, { size: 13, colour: INK.late })
}

function asking(sheet: Sheet, { office, supervisors, today }: Leaflet, y: number): void {
  sheet.box(MARGIN, y, WIDE, 92, INK.ground, 6)
  sheet.text(MARGIN + 16, y + 13, '看不明白、觉得不对，都可以问', { size: 17, bold: true })
  const who =
    supervisors.length > 0 ? `村务监督委员会：${supervisors.join('、')}` : '村务监督委员会、村民委员会'
  sheet.lines(MARGIN + 16, y + 41, `当面问${who}`, { size: 13.5, width: WIDE - 210, most: 1 })
  sheet.lines(MARGIN + 16, y + 63, '手机上问：打开“共治”，点“公开”，每一项下面都能问。', {
    size: 13.5,
    width: WIDE - 32,
    most: 1,
  })
  if (office) {
    sheet.text(RIGHT - 16, y + 9, `${office.name}电话`, { size: 12.5, colour: INK.soft, align: 'right' })
    sheet.text(RIGHT - 16, y + 25, office.phone, { size: 24, bold: true, align: 'right' })
  }
  sheet.text(MARGIN, A4.height - 41, '背面是公布过的每一项和核验码', { size: 11, colour: INK.soft })
  sheet.text(RIGHT, A4.height - 41, `打印于 ${periodName(today)}`, {
    size: 11,
    colour: INK.soft,
    align: 'right',
  })
}

/** The back in one of two densities: with a QR code for each, or, when there are many, with the letters of the code. */
function back(leaflet: Leaflet): Page {
  const sheet = new Sheet()
  const { name, month, entries, nothing, base } = leaflet
  const all = entries.length + nothing.length
  sheet.text(MARGIN, 38, `这个月公布了 ${all} 项`, { size: 24, bold: true })
  sheet.text(RIGHT, 46, `${name} · ${periodName(month)}`, { size: 12.5, colour: INK.soft, align: 'right' })
  sheet.box(MARGIN, 76, WIDE, 3, INK.brand)
  const end = A4.height - 74
  const quiet = quietLines(leaflet)
  const room = end - 92 - (quiet.length > 0 ? quiet.length * 17 + 34 : 0)
  const cards = cardsFor(entries, room)
  let y = cards ? putCards(sheet, cards, base, 94) : rows(sheet, entries, 94, room)
  if (all === 0) y = sheet.lines(MARGIN, 100, EMPTY, { size: 15, width: WIDE })
  if (quiet.length > 0) {
    y += 8
    sheet.text(MARGIN, y, `下面 ${nothing.length} 项这个月没有发生`, { size: 13, bold: true })
    quiet.forEach((line, n) => sheet.text(MARGIN, y + 22 + n * 17, line, { size: 11, colour: INK.soft }))
  }
  verifying(sheet, leaflet, end + 10)
  return sheet.page()
}

const EMPTY = '村里这个月还没有公布内容。有没有到期该公布的，看正面；有疑问可以当面问村务监督委员会。'
/** More lines than that would push out what did happen. */
const QUIET_LINES = 9

const quietLines = ({ nothing }: Leaflet) =>
  nothing.length === 0
    ? []
    : linesOf(
        nothing.map(({ item, code }) => `${item.name}（${grouped(code).replace(' ', '\u00A0')}）`).join('　'),
        11,
        WIDE,
        { most: QUIET_LINES },
      )

const COLUMN = (WIDE - 18) / 2
const SQUARE = 52
const BESIDE = { width: COLUMN - SQUARE - 11, most: 2 }
const CARD_GAP = 15

type Card = { title: string[]; gist: string[]; published: Entry['published'] }

/** Cards in two columns; undefined when there is no room for all of them. */
function cardsFor(entries: readonly Entry[], room: number): Card[] | undefined {
  const made = entries.map(({ published, gist }) => ({
    published,
    title: linesOf(titleOf(published), 13.5, BESIDE.width, { ...BESIDE, bold: true }),
    gist: linesOf(gist, 11.5, BESIDE.width, BESIDE),
  }))
  const height = made.reduce((sum, _, n) => sum + (n % 2 === 0 ? rowHeight(made, n) : 0), 0)
  return height <= room ? made : undefined
}

/** As high as the higher of two cards beside each other. */
const rowHeight = (cards: readonly Card[], n: number) =>
  Math.max(
    SQUARE,
    ...cards.slice(n, n + 2).map(({ title, gist }) => title.length * 18.5 + gist.length * 16 + 15),
  ) + CARD_GAP

function putCards(sheet: Sheet, cards: readonly Card[], base: string, from: number): number {
  let top = from
  cards.forEach(({ title, gist, published }, n) => {
    const x = MARGIN + (n % 2) * (COLUMN + 18)
    const left = x + SQUARE + 11
    sheet.code(x, top + 2, SQUARE, `${base}/verify/${published.code}`)
    title.forEach((line, k) => sheet.text(left, top + k * 18.5, line, { size: 13.5, bold: true }))
    const y = top + title.length * 18.5
    gist.forEach((line, k) => sheet.text(left, y + k * 16, line, { size: 11.5, colour: INK.soft }))
    sheet.text(left, y + gist.length * 16 + 1, `核验码 ${grouped(published.code)}`, { size: 11.5 })
    if (n % 2 === 1 || n === cards.length - 1) top += rowHeight(cards, n - (n % 2))
  })
  return top
}

/** Corrected ones say so: what was on last month’s paper is no longer so. */
const titleOf = ({ item, version }: Entry['published']) => `${item.name}${version > 1 ? '（更正过）' : ''}`

const ROW = 19
function rows(sheet: Sheet, entries: readonly Entry[], from: number, room: number): number {
  const perColumn = Math.floor(room / ROW) - 1
  const shown = entries.slice(0, perColumn * 2)
  const height = Math.ceil(shown.length / 2)
  shown.forEach(({ published }, n) => {
    const x = MARGIN + (n < height ? 0 : COLUMN + 18)
    const y = from + (n % height) * ROW
    const [title = ''] = linesOf(titleOf(published), 11.5, COLUMN - 78, { most: 1 })
    sheet.text(x, y, title, { size: 11.5 })
    sheet.text(x + COLUMN, y + 0.5, grouped(published.code), { size: 11, colour: INK.soft, align: 'right' })
  })
  const y = from + height * ROW
  if (shown.length === entries.length) return y
  sheet.text(MARGIN, y, `还有 ${entries.length - shown.length} 项写不下，请看村务公开栏。`, { size: 12 })
  return y + ROW
}

function verifying(sheet: Sheet, { base }: Leaflet, y: number): void {
  sheet.rule(MARGIN, y - 8, WIDE)
  sheet.lines(
    MARGIN,
    y,
    `想知道这张纸和公布的是不是一样：用手机扫小方块，或者打开 ${base}/verify 输入八个字的核验码。改动一个字就会变红。`,
    { size: 11.5, width: WIDE, colour: INK.soft, most: 3 },
  )
}
