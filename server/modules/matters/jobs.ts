import { CLOCK, mark, ticking, writtenAt, type ClockEntry } from '#practice/kit/index.ts'
import type { Services } from '#server/core/app.ts'
import type { Tx } from '#server/core/db.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { perform } from './commands.ts'
import { brokenLink, isFold } from './rules.ts'
import * as store from './store.ts'
import { entryFor, writeStep } from './writing.ts'

/** What happens without anybody pressing: the clock, and the nightly proof that every row is its entries. */

/** Which mark each entry of the clock leaves. */
export const MARKS: Record<ClockEntry, 'warnedAt' | 'overdueAt' | 'contactLateAt'> = {
  warn: 'warnedAt',
  overdue: 'overdueAt',
  'contact-late': 'contactLateAt',
}

/** Rows read at once; each is then worked on by itself. */
const BATCH = 200

/**
 * Does everything that has come due by `now`, each matter in a transaction of its own, and answers how many steps
 * were taken. Any number of workers may run it: a matter another one holds is skipped. One that fails stays due and
 * keeps nobody else waiting; afterwards all failures are thrown together.
 */
export async function tickMatters(services: Services, now: Date): Promise<number> {
  let steps = 0
  const failed = new Map<string, unknown>()
  for (;;) {
    const due = await services.db.asOwner((tx) => store.dueMatters(tx, now, BATCH, [...failed.keys()]))
    const failedBefore = failed.size
    let done = 0
    for (const { county, id } of due) {
      try {
        done += (await tickOne(services, county, id, now)) ? 1 : 0
      } catch (error) {
        failed.set(id, error)
      }
    }
    steps += done
    // Those another worker holds stay due; only when nothing moves and nothing new failed is all done.
    if (done > 0 || failed.size > failedBefore) continue
    if (failed.size > 0) throw new AggregateError(failed.values(), `到时间该办的有 ${failed.size} 件没有办成`)
    return steps
  }
}

async function tickOne(services: Services, code: string, id: string, now: Date): Promise<boolean> {
  const county = await getCounty(services.db, code)
  const ticked = await services.db.inCounty(code, async (tx) => {
    const locked = await store.lockDue(tx, id, now)
    return locked ? runTick(tx, services, county, locked, now) : false
  })
  if (ticked) services.live.changed(code)
  return ticked
}

async function runTick(
  tx: Tx,
  services: Services,
  county: County,
  row: store.LockedMatter,
  now: Date,
): Promise<boolean> {
  const flow = county.flow(row.flow)
  const tick = ticking(flow, county.calendar, row.state, now)
  if (!tick) return false
  const at = writtenAt(row.state, tick)
  if (tick.kind === 'run') {
    const locked = row.parent ? await store.lockMatter(tx, row.id) : { row, parent: undefined }
    if (!locked) return false
    await perform(tx, services, county, {
      locked,
      actor: CLOCK,
      input: { action: tick.action, answers: {} },
      now: at,
      key: undefined,
      side: 'watching',
    })
    return true
  }
  const change = mark(flow, county.ground(flow), row.state, MARKS[tick.kind], at)
  await writeStep(tx, county, flow, row, entryFor(row, tick.kind, CLOCK, {}, change, at))
  return true
}

/** What the clock would do at `now`, without doing it: the same rules on the same rows. */
export async function dryRun(
  services: Services,
  now: Date,
  limit = 1000,
): Promise<{ county: string; number: string; tick: string }[]> {
  const due = await services.db.asOwner((tx) => store.dueMatters(tx, now, limit))
  const lines = await Promise.all(
    due.map(async ({ county: code, id }) => {
      const county = await getCounty(services.db, code)
      const row = await services.db.read(code, (tx) => store.findMatter(tx, id))
      const tick = row && ticking(county.flow(row.flow), county.calendar, row.state, now)
      return row && tick
        ? [{ county: code, number: row.number, tick: tick.kind === 'run' ? tick.action : tick.kind }]
        : []
    }),
  )
  return lines.flat()
}

export type Fault = { matter: string; number: string; says: string }

/** Proves every matter of a county: chain unbroken, row equal to the fold of its entries. Answers with what is not. */
export async function verifyMatters(
  services: Services,
  county: string,
): Promise<{ checked: number; faults: Fault[] }> {
  const faults: Fault[] = []
  let checked = 0
  let last: string | undefined
  for (;;) {
    const rows = await services.db.read(county, (tx) => store.mattersAfter(tx, last, BATCH))
    if (rows.length === 0) return { checked, faults }
    const histories = await services.db.read(county, (tx) =>
      store.historiesOf(
        tx,
        rows.map(({ id }) => id),
      ),
    )
    for (const row of rows) {
      const says = faultOf(row, histories.get(row.id) ?? [])
      // Somebody may have acted between the two reads: what looks broken is looked at again, held still.
      const sure = says && (await services.db.inCounty(county, (tx) => faultHeld(tx, row.id)))
      if (sure) faults.push({ matter: row.id, number: row.number, says: sure })
    }
    checked += rows.length
    last = rows.at(-1)?.id
  }
}

async function faultHeld(tx: Tx, id: string): Promise<string | undefined> {
  const locked = await store.lockMatter(tx, id)
  return locked && faultOf(locked.row, await store.entriesOf(tx, id))
}

/** What is not as it was written, in a sentence; undefined when chain and row are whole. */
export function faultOf(row: store.MatterRecord, records: readonly store.Linked[]): string | undefined {
  const entries = records.map((record) => ({ ...store.entryOf(record), hash: record.hash }))
  const broken = brokenLink(row.id, entries)
  if (broken !== undefined) return `第 ${broken} 条记录与存证不符`
  if (!entries.at(-1)?.hash.equals(row.head)) return '最后一条记录缺失'
  return isFold(row.state, entries) ? undefined : '现状与办理记录推出的不一致'
}
