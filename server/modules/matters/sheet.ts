import type { matters } from '#contract/matters.ts'
import type { MaskedField } from '#contract/purposes.ts'
import type { Tx } from '#server/core/db.ts'
import { maskPhone, type Secrets } from '#server/core/secrets.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { ROWS_MAX, type Sheet } from '#server/core/workbook.ts'
import type { County } from '#server/modules/places/index.ts'
import { presentRow } from './present.ts'
import { listMatters, type Listing } from './queries.ts'
import { unnamedFor } from './rules.ts'
import { peopleByIds, type MatterRecord, type PersonRecord } from './store.ts'

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
const HEADINGS: Sheet['columns'] = COLUMNS.map(([header, width]) => [header, width])
const cellsOf = (row: Shown) => COLUMNS.map(([, , value]) => value(row))

export const sheets: Sheets<typeof matters> = { list: { of: 'rows', atOnce: 100, columns: COLUMNS } }

/** A list page by page, as far as a file goes. */
async function* pagesOf(tx: Tx, listing: Listing): AsyncGenerator<MatterRecord[]> {
  let cursor: string | undefined
  for (let written = 0; written < ROWS_MAX; written += PAGE) {
    const page = await listMatters(tx, listing, PAGE, cursor)
    yield page.rows
    if (!page.next) return
    cursor = page.next
  }
}

/**
 * The list with who asked, for one that a second person has approved: telephones whole only where `whole` says so.
 * Whom nobody is told, or not this reader, is named here neither.
 */
export function askersSheet(
  tx: Tx,
  county: County,
  secrets: Pick<Secrets, 'unseal'>,
  listing: Listing,
  whole: readonly MaskedField[],
): Pick<Sheet, 'columns' | 'rows'> {
  const phoneOf = ({ phone_sealed }: PersonRecord) => {
    const phone = phone_sealed ? secrets.unseal(phone_sealed) : ''
    return phone === '' || whole.includes('phone') ? phone : maskPhone(phone)
  }
  async function* rows() {
    for await (const page of pagesOf(tx, listing)) {
      const askers = await peopleByIds(
        tx,
        page.map(({ asker }) => asker),
      )
      for (const row of page) {
        const unnamed = unnamedFor(county.flow(row.flow), row, { side: 'handling', post: listing.scope.post })
        const asker = unnamed === undefined ? askers.get(row.asker) : undefined
        yield [...cellsOf(presentRow(county, row)), unnamed ?? asker?.name ?? '', asker ? phoneOf(asker) : '']
      }
    }
  }
  return { columns: [...HEADINGS, ['报事人', 12], ['手机号', 16]], rows: rows() }
}
