import { contains } from '#contract/division-codes.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import type { Tx } from '#server/core/db.ts'
import { allows, type Scope } from '#server/core/scope.ts'

/** Who may read what is published, and whose village it is. That a duty is due, published or late is for everybody. */

/** Where a person belongs: the village of the post, else of the household; undefined for who lives elsewhere. */
export async function placeOf(tx: Tx, scope: Scope | undefined): Promise<string | undefined> {
  if (!scope) return undefined
  if (scope.post) return scope.post.division
  const row = await tx.first<{ division: string }>(
    `select h.division from people p join households h on h.county = p.county and h.id = p.household
     where p.county = current_county() and p.id = $1`,
    [scope.person],
  )
  return row?.division
}

/** Who reads: somebody signed in, or whoever stands before the registered screen of a village’s hall. */
export type Reader = { scope: Scope | undefined; hall?: string | undefined }

/**
 * Whether a reader may see the content of an item in a village. A register of the collective’s members does not exist
 * yet: until it does, its members are the people of the village (农村集体经济组织法 11 begins from the household).
 */
export function maySee(
  reach: KnownItem['scope'],
  division: string,
  { scope, hall }: Reader,
  place: string | undefined,
): boolean {
  if (reach === 'all') return true
  // What is for the village hangs on its board, where everybody in the hall reads it (村民委员会组织法 35).
  if (reach === 'village' && hall === division) return true
  if (!scope || place === undefined) return false
  if (place.slice(0, 12) === division) return true
  return allows(scope, 'disclosure.watch') && contains(place, division)
}
