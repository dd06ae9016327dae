import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyPublications } from '#server/modules/publications/index.ts'
import {
  desksOf,
  dutiesDue,
  publishAll,
  settleVillages,
  type Desk,
  type DutyOf,
  type Publishing,
} from './lib/desks.ts'
import { all, median, percentile, report, say } from './lib/figures.ts'
import { openHouse } from './lib/house.ts'
import { openLine } from './lib/line.ts'
import { COUNTY } from './lib/people.ts'
import { bundleServer, startServer } from './lib/server.ts'

/**
 * The 10th of a month (issue 4): every village of a county publishes while its people read. Three figures: pages a second
 * of one web process against the barest handler of the same bytes; the writers' p95 at one rate, with readers against
 * without (as fast as they can they would only share the processor); and
 * that all that was published proves true.
 */

const VILLAGES = Number(process.env['VILLAGES'] ?? 334)
const ITEMS = Number(process.env['ITEMS'] ?? 7_800)
/** Handbook §6.3: the peak of readers on a disclosure day, for the whole county. */
const READS = Number(process.env['READS'] ?? 750)
/** Begun a second, nine times what the handbook expects (§6.3: 7,800 in two hours). */
const RATE = Number(process.env['RATE'] ?? 10)
const WRITERS = Number(process.env['WRITERS'] ?? 8)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 4)
const READERS = 8
const STILL = 'dist/bench/still.mjs'

type Still = { port: number; end: () => Promise<void> }

