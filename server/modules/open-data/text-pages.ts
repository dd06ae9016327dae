import { cellText, nameColumn } from '#practice/disclosure/lines.ts'
import type { Content, Row } from '#practice/disclosure/content.ts'

/** A publication as pages of plain text, for boxes that can draw nothing but lines. */

export type TextPage = { heading: string; lines: string[] }

/** What a television's template shows at a size one reads from a sofa. */
const LINES = 8
const LINE_CHARACTERS = 34
/** The rest of a long table is read by telephone; the last page says so. */
const PAGES_MAX = 10

export function textPagesOf(summary: string, content: Content): TextPage[] {
  const said = wrapped(summary)
  const listed = content.rows.flatMap((row, index) => wrapped(lineOf(content, row, index + 1)))
  const pages = [...paged('说明', said), ...paged('明细', listed)]
  if (pages.length <= PAGES_MAX) return pages
  const more = { heading: '明细', lines: [`共 ${content.rows.length} 行，后面的请用手机看。`] }
  return [...pages.slice(0, PAGES_MAX - 1), more]
}

/** `3. 垃圾清运 支出 2,400.00 元 10月15日` */
function lineOf({ columns }: Content, row: Row, n: number): string {
  const name = nameColumn(columns, row)
  const rest = columns.flatMap((column) => {
    const said = column === name ? '' : cellText(column, row.cells[column.id])
    if (said === '') return []
    return [column.kind === 'money' ? `${column.name} ${said} 元` : said]
  })
  const head = name ? cellText(name, row.cells[name.id]) : (row.heading ?? '')
  return [`${n}. ${head}`, ...rest].join(' ')
}

/** The lines of each page, the number of the page in its heading where there are several. */
function paged(name: string, lines: readonly string[]): TextPage[] {
  const count = Math.ceil(lines.length / LINES)
  return Array.from({ length: count }, (_, index) => ({
    heading: count > 1 ? `${name} ${index + 1} / ${count}` : name,
    lines: lines.slice(index * LINES, (index + 1) * LINES),
  }))
}

function wrapped(text: string): string[] {
  const signs = Array.from(text)
  return Array.from({ length: Math.ceil(signs.length / LINE_CHARACTERS) }, (_, index) =>
    signs.slice(index * LINE_CHARACTERS, (index + 1) * LINE_CHARACTERS).join(''),
  )
}
