import { PassThrough } from 'node:stream'
import exceljs from 'exceljs'
import type { FastifyReply } from 'fastify'
import { minuteOf } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import type { County } from '#server/modules/places/index.ts'
import { presentRow } from './present.ts'
import { listMatters, type Listing } from './queries.ts'
import type { MatterRecord } from './store.ts'

/** Excel opens 20,000 rows without complaint; who needs more wants an interface, not a file. */
const ROWS_MAX = 20_000
const PAGE = 500

const COLUMNS: [header: string, width: number, value: (row: ReturnType<typeof presentRow>) => string][] = [
  ['编号', 16, (row) => row.number],
  ['事项', 40, (row) => row.title],
  ['类别', 18, (row) => row.itemName ?? ''],
  ['地点', 26, (row) => row.divisionName],
  ['环节', 14, (row) => row.stageName],
  ['承办单位', 24, (row) => row.unitName ?? ''],
  ['报来时间', 18, (row) => minute(row.openedAt)],
  ['到期时间', 18, (row) => minute(row.dueAt)],
  ['是否超期', 10, (row) => (row.overdue ? '超期' : '')],
  ['办结时间', 18, (row) => minute(row.endedAt)],
]

const minute = (at: string | undefined) => (at === undefined ? '' : minuteOf(new Date(at)))

/** A cell that begins like a formula is kept as text: a villager's words must not run on an office computer. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Streams the list as .xlsx, page by page, so that memory stays flat. `veils`: whose words the reader may not see. */
export async function exportMatters(
  tx: Tx,
  county: County,
  listing: Listing,
  veils: (row: MatterRecord) => boolean,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // The first page before the first byte: what is refused is still refused as a problem.
  let page = await listMatters(tx, listing, PAGE)
  const stream = new PassThrough()
  void reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${county.name}事项清单.xlsx`)}`,
    )
    .send(stream)
  try {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
    const sheet = book.addWorksheet('事项清单', { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = COLUMNS.map(([header, width]) => ({ header, width }))
    sheet.getRow(1).font = { bold: true }
    for (let written = 0; ;) {
      for (const row of page.rows) {
        const shown = presentRow(county, row, veils(row))
        sheet.addRow(COLUMNS.map(([, , value]) => harmless(value(shown)))).commit()
      }
      written += page.rows.length
      if (!page.next || written >= ROWS_MAX) break
      page = await listMatters(tx, listing, PAGE, page.next)
    }
    await book.commit()
  } catch (error) {
    // Half a file must not look like a whole one: the download breaks off.
    stream.destroy(error instanceof Error ? error : undefined)
  }
  return reply
}
