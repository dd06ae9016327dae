import type { FastifyReply } from 'fastify'
import { minuteOf } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import type { County } from '#server/modules/places/index.ts'
import { presentRow } from './present.ts'
import { listMatters, type Listing } from './queries.ts'
import type { MatterRecord } from './store.ts'

/** Excel opens 20,000 rows without complaint; who needs more wants an interface, not a file. */
const ROWS_MAX = 20_000
const PAGE = 500

type Shown = ReturnType<typeof presentRow>
const COLUMNS: [header: string, width: number, value: (row: Shown) => string][] = [
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

/** Streams the list as .xlsx, page by page. `veils`: whose words the reader may not see. */
export function exportMatters(
  tx: Tx,
  county: County,
  listing: Listing,
  veils: (row: MatterRecord) => boolean,
  reply: FastifyReply,
): Promise<void> {
  async function* rows() {
    let cursor: string | undefined
    for (let written = 0; written < ROWS_MAX; written += PAGE) {
      const page = await listMatters(tx, listing, PAGE, cursor)
      for (const row of page.rows) {
        const shown = presentRow(county, row, veils(row))
        yield COLUMNS.map(([, , value]) => value(shown))
      }
      if (!page.next) return
      cursor = page.next
    }
  }
  return sendWorkbook(reply, {
    file: `${county.name}事项清单.xlsx`,
    name: '事项清单',
    columns: COLUMNS.map(([header, width]) => [header, width]),
    rows: rows(),
  })
}
