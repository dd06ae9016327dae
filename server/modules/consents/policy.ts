import type { Tx } from '#server/core/db.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { areaOf } from '#server/modules/people/index.ts'
import { livesIn } from './store.ts'

/** Throws a 404 for who does not live in one's area, as for nobody. */
export async function demandNeighbour(tx: Tx, scope: Scope, person: string): Promise<void> {
  if (!(await livesIn(tx, person, areaOf(scope)))) throw notFound('人')
}
