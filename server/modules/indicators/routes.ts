import { contains } from '#contract/division-codes.ts'
import { indicators } from '#contract/indicators.ts'
import type { MatterQuery } from '#contract/matters.ts'
import { INDICATORS } from '#practice/indicators.gen.ts'
import { dateOf, type Indicator } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { implement } from '#server/core/http.ts'
import type { Scope } from '#server/core/scope.ts'
import { countsConfidential, isOfVillage } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { areaOf } from './policy.ts'
import { evaluate, listOf, partsOf, type Part } from './rules.ts'
import * as store from './store.ts'

const DAY_MS = 86_400_000
const MONTH_DAYS = 30

type Query = {
  division?: string | undefined
  from?: string | undefined
  to?: string | undefined
  flow?: string | undefined
  class?: string | undefined
  by?: 'town' | 'village' | 'class' | 'day' | undefined
}

/** Binds contract/indicators.ts. */
export function indicatorsRoutes({ http, db }: App): void {
  implement(http, 'indicators', indicators, {
    show: async ({ query }, { scope }) => {
      const county = await getCounty(db, scope.county)
      const division = areaOf(scope, query.division)
      return db.read(scope.county, (tx) => show(tx, county, scope, { ...query, division }, new Date()))
    },
  })
}

/** All numbers of one moment, whatever is counted meanwhile. */
async function show(tx: Tx, county: County, scope: Scope, query: Query & { division: string }, now: Date) {
  await tx.rows('set transaction isolation level repeatable read')
  const { division, by } = query
  const from = query.from ?? dateOf(new Date(now.getTime() - (MONTH_DAYS - 1) * DAY_MS))
  const to = query.to ?? dateOf(now)
  const asked: store.Asked = {
    divisions: [division],
    from,
    to,
    flow: query.flow,
    class: query.class,
    confidential: countsConfidential(scope),
  }
  const numbers = await store.numbersOf(tx, asked)
  const narrowing: MatterQuery = {
    ...(division === (scope.post?.division ?? county.code) ? {} : { division }),
    ...(query.flow ? { flow: query.flow } : {}),
    ...(query.class ? { item: query.class } : {}),
    ...(isOfVillage(scope) ? { confidential: 'no' } : {}),
  }
  return {
    division,
    name: county.placeName(division),
    from,
    to,
    countedAt: (await store.ageOf(tx)).at.toISOString(),
    // Shares of stages and parts know no classes; none is better than those of all.
    indicators: INDICATORS.filter((each) => !(query.class && hasParts(each))).map((indicator) => {
      const { id, name, unit, formula } = indicator
      const parts = partsOf(indicator, numbers)
      return {
        id,
        name,
        unit,
        formula,
        list: listOf({ ...indicator.list({ from, to }), ...narrowing }),
        ...evaluate(indicator, numbers),
        ...(parts.length > 0 ? { parts: parts.map((part) => named(county, part)) } : {}),
      }
    }),
    ...(by ? { rows: await rowsBy(tx, county, asked, by) } : {}),
  }
}

/** Whether it is one number for each stage or part. */
const hasParts = ({ numerator }: Indicator) => numerator.some((term) => 'each' in term)

function named(county: County, { flow: id, name: part, ...value }: Part) {
  const flow = county.flow(id)
  return { flow: id, part, name: flow.stages[part]?.name ?? flow.roles[part]?.name ?? part, ...value }
}

async function rowsBy(tx: Tx, county: County, asked: store.Asked, by: NonNullable<Query['by']>) {
  const isArea = by === 'town' || by === 'village'
  const below = isArea
    ? [...county.divisions.values()]
        .filter(({ code, level }) => level === by && asked.divisions.some((area) => contains(area, code)))
        .map(({ code }) => code)
    : asked.divisions
  const wanted = { ...asked, divisions: below }
  const key = isArea ? 'division' : by
  const counts = grouped(await store.countsOf(tx, wanted, key))
  const standings = grouped(await store.standingsOf(tx, wanted, key))
  // Every area, busy or not, so that a map has no holes; of classes and days those that have anything.
  const keys = isArea ? below : [...new Set([...counts.keys(), ...standings.keys()])].toSorted()
  const simple = INDICATORS.filter((indicator) => !hasParts(indicator))
  return keys.map((each) => {
    const numbers = { counts: counts.get(each) ?? [], standings: standings.get(each) ?? [], shares: [] }
    const values = simple.map((indicator) => [indicator.id, evaluate(indicator, numbers)] as const)
    return { key: each, name: nameOf(county, by, each), values: Object.fromEntries(values) }
  })
}

function grouped<R extends { key: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row])
  return groups
}

function nameOf(county: County, by: NonNullable<Query['by']>, key: string): string {
  if (by === 'day') return key
  if (by !== 'class') return county.placeName(key)
  return county.matterItems.find(({ code }) => key !== '' && code.startsWith(key))?.class ?? '未归类'
}
