import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { seed as seedVillage } from '#server/seed.ts'
import { printed, runHostile, type Found } from '#test/fuzz/run.ts'
import { median, report, say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'

/**
 * 100,000 malformed and hostile requests, made from the program's own OpenAPI document, against one web process with
 * the demo village: nothing fails, nothing hangs, nothing gives our insides away, memory stays flat (issue 6).
 * SEED=… and REQUESTS=… say which and how many; a fault prints the request as it can be sent again.
 */

const SEED = Number(process.env['SEED'] ?? 6)
const REQUESTS = Number(process.env['REQUESTS'] ?? 100_000)
const CONNECTIONS = 6
const ROUNDS = 3
const LIMIT_MS = 5_000
const SAMPLE_MS = 500
/** What was under way when the last request was answered is over by then. */
const SETTLED_MS = 3_000
const END_MS = 20_000
const FLAT = 1.25
/** Before it, every page was made once and the compiler is done. */
const WARM = Math.ceil(REQUESTS / 20)
const PRINTED_MAX = 40
/**
 * The server's heap, in MB. On a machine with 24 GB the collector lets garbage lie up to gigabytes, so that resident
 * memory rises without a leak; within this bound whatever is really kept shows, or ends the process.
 */
const HEAP_MB = 256

/** Resident memory in MB, looked at until stopped. Linux only. */
function watchMemory({ pid }: Running): { samples: number[]; stop: () => void } {
  const samples: number[] = []
  const timer = setInterval(() => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    samples.push(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024)
  }, SAMPLE_MS)
  return { samples, stop: () => clearInterval(timer) }
}

async function run(web: Running, seed: number, requests: number): Promise<Found> {
  return runHostile({
    port: web.port,
    seed,
    requests,
    rounds: ROUNDS,
    connections: CONNECTIONS,
    limitMs: LIMIT_MS,
    isBuilt: existsSync('dist/web'),
    onProgress: (n) => {
      if (n > 0 && n % 5_000 === 0) say(`${n} requests`)
    },
  })
}

function reportFound(
  { faults, statuses, spent, operations, unreached, harvested }: Found,
  seconds: number,
): void {
  for (const fault of faults.slice(0, PRINTED_MAX)) console.error(printed(fault))
  const slowest = [...spent].sort(([, a], [, b]) => b - a).slice(0, 8)
  say(`longest in ${slowest.map(([name, ms]) => `${name} ${(ms / 1000).toFixed(0)} s`).join(', ')}`)
  say(`never got a good answer: ${unreached.join(', ')}`)
  say(`statuses ${JSON.stringify(statuses)}`)
  report({
    name: 'fuzz-faults',
    ratio: faults.length,
    reference: 'none',
    atMost: 0,
    details: {
      requests: REQUESTS,
      seed: SEED,
      operations,
      reached: operations - unreached.length,
      harvested,
      seconds: seconds.toFixed(0),
    },
  })
}

function reportMemory(samples: readonly number[]): void {
  const third = Math.ceil(samples.length / 3)
  const [early, late] = [median(samples.slice(0, third)), median(samples.slice(-third))]
  report({
    name: 'fuzz-memory',
    ratio: late / early,
    reference: 'median of its resident memory in the first third of the requests',
    atMost: FLAT,
    details: { 'early-MB': early.toFixed(0), 'late-MB': late.toFixed(0) },
  })
}

/** Connections to the database that somebody left in the middle of a transaction. */
async function reportLeft({ db }: House['services']): Promise<void> {
  const { rows } = await db.pool.query<{ query: string }>(
    `select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
     and state_change < now() - interval '2 seconds'`,
  )
  for (const { query } of rows) say(`left in a transaction: ${query}`)
  report({ name: 'fuzz-left', ratio: rows.length, reference: 'none', atMost: 0, details: {} })
}

/** Whoever holds something for ever also keeps the server from ending. */
async function endInTime(web: Running): Promise<void> {
  const isEnded = await Promise.race([
    web.end('SIGTERM').then(() => true),
    sleep(END_MS, false, { ref: false }),
  ])
  if (isEnded) return
  await web.end('SIGKILL')
  throw new Error(`the server did not end within ${END_MS / 1000} s`)
}

async function main(): Promise<void> {
  console.log(`seed ${SEED}, ${REQUESTS} requests`)
  bundleServer()
  const house = await openHouse()
  try {
    await seedVillage(house.services, 'yanliang', 'village')
    // Not quiet: what was behind a 500 stands in its log.
    const web = await startServer('web', {
      ...house.env,
      DEMO: '1',
      QUIET: '0',
      TRUST_PROXY: 'loopback',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    })
    try {
      await run(web, SEED + 1, WARM)
      const memory = watchMemory(web)
      const from = performance.now()
      const found = await run(web, SEED, REQUESTS)
      memory.stop()
      reportFound(found, (performance.now() - from) / 1000)
      reportMemory(memory.samples)
      await sleep(SETTLED_MS)
      await reportLeft(house.services)
      const health = await fetch(`http://127.0.0.1:${web.port}/healthz`)
      if (health.status !== 200) throw new Error(`the server answers ${health.status} afterwards`)
    } finally {
      await endInTime(web)
    }
  } finally {
    await house.close()
  }
}

await main()
