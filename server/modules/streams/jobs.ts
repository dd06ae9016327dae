import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Term } from '#server/core/term.ts'
import { countyCodes } from '#server/modules/places/index.ts'
import { end } from './commands.ts'
import { dropPieces } from './pieces.ts'
import * as store from './store.ts'

export const recordingsTerm: Term = {
  what: '会议录像',
  rule: '会后 60 天（互联网直播服务管理规定第十六条），村里、县里可以定得更长',
  due: async (tx) => (await store.outlived(tx, dateOf(new Date()))).length,
  drop: (services) => tendStreams(services),
}

/** Ends streams whose meeting is over, and takes recordings away whose term is. */
export async function tendStreams(services: Services, now = new Date()): Promise<void> {
  const { db } = services
  for (const { county } of await db.asOwner((tx) => countyCodes(tx))) {
    await db.inCounty(county, async (tx) => {
      for (const { id, division } of await store.orphans(tx)) await end(tx, id, division, now)
    })
    const outlived = await db.read(county, (tx) => store.outlived(tx, dateOf(now)))
    for (const stream of outlived) {
      // The row last: interrupted, it is taken away again.
      await dropPieces(services, stream)
      await db.inCounty(county, (tx) => store.setDropped(tx, stream.id, now))
    }
  }
}
