import { placeNameOf } from '#contract/division-codes.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { notFound } from '#server/core/problem.ts'
import { itemsOf, villageCounts, yearBefore, type Items } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { boardPages, countBoardPages } from './board-pages.ts'
import { LEAFLET_PAGES, leafletPages } from './leaflet-pages.ts'
import type { Page } from '#server/core/paper.ts'
import { countQuietPages, quietPages } from './quiet-pages.ts'
import {
  isForWalls,
  leafletOf,
  monthBefore,
  periodsOf,
  type About,
  type Leaflet,
  type Published,
} from './rules.ts'
import * as store from './store.ts'

/** A village’s month as it stands in the database, made into pages. */

export type Wanted = {
  county: string
  division: string
  month: string
  /** The address the codes lead to. */
  base: string
}
export type Month = { about: About; published: Published[]; before: Published[] }

/** Reads a village’s month. Throws a 404 for what is no village. */
export async function readMonth(
  { db }: Services,
  { county: code, division, month, base }: Wanted,
  now = new Date(),
): Promise<Month> {
  const county = await getCounty(db, code)
  const row = county.divisions.get(division)
  if (row?.level !== 'village') throw notFound('村')
  const today = dateOf(now)
  return db.read(code, async (tx) => {
    const items = await itemsOf(tx, today)
    const of = async (which: string) => named(items, await store.publishedOf(tx, division, periodsOf(which)))
    return {
      about: { ...(await aboutOf(tx, county, items, division, today)), month, base },
      published: await of(month),
      before: await of(monthBefore(month)),
    }
  })
}

const named = (items: Items, rows: readonly store.PublishedRow[]): Published[] =>
  rows.map((row) => ({ ...row, item: items.of(row) })).filter(({ item }) => isForWalls(item))

async function aboutOf(tx: Tx, county: County, items: Items, division: string, today: string) {
  const [counts] = await villageCounts(tx, division, today, yearBefore(today))
  const late = await store.lateDuties(tx, division, today)
  const office = [...county.units.values()].find((unit) => unit.division === division)
  return {
    division,
    name: county.placeName(division),
    village: placeNameOf(county.divisions.get(division)?.name ?? division),
    today,
    counts: counts ?? { due: 0, published: 0, late: 0 },
    late: late.map((duty) => items.of(duty).name),
    office: office?.phone ? { name: office.name, phone: office.phone } : undefined,
    supervisors: await store.supervisorsOf(tx, division, today),
  }
}

export const leafletFrom = ({ about, published, before }: Month): Leaflet =>
  leafletOf(about, published, before)

/** What hangs of a month; what has come down already is not put up again. */
export const hanging = ({ published }: Month) => published.filter((one) => one.taken_down_on === null)

/** What is printed of the board: all of it, or one sheet. */
export const chosen = (month: Month, publication?: string) =>
  hanging(month).filter((one) => publication === undefined || one.publication === publication)

/** The pages of one kind, made as they are asked for. `publication` for one sheet of the board alone. */
export function* pagesOf(month: Month, kind: 'leaflet' | 'boards', publication?: string): Generator<Page> {
  if (kind === 'leaflet') {
    yield* leafletPages(leafletFrom(month))
    return
  }
  const { own, quiet } = sheetsOf(month, publication)
  for (const one of own) yield* boardPages(month.about, one)
  yield* quietPages(month.about, quiet)
}

/** How many there will be, without drawing them. */
export function countPages(month: Month, kind: 'leaflet' | 'boards', publication?: string): number {
  if (kind === 'leaflet') return LEAFLET_PAGES
  const { own, quiet } = sheetsOf(month, publication)
  return own.reduce((sum, one) => sum + countBoardPages(month.about, one), countQuietPages(quiet))
}

/** What gets pages of its own, and what shares them; asked for alone it has its own. */
function sheetsOf(month: Month, publication: string | undefined) {
  const all = chosen(month, publication)
  const isQuiet = ({ content }: Published) => publication === undefined && content.rows.length === 0
  return { own: all.filter((one) => !isQuiet(one)), quiet: all.filter(isQuiet) }
}
