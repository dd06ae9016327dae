import { openMatter } from '#server/modules/matters/index.ts'
import { capture } from './lib/capture.ts'
import { all, median, percentile, report, say } from './lib/figures.ts'
import { writePast } from './lib/history.ts'
import { openHouse, type House } from './lib/house.ts'
import { post } from './lib/load.ts'
import { settle, type People } from './lib/people.ts'
import {
  CLIENTS,
  hashOf,
  needPgbench,
  pgbench,
  scriptOf,
  SERIAL,
  uuidOf,
  type Script,
} from './lib/pgbench.ts'
import { KINDS, newKey, reportBody } from './lib/reports.ts'
import { bundleServer, startServer } from './lib/server.ts'

/** Reporting a grid event through HTTP on eight connections, against pgbench with the same statements (issue 2). */

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const SECONDS = Number(process.env['SECONDS'] ?? 8)
/** What one server process must reach of what the bare database does. */
const TARGET = 0.35

/** Reports each kind once through our own code and makes pgbench's scripts of what it said to the database. */
async function scriptsOf({ services }: House, { villagers: [who] }: People): Promise<Script[]> {
  const scripts: Script[] = []
  if (!who) throw new Error('nobody reports')
  for (let kind = 0; kind < KINDS; kind++) {
    const key = newKey()
    let id = ''
    const said = await capture(services.db, async () => {
      id = (await openMatter(services, who.scope, reportBody(kind), { key })).id
    })
    scripts.push(
      scriptOf(`r${kind}`, said, [
        [id, uuidOf(1, SERIAL)],
        [key, uuidOf(2, SERIAL)],
        [services.secrets.hash('code', services.secrets.codeOf(id)), hashOf(SERIAL)],
      ]),
    )
  }
  return scripts
}

async function main(): Promise<void> {
  needPgbench()
  bundleServer()
  const house = await openHouse()
  const people = await settle(house.services)
  // A county in use: on an empty one the planner has nothing to go by, and indexes cost nothing.
  await writePast(house, people, { matters: 20_000, everyNthOpen: 100, entries: true })
  // Once unheard: the county is read on the first call.
  await scriptsOf(house, people)
  const scripts = await scriptsOf(house, people)
  const server = await startServer('web', house.env)
  const reportAs = (n: number, connection: number) => ({
    path: '/api/matters',
    call: {
      key: newKey(),
      body: reportBody(n),
      token: people.villagers[connection % people.villagers.length]?.token ?? '',
    },
  })
  const ours: number[] = []
  const theirs: number[] = []
  const latencies: number[] = []
  try {
    await post(server.port, CLIENTS, { seconds: 2 }, reportAs)
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await pgbench(house.postgres.url, house.dataDir, scripts, { seconds: SECONDS }, round))
      const load = await post(server.port, CLIENTS, { seconds: SECONDS }, reportAs)
      ours.push(load.perSecond)
      latencies.push(...load.latencies)
      say(`round ${round + 1}: ours ${ours.at(-1)?.toFixed(0)}/s, pgbench ${theirs.at(-1)?.toFixed(0)}/s`)
    }
  } finally {
    await server.end('SIGTERM')
    await house.close()
  }
  report({
    name: 'report',
    ratio: median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN))),
    reference: `pgbench -M prepared, the same statements, ${CLIENTS} clients, same database`,
    atLeast: TARGET,
    details: {
      'ours/s': all(ours),
      'reference/s': all(theirs),
      'p50-ms': percentile(latencies, 0.5).toFixed(1),
      'p95-ms': percentile(latencies, 0.95).toFixed(1),
    },
  })
}

await main()
