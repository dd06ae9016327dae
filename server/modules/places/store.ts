import type { HandlingLevel, Level } from '#contract/division-codes.ts'
import type { AnyTuning, Item } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'

export type DivisionRow = {
  code: string
  name: string
  level: Level
  seat_lng: number | null
  seat_lat: number | null
}
export type UnitRow = {
  code: string
  name: string
  kind: string
  level: HandlingLevel
  division: string
  phone: string | null
}
export type CalendarRow = { day_on: string; kind: 'off' | 'work' }
/** An item with what only lists and searches need. */
export type ListedItem = Item & { words: string; details: Record<string, string>; source: string }
export type CatalogueRow = {
  id: string
  name: string
  version: string
  items: ListedItem[]
  byCode: ReadonlyMap<string, ListedItem>
}

/** The counties of this database; the only read that is not of one county. */
export function countyCodes(tx: Tx): Promise<{ county: string }[]> {
  return tx.rows('select county from counties order by county')
}

export function findCounty(tx: Tx, code: string): Promise<{ name: string } | undefined> {
  return tx.first('select name from counties where county = $1', [code])
}

export function tunings(tx: Tx): Promise<{ flow: string; tuning: AnyTuning }[]> {
  return tx.rows('select flow, tuning from tunings where county = current_county()')
}

export function calendarDays(tx: Tx): Promise<CalendarRow[]> {
  return tx.rows('select day_on, kind from calendar_days')
}

export function divisions(tx: Tx): Promise<DivisionRow[]> {
  return tx.rows(
    'select code, name, level, seat_lng, seat_lat from divisions where county = current_county() order by code',
  )
}

export function boundaries(
  tx: Tx,
  level: string,
): Promise<{ code: string; name: string; boundary: object; boundary_drawn: boolean }[]> {
  return tx.rows(
    `select code, name, boundary, boundary_drawn from divisions
     where county = current_county() and level = $1 and boundary is not null order by code`,
    [level],
  )
}

export function units(tx: Tx): Promise<UnitRow[]> {
  return tx.rows(
    'select code, name, kind, level, division, phone from units where county = current_county() order by code',
  )
}

type ItemRow = Omit<ListedItem, 'limit' | 'unit'> & {
  catalogue: string
  position: number
  ended: boolean
  limit_unit: 'hours' | 'days' | 'workdays' | null
  limit_n: number | null
  unit: string | null
}

/** The lists with the items in force today, and by code also those that have ended. */
export async function catalogues(tx: Tx, today: string): Promise<CatalogueRow[]> {
  const lists = await tx.rows<{ id: string; name: string; version: string }>(
    'select id, name, version from catalogues where county = current_county()',
  )
  const rows = await tx.rows<ItemRow>(
    `select * from (
       select distinct on (catalogue, code) catalogue, code, position, class, name, plain, level, limit_unit, limit_n,
         evidence, confidential, unit, words, details, source,
         ends_on is not null and ends_on < $1 as ended
       from catalogue_items
       where county = current_county() and starts_on <= $1
       order by catalogue, code, starts_on desc
     ) as latest order by catalogue, position`,
    [today],
  )
  return lists.map((list) => {
    const known = rows.filter(({ catalogue }) => catalogue === list.id)
    return {
      ...list,
      items: known.filter(({ ended }) => !ended).map(itemOf),
      // Matters of an item that has ended keep its name.
      byCode: new Map(known.map((row) => [row.code, itemOf(row)])),
    }
  })
}

function itemOf({
  catalogue: _,
  position: _position,
  ended: _ended,
  limit_unit,
  limit_n,
  unit,
  ...rest
}: ItemRow): ListedItem {
  return {
    ...rest,
    ...(limit_unit && limit_n !== null ? { limit: { unit: limit_unit, n: limit_n } } : {}),
    ...(unit ? { unit } : {}),
    ...(rest.details['mode'] === 'agent' ? { window: true as const } : {}),
    ...(rest.details['conduct'] === 'true' ? { conduct: true as const } : {}),
  }
}

export function templates(tx: Tx, flow: string): Promise<{ action: string; title: string; text: string }[]> {
  return tx.rows(
    'select action, title, text from templates where county = current_county() and flow = $1 order by action, title',
    [flow],
  )
}

/** Villagers of an area by the beginning of their name, 20 at most. */
export function peopleNamed(
  tx: Tx,
  division: string,
  name: string,
): Promise<{ id: string; name: string; phone_sealed: Buffer | null; household: string; division: string }[]> {
  return tx.rows(
    `select p.id, p.name, p.phone_sealed, h.name as household, h.division
     from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and starts_with(p.name, $1) and starts_with(h.division, $2)
     order by p.name limit 20`,
    [name, division],
  )
}
