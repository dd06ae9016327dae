import { dateOf } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import type { Scope } from '#server/core/scope.ts'
import { insertNotices, nameOf } from '#server/modules/notices/index.ts'
import * as store from './store.ts'

/**
 * Whoever is concerned hears of what was entered about their seat, and so do the village's supervisors, whose work it is to
 * look (村民委员会组织法 37): one person keeps this register, and rolls are made of it. `said` is given who entered it. Answers
 * with whom, for the live line.
 */
export async function tellSeated(
  tx: Tx,
  { county, person: by }: Scope,
  { division, people }: { division: string; people: readonly string[] },
  said: (by: string) => { title: string; text: string },
  at = new Date(),
): Promise<string[]> {
  const supervisors = await store.supervisorsOf(tx, division, dateOf(at))
  const told = [...new Set([...people, ...supervisors])].filter((person) => person !== by)
  const words = said(await nameOf(tx, by))
  await insertNotices(
    tx,
    told.map((person) => ({ id: newId(at), county, person, at, ...words, matter: null })),
  )
  return told
}
