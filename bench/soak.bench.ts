import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { lagFigure, watchLag } from './lib/lag.ts'
import { openLine, type Line } from './lib/line.ts'
import { askerOf, castOf, reportOf, stepsOf, type Cast } from './lib/lives.ts'
import { openListener } from './lib/listen.ts'
import { settle } from './lib/people.ts'
import { newKey } from './lib/reports.ts'
import { bundleServer, startServer, startWorker, type Running } from './lib/server.ts'

/**
 * Half an hour of a busy county on one web and one worker process: events carried through their lives, lists, walls
 * and numbers looked at, screens that listen. Memory stays flat, nothing fails, the counters keep up (issue 3).
 */

const MINUTES = Number(process.env['MINUTES'] ?? 30)
/** Events begun each second, some five actions each: what a county does in its busiest hour many times over. */
const EVENTS_A_SECOND = Number(process.env['RATE'] ?? 10)
const LOOKS_A_SECOND = 10
const CLIENTS = 8
const LISTENERS = 40
const SAMPLE_MS = 5000
const FLAT = 1.1

const LOOKS = ['/api/matters?queue=open&sort=due', '/api/wall', '/api/indicators', '/api/notices'] as const

type Errors = string[]

/** Does the next piece of work that often, on a connection of its own; a late one does not make up for lost time. */
async function steadily(
  port: number,
  perSecond: number,
  until: number,
  turn: (line: Line) => Promise<void>,
): Promise<void> {
  const line = await openLine(port)
  while (Date.now() < until) {
    const next = Date.now() + 1000 / perSecond
    await turn(line)
    await sleep(Math.max(0, next - Date.now()))
  }
  line.close()
}

const asking =
  (errors: Errors) =>
  async (line: Line, ...asked: Parameters<Line['ask']>) => {
    const [, path] = asked
    const { status, text } = await line.ask(...asked)
    if (status !== 200) errors.push(`${path} answered ${status}: ${text.slice(0, 200)}`)
    return text
  }

/** Everybody at once, until the time is over. */
async function work(port: number, cast: Cast, until: number): Promise<{ errors: Errors; events: number }> {
  const errors: Errors = []
  const ask = asking(errors)
  let events = 0
  let looks = 0
  const carry = async (line: Line) => {
    const n = events++
    const call = { token: askerOf(cast, n).token, key: newKey(), body: reportOf() }
    // The contract's answer; a refusal has no id, and its steps are refused and counted as well.
    const { id } = JSON.parse(await ask(line, 'POST', '/api/matters', call)) as { id: string }
    for (const { by, body } of stepsOf(cast, n))
      await ask(line, 'POST', `/api/matters/${id}/actions`, { token: by.token, key: newKey(), body })
  }
  const look = async (line: Line) =>
    void (await ask(line, 'GET', LOOKS[looks++ % LOOKS.length] ?? '', { token: cast.county.token }))
  await Promise.all([
    ...Array.from({ length: CLIENTS }, () => steadily(port, EVENTS_A_SECOND / CLIENTS, until, carry)),
    steadily(port, LOOKS_A_SECOND, until, look),
  ])
  return { errors, events }
}

/** Resident memory of a process in MB, looked at until the time is over. Linux only. */
async function memoryOf({ pid }: Pick<Running, 'pid'>, until: number): Promise<number[]> {
  const samples: number[] = []
  while (Date.now() < until) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    samples.push(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024)
    await sleep(SAMPLE_MS)
  }
  return samples
}

/** The last sixth of the time against the second, when everything has been used once. */
function printMemory(name: string, samples: readonly number[]): void {
  const sixth = Math.ceil(samples.length / 6)
  const [early, late] = [median(samples.slice(sixth, 2 * sixth)), median(samples.slice(-sixth))]
  report({
    name: `soak-memory-${name}`,
    ratio: late / early,
    reference: 'median of its resident memory in the second sixth of the time',
    atMost: FLAT,
    details: { 'early-MB': early.toFixed(0), 'late-MB': late.toFixed(0), minutes: MINUTES },
  })
}

async function soak(house: House, cast: Cast): Promise<void> {
  const web = await startServer('web', house.env)
  const worker = startWorker(house.env)
  const watch = watchLag(house.services.db.pool)
  const tokens = [...cast.villagers, cast.street, cast.county].map(({ token }) => token)
  try {
    const listeners = await Promise.all(
      Array.from({ length: LISTENERS }, (_, n) => openListener(web.port, tokens[n % tokens.length] ?? '')),
    )
    const until = Date.now() + MINUTES * 60_000
    const [{ errors, events }, ofWeb, ofWorker] = await Promise.all([
      work(web.port, cast, until),
      memoryOf(web, until),
      memoryOf(worker, until),
    ])
    await watch.stop()
    for (const listener of listeners) listener.close()
    printMemory('web', ofWeb)
    printMemory('worker', ofWorker)
    report(lagFigure('soak-lag', 'during the soak', watch.lags))
    for (const error of errors.slice(0, 20)) say(error)
    report({ name: 'soak-errors', ratio: errors.length, reference: 'none', atMost: 0, details: { events } })
  } finally {
    await watch.stop()
    await web.end('SIGTERM')
    await worker.end('SIGTERM')
  }
}

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  try {
    await soak(house, await castOf(house, await settle(house.services)))
  } finally {
    await house.close()
  }
}

await main()
