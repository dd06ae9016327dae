import type { Services } from '#server/core/app.ts'
import type { EventStream } from '#server/core/event-stream.ts'
import { paced } from '#server/core/paced.ts'
import type { Scope } from '#server/core/scope.ts'
import { changesSince, endOfChanges, seesMatter, type Cursor } from '#server/modules/matters/index.ts'
import { unreadOf } from './store.ts'

/** A screen that listens, with the eyes it sees with. */
type Listener = { scope: Scope; stream: EventStream; isSame: () => Promise<boolean> }

const BEAT_MS = 20_000
/** Finds what a wake came too early for: an entry waits until every older transaction has ended. */
const LOOK_MS = 2_000
const COUNT_MS = 200
const BATCH = 500
/** A person's screens; the oldest makes room. */
const STREAMS_MAX = 10

/**
 * Reads a county's changes once for all screens of this process and hands each to those whose scope sees it. Nothing
 * is read while nobody listens.
 */
export function openHub({ db, live }: Services, county: string, log: (error: unknown) => void) {
  const listeners = new Set<Listener>()
  const toCount = new Set<string>()
  let cursor: Promise<Cursor> | undefined
  let reading: Promise<void> | undefined
  let again = false

  function look(): void {
    again = true
    reading ??= readAll().finally(() => (reading = undefined))
  }
  async function readAll(): Promise<void> {
    while (again && listeners.size > 0 && cursor) {
      again = false
      try {
        const from = await cursor
        const { rows, cursor: next } = await db.read(county, (tx) => changesSince(tx, from, BATCH))
        cursor = Promise.resolve(next)
        for (const row of rows) {
          const data = { id: row.matter, stage: row.stage, at: row.at }
          for (const { scope, stream } of listeners) if (seesMatter(scope, row)) stream.send('matter', data)
        }
        if (rows.length === BATCH) again = true
      } catch (error) {
        // The next look tries again from the same place.
        log(error)
      }
    }
  }
  const count = paced(COUNT_MS, () => void countUnread().catch(log))
  async function countUnread(): Promise<void> {
    const people = [...toCount]
    toCount.clear()
    const unread = await db.read(county, (tx) => unreadOf(tx, people))
    for (const { scope, stream } of listeners) {
      if (people.includes(scope.person)) stream.send('notice', { unread: unread.get(scope.person) ?? 0 })
    }
  }
  function countFor(people: readonly string[]): void {
    const here = new Set([...listeners].map(({ scope }) => scope.person))
    for (const person of people) if (here.has(person)) toCount.add(person)
    if (toCount.size > 0) count()
  }
  /** A session that was closed or changed its post must not hear on with the old eyes; the browser comes back anew. */
  const check = async ({ stream, isSame }: Listener) => {
    stream.beat()
    if (!(await isSame())) stream.end()
  }

  const timers = [
    setInterval(() => listeners.forEach((listener) => void check(listener).catch(log)), BEAT_MS).unref(),
    setInterval(look, LOOK_MS).unref(),
  ]
  const unsubscribes = [
    live.onChanged((changed) => (changed === undefined || changed === county) && look()),
    live.onTold((told, people) => told === county && countFor(people)),
  ]
  return {
    join: async (listener: Listener): Promise<void> => {
      const { scope, stream } = listener
      const own = [...listeners].filter((other) => other.scope.person === scope.person)
      if (own.length >= STREAMS_MAX) own[0]?.stream.end()
      listeners.add(listener)
      stream.onEnd(() => {
        listeners.delete(listener)
        if (listeners.size === 0) cursor = undefined
      })
      cursor ??= db.read(county, (tx) => endOfChanges(tx))
      await cursor.catch((error: unknown) => {
        cursor = undefined
        stream.end()
        throw error
      })
      countFor([scope.person])
    },
    close: () => {
      timers.forEach((timer) => clearInterval(timer))
      unsubscribes.forEach((unsubscribe) => unsubscribe())
      count.stop()
      listeners.forEach(({ stream }) => stream.end())
    },
  }
}
export type Hub = ReturnType<typeof openHub>
