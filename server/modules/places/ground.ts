import { placeNameOf } from '#contract/division-codes.ts'
import type { Calendar, Item, AnyFlow, AnyTuning, Facts, Ground } from '#practice/kit/index.ts'
import { dateOf, tune } from '#practice/kit/index.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import type { Db } from '#server/core/db.ts'
import { notFound } from '#server/core/problem.ts'
import { holds } from './rules.ts'
import * as store from './store.ts'

/** A county as rules see it: its flows tuned, its lists, units and places, its working days. */
export type County = {
  code: string
  name: string
  tunings: Readonly<Record<string, AnyTuning>>
  calendar: Calendar
  divisions: ReadonlyMap<string, store.DivisionRow>
  units: ReadonlyMap<string, store.UnitRow>
  catalogues: ReadonlyMap<string, store.CatalogueRow>
  flows: readonly AnyFlow[]
  /** The flow as this county runs it; throws a 404 when there is none. */
  flow: (id: string) => AnyFlow
  /** The item of the list that classes a flow's matters. */
  item: (flow: AnyFlow, code: string | undefined) => Item | undefined
  /** Everything a matter can be classed by: the lists of its flows, not what the county keeps other lists for. */
  matterItems: readonly Item[]
  /** Whether new matters may still be classed by it. */
  isInForce: (flow: AnyFlow, code: string) => boolean
  ground: (flow: AnyFlow) => Ground
  facts: (flow: AnyFlow, item: Item | undefined) => Facts
  /** “武屯街道老寨村”: the name people know the place by, without the county. */
  placeName: (division: string) => string
}

/** Close of business, 18:00 (look.md “11月24日 18:00 前”). */
const CLOSES_AT_HOUR = 18
/** Lists and posts change rarely; half a minute late is soon enough and spares every request five queries. */
const FRESH_MS = 30_000

const known = new Map<string, { county: Promise<County>; until: number }>()

/** The county, loaded at most twice a minute. Throws a 404 when it is not in the database. */
export function getCounty(db: Db, code: string): Promise<County> {
  const now = Date.now()
  const cached = known.get(code)
  if (cached && cached.until > now) return cached.county
  const county = load(db, code)
  known.set(code, { county, until: now + FRESH_MS })
  county.catch(() => known.delete(code))
  return county
}

/** The village that holds a point of the map; undefined outside every boundary. */
export async function villageAt(
  db: Db,
  county: string,
  point: { lng: number; lat: number },
): Promise<string | undefined> {
  const villages = await db.read(county, (tx) => store.boundaries(tx, 'village'))
  return villages.find(({ boundary }) => holds(boundary, point))?.code
}

/** Forgets what was loaded: after a pack was loaded, and between tests. */
export function forgetCounties(): void {
  known.clear()
}

function load(db: Db, code: string): Promise<County> {
  return db.read(code, async (tx) => {
    const row = await store.findCounty(tx, code)
    if (!row) throw notFound('县区')
    const days = await store.calendarDays(tx)
    const tunings = Object.fromEntries((await store.tunings(tx)).map(({ flow, tuning }) => [flow, tuning]))
    const divisions = new Map((await store.divisions(tx)).map((division) => [division.code, division]))
    const units = new Map((await store.units(tx)).map((unit) => [unit.code, unit]))
    const catalogues = new Map(
      (await store.catalogues(tx, dateOf(new Date()))).map((catalogue) => [catalogue.id, catalogue]),
    )
    return countyOf(code, row.name, { days, tunings, divisions, units, catalogues })
  })
}

type Parts = Pick<County, 'tunings' | 'divisions' | 'units' | 'catalogues'> & { days: store.CalendarRow[] }

function countyOf(
  code: string,
  name: string,
  { days, tunings, divisions, units, catalogues }: Parts,
): County {
  const calendar = calendarOf(days)
  const flows = new Map(Object.values(FLOWS).map((flow) => [flow.id, tune(flow, tunings[flow.id])]))
  const item = (flow: AnyFlow, itemCode: string | undefined) =>
    itemCode === undefined || !flow.catalogue
      ? undefined
      : catalogues.get(flow.catalogue)?.byCode.get(itemCode)
  return {
    code,
    name,
    tunings,
    calendar,
    divisions,
    units,
    catalogues,
    item,
    matterItems: [...catalogues.values()].flatMap(({ id, items }) =>
      [...flows.values()].some(({ catalogue }) => catalogue === id) ? items : [],
    ),
    flows: [...flows.values()],
    flow: (id) => {
      const flow = flows.get(id)
      if (!flow) throw notFound('办事流程')
      return flow
    },
    isInForce: (flow, itemCode) =>
      catalogues.get(flow.catalogue ?? '')?.items.some((listed) => listed.code === itemCode) ?? false,
    ground: (flow) => ({ calendar, findItem: (itemCode) => item(flow, itemCode) }),
    facts: (_, found) => ({ item: found, levelOfUnit: (unit) => units.get(unit)?.level }),
    placeName: (division) => placeName(divisions, division),
  }
}

function placeName(divisions: County['divisions'], division: string): string {
  const names = [9, 12, 15]
    .filter((length) => division.length >= length)
    .map((length) => divisions.get(division.slice(0, length))?.name)
  const found = names.filter((name) => name !== undefined)
  return found.length === 0 ? (divisions.get(division)?.name ?? division) : found.map(placeNameOf).join('')
}

function calendarOf(days: store.CalendarRow[]): Calendar {
  return {
    years: [...new Set(days.map(({ day_on }) => Number(day_on.slice(0, 4))))],
    days: new Map(days.map(({ day_on, kind }) => [day_on, kind])),
    closesAtHour: CLOSES_AT_HOUR,
  }
}
