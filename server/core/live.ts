import pg from 'pg'
import { paced, type Paced } from './paced.ts'

/**
 * News between processes: that something in a county changed, that somebody was told something, that what villages
 * owe or publish changed, and that something happened at a meeting. The news says
 * where to look, never what is there, so whoever hears it reads with its own rights. Built on LISTEN/NOTIFY over one
 * connection a process; NOTIFY stays outside the transactions, because inside it would make commits wait in line.
 */
export type Live = {
  /** Says that entries of the county were committed. */
  changed: (county: string) => void
  /** Says that these people have notices they have not seen, or have seen them all. */
  told: (county: string, people: readonly string[]) => void
  /** Says that what villages of the county owe or publish changed. */
  disclosed: (county: string) => void
  /** Says that something happened at a meeting of the county. */
  met: (county: string, meeting: string) => void
  /** Calls back after entries were committed; without a county when news may have been missed. */
  onChanged: (listener: OnChanged) => () => void
  onTold: (listener: OnTold) => () => void
  /** Calls back after duties or publications changed; without a county when news may have been missed. */
  onDisclosed: (listener: OnChanged) => () => void
  /** Calls back with meetings at which something happened; without any when news may have been missed. */
  onMet: (listener: OnMet) => () => void
  close: () => Promise<void>
}
type OnChanged = (county: string | undefined) => void
type OnTold = (county: string, people: readonly string[]) => void
type OnMet = (county: string | undefined, meetings: readonly string[]) => void

const SAY_MS = 50
const WAKE_MS = 100
const RETRY_MS = 500
const CHECK_MS = 30_000
/** A payload holds 8,000 bytes; an id takes 37. */
const IDS_PER_NOTE = 200

/**
 * Connects, and connects again whenever the connection breaks; does not fail when the database is not there yet. The
 * address must lead to the server itself: PgBouncer in transaction mode forgets who listens.
 */
export async function openLive(url: string, log: (line: string) => void = () => undefined): Promise<Live> {
  const onChanged = new Set<OnChanged>()
  const onTold = new Set<OnTold>()
  const onDisclosed = new Set<OnChanged>()
  const onMet = new Set<OnMet>()
  const pace = pacer()
  const wake = (county: string | undefined) =>
    pace.call(WAKE_MS, `wake ${county ?? ''}`, () => onChanged.forEach((listener) => listener(county)))
  const disclose = (county: string | undefined) =>
    pace.call(WAKE_MS, `disclosed ${county ?? ''}`, () => onDisclosed.forEach((listener) => listener(county)))
  const line = new Line(url, log, {
    hear: (channel, payload) => {
      if (channel === 'entries') return wake(payload)
      if (channel === 'disclosed') return disclose(payload)
      const [county = '', ...ids] = payload.split(' ')
      if (channel === 'met') onMet.forEach((listener) => listener(county, ids))
      else onTold.forEach((listener) => listener(county, ids))
    },
    connected: () => {
      wake(undefined)
      disclose(undefined)
      onMet.forEach((listener) => listener(undefined, []))
    },
  })
  await line.connect()
  const sayIds = (channel: Channel, county: string, ids: readonly string[]) => {
    for (let from = 0; from < ids.length; from += IDS_PER_NOTE) {
      line.say(channel, [county, ...ids.slice(from, from + IDS_PER_NOTE)].join(' '))
    }
  }
  /** A hall votes within a few seconds: its meeting is named once for all of them. */
  const toMeet = new Map<string, Set<string>>()
  const sayMet = (county: string) => {
    sayIds('met', county, [...(toMeet.get(county) ?? [])])
    toMeet.delete(county)
  }
  return {
    changed: (county) => pace.call(SAY_MS, `say ${county}`, () => line.say('entries', county)),
    told: (county, people) => sayIds('told', county, people),
    disclosed: (county) => pace.call(SAY_MS, `say disclosed ${county}`, () => line.say('disclosed', county)),
    met: (county, meeting) => {
      toMeet.set(county, (toMeet.get(county) ?? new Set()).add(meeting))
      pace.call(SAY_MS, `say met ${county}`, () => sayMet(county))
    },
    onChanged: (listener) => subscribe(onChanged, listener),
    onTold: (listener) => subscribe(onTold, listener),
    onDisclosed: (listener) => subscribe(onDisclosed, listener),
    onMet: (listener) => subscribe(onMet, listener),
    close: () => {
      pace.stop()
      return line.close()
    },
  }
}

type Channel = 'entries' | 'told' | 'disclosed' | 'met'
type Ears = { hear: (channel: string, payload: string) => void; connected: () => void }

/** One connection that listens and speaks, and is replaced when it dies. */
class Line {
  readonly #url: string
  readonly #log: (line: string) => void
  readonly #ears: Ears
  /** Counties whose change could not be said while there was no connection. */
  readonly #unsaid = new Set<string>()
  readonly #check: NodeJS.Timeout
  /** The driver takes one statement at a time. */
  #turn: Promise<void> = Promise.resolve()
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(url: string, log: (line: string) => void, ears: Ears) {
    this.#url = url
    this.#log = log
    this.#ears = ears
    // A connection can die without a word, behind a firewall say; asking finds out.
    this.#check = setInterval(() => {
      this.#ask('select 1', [], () => undefined)
    }, CHECK_MS).unref()
  }

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'gongzhi live',
      keepAlive: true,
      query_timeout: 10_000,
    })
    this.#client = client
    client.on('notification', ({ channel, payload = '' }) => this.#ears.hear(channel, payload))
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    const ready = client
      .connect()
      .then(() => client.query('listen entries; listen told; listen disclosed; listen met'))
    // What is said meanwhile waits its turn.
    this.#turn = ready.then(
      () => undefined,
      () => undefined,
    )
    try {
      await ready
    } catch (error) {
      this.#log(`live: ${String(error)}`)
      return this.#lose(client)
    }
    const unsaid = [...this.#unsaid]
    this.#unsaid.clear()
    for (const county of unsaid) this.say('entries', county)
    this.#ears.connected()
  }

  say(channel: Channel, payload: string): void {
    this.#ask('select pg_notify($1, $2)', [channel, payload], () => {
      if (channel === 'entries') this.#unsaid.add(payload)
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    clearInterval(this.#check)
    const last = this.#client
    this.#client = undefined
    await last?.end().catch(() => undefined)
  }

  #ask(text: string, values: string[], failed: () => void): void {
    this.#turn = this.#askAfter(this.#turn, text, values, failed)
  }

  async #askAfter(turn: Promise<void>, text: string, values: string[], failed: () => void): Promise<void> {
    await turn
    const client = this.#client
    if (!client) return failed()
    try {
      await client.query(text, values)
    } catch {
      failed()
      this.#lose(client)
    }
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    client.end().catch(() => undefined)
    if (!this.#isClosed) this.#retry = setTimeout(() => void this.connect(), RETRY_MS).unref()
  }
}

/** Paces work by name. */
function pacer() {
  const paces = new Map<string, Paced>()
  return {
    call: (ms: number, name: string, work: () => void) => {
      const known = paces.get(name) ?? paced(ms, work)
      paces.set(name, known)
      known()
    },
    stop: () => paces.forEach(({ stop }) => stop()),
  }
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
