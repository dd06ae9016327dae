import { audit } from '#contract/audit.ts'
import type { App } from '#server/core/app.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { idsIn, presentRow, routesByName } from './present.ts'
import { headOf, KEPT } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

const PAGE = 50

/** Binds contract/audit.ts. */
export function auditRoutes({ db, http }: App): void {
  const read = <T>(scope: Scope, work: (tx: Tx, county: County) => Promise<T>) =>
    getCounty(db, scope.county).then((county) => db.read(scope.county, (tx) => work(tx, county)))
  implement(http, 'audit', withSheets(audit, sheets), {
    search: ({ query: { cursor, limit = PAGE, ...sought } }, { scope }) =>
      read(scope, async (tx, county) => {
        const found = await store.rowsSought(tx, sought, cursorIn(cursor), limit + 1)
        const last = found.length > limit ? found[limit - 1] : undefined
        const rows = found.slice(0, limit)
        const names = await store.namesOf(tx, idsIn(rows))
        return {
          rows: rows.map((row) => presentRow(county, names, row)),
          next: last ? cursorAt(last.at, last.id) : null,
        }
      }),
    state: (_, { scope }) =>
      read(scope, async (tx) => {
        const last = await store.lastSeal(tx)
        return {
          keptMonths: KEPT.months,
          rule: KEPT.says,
          ...(last ? { sealedAt: last.sealed_at.toISOString() } : {}),
          seals: last?.seq ?? 0,
          head: last ? headOf(last) : '',
          routes: routesByName(),
        }
      }),
  })
}
