import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { villageOf } from '#server/modules/meetings/index.ts'

/** Everybody of the village may, on the roll or not: whoever is missing from it is not on it. */
export async function mayChallenge(tx: Tx, scope: Scope, division: string): Promise<boolean> {
  return (await placeOf(tx, scope))?.slice(0, 12) === villageOf(division)
}
