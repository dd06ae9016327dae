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
export {
  canonical,
  countsConfidential,
  isAmongVillagers,
  isOpenToAll,
  isOfVillage,
  type Rule,
} from './rules.ts'
export { countMatters, fits, inListing, type Builder, type Filter, type Listing } from './queries.ts'

/**
 * By which rule a scope sees the matter of that number; nothing of it is answered. Undefined for a number that is none, and
 * for a confidential matter: whoever asked for one post after the other would learn what it is about (信访工作条例 30).
 */
export async function ruleForNumber(
  tx: Tx,
  scope: Scope,
  number: string,
): Promise<{ rule: Rule | undefined } | undefined> {
  const row = await store.findByNumber(tx, number)
  return row && !row.confidential ? { rule: await ruleFor(tx, scope, row) } : undefined
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
