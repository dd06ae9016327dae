import { poolId, writePast, writePool } from './lib/history.ts'
import { all, median, percentile, report, say } from './lib/figures.ts'
import { openHouse } from './lib/house.ts'
import { post, type Load } from './lib/load.ts'
import { settle } from './lib/people.ts'
import { CLIENTS } from './lib/pgbench.ts'
import { dispatchBody, newKey } from './lib/reports.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'
import { serveUntraced } from './lib/untraced.ts'

/**
 * What the audit log costs: the dispatcher's daily step through HTTP on eight connections, with every call written down
 * against the same program without its log, in turns on one database (issue 6).
 */
const TARGET = 0.85
/** Many short rounds: what the machine does meanwhile hits single ones, and the median is of those it left alone. */
const CALLS = Number(process.env['CALLS'] ?? 1500)
const ROUNDS = Number(process.env['ROUNDS'] ?? 15)
const WARM_UP = 1000
const PAST = Number(process.env['PAST'] ?? 20_000)

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  const people = await settle(house.services)
  await writePast(house, people, { matters: PAST, everyNthOpen: 100, entries: true })
  await writePool(house, people, 2 * (WARM_UP + ROUNDS * CALLS))
  const running: Running[] = []
  const start = async (program?: string) => {
    const server = await startServer('web', house.env, undefined, program)
    running.push(server)
    return server
  }
  try {
    await compare(house, people, await start(), await start(process.argv[1]))
  } finally {
    // Whichever of them came up.
    for (const server of running) await server.end('SIGTERM')
    await house.close()
  }
}

type House = Awaited<ReturnType<typeof openHouse>>

async function compare(
  house: House,
  people: Awaited<ReturnType<typeof settle>>,
  on: Running,
  off: Running,
): Promise<void> {
  let next = 0
  const dispatch = () => ({
    path: `/api/matters/${poolId(++next)}/actions`,
    call: { key: newKey(), body: dispatchBody(), token: people.street.token },
  })
  const cpuMs = new Map([on, off].map((server) => [server, 0]))
  const run = async (server: Running, calls: number) => {
    const before = server.cpuMs()
    const load = await post(server.port, CLIENTS, { calls }, dispatch)
    cpuMs.set(server, (cpuMs.get(server) ?? 0) + server.cpuMs() - before)
    return load
  }
  const cpuUs = (server: Running) =>
    ((1000 * (cpuMs.get(server) ?? 0)) / (WARM_UP + ROUNDS * CALLS)).toFixed(0)
  const rounds: { on: Load; off: Load }[] = []
  await run(on, WARM_UP)
  await run(off, WARM_UP)
  for (let round = 0; round < ROUNDS; round++) {
    // Who goes first changes with each round: what the machine does meanwhile then favours neither.
    const first = round % 2 === 0 ? on : off
    const loads = [await run(first, CALLS), await run(first === on ? off : on, CALLS)] as const
    const [withLog, without] = first === on ? loads : [loads[1], loads[0]]
    rounds.push({ on: withLog, off: without })
    say(
      `round ${round + 1}: with ${withLog.perSecond.toFixed(0)}/s, without ${without.perSecond.toFixed(0)}/s`,
    )
  }
  await demandRows(house, WARM_UP + ROUNDS * CALLS)
  const latencies = rounds.flatMap((round) => round.on.latencies)
  report({
    name: 'audit',
    ratio: median(rounds.map((round) => round.on.perSecond / round.off.perSecond)),
    reference: `the same dispatches without the log, ${CLIENTS} clients, same database`,
    atLeast: TARGET,
    details: {
      'with/s': all(rounds.map((round) => round.on.perSecond)),
      'without/s': all(rounds.map((round) => round.off.perSecond)),
      // Hardly feels who else is on the machine; the database's share is not in it.
      'server-cpu-us/call': `${cpuUs(on)}/${cpuUs(off)}`,
      'p50-ms': percentile(latencies, 0.5).toFixed(1),
      'p95-ms': percentile(latencies, 0.95).toFixed(1),
    },
  })
}

/** A log that is fast because it leaves rows out is none. */
async function demandRows(house: House, calls: number): Promise<void> {
  const row = await house.services.db.asOwner((tx) =>
    tx.first<{ n: number }>(`select count(*)::int as n from audit_rows where route = 'matters.act'`),
  )
  if (row?.n !== calls) throw new Error(`${calls} calls left ${row?.n} rows`)
}

// The same file is the server it compares with: started as one, it serves.
await (process.argv[2] === 'web' ? serveUntraced() : main())
