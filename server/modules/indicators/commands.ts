import { lifeOf, type AnyFlow, type Values } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { changesSince, keepPlace, takePlace, type ChangeRow } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { Tally, TABLE_NAMES, type Place } from './rules.ts'
import * as store from './store.ts'

/** Large enough that rows of one town and day are written once for many entries. */
const BATCH = 3000

/**
 * Counts every entry not counted yet, each exactly once: the numbers and the place in the log are written in one
 * transaction. Any number of workers may run it: one does the work, the others find nothing. Answers with the entries
 * read; `onBatch` hears of them as they go, and once `signal` is aborted it ends with the batch it is at.
 */
export async function countEntries(
  { db }: Services,
  { onBatch, signal }: { onBatch?: (read: number) => void; signal?: AbortSignal } = {},
): Promise<number> {
  for (let read = 0; ;) {
    const batch = await db.asOwner((tx) => countNext(db, tx))
    read += batch
    onBatch?.(read)
    if (batch < BATCH || signal?.aborted) return read
  }
}

async function countNext(db: Services['db'], tx: Tx): Promise<number> {
  const from = await takePlace(tx, 'counters')
  if (!from) return 0
  const { rows, cursor } = await changesSince(tx, from, BATCH)
  if (rows.length === 0) return 0
  const fresh = byMatter(rows)
  const firsts = fresh.flatMap(([first]) => (first && first.seq > 1 ? [first] : []))
  const earlier = await store.entriesBefore(tx, firsts)
  const tally = new Tally()
  for (const own of fresh) {
    const [row] = own
    if (!row) continue
    const county = await getCounty(db, row.county)
    const flow = county.flow(row.flow)
    const before = earlier.get(row.matter) ?? []
    // The database holds what the rules let through when the entry was written.
    const added = own.map((entry) => store.entryOf({ ...entry, answers: entry.answers as Values }))
    addLife(tally, county, flow, row.division, before, -1)
    addLife(tally, county, flow, row.division, [...before, ...added], 1)
  }
  for (const table of TABLE_NAMES) await store.addCells(tx, table, tally.cells(table))
  await keepPlace(tx, 'counters', cursor)
  return rows.length
}

/** Adds what a history counts for, or with −1 takes it away. */
export function addLife(
  tally: Tally,
  county: County,
  flow: AnyFlow,
  division: string,
  entries: Parameters<typeof lifeOf>[1],
  sign: 1 | -1,
): void {
  const life = lifeOf(flow, entries)
  if (!life) return
  const confidential =
    life.matter.kept !== undefined || (county.item(flow, life.matter.item)?.confidential ?? false)
  const place: Place = { county: county.code, division, confidential }
  tally.add(place, life, sign)
}

function byMatter(rows: readonly ChangeRow[]): ChangeRow[][] {
  const matters = new Map<string, ChangeRow[]>()
  for (const row of rows) {
    const known = matters.get(row.matter)
    if (known) known.push(row)
    else matters.set(row.matter, [row])
  }
  return [...matters.values()]
}