async function startStill(pages: Record<string, string>): Promise<Still> {
  execFileSync(process.execPath, ['bin/bundle.mjs', 'bench/lib/still.ts', STILL], { stdio: 'inherit' })
  const child = spawn(process.execPath, [STILL], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(pages))
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  const ended = once(child, 'exit')
  return {
    port: Number(port.toString()),
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Every page a villager opens first: the calendar of the village and its board. */
const pathsOf = (villages: readonly string[]) =>
  villages.flatMap((village) => [
    `/api/disclosure/villages/${village}`,
    `/api/publications?division=${village}`,
  ])

async function fetchPages(port: number, paths: readonly string[]): Promise<Record<string, string>> {
  const line = await openLine(port)
  const pages: Record<string, string> = {}
  for (const path of paths) pages[path] = (await line.ask('GET', path)).text
  line.close()
  return pages
}

/** Readers who ask again as soon as they are answered, for a time. Answers with pages a second. */
async function readHard(port: number, paths: readonly string[], seconds: number): Promise<number> {
  const lines = await Promise.all(Array.from({ length: READERS }, () => openLine(port)))
  const from = performance.now()
  let [asked, got] = [0, 0]
  await Promise.all(
    lines.map(async (line) => {
      while (performance.now() - from < seconds * 1000) {
        const { status } = await line.ask('GET', paths[asked++ % paths.length] ?? '')
        if (status !== 200) throw new Error(`a page answered ${status}`)
        got += 1
      }
    }),
  )
  const perSecond = got / ((performance.now() - from) / 1000)
  for (const line of lines) line.close()
  return perSecond
}

type Reading = { stop: () => Promise<{ perSecond: number; p95Ms: number }> }

/** Readers who come at a rate, whether the ones before were answered or not, as far as eight connections carry them. */
async function readSteadily(port: number, paths: readonly string[], rate: number): Promise<Reading> {
  const lines = await Promise.all(Array.from({ length: READERS }, () => openLine(port)))
  const stopping = new AbortController()
  const latencies: number[] = []
  const from = performance.now()
  let turn = 0
  const working = Promise.all(
    lines.map(async (line, connection) => {
      for (let n = connection; !stopping.signal.aborted; n += READERS) {
        const due = from + (n * 1000) / rate
        const wait = due - performance.now()
        if (wait > 0) await sleep(wait)
        // From the moment it was due: who waits for a connection waits for the page.
        await line.ask('GET', paths[turn++ % paths.length] ?? '')
        latencies.push(performance.now() - due)
      }
    }),
  )
  return {
    stop: async () => {
      stopping.abort()
      await working
      const perSecond = latencies.length / ((performance.now() - from) / 1000)
      for (const line of lines) line.close()
      return { perSecond, p95Ms: percentile(latencies, 0.95) }
    },
  }
}

type Day = { alone: Publishing[]; beside: Publishing[]; reads: number[] }

/** The day itself, in turns, a share each: what lies behind a publication grows, and both see it grow. */
async function publishTheDay(
  port: number,
  desks: ReadonlyMap<string, Desk>,
  duties: readonly DutyOf[],
  paths: readonly string[],
): Promise<Day> {
  const day: Day = { alone: [], beside: [], reads: [] }
  for (let part = 0; part < 2 * ROUNDS; part++) {
    const share = duties.filter((_, n) => n % (2 * ROUNDS) === part)
    const reading = part % 2 === 1 ? await readSteadily(port, paths, READS) : undefined
    const done = await publishAll(port, desks, share, WRITERS, RATE)
    const read = await reading?.stop()
    if (read) day.reads.push(read.perSecond)
    const runs = read ? day.beside : day.alone
    runs.push(done)
    const beside = read ? `, ${read.perSecond.toFixed(0)} pages/s read, p95 ${read.p95Ms.toFixed(1)} ms` : ''
    say(
      `${done.published} published at ${done.perSecond.toFixed(1)}/s, p95 ${done.p95Ms.toFixed(1)} ms${beside}`,
    )
  }
  return day
}

type Round = { ours: number; bare: number }

/** Pages as fast as they are given out, by the bare handler and by ours in turns. */
async function compareReaders(port: number, paths: readonly string[]): Promise<Round[]> {
  const still = await startStill(await fetchPages(port, paths))
  const rounds: Round[] = []
  await readHard(port, paths, 1)
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await readHard(still.port, paths, SECONDS)
    const ours = await readHard(port, paths, SECONDS)
    rounds.push({ ours, bare })
    say(`round ${round + 1}: ours ${ours.toFixed(0)}/s, bare ${bare.toFixed(0)}/s`)
  }
  await still.end()
  return rounds
}

function print({ alone, beside, reads }: Day, rounds: readonly Round[], published: number): void {
  report({
    name: 'publicday-readers',
    ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    reference: 'node:http with the same bytes from memory',
    atLeast: 0.5,
    details: {
      'ours/s': all(rounds.map(({ ours }) => ours)),
      'reference/s': all(rounds.map(({ bare }) => bare)),
    },
  })
  const p95 = (runs: readonly Publishing[]) =>
    percentile(
      runs.flatMap(({ latencies }) => latencies),
      0.95,
    )
  report({
    name: 'publicday-writers',
    ratio: p95(beside) / p95(alone),
    reference: 'p95 of the same calls in the same run without readers',
    atMost: 1.5,
    details: {
      'with-p95-ms': p95(beside).toFixed(1),
      'without-p95-ms': p95(alone).toFixed(1),
      'reads/s': all(reads),
      'published/s': all(
        beside.map(({ perSecond }) => perSecond),
        1,
      ),
      published,
    },
  })
}

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  const villages = await settleVillages(house, VILLAGES)
  const desks = new Map((await desksOf(house, villages)).map((desk) => [desk.village, desk]))
  const duties = await dutiesDue(house, villages, ITEMS)
  say(`${villages.length} villages, ${duties.length} of ${ITEMS} items to publish`)
  const server = await startServer('web', house.env)
  const paths = pathsOf(villages)
  try {
    // A county that has published before, as PostgreSQL knows it: two of each village, its statistics fresh.
    const [before, today] = [duties.slice(0, 2 * villages.length), duties.slice(2 * villages.length)]
    await publishAll(server.port, desks, before, WRITERS)
    await house.services.db.pool.query('analyze')
    await fetchPages(server.port, paths)
    say(`${before.length} published before the day`)
    const day = await publishTheDay(server.port, desks, today, paths)
    const rounds = await compareReaders(server.port, paths)
    const { checked, faults } = await verifyPublications(house.services, COUNTY)
    if (checked !== duties.length || faults.length > 0)
      throw new Error(`${checked} of ${duties.length} proved, ${faults[0] ?? 'none wrong'}`)
    print(day, rounds, duties.length)
  } finally {
    await server.end('SIGTERM')
    await house.close()
  }
}

await main()
