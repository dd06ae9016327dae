import { dateOf } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Term } from '#server/core/term.ts'
import { countyCodes } from '#server/modules/places/index.ts'
import { end } from './commands.ts'
import { dropPieces, hashOfPieces } from './pieces.ts'
import * as store from './store.ts'

export const recordingsTerm: Term = {
  what: '会议录像',
  rule: '会后 60 天（互联网直播服务管理规定第十六条），村里、县里可以定得更长',
  due: async (tx) => (await store.outlived(tx, dateOf(new Date()))).length,
  drop: (services) => tendStreams(services),
}

/** The last piece is written by then. */
const WRITTEN_MS = 60_000

/** Ends streams whose meeting is over, hashes what was recorded, and takes recordings away whose term is over. */
export async function tendStreams(services: Services, now = new Date()): Promise<void> {
  const { db } = services
  for (const { county } of await db.asOwner((tx) => countyCodes(tx))) {
    await db.inCounty(county, async (tx) => {
      for (const { id, division } of await store.orphans(tx)) await end(tx, id, division, now)
    })
    const over = await db.read(county, (tx) => store.unsealed(tx, new Date(now.getTime() - WRITTEN_MS)))
    for (const stream of over) {
      const hash = await hashOfPieces(services, stream)
      await db.inCounty(county, (tx) => store.setPiecesHash(tx, stream.id, hash))
    }
    const outlived = await db.read(county, (tx) => store.outlived(tx, dateOf(now)))
    for (const stream of outlived) {
      // The row last: interrupted, it is taken away again.
      await dropPieces(services, stream)
      await db.inCounty(county, (tx) => store.setDropped(tx, stream.id, now))
    }
  }
}

/** Reads every recording of a county. Answers with a sentence for each that is not what it was when it was over. */
export async function verifyRecordings(
  services: Services,
  county: string,
): Promise<{ checked: number; faults: string[] }> {
  const rows = await services.db.read(county, store.sealedRecordings)
  const faults: string[] = []
  for (const row of rows)
    if (!(await hashOfPieces(services, row)).equals(row.pieces_hash))
      faults.push(`会议 ${row.title}的录像：与会后封存的不一样，被改动过或缺了`)
  return { checked: rows.length, faults }
}
