import type { Tx } from '#server/core/db.ts'

/** Scans as rows; meetings/queries.ts reads them. */

export async function ownsFile(tx: Tx, person: string, file: string): Promise<boolean> {
  const row = await tx.first(
    'select from files where county = current_county() and id = $1 and added_by = $2',
    [file, person],
  )
  return row !== undefined
}

export async function insertScan(
  tx: Tx,
  row: { meeting: string; n: number; kind: string; file: string; by: string; at: Date },
): Promise<void> {
  await tx.rows(
    `insert into meeting_scans (county, meeting, n, kind, file, added_by, at)
     values (current_county(), $1, $2, $3, $4, $5, $6)`,
    [row.meeting, row.n, row.kind, row.file, row.by, row.at],
  )
}

/** Marks one; false when there is none, or it was marked before. */
export async function withdraw(
  tx: Tx,
  row: { meeting: string; n: number; reason: string; by: string; at: Date },
): Promise<boolean> {
  const done = await tx.first(
    `update meeting_scans set withdrawn_at = $5, withdrawn_by = $4, withdrawn_reason = $3
     where county = current_county() and meeting = $1 and n = $2 and withdrawn_at is null returning n`,
    [row.meeting, row.n, row.reason, row.by, row.at],
  )
  return done !== undefined
}
