import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'

export type FileRow = {
  id: string
  width: number
  height: number
  bytes: number
  place: { lng: number; lat: number } | undefined
}

/** Writes that the person added a picture; the first who did stays named. */
export async function insertFile(
  tx: Tx,
  scope: Scope,
  { id, width, height, bytes, place }: FileRow,
): Promise<void> {
  await tx.rows(
    `insert into files (county, id, width, height, bytes, lng, lat, added_by)
     values (current_county(), $1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, width, height, bytes, place?.lng ?? null, place?.lat ?? null, scope.person],
  )
}

export function findFile(tx: Tx, id: string): Promise<{ added_by: string | null } | undefined> {
  return tx.first('select added_by from files where county = current_county() and id = $1', [id])
}
