import type { Services } from '#server/core/app.ts'
import type { Variant } from '#server/core/file-store.ts'
import { sha256Of } from '#server/core/secrets.ts'
import * as store from './store.ts'

/** So many are asked for at a time. */
const BATCH = 500

/** Reads every picture of a county from the disk. Answers with a sentence for each that is not what was added. */
export async function verifyFiles(
  { db, files }: Pick<Services, 'db' | 'files'>,
  county: string,
): Promise<{ checked: number; faults: string[] }> {
  const hashOf = async (id: string, variant: Variant): Promise<Buffer | undefined> =>
    (await files.exists(id, variant)) ? sha256Of(await files.get(id, variant)) : undefined
  const faults: string[] = []
  let checked = 0
  let last = ''
  for (;;) {
    const rows = await db.read(county, (tx) => store.filesAfter(tx, last, BATCH))
    for (const { id, small_hash, hangs } of rows) {
      const what = `${hangs ?? '没有挂出'}的照片 ${id}`
      const full = await hashOf(id, 'full')
      const small = await hashOf(id, 'small')
      if (!full) faults.push(`${what}：原图不见了`)
      else if (full.toString('hex') !== id) faults.push(`${what}：原图被改动过`)
      if (!small) faults.push(`${what}：小图不见了`)
      else if (small_hash && !small.equals(small_hash)) faults.push(`${what}：小图被改动过`)
    }
    checked += rows.length
    last = rows.at(-1)?.id ?? last
    if (rows.length < BATCH) return { checked, faults }
  }
}
