import { disclosureItem, DISCLOSURE_CATALOGUE, type KnownItem } from '#practice/disclosure/item.ts'
import type { Tx } from '#server/core/db.ts'

/** The list of a county: what is in force on a day, and by code and first day all there ever was. */
export type Items = {
  inForce: readonly ListedItem[]
  ever: readonly ListedItem[]
  of: (duty: { item: string; item_on: string }) => KnownItem
}
type ListedItem = KnownItem & { startsOn: string; endsOn: string | null }
type Known = { mark: string; ever: readonly ListedItem[]; of: Items['of'] }

/** By county, under the mark the list had when it was read. */
const known = new Map<string, Known>()

/** Reads the list, or answers with the one in memory when nobody has changed it since. */
export async function itemsOf(tx: Tx, today: string): Promise<Items> {
  const now = await tx.first<{ county: string; mark: string }>(
    'select county, mark from catalogues where county = current_county() and id = $1',
    [DISCLOSURE_CATALOGUE],
  )
  if (!now) return { inForce: [], ever: [], of: never }
  const kept = known.get(now.county)
  const { ever, of } = kept?.mark === now.mark ? kept : await read(tx, now)
  return {
    ever,
    inForce: ever.filter(({ startsOn, endsOn }) => startsOn <= today && (endsOn === null || endsOn >= today)),
    of,
  }
}

const never = ({ item, item_on }: { item: string; item_on: string }): never => {
  throw new Error(`the list never had ${item} of ${item_on}`)
}

async function read(tx: Tx, { county, mark }: { county: string; mark: string }): Promise<Known> {
  const rows = await tx.rows<
    Parameters<typeof disclosureItem>[0] & { starts_on: string; ends_on: string | null }
  >(
    `select code, class, name, source, details, starts_on, ends_on from catalogue_items
     where county = current_county() and catalogue = $1 order by position, starts_on`,
    [DISCLOSURE_CATALOGUE],
  )
  const ever = rows.map((row) => ({ ...disclosureItem(row), startsOn: row.starts_on, endsOn: row.ends_on }))
  const byKey = new Map(ever.map((item) => [`${item.code} ${item.startsOn}`, item]))
  const of: Items['of'] = (duty) => byKey.get(`${duty.item} ${duty.item_on}`) ?? never(duty)
  const list = { mark, ever, of }
  known.set(county, list)
  return list
}
