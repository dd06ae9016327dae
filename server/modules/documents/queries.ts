import type { Services } from '#server/core/app.ts'
import { notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { findMeeting, isKeeper, mayReadRoll, scansOf } from '#server/modules/meetings/index.ts'
import { scanRefusal, SCAN_KINDS } from './rules.ts'

/** Photographs of a meeting’s signed papers. They show names and signatures: who reads the roll reads them. */
export async function scansFor({ db }: Services, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadRoll(scope, row.division)) throw notFound('扫描件')
    const refused = isKeeper(scope, row.division) ? scanRefusal(row.state) : '由本村会议召集人上传'
    return {
      rows: (await scansOf(tx, id)).map(({ n, kind, file, by, at, withdrawn_reason }) => ({
        n,
        kind,
        kindName: SCAN_KINDS[kind],
        file,
        by,
        at: at.toISOString(),
        ...(withdrawn_reason === null ? {} : { withdrawn: withdrawn_reason }),
      })),
      ...(refused === undefined ? {} : { refused }),
    }
  })
}
