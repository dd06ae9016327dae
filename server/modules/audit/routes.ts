import { audit } from '#contract/audit.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import { isId } from '#server/core/ids.ts'
import { Problem } from '#server/core/problem.ts'
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
        const found = await store.rowsSought(tx, sought, placeOf(cursor), limit + 1)
        const last = found.length > limit ? found[limit - 1] : undefined
        const rows = found.slice(0, limit)
        const names = await store.namesOf(tx, idsIn(rows))
        return {
          rows: rows.map((row) => presentRow(county, names, row)),
          next: last ? cursorOf(last) : null,
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

const cursorOf = ({ at, id }: store.NamedRow) =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

function placeOf(cursor: string | undefined): store.Place | undefined {
  if (cursor === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new Problem(400, 'cursor', '列表已经变了，请从头再看')
  return { at, id }
}
