import type { Db } from '#server/core/db.ts'
import { revisionsIn } from './store.ts'

/** With the shelf's own half nobody reads for longer than a second what was mended. */
const FRESH_MS = 500

type Snapshot = { revs: Map<string, number>; areas: Map<string, string> }

/**
 * How often each village has changed, read for the whole county at once: on a disclosure day hundreds of pages ask what
 * they depend on, and one small query in half a second answers all of them.
 */
export class Revisions {
  readonly #db: Db
  readonly #known = new Map<string, { at: number; snapshot: Promise<Snapshot> }>()

  constructor(db: Db) {
    this.#db = db
  }

  /** What everything public about an area depends on. Throws what the database throws; the next call asks again. */
  async tagOf(county: string, area: string): Promise<string> {
    const { revs, areas } = await this.#snapshot(county)
    const known = areas.get(area)
    if (known !== undefined) return known
    let [villages, sum] = [0, 0]
    for (const [division, rev] of revs)
      if (division.startsWith(area)) {
        villages += 1
        sum += rev
      }
    const tag = `${villages}.${sum}`
    areas.set(area, tag)
    return tag
  }

  #snapshot(county: string): Promise<Snapshot> {
    // The moment before asking: what is committed later is not in it.
    const at = performance.now()
    const kept = this.#known.get(county)
    if (kept && at - kept.at < FRESH_MS) return kept.snapshot
    const snapshot = this.#db
      .read(county, revisionsIn)
      .then((revs) => ({ revs, areas: new Map<string, string>() }))
    this.#known.set(county, { at, snapshot })
    snapshot.catch(() => this.#known.delete(county))
    return snapshot
  }
}

const shared = new WeakMap<Db, Revisions>()

/** The one of a process, whoever asks. */
export function revisionsOf(db: Db): Revisions {
  const known = shared.get(db) ?? new Revisions(db)
  shared.set(db, known)
  return known
}
