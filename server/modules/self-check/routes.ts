import { ROUTE_NAMES } from '#contract/audit-names.ts'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { selfCheck } from '#contract/self-check.ts'
import { INDICATORS } from '#practice/indicators.gen.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { withSheets } from '#server/core/sheet.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { linesOf, sinceFor, type Facts } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'

/** Binds contract/self-check.ts. */
export function selfCheckRoutes(app: App): void {
  implement(app.http, 'selfCheck', withSheets(selfCheck, sheets), {
    show: async (_, { scope }) => {
      const county = await getCounty(app.db, scope.county)
      const now = new Date()
      const measured = await app.db.read(scope.county, async (tx) => ({
        columns: await store.columnsOf(tx),
        calls: await store.callsSince(tx, sinceFor(now)),
        longestBrief: await store.longestBrief(tx),
      }))
      const lines = linesOf({ ...madeOf(county), ...measured })
      return { at: now.toISOString(), county: county.name, lines }
    },
  })
}

/** What the program runs by: the same that binds its routes and draws its forms. */
function madeOf(county: County): Omit<Facts, 'columns' | 'calls' | 'longestBrief'> {
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = ROUTE_NAMES
  return {
    county: { code: county.code, name: county.name },
    routes: Object.entries(contract).flatMap(([noun, routes]) =>
      Object.entries(routes as Record<string, Route>).map(([name, { does }]) => ({
        name: `${noun}.${name}`,
        title: names[noun]?.[name] ?? '',
        says: `${names[noun]?.[name] ?? ''} ${does}`,
      })),
    ),
    flows: county.flows,
    indicators: INDICATORS,
    items: county.catalogues.get('grid-matters')?.items ?? [],
  }
}
