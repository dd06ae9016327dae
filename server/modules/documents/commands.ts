import type { Services } from '#server/core/app.ts'
import { invalid, notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { addedFiles } from '#server/modules/files/index.ts'
import { demandKeeper, lockMeeting, scansOf } from '#server/modules/meetings/index.ts'
import { scanRefusal, type SCAN_KINDS } from './rules.ts'
import * as store from './store.ts'

/**
 * Attaches a picture somebody uploaded; the same one again is the same one. Throws 403 for another village’s meeting,
 * 409 when it is filed or not held yet, 422 for a picture that is not one’s own. Answers with its number.
 */
export async function attachScan(
  { db }: Services,
  scope: Scope,
  id: string,
  { file, kind }: { file: string; kind: keyof typeof SCAN_KINDS },
  now = new Date(),
): Promise<number> {
  return db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, id)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    const refused = scanRefusal(row.state)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    if (!(await addedFiles(tx, scope.person, [file])))
      throw invalid({ file: '没有找到这张照片，请重新上传' }, '没有找到这张照片，请重新上传')
    const scans = await scansOf(tx, id)
    const known = scans.find((scan) => scan.file === file && scan.withdrawn_reason === null)
    if (known) return known.n
    const n = scans.length + 1
    await store.insertScan(tx, { meeting: id, n, kind, file, by: scope.person, at: now })
    return n
  })
}

/** Marks a picture as none of this meeting. Throws 403, 404 and 409 as `attachScan` does. */
export async function withdrawScan(
  { db }: Services,
  scope: Scope,
  id: string,
  n: number,
  reason: string,
  now = new Date(),
): Promise<void> {
  await db.inCounty(scope.county, async (tx) => {
    const row = await lockMeeting(tx, id)
    if (!row) throw notFound('会议')
    demandKeeper(scope, row.division)
    const refused = scanRefusal(row.state)
    if (refused !== undefined) throw new Problem(409, 'moved', refused)
    const done = await store.withdraw(tx, { meeting: id, n, reason, by: scope.person, at: now })
    if (!done) throw notFound('扫描件')
  })
}
