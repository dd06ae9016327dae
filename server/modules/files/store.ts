import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'

export type FileRow = {
  id: string
  width: number
  height: number
  bytes: number
  smallHash: Buffer
}

/** Writes that the person added a picture, which others may have added before. */
export async function insertFile(
  tx: Tx,
  scope: Scope,
  { id, width, height, bytes, smallHash }: FileRow,
): Promise<void> {
  await tx.rows(
    `insert into files (county, id, width, height, bytes, small_hash)
     values (current_county(), $1, $2, $3, $4, $5) on conflict do nothing`,
    [id, width, height, bytes, smallHash],
  )
  await tx.rows(
    `insert into file_adders (county, file, person) values (current_county(), $1, $2) on conflict do nothing`,
    [id, scope.person],
  )
}

export async function hasFile(tx: Tx, id: string): Promise<boolean> {
  return (await tx.first('select from files where county = current_county() and id = $1', [id])) !== undefined
}

/** Whether every one of these pictures is there and was added by that person, whoever else has added it. */
export async function addedFiles(tx: Tx, person: string, files: readonly string[]): Promise<boolean> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from file_adders
     where county = current_county() and person = $1 and file = any($2)`,
    [person, files],
  )
  return row?.count === new Set(files).size
}

export type KeptFile = { id: string; small_hash: Buffer | null; hangs: string | null }

/** Pictures of a county in the order of their ids, with one of the places where each hangs. */
export function filesAfter(tx: Tx, last: string, limit: number): Promise<KeptFile[]> {
  return tx.rows(
    `select f.id, f.small_hash, coalesce(
       (select '事项 ' || m.number from matter_files x join matters m on m.county = x.county and m.id = x.matter
        where x.county = f.county and x.file = f.id order by m.number limit 1),
       (select '公开 ' || p.title from publication_files x join publications p on p.county = x.county and p.id = x.publication
        where x.county = f.county and x.file = f.id order by p.id limit 1),
       (select '会议 ' || m.title from meeting_scans x join meetings m on m.county = x.county and m.id = x.meeting
        where x.county = f.county and x.file = f.id order by m.id limit 1)) as hangs
     from files f where f.county = current_county() and f.id > $1 order by f.id limit $2`,
    [last, limit],
  )
}
