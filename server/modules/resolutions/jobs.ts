import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import { countyCodes } from '#server/modules/places/index.ts'
import * as store from './store.ts'

/**
 * Late tasks come back by themselves (system L2): those that were late when a meeting is called stand on its agenda from the
 * start; what becomes late afterwards comes on the agenda of the next monthly meeting of its village.
 */
export async function returnOverdue({ db, live }: Services, now: Date = new Date()): Promise<void> {
  for (const { county } of await db.asOwner((tx) => countyCodes(tx))) {
    const meetings = await db.inCounty(county, (tx) => store.returnToNext(tx, dateOf(now)))
    for (const meeting of meetings) live.met(county, meeting)
  }
}
