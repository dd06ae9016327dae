import type { Content } from '#practice/disclosure/content.ts'
import { booksOwe, nextOwes, type Beside } from '#practice/disclosure/follow.ts'
import { daysOf, FREQUENCIES, nextPeriod, periodAt, previousPeriod } from '#practice/disclosure/period.ts'
import type { Tx } from '#server/core/db.ts'
import { booksOf } from './queries.ts'
import * as store from './store.ts'

/** What hangs beside a publication: the same item in other periods, and the books its money stands in. */

type Place = Pick<store.PublicationRecord, 'division' | 'item' | 'period'>
export type Neighbours = { before: store.VersionBeside | undefined; after: store.VersionBeside | undefined }

/** The period before and the one after, as they hang; an event has neither. */
export async function neighboursOf(tx: Tx, place: Place): Promise<Neighbours> {
  const [before, after] = [previousPeriod(place.period), nextPeriod(place.period)]
  if (before === undefined && after === undefined) return { before, after }
  const hang = await store.versionsBeside(
    tx,
    place,
    [before, after].filter((period) => period !== undefined),
  )
  return {
    before: hang.find(({ period }) => period === before),
    after: hang.find(({ period }) => period === after),
  }
}

/** What of them a draft has to join. */
export const besideOf = ({ before, after }: Neighbours): Beside => ({
  ...(before && { before: { period: before.period, closing: before.content.closing } }),
  ...(after && { after: { period: after.period, opening: after.content.opening } }),
})

/** After a correction: the next period, or a book of the same time, is to follow, and says so to everybody. */
export async function askToFollow(
  tx: Tx,
  place: Place,
  { title, old, now }: { title: string; old: Content; now: Content },
): Promise<void> {
  const neighbours = await neighboursOf(tx, place)
  const next = nextOwes(now, besideOf(neighbours), title)
  if (next && neighbours.after) await store.owe(tx, [neighbours.after.publication], next)
  const says = booksOwe(old, now, title)
  if (!says) return
  const { first, last } = daysOf(place.period)
  const around = FREQUENCIES.map((frequency) => periodAt(frequency, first)).filter(
    (period) => daysOf(period).last >= last,
  )
  await store.owe(tx, await booksOf(tx, place.division, around), says)
}
