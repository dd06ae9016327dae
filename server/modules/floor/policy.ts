import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { villageOf } from '#server/modules/meetings/index.ts'

/** Everybody of the village may ask, whether they are on the roll or sit in; who only watches over it may not. */
export async function mayAsk(tx: Tx, scope: Scope, division: string): Promise<boolean> {
  return (await placeOf(tx, scope))?.slice(0, 12) === villageOf(division)
}
