import pg from 'pg'
import { paced, type Paced } from './paced.ts'

/**
 * News between processes: that something in a county changed, and that somebody was told something. The news says
 * where to look, never what is there, so whoever hears it reads with its own rights. Built on LISTEN/NOTIFY over one
 * connection a process; NOTIFY stays outside the transactions, because inside it would make commits wait in line.
 */
export type Live = {
  /** Says that entries of the county were committed. */
  changed: (county: string) => void
  /** Says that these people have notices they have not seen, or have seen them all. */
  told: (county: string, people: readonly string[]) => void
  /** Calls back after entries were committed; without a county when news may have been missed. */
  onChanged: (listener: (county: string | undefined) => void) => () => void
  onTold: (listener: (county: string, people: readonly string[]) => void) => () => void
  close: () => Promise<void>
}

const SAY_MS = 50
const WAKE_MS = 100
const RETRY_MS = 500
const CHECK_MS = 30_000
/** A payload holds 8,000 bytes; an id takes 37. */
const PEOPLE_PER_NOTE = 200

/** Connects, and connects again whenever the connection breaks. Does not fail when the database is not there yet. */
export async function openLive(url: string, log: (line: string) => void = () => undefined): Promise<Live> {
  const changedListeners = new Set<(county: string | undefined) => void>()
  const toldListeners = new Set<(county: string, people: readonly string[]) => void>()
  const paces = new Map<string, Paced>()
  /** What could not be said while the connection was down. */
  const unsaid = new Set<string>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const pace = (ms: number, key: string, work: () => void) => {
    const known = paces.get(key) ?? paced(ms, work)
    paces.set(key, known)
    known()
  }
  const wake = (county: string | undefined) =>
    pace(WAKE_MS, `wake ${county ?? ''}`, () => changedListeners.forEach((listener) => listener(county)))

  function hear({ channel, payload = '' }: pg.Notification): void {
    if (channel === 'entries') return wake(payload)
    const [county = '', ...people] = payload.split(' ')
    toldListeners.forEach((listener) => listener(county, people))
  }

  function lose(broken: pg.Client): void {
    if (client !== broken) return
    client = undefined
    broken.end().catch(() => undefined)
    if (!closed) retry = setTimeout(() => void connect(), RETRY_MS).unref()
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'gongzhi live',
      keepAlive: true,
      query_timeout: 10_000,
    })
    client = next
    next.on('notification', hear)
    next.on('error', () => lose(next))
    next.on('end', () => lose(next))
    try {
      await next.connect()
      await next.query('listen entries; listen told')
    } catch (error) {
      log(`live: ${String(error)}`)
      return lose(next)
    }
    for (const county of unsaid) say('entries', county)
    unsaid.clear()
    wake(undefined)
  }

  function say(channel: 'entries' | 'told', payload: string): void {
    const speaker = client
    const keep = () => void (channel === 'entries' && unsaid.add(payload))
    if (!speaker) return keep()
    speaker.query('select pg_notify($1, $2)', [channel, payload]).catch(() => {
      keep()
      lose(speaker)
    })
  }

  // A connection can die without a word, behind a firewall say; asking finds out.
  const check = setInterval(() => {
    const asked = client
    asked?.query('select 1').catch(() => lose(asked))
  }, CHECK_MS).unref()

  await connect()
  return {
    changed: (county) => pace(SAY_MS, `say ${county}`, () => say('entries', county)),
    told: (county, people) => {
      for (let from = 0; from < people.length; from += PEOPLE_PER_NOTE) {
        say('told', [county, ...people.slice(from, from + PEOPLE_PER_NOTE)].join(' '))
      }
    },
    onChanged: (listener) => subscribe(changedListeners, listener),
    onTold: (listener) => subscribe(toldListeners, listener),
    close: async () => {
      closed = true
      clearTimeout(retry)
      clearInterval(check)
      paces.forEach(({ stop }) => stop())
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
