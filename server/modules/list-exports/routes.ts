import type { z } from 'zod'
import { listExports, type ListExport } from '#contract/list-exports.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { sendWorkbook } from '#server/core/workbook.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { askExport, decideExport, takeExport } from './commands.ts'
import { approvesIn, demandEitherSide, getExport } from './policy.ts'
import { answerUntil, DOWNLOADS_MAX, SHOWN_MAX, stateOf } from './rules.ts'
import { sheetOf, sheets } from './sheet.ts'
import { exportsOf, type ExportRow } from './store.ts'

/** Binds contract/list-exports.ts. */
export function listExportsRoutes(app: App): void {
  const { db, http } = app
  const one = async (scope: Scope, id: string) => {
    const county = await getCounty(db, scope.county)
    return present(county, scope, await db.read(scope.county, (tx) => getExport(tx, scope, id)))
  }
  implement(http, 'listExports', withSheets(listExports, sheets), {
    list: async (_, { scope }) => {
      demandEitherSide(scope)
      const county = await getCounty(db, scope.county)
      const sought = { person: scope.person, area: approvesIn(scope), limit: SHOWN_MAX }
      const rows = await db.read(scope.county, (tx) => exportsOf(tx, sought))
      return rows.map((row) => present(county, scope, row))
    },
    ask: async ({ body }, { scope, key }) => {
      await askExport(app, scope, key, body)
      return one(scope, key)
    },
    decide: async ({ params: { id }, body }, { scope }) => {
      await decideExport(app, scope, id, body)
      return one(scope, id)
    },
    file: async ({ params: { id } }, { scope, reply }) => {
      const county = await getCounty(db, scope.county)
      const taken = await takeExport(app, scope, id)
      await db.read(scope.county, (tx) => sendWorkbook(reply, sheetOf(tx, app, scope, county, taken)))
    },
  })
}

function present(county: County, scope: Scope, row: ExportRow): z.input<typeof ListExport> {
  const { id, kind, whole, purpose, reason, downloads } = row
  return {
    id,
    kind,
    divisionName: county.placeName(row.division),
    ...(row.from_on === null ? {} : { from: row.from_on }),
    ...(row.to_on === null ? {} : { to: row.to_on }),
    whole,
    purpose,
    reason,
    rows: row.rows_n,
    by: row.by_name,
    byTitle: row.by_title,
    askedAt: row.asked_at.toISOString(),
    state: stateOf(row, new Date()),
    ...(row.decided_name === null ? {} : { decidedBy: row.decided_name }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at.toISOString() }),
    ...(row.said === null ? {} : { said: row.said }),
    until: (row.until_at ?? answerUntil(row.asked_at)).toISOString(),
    downloads,
    left: DOWNLOADS_MAX - downloads,
    isOwn: row.person === scope.person,
  }
}
