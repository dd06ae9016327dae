import { contains } from '#contract/division-codes.ts'
import type { ListKind } from '#contract/purposes.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import { allows, demand, type Scope } from '#server/core/scope.ts'
import { areaOf } from '#server/modules/people/index.ts'
import * as store from './store.ts'

/** The area whose requests one may answer; undefined: none. */
export const approvesIn = (scope: Scope): string | undefined =>
  allows(scope, 'exports.approve') ? areaOf(scope) : undefined

/** Throws a 403 for who has to do with neither side. */
export function demandEitherSide(scope: Scope): void {
  if (!allows(scope, 'exports.ask') && !allows(scope, 'exports.approve')) throw denied()
}

/** Throws a 403 where the post does not even see on the screen what is asked for. */
export function demandKind(scope: Scope, kind: ListKind): void {
  demand(scope, kind === 'people' ? 'people.read' : 'matters.export')
}

/** What the person asked for or may answer. Throws a 404 otherwise, as for one that does not exist. */
export async function getExport(tx: Tx, scope: Scope, id: string): Promise<store.ExportRow> {
  const row = await store.findExport(tx, id)
  const area = approvesIn(scope)
  const isTheirs = row?.person === scope.person || (row && area !== undefined && contains(area, row.division))
  if (!row || !isTheirs) throw notFound('导出申请')
  return row
}
