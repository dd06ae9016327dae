import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import type { County } from '#server/modules/places/index.ts'
import { ruleFor, sideFor } from './policy.ts'
import { openPictures } from './present.ts'
import type { Rule } from './rules.ts'
import * as store from './store.ts'

/** Matters: running instances of flows. Every change goes through `openMatter`, `act` or the clock. */
export { isClassed, URGENT_CLASS, urgentItems } from './attention.ts'
export { askedAbout, presentAsked, type AskedRow } from './asked.ts'
export { keptCodes } from './codes.ts'
export { act, openMatter } from './commands.ts'
export {
  changesSince,
  endOfChanges,
  keepPlace,
  placeOf,
  seesMatter,
  START,
  statesAround,
  takePlace,
  type Around,
  type ChangeRow,
  type Cursor,
} from './changes.ts'
export { verifyDossier } from './dossier.ts'
export { dryRun, tickMatters, verifyMatters } from './jobs.ts'
export { askersSheet } from './sheet.ts'
export { flowRoutes } from './flow-routes.ts'
export { LivedMatter, numberOf, takeNumbers, writeLives } from './lives.ts'
export { mattersRoutes } from './routes.ts'
export { trackRoutes } from './track-routes.ts'
export { moodOf, openTitle } from './present.ts'
export { canonical, countsConfidential, isOpenToAll, isOfVillage, type Rule } from './rules.ts'
export { countMatters, fits, inListing, type Builder, type Filter, type Listing } from './queries.ts'

/** Why a matter may be closed to posts over its place. */
export type Kept = { confidential: boolean; conduct: boolean }

/** By which rule a scope sees the matter of that number; whether there is such a number. Nothing of it is answered. */
export async function ruleForNumber(
  tx: Tx,
  scope: Scope,
  number: string,
): Promise<{ known: false } | { known: true; rule: Rule | undefined; kept: Kept }> {
  const row = await store.findByNumber(tx, number)
  if (!row) return { known: false }
  return {
    known: true,
    rule: await ruleFor(tx, scope, row),
    kept: { confidential: row.confidential, conduct: row.conduct },
  }
}

/** Whether a person may see a picture because a matter carries it. */
export async function mayReadFile(tx: Tx, scope: Scope, county: County, file: string): Promise<boolean> {
  for (const row of await store.mattersWithFile(tx, file)) {
    const side = await sideFor(tx, scope, row)
    if (side === 'asking' || side === 'handling') return true
    if (side && openPictures(county.flow(row.flow), row, await store.entriesOf(tx, row.id), false).has(file))
      return true
  }
  return false
}
