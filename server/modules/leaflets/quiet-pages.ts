import { periodName } from '#practice/disclosure/period.ts'
import { A4, grouped, INK, MARGIN, Sheet, type Page } from '#server/core/paper.ts'
import type { About, Published } from './rules.ts'
import { linesOf } from '#server/core/typeset.ts'

/**
 * What was published to say that nothing happened shares its sheets: a page for each would be paper for nothing. Each
 * keeps its own code.
 */

const WIDE = A4.width - 2 * MARGIN
const RIGHT = A4.width - MARGIN
const TOP = 112
const ROW = 70
const ON_A_PAGE = Math.floor((A4.height - TOP - 50) / ROW)

/** How many sheets it takes. */
export const countQuietPages = (published: readonly Published[]) => Math.ceil(published.length / ON_A_PAGE)

export function* quietPages(about: About, published: readonly Published[]): Generator<Page> {
  const pages = countQuietPages(published)
  for (let n = 0; n < pages; n++) {
    const sheet = new Sheet()
    sheet.text(MARGIN, 34, about.name, { size: 15, bold: true, colour: INK.brand })
    sheet.text(RIGHT, 36, periodName(about.month), { size: 12.5, colour: INK.soft, align: 'right' })
    sheet.box(MARGIN, 58, WIDE, 2.5, INK.brand)
    sheet.text(MARGIN, 72, `这 ${published.length} 项本期没有发生`, { size: 23, bold: true })
    published
      .slice(n * ON_A_PAGE, (n + 1) * ON_A_PAGE)
      .forEach((one, row) => quietRow(sheet, about, one, TOP + row * ROW))
    sheet.text(MARGIN, A4.height - 40, `扫码或打开 ${about.base}/verify 输入核验码，核对是不是原样`, {
      size: 11,
      colour: INK.soft,
    })
    sheet.text(RIGHT, A4.height - 40, `第 ${n + 1} 页，共 ${pages} 页`, { size: 11.5, align: 'right' })
    yield sheet.page()
  }
}

function quietRow(sheet: Sheet, { base }: About, one: Published, y: number): void {
  const width = WIDE - 62
  const [title = ''] = linesOf(one.title, 15.5, width, { bold: true, most: 1 })
  sheet.text(MARGIN, y + 2, title, { size: 15.5, bold: true })
  const [says = ''] = linesOf(one.content.remark ?? '本期没有内容。', 12.5, width, { most: 1 })
  sheet.text(MARGIN, y + 23, says, { size: 12.5, colour: INK.soft })
  const posted = `公示期 ${periodName(one.posted_from)}至${periodName(one.posted_until).slice(5)}`
  sheet.text(MARGIN, y + 41, `核验码 ${grouped(one.code)}　${posted}　公布 ${one.publisher_by}`, {
    size: 11.5,
  })
  sheet.code(RIGHT - 48, y + 3, 48, `${base}/verify/${one.code}`)
  sheet.rule(MARGIN, y + ROW - 8, WIDE)
}
