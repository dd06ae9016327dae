import { worksOnDisclosure } from '#contract/roles.ts'
import type { Services } from '#server/core/app.ts'
import type { EventStream } from '#server/core/event-stream.ts'
import { paced } from '#server/core/paced.ts'
import type { Scope } from '#server/core/scope.ts'
import { changesSince, endOfChanges, seesMatter, type Cursor } from '#server/modules/matters/index.ts'
import { endedSessions, onClosed } from '#server/modules/session/index.ts'
import { unreadOf } from './store.ts'

/** A screen that listens, with the eyes it sees with. */
export type Listener = { scope: Scope; stream: EventStream; isSame: () => Promise<boolean> }

const BEAT_MS = 20_000
/** A beat goes round in so many turns: thousands of sessions looked up in one breath hold everybody else up. */
const TURNS = 20
/** Finds what a wake came too early for: an entry waits until every older transaction has ended. */
const LOOK_MS = 2_000
/** All sessions that listen are looked up together: who has signed out elsewhere hears no more within five seconds. */
const SWEEP_MS = 2_000
const COUNT_MS = 200
const BATCH = 500
/** A person's screens; the oldest makes room. */
const STREAMS_MAX = 10

/**
 * Reads a county's changes once for all screens of this process and hands each to those whose scope sees it. Nothing
 * is read while nobody listens.
 */
export class Hub {
  readonly #services: Pick<Services, 'db' | 'live'>
  readonly #county: string
  readonly #log: (error: unknown) => void
  /** Each with its turn in the beat. */
  readonly #listeners = new Map<Listener, number>()
  readonly #toCount = new Set<string>()
  readonly #count = paced(
    COUNT_MS,
    () => void this.#countUnread().catch((error: unknown) => this.#log(error)),
  )
  readonly #stops: (() => void)[]
  #cursor: Promise<Cursor> | undefined
  #joined = 0
  #turn = 0
  #isReading = false
  #again = false

  constructor(services: Pick<Services, 'db' | 'live'>, county: string, log: (error: unknown) => void) {
    this.#services = services
    this.#county = county
    this.#log = log
    const beat = setInterval(() => this.#beat(), BEAT_MS / TURNS).unref()
    const look = setInterval(() => this.#look(), LOOK_MS).unref()
    const sweep = setInterval(() => this.#sweep(), SWEEP_MS).unref()
    this.#stops = [
      () => clearInterval(beat),
      () => clearInterval(look),
      () => clearInterval(sweep),
      onClosed((closed) => closed === county && this.#sweep()),
      services.live.onChanged((changed) => {
        if ((changed ?? county) === county) this.#look()
        // The line was down: who was told something meanwhile was said to nobody.
        if (changed === undefined)
          this.#countFor([...this.#listeners.keys()].map(({ scope }) => scope.person))
      }),
      services.live.onDisclosed((changed) => (changed ?? county) === county && this.#tellDesks()),
      services.live.onTold((told, people) => told === county && this.#countFor(people)),
    ]
  }

  /** Hands the listener what changes from now on, until its stream ends. */
  async join(listener: Listener): Promise<void> {
    const { scope, stream } = listener
    const own = [...this.#listeners.keys()].filter((other) => other.scope.person === scope.person)
    if (own.length >= STREAMS_MAX) own[0]?.stream.end()
    this.#listeners.set(listener, this.#joined++ % TURNS)
    stream.onEnd(() => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#cursor = undefined
    })
    this.#cursor ??= this.#services.db.read(this.#county, (tx) => endOfChanges(tx))
    try {
      await this.#cursor
    } catch (error) {
      // The browser comes back by itself, to a database that may be there again.
      this.#cursor = undefined
      this.#log(error)
      return stream.end()
    }
    this.#countFor([scope.person])
  }

  close(): void {
    this.#stops.forEach((stop) => stop())
    this.#count.stop()
    for (const { stream } of this.#listeners.keys()) stream.end()
  }

  #look(): void {
    this.#again = true
    if (this.#isReading) return
    void this.#readAll()
  }

  async #readAll(): Promise<void> {
    this.#isReading = true
    while (this.#again && this.#cursor) {
      this.#again = false
      try {
        const from = await this.#cursor
        const { rows, cursor } = await this.#services.db.read(this.#county, (tx) =>
          changesSince(tx, from, BATCH),
        )
        if (this.#listeners.size > 0) this.#cursor = Promise.resolve(cursor)
        for (const row of rows) {
          const data = { id: row.matter, stage: row.stage, at: row.at }
          for (const { scope, stream } of this.#listeners.keys())
            if (seesMatter(scope, row)) stream.send('matter', data)
        }
        if (rows.length === BATCH) this.#again = true
      } catch (error) {
        // The next look tries again from the same place.
        this.#log(error)
      }
    }
    // In the same breath as the loop's last look at `again`, so that no news falls between.
    this.#isReading = false
  }

  /** That something was published is public; only desks that work on it or watch over it keep a list of it open. */
  #tellDesks(): void {
    for (const { scope, stream } of this.#listeners.keys())
      if (worksOnDisclosure(scope.post)) stream.send('disclosure', {})
  }

  #countFor(people: readonly string[]): void {
    const here = new Set([...this.#listeners.keys()].map(({ scope }) => scope.person))
    for (const person of people) if (here.has(person)) this.#toCount.add(person)
    if (this.#toCount.size > 0) this.#count()
  }

  async #countUnread(): Promise<void> {
    const people = new Set(this.#toCount)
    this.#toCount.clear()
    const unread = await this.#services.db.read(this.#county, (tx) => unreadOf(tx, [...people]))
    for (const { scope, stream } of this.#listeners.keys()) {
      if (people.has(scope.person)) stream.send('notice', { unread: unread.get(scope.person) ?? 0 })
    }
  }

  #beat(): void {
    this.#turn = (this.#turn + 1) % TURNS
    for (const [listener, turn] of this.#listeners) if (turn === this.#turn) this.#check(listener)
  }

  /** Ends the streams of sessions that stand no more, whoever closed them. */
  #sweep(): void {
    const ids = [...this.#listeners.keys()].flatMap(({ scope }) => scope.session?.id ?? [])
    if (ids.length === 0) return
    endedSessions(this.#services, this.#county, ids).then(
      (ended) => this.#endThose(new Set(ended)),
      (error: unknown) => this.#log(error),
    )
  }

  #endThose(ended: ReadonlySet<string>): void {
    for (const { scope, stream } of this.#listeners.keys())
      if (scope.session && ended.has(scope.session.id)) stream.end()
  }

  /** A session that was closed or changed its post must not hear on with the old eyes; the browser comes back anew. */
  #check({ stream, isSame }: Listener): void {
    stream.beat()
    isSame().then(
      (same) => same || stream.end(),
      (error: unknown) => this.#log(error),
    )
  }
}
