import type { Services } from '#server/core/app.ts'
import { newId } from '#server/core/ids.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { noteChange } from '#server/core/trace.ts'
import { FULL, VIEWS_MAX } from './rules.ts'
import * as store from './store.ts'

/** Saves the present filters under a name. Throws a 409 when the person has as many as there is room for. */
export async function saveView(
  { db }: Services,
  scope: Scope,
  { name, search }: { name: string; search: string },
): Promise<store.ViewRow> {
  const view = { id: newId(), name, search }
  const saved = await db.inCounty(scope.county, (tx) => {
    noteChange(view.id)
    return store.insertView(tx, scope, view, VIEWS_MAX)
  })
  if (!saved) throw new Problem(409, 'full', FULL)
  return view
}

/** Removes one of the person's views. Throws a 404 when it is not theirs. */
export async function removeView({ db }: Services, scope: Scope, id: string): Promise<void> {
  if (!(await db.inCounty(scope.county, (tx) => store.deleteView(tx, scope, id)))) throw notFound('视图')
}
