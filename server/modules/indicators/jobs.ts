import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { placeOf, type Cursor } from '#server/modules/matters/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { addLife } from './commands.ts'
import { nameOfCell, Tally, TABLE_NAMES, TABLES, type Cell, type TableName } from './rules.ts'
import * as store from './store.ts'

/** Promised are two seconds; a minute is nobody's passing load. The wall calls its numbers old from here on, too. */
const LAG_SECONDS_MAX = 60

/** How far the numbers are behind the records, in seconds, over all counties. */
export async function lagSeconds({ db }: Pick<Services, 'db'>): Promise<number> {
  return (await db.asOwner(store.ageOf)).behindSeconds
}

/** Says so on the worker's console when the counting does not keep up. */
export async function warnOfLag(services: Services): Promise<void> {
  const seconds = await lagSeconds(services)
  if (seconds > LAG_SECONDS_MAX) console.error(`计数落后 ${seconds} 秒，正在追赶`)
}

const PAGE = 500
/** Whoever mends it needs to see a few, not a million. */
const FAULTS_MAX = 100

/**
 * The full count: what every matter of the county counts for, taken anew from the entries the counting has read, and
 * compared with the numbers kept. One moment of the database, read village by village, so memory stays small and
 * nobody waits. Answers with a sentence for each number that differs.
 */
export async function recount(
  { db }: Services,
  code: string,
): Promise<{ matters: number; faults: string[] }> {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) => {
    await tx.rows('set transaction isolation level repeatable read')
    const cursor = await placeOf(tx, 'counters')
    const faults: string[] = []
    let matters = 0
    for (const village of await store.villagesCounted(tx)) {
      const { tally, read } = await countVillage(tx, county, village, cursor)
      matters += read
      for (const table of TABLE_NAMES) faults.push(...(await compared(tx, table, village, tally)))
      if (faults.length >= FAULTS_MAX) break
    }
    for (const table of TABLE_NAMES) {
      for (const { division, keys } of await store.uneven(tx, table))
        faults.push(`${table} ${division} ${keys.join(' ')}：不等于各村相加`)
    }
    return { matters, faults: faults.slice(0, FAULTS_MAX) }
  })
}

async function countVillage(
  tx: Tx,
  county: County,
  village: string,
  cursor: Cursor,
): Promise<{ tally: Tally; read: number }> {
  const tally = new Tally()
  let read = 0
  let after: store.Page | undefined
  do {
    const { histories, next } = await store.historiesOf(tx, village, cursor, after, PAGE)
    for (const { flow, division, entries } of histories)
      addLife(tally, county, county.flow(flow), division, entries, 1)
    read += histories.length
    after = next
  } while (after)
  return { tally, read }
}

async function compared(tx: Tx, table: TableName, village: string, tally: Tally): Promise<string[]> {
  const named = (cells: readonly Cell[]) =>
    new Map(cells.map((cell) => [nameOfCell(cell.county, cell.division, cell.keys), cell.values]))
  const kept = named(await store.cellsOf(tx, table, village))
  const right = named(tally.villages(table))
  return [...new Set([...kept.keys(), ...right.keys()])].flatMap((name) =>
    TABLES[table].values.flatMap((value, index) => {
      const [is, should] = [kept.get(name)?.[index] ?? 0, right.get(name)?.[index] ?? 0]
      return is === should ? [] : [`${table} ${name}：${value} 应为 ${should}，计为 ${is}`]
    }),
  )
}
