import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#server/core/db.ts'
import { percentile, type Figure } from './figures.ts'

/** How old the oldest entry is that is not counted yet, looked at twenty times a second. */

// Not the clock's entries: a worker that was away writes when they should have happened.
const BEHIND = `
  select coalesce(extract(epoch from clock_timestamp() - min(e.at)), 0)::float8 as seconds
  from cursors c left join lateral (
    select at from entries where (tx, county, matter, seq) > (c.tx, c.county, c.matter, c.seq) and action = 'report'
    order by tx, county, matter, seq limit 1) as e on true
  where c.reader = 'counters'`
const LOOK_MS = 50
const PROMISED_S = 2

export type LagWatch = {
  /** Seconds of every look so far. */
  lags: number[]
  /** Stops looking; a second time does nothing. */
  stop: () => Promise<void>
}

/** Begins to look. */
export function watchLag(pool: Db['pool']): LagWatch {
  const lags: number[] = []
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { rows } = await pool.query<{ seconds: number }>(BEHIND)
      lags.push(rows[0]?.seconds ?? 0)
      await sleep(LOOK_MS)
    }
  })()
  return {
    lags,
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}

/** The promise of two seconds, as a figure. */
export const lagFigure = (name: string, when: string, lags: readonly number[]): Figure => ({
  name,
  ratio: percentile(lags, 0.99) / PROMISED_S,
  reference: `two seconds, ${when}`,
  atMost: 1,
  details: { 'p50-s': percentile(lags, 0.5).toFixed(2), 'p99-s': percentile(lags, 0.99).toFixed(2) },
})
