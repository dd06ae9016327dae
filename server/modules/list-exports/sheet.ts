import type { listExports } from '#contract/list-exports.ts'
import { LIST_KINDS, PURPOSES } from '#contract/purposes.ts'
import { LIST_EXPORT_STATES } from '#contract/words.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { ROWS_MAX, type Sheet } from '#server/core/workbook.ts'
import { askersSheet, countMatters, type Listing } from '#server/modules/matters/index.ts'
import { countPeople, registerSheet } from '#server/modules/people/index.ts'
import type { County } from '#server/modules/places/index.ts'
import { markOf, SHOWN_MAX } from './rules.ts'
import type { ExportRow } from './store.ts'

/** The requests, not what they ask for. */
export const sheets: Sheets<typeof listExports> = {
  list: {
    most: SHOWN_MAX,
    columns: [
      ['导出什么', 16, ({ kind }) => LIST_KINDS[kind]],
      ['哪里', 20, ({ divisionName }) => divisionName],
      ['行数', 8, ({ rows }) => rows],
      ['用在哪件事上', 18, ({ purpose }) => PURPOSES[purpose]],
      ['理由', 40, ({ reason }) => reason],
      ['申请人', 12, ({ by }) => by],
      ['岗位', 22, ({ byTitle }) => byTitle],
      ['申请时间', 18, ({ askedAt }) => minute(askedAt)],
      ['到哪一步', 18, ({ state }) => LIST_EXPORT_STATES[state]],
      ['审批人', 12, ({ decidedBy }) => decidedBy],
      ['审批时间', 18, ({ decidedAt }) => minute(decidedAt)],
      ['答复', 30, ({ said }) => said],
      ['下载（次）', 10, ({ downloads }) => downloads],
    ],
  },
}

type Wanted = Pick<ExportRow, 'kind' | 'division' | 'from_on' | 'to_on'>

/** Matters as the asker's own post sees them, no others. */
function listingOf(scope: Scope, county: County, { division, from_on, to_on }: Wanted): Listing {
  const filter = { division, ...(from_on ? { from: from_on } : {}), ...(to_on ? { to: to_on } : {}) }
  return { scope, flows: county.flows, filter }
}

/** How many rows it would have; one more than a file holds when it is too many. */
export function countRows(tx: Tx, scope: Scope, county: County, wanted: Wanted): Promise<number> {
  return wanted.kind === 'people'
    ? countPeople(tx, wanted.division, ROWS_MAX + 1)
    : countMatters(tx, listingOf(scope, county, wanted), ROWS_MAX + 1)
}

/** The n-th copy of a list, with its mark, as things stand now. */
export function sheetOf(
  tx: Tx,
  { secrets }: Pick<Services, 'secrets'>,
  scope: Scope,
  county: County,
  { row, n }: { row: ExportRow; n: number },
): Sheet {
  const now = new Date()
  const { id, kind, division: area, whole, purpose, by_name, by_title, decided_name } = row
  const approvedBy = decided_name ?? ''
  const name = LIST_KINDS[kind]
  const list =
    kind === 'people'
      ? registerSheet(tx, county, secrets, { area, whole })
      : askersSheet(tx, county, secrets, listingOf(scope, county, row), whole)
  return {
    ...list,
    name,
    file: `${county.placeName(area)}${name} ${dateOf(now)} ${by_name}.xlsx`,
    mark: markOf({ by: by_name, title: by_title, at: now, purpose, approvedBy, id, n }),
  }
}
