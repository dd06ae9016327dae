import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { ChainWalk, type Broken } from './rules.ts'
import * as proof from './proof.ts'

/** Proving what was published: one village when somebody asks, all of them at night. */

const PAGE = 200

/** Computes the chain of a village anew. */
export async function walkChain(
  tx: Tx,
  division: string,
): Promise<{ checked: number; broken: readonly Broken[] }> {
  const walk = new ChainWalk()
  for (;;) {
    const rows = await proof.chainOf(tx, division, walk.checked, PAGE)
    for (const row of rows) walk.add(row)
    if (rows.length < PAGE) break
  }
  walk.end(await proof.chainEnd(tx, division))
  for (const stray of await proof.straysOf(tx, division)) walk.stray(stray, '版本或日期')
  for (const stray of await proof.misnamedOf(tx, division)) walk.stray(stray, '审查、审定或公布的人')
  return walk
}

/** Proves every village of a county. Answers with a sentence for each version that is not what was published. */
export async function verifyPublications(
  { db }: Services,
  county: string,
): Promise<{ checked: number; faults: string[] }> {
  const faults: string[] = []
  let checked = 0
  for (const division of await db.read(county, proof.chainedVillages)) {
    const found = await db.read(county, (tx) => walkChain(tx, division))
    checked += found.checked
    faults.push(
      ...found.broken.map(
        ({ title, version, says }) =>
          `公开 ${division}${version > 0 ? ` ${title} 第 ${version} 版` : ''}：${says}`,
      ),
    )
  }
  return { checked, faults }
}
