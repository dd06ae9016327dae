import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openListener, type Listener } from './lib/listen.ts'
import { percentile, report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { openLine } from './lib/line.ts'
import { addPerson, COUNTY, settle, type People, type Speaker } from './lib/people.ts'
import { newKey, reportBody } from './lib/reports.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'

/**
 * Thousands of screens on one web process, one event to all of them: when the last hears it against when the first
 * does, and what a screen that listens costs the process in memory (issue 3).
 */

const LISTENERS = Number(process.env['LISTENERS'] ?? 5000)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
/** As many screens as the server grants a person. */
const SCREENS = 10
const AT_A_TIME = 50
const KILOBYTES_AT_MOST = 30
/** Longer than two beats of the hub, so that each listener was also looked at whether it may still hear. */
const REST_MS = 45_000
const WAIT_MS = 60_000

/** People of the county's own desk, who see every matter of it. */
async function audience({ services }: House): Promise<Speaker[]> {
  const people: Speaker[] = []
  for (let n = 0; n < LISTENERS / SCREENS; n++)
    people.push(await addPerson(services, `值班员${n}`, { role: 'county-dispatcher', division: COUNTY }))
  return people
}

/** Opens them a few at a time, as screens come back after a restart. */
async function openAll(port: number, people: readonly Speaker[], count: number): Promise<Listener[]> {
  const listeners: Listener[] = []
  for (let from = 0; from < count; from += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, count - from) }, (_, n) =>
      openListener(port, people[Math.floor((from + n) / SCREENS)]?.token ?? ''),
    )
    listeners.push(...(await Promise.all(some)))
  }
  return listeners
}

/** What the process holds in memory. Linux only. */
function residentKilobytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1])
}

/** Reports once and answers with when each listener heard it, in milliseconds after the report was sent. */
async function heardAfter(
  server: Running,
  people: People,
  listeners: readonly Listener[],
): Promise<number[]> {
  const line = await openLine(server.port)
  const heard = Promise.all(listeners.map((listener) => listener.next('matter', WAIT_MS)))
  const from = performance.now()
  const call = { token: people.villagers[0]?.token ?? '', key: newKey(), body: reportBody(0) }
  const { status, text } = await line.ask('POST', '/api/matters', call)
  if (status !== 200) throw new Error(`the report was answered ${status}: ${text}`)
  const times = await heard
  line.close()
  return times.map((at) => at - from)
}

async function rounds(server: Running, people: People, listeners: readonly Listener[]): Promise<void> {
  const spreads: { first: number; last: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const times = await heardAfter(server, people, listeners)
    const spread = { first: Math.min(...times), last: Math.max(...times) }
    spreads.push(spread)
    say(`round ${round + 1}: first ${spread.first.toFixed(0)} ms, last ${spread.last.toFixed(0)} ms`)
    await sleep(500)
  }
  const middle = (of: (spread: { first: number; last: number }) => number) => percentile(spreads.map(of), 0.5)
  report({
    name: 'stream',
    ratio: middle(({ first, last }) => last / first),
    reference: 'the first listener, from the report being sent to its event',
    details: {
      listeners: listeners.length,
      'first-ms': middle(({ first }) => first).toFixed(0),
      'last-ms': middle(({ last }) => last).toFixed(0),
      'between-ms': middle(({ first, last }) => last - first).toFixed(0),
    },
  })
}

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  try {
    const people = await settle(house.services)
    const watching = await audience(house)
    const server = await startServer('web', house.env)
    try {
      // What the server loads and keeps for anybody is not the listeners'.
      for (const one of await openAll(server.port, watching, AT_A_TIME)) one.close()
      const before = residentKilobytes(server.pid)
      const listeners = await openAll(server.port, watching, LISTENERS)
      say(`${listeners.length} listen; resting ${REST_MS / 1000} s`)
      await sleep(REST_MS)
      await rounds(server, people, listeners)
      const after = residentKilobytes(server.pid)
      report({
        name: 'stream-memory',
        ratio: (after - before) / LISTENERS,
        reference: '1 kB of the server’s resident memory, per listener, without forcing a collection',
        atMost: KILOBYTES_AT_MOST,
        details: { 'before-MB': (before / 1024).toFixed(0), 'after-MB': (after / 1024).toFixed(0) },
      })
      for (const listener of listeners) listener.close()
    } finally {
      await server.end('SIGTERM')
    }
  } finally {
    await house.close()
  }
}

await main()
