import { openMatter } from '#server/modules/matters/index.ts'
import { captureCall } from './lib/capture.ts'
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
import { compare } from './lib/rounds.ts'
import { bundleServer, startServer } from './lib/server.ts'

/** Reporting a grid event through HTTP on eight connections, against pgbench with the same statements (issue 2). */

const SECONDS = Number(process.env['SECONDS'] ?? 8)

/** Reports each kind once through our own code and makes pgbench's scripts of what it said to the database. */
async function scriptsOf({ services }: House, { villagers: [who] }: People): Promise<Script[]> {
  const { secrets } = services
  const scripts: Script[] = []
  if (!who) throw new Error('nobody reports')
  for (let kind = 0; kind < KINDS; kind++) {
    const key = newKey()
    let id = ''
    const { said, rows } = await captureCall(services, 'matters.open', who.scope, async () => {
      id = (await openMatter(services, who.scope, reportBody(kind), { key })).id
    })
    scripts.push(
      scriptOf(`r${kind}`, said, [
        ...rows,
        [id, uuidOf(1, SERIAL)],
        [key, uuidOf(2, SERIAL)],
        [secrets.hash('code', secrets.codeOf(id)), hashOf(SERIAL)],
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
  const scripts = await scriptsOf(house, people)
  const server = await startServer('web', house.env)
  const tokens = people.villagers.map(({ token }) => token)
  const report = (n: number, connection: number) => ({
    path: '/api/matters',
    call: { key: newKey(), body: reportBody(n), token: tokens[connection % tokens.length] ?? '' },
  })
  try {
    await post(server.port, CLIENTS, { seconds: 2 }, report)
    await compare(
      'report',
      server,
      () => post(server.port, CLIENTS, { seconds: SECONDS }, report),
      (round) => pgbench(house.postgres.url, house.dataDir, scripts, { seconds: SECONDS }, round),
    )
  } finally {
    await server.end('SIGTERM')
    await house.close()
  }
}

await main()
