import { contains } from '#contract/division-codes.ts'
import type { Tx } from '#server/core/db.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import * as store from './store.ts'

/** The post one acts from. Throws a 403 without one. */
export function postOf({ post }: Scope): NonNullable<Scope['post']> {
  if (!post) throw denied()
  return post
}

/** The village, town or county a post speaks for; a grid's post speaks for its village. Throws a 403 without a post. */
export const areaOf = (scope: Scope): string => postOf(scope).division.slice(0, 12)

/** The same or a part of it. Throws a 403 when it lies outside. */
export function partOfArea(scope: Scope, wanted: string | undefined): string {
  const area = areaOf(scope)
  if (wanted === undefined) return area
  if (!contains(area, wanted)) throw denied('这个地方不在您的辖区，请选辖区内的村')
  return wanted
}

/** An import whose whole area is one's own. Throws a 404 otherwise, as for one that does not exist. */
export async function getImport(tx: Tx, scope: Scope, id: string): Promise<store.ImportRow> {
  const row = await store.findImport(tx, id)
  if (!row || !contains(areaOf(scope), row.area)) throw notFound('导入')
  return row
}
