import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, getPriority, setPriority } from 'node:os'
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
import type { Read, Reading } from './lib/readers.ts'
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
/** Begun a second while latencies are taken: twice the handbook's peak (§6.3: 7,800 in two hours). */
const RATE = Number(process.env['RATE'] ?? 2)
/** Villagers and the desk are served by a web process each, as docs/how-to/hold-a-disclosure-day.md says; `SAME=1`: by one. */
const SAME = process.env['SAME'] !== undefined
const WINDOW_S = Number(process.env['WINDOW'] ?? 40)
const WRITERS = Number(process.env['WRITERS'] ?? 8)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const SECONDS = Number(process.env['SECONDS'] ?? 4)
const READERS = 8

type Still = { port: number; end: () => Promise<void> }

/** A program of bench/lib beside this one, told its task on its standard input. */
function helper(name: 'still' | 'readers', told: object) {
  const program = `dist/bench/${name}.mjs`
  execFileSync(process.execPath, ['bin/bundle.mjs', `bench/lib/${name}.ts`, program], { stdio: 'inherit' })
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(told))
  return child
}

/** Whoever is served there comes after the desks, as docs/how-to/hold-a-disclosure-day.md says (`nice -n 10`). */
function standBack(pid: number | undefined): void {
  if (pid !== undefined) setPriority(pid, Math.min(getPriority() + 10, constants.priority.PRIORITY_LOW))
}

async function startStill(pages: Record<string, string>): Promise<Still> {
  const child = helper('still', pages)
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

/** Readers beside the writers, in a process of their own (lib/readers.ts), until they are stopped. */
function startReaders(reading: Reading): { stop: () => Promise<Read> } {
  const child = helper('readers', reading)
  // Telephones of others, which would not share the desks' processor.
  standBack(child.pid)
  return {
    stop: async () => {
      const said = once(child.stdout, 'data')
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const [text] = (await Promise.race([said, ended])) as [unknown]
      if (!(text instanceof Buffer)) throw new Error('the readers ended without a figure')
      return JSON.parse(text.toString()) as Read // What lib/readers.ts prints.
    },
  }
}

type Day = { alone: Publishing[]; beside: Publishing[]; bulk: Publishing[]; reads: number[] }

/**
 * The day itself, in turns: the bulk as fast as it goes while people read, then at the measured rate without readers, and
 * with them. What lies behind a publication grows, and both see it grow.
 */
async function publishTheDay(
  ports: { writers: number; readers: number },
  desks: ReadonlyMap<string, Desk>,
  duties: readonly DutyOf[],
  paths: readonly string[],
): Promise<Day> {
  const day: Day = { alone: [], beside: [], bulk: [], reads: [] }
  const measured = RATE * WINDOW_S
  const bulk = Math.floor(duties.length / ROUNDS) - 2 * measured
  if (bulk < 0)
    throw new Error(`${ROUNDS} rounds need ${2 * measured * ROUNDS} items beside those published before`)
  let next = 0
  const publish = async (count: number, { rate, read }: { rate: number; read: boolean }) => {
    // What was published while nobody read is made anew for the first reader, not for the hundred thousandth.
    if (read) await fetchPages(ports.readers, paths)
    const readers = read ? startReaders({ port: ports.readers, paths, rate: READS }) : undefined
    const done = await publishAll(ports.writers, desks, duties.slice(next, (next += count)), WRITERS, rate)
    const pages = await readers?.stop()
    if (pages) day.reads.push(pages.perSecond)
    const beside = pages
      ? `, ${pages.perSecond.toFixed(0)} pages/s read, p95 ${pages.p95Ms.toFixed(1)} ms`
      : ''
    say(`${count} published at ${done.perSecond.toFixed(1)}/s, p95 ${done.p95Ms.toFixed(1)} ms${beside}`)
    return done
  }
  for (let round = 0; round < ROUNDS; round++) {
    if (bulk > 0) day.bulk.push(await publish(bulk, { rate: Infinity, read: true }))
    day.alone.push(await publish(measured, { rate: RATE, read: false }))
    day.beside.push(await publish(measured, { rate: RATE, read: true }))
  }
  await publish(duties.length - next, { rate: Infinity, read: false })
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

function print({ alone, beside, bulk, reads }: Day, rounds: readonly Round[], published: number): void {
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
      'bulk/s': all(
        bulk.map(({ perSecond }) => perSecond),
        1,
      ),
      'bulk-p95-ms': p95(bulk).toFixed(1),
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
  const readers = SAME ? server : await startServer('web', house.env)
  if (!SAME) standBack(readers.pid)
  const paths = pathsOf(villages)
  try {
    // A county that has published before, as PostgreSQL knows it: two of each village, its statistics fresh.
    const [before, today] = [duties.slice(0, 2 * villages.length), duties.slice(2 * villages.length)]
    await publishAll(server.port, desks, before, WRITERS)
    await house.services.db.pool.query('analyze')
    say(`${before.length} published before the day`)
    const day = await publishTheDay({ writers: server.port, readers: readers.port }, desks, today, paths)
    const rounds = await compareReaders(readers.port, paths)
    const { checked, faults } = await verifyPublications(house.services, COUNTY)
    if (checked !== duties.length || faults.length > 0)
      throw new Error(`${checked} of ${duties.length} proved, ${faults[0] ?? 'none wrong'}`)
    print(day, rounds, duties.length)
  } finally {
    await server.end('SIGTERM')
    if (readers !== server) await readers.end('SIGTERM')
    await house.close()
  }
}

await main()
