import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { sideFor } from './policy.ts'
import * as store from './store.ts'

/** Matters: running instances of flows. Every change goes through `openMatter`, `act` or the clock. */
export { act, openMatter } from './commands.ts'
export {
  changesSince,
  endOfChanges,
  seesMatter,
  START,
  statesAround,
  type Around,
  type ChangeRow,
  type Cursor,
} from './changes.ts'
export { dryRun, tickMatters, verifyMatters } from './jobs.ts'
export { flowRoutes } from './flow-routes.ts'
export { LivedMatter, numberOf, takeNumbers, writeLives } from './lives.ts'
export { mattersRoutes } from './routes.ts'
export { trackRoutes } from './track-routes.ts'
export { moodOf } from './present.ts'
export { fits, inListing, type Builder, type Filter, type Listing } from './queries.ts'

/** Whether a person may see a picture because a matter carries it. */
export async function mayReadFile(tx: Tx, scope: Scope, file: string): Promise<boolean> {
  for (const row of await store.mattersWithFile(tx, file)) if (await sideFor(tx, scope, row)) return true
  return false
}
