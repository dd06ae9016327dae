import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'

export type ViewRow = { id: string; name: string; search: string }

export function viewsOf(tx: Tx, scope: Scope): Promise<ViewRow[]> {
  return tx.rows(
    'select id, name, search from saved_views where county = current_county() and person = $1 order by id',
    [scope.person],
  )
}

/** Saves a view; false when the person already has that many. */
export async function insertView(tx: Tx, scope: Scope, view: ViewRow, max: number): Promise<boolean> {
  const row = await tx.first(
    `insert into saved_views (county, id, person, name, search)
     select current_county(), $2, $1, $3, $4
     where (select count(*) from saved_views where county = current_county() and person = $1) < $5
     returning id`,
    [scope.person, view.id, view.name, view.search, max],
  )
  return row !== undefined
}

/** Removes a view of the person; false when there is none. */
export async function deleteView(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const row = await tx.first(
    'delete from saved_views where county = current_county() and person = $1 and id = $2 returning id',
    [scope.person, id],
  )
  return row !== undefined
}
