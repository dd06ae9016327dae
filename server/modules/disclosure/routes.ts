import { disclosure } from '#contract/disclosure.ts'
import { may } from '#contract/roles.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { plusDays, YELLOW_DAYS } from '#practice/disclosure/period.ts'
import { fitsFilter } from '#practice/disclosure/work.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { withSheets } from '#server/core/sheet.ts'
import { Shelf } from '#server/core/shelf.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { addDuty, exempt } from './commands.ts'
import { itemsOf } from './items.ts'
import { revisionsOf } from './revisions.ts'
import { grouped, presentDuty, presentVillage, presentWork, sumOf, WORK_MAX, yearBefore } from './rules.ts'
import { sheets } from './sheet.ts'
import * as store from './store.ts'
import { dayIn, dutiesBehind, recordsOf, watchOf } from './watch-routes.ts'

/** Binds contract/disclosure.ts. */
export function disclosureRoutes(app: App): void {
  const { db, http } = app
  const shelf = new Shelf()
  const revisions = revisionsOf(db)
  implement(http, 'disclosure', withSheets(disclosure, sheets), {
    villages: async ({ query: { under } }, { county, reply }) => {
      const area = under ?? county
      const today = dateOf(new Date())
      return shelf.answer(reply, {
        key: `villages ${county} ${area}`,
        tag: async () => `${today} ${await revisions.tagOf(county, area)}`,
        make: () => villagesOf(app, county, area, today),
      }) as never // The bytes of exactly that answer; what is ready is not written out again.
    },
    village: async ({ params: { division }, query: { year } }, { county, scope, reply }) => {
      const today = dateOf(new Date())
      const shown = year ?? Number(today.slice(0, 4))
      // Whoever signs or publishes sees at once what they did; a ready page may be a second old.
      if (scope?.post) {
        void reply.header('cache-control', 'private, no-cache')
        return villageOf(app, county, division, shown, today)
      }
      return shelf.answer(reply, {
        key: `village ${county} ${division} ${shown}`,
        tag: async () => `${today} ${await revisions.tagOf(county, division)}`,
        make: () => villageOf(app, county, division, shown, today),
      }) as never // As above.
    },
    kinds: ({ query: { under } }, { county, reply }) => {
      const area = under ?? county
      const today = dateOf(new Date())
      return shelf.answer(reply, {
        key: `kinds ${county} ${area}`,
        tag: async () => `${today} ${await revisions.tagOf(county, area)}`,
        make: () => kindsOf(app, county, area, today),
      }) as never // As above.
    },
    work: async ({ query: { days = YELLOW_DAYS * 10, ...filter } }, { scope }) =>
      (await workOf(app, scope, days)).filter((row) => fitsFilter(row, filter)),
    open: ({ body }, { scope }) => addDuty(app, scope, body),
    exempt: ({ body }, { scope }) => exempt(app, scope, body),
    watch: ({ query }, { scope }) => watchOf(app, scope, query),
    duties: ({ query }, { scope }) => dutiesBehind(app, scope, query),
    records: ({ params: { division }, query }, { scope }) => recordsOf(app, scope, division, query),
    day: ({ query }, { scope }) => dayIn(app, scope, query),
  })
}

async function villagesOf({ db }: App, code: string, area: string, today: string) {
  const county = await getCounty(db, code)
  const rows = await db.read(code, (tx) => store.villageCounts(tx, area, today, yearBefore(today)))
  return { counts: sumOf(rows), asOf: today, rows: rows.map((row) => presentVillage(county, row)) }
}

async function kindsOf({ db }: App, code: string, area: string, today: string) {
  return db.read(code, async (tx) => {
    const rows = await store.kindCounts(tx, area)
    const { inForce } = await itemsOf(tx, today)
    // In the order of the list; a kind of earlier lists keeps its plain name.
    const names = new Map<string, string>(inForce.map(({ kind, kindName }) => [kind, kindName]))
    for (const { kind } of rows) if (!names.has(kind)) names.set(kind, kind)
    const kinds = [...names].map(([kind, name]) => {
      const { published = 0, corrected = 0 } = rows.find((row) => row.kind === kind) ?? {}
      return { kind: kind as KnownItem['kind'], name, published, corrected } // The list was checked when it was loaded.
    })
    const total = kinds.reduce((sum, { published }) => sum + published, 0)
    return { asOf: today, total, villages: new Set(rows.flatMap((row) => row.divisions)).size, kinds }
  })
}

async function villageOf({ db }: App, code: string, division: string, year: number, today: string) {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    const [counts] = await store.villageCounts(tx, division, today, yearBefore(today))
    if (!counts) throw notFound('村')
    const items = await itemsOf(tx, today)
    const signed = grouped(await store.signaturesIn(tx, division), (row) => store.keysOf(row).join())
    const duties = await store.dutiesOf(tx, division, year)
    return {
      ...presentVillage(county, counts),
      asOf: today,
      year,
      duties: duties.map((duty) =>
        presentDuty(duty, items.of(duty), signed.get(store.keysOf(duty).join()) ?? [], today),
      ),
    }
  })
}

/** Only a post that has a part in disclosure has work in it. */
const PARTS = ['disclosure.draft', 'disclosure.review', 'disclosure.publish', 'disclosure.watch'] as const

async function workOf({ db }: App, scope: Scope, days: number) {
  const { post } = scope
  if (!post || !PARTS.some((part) => may(post, part))) return []
  const county = await getCounty(db, scope.county)
  const today = dateOf(new Date())
  return db.read(scope.county, async (tx) => {
    const items = await itemsOf(tx, today)
    const rows = await store.openWork(tx, post.division, plusDays(today, days), WORK_MAX)
    return rows.map((row) => presentWork(county, row, items.of(row), post, today))
  })
}
