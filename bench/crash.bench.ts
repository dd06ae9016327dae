import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyMatters } from '#server/modules/matters/index.ts'
import { findPostgresState, startPostgres } from '#server/core/postgres.ts'
import { startClients, type Acknowledged } from './lib/clients.ts'
import { say } from './lib/figures.ts'
import { openHouse, servicesFor, temporaryFolder, type House } from './lib/house.ts'
import { COUNTY, settle, type People } from './lib/people.ts'
import { bundleServer, freePort, startServer, untilServing, type Running } from './lib/server.ts'

/**
 * kill -9 of the server and, separately, of PostgreSQL while eight clients report and dispatch, as often as asked:
 * nothing acknowledged is missing, nothing is doubled, every chain verifies and every row is its entries' fold
 * (issue 2, Shows 4). Power cuts are not imitated: the operating system keeps what was written to it.
 */

const SERVER_KILLS = Number(process.env['SERVER_KILLS'] ?? 6)
const POSTGRES_KILLS = Number(process.env['POSTGRES_KILLS'] ?? 4)
const CLIENTS = 8
const LIFE_MS = [500, 2500] as const

const between = ([least, most]: readonly [number, number]) => least + Math.random() * (most - least)

/** Makes the house and its people, then leaves it to the server, which starts PostgreSQL itself as `npm start` does. */
async function prepare(dataDir: string): Promise<People> {
  const house = await openHouse(dataDir)
  const people = await settle(house.services)
  await house.close()
  return people
}

async function killServers(server: Running, env: Record<string, string>): Promise<Running> {
  let running = server
  for (let n = 1; n <= SERVER_KILLS; n++) {
    await sleep(between(LIFE_MS))
    await running.end('SIGKILL')
    const from = performance.now()
    running = await startServer('all', env, server.port)
    say(
      `server killed ${n} of ${SERVER_KILLS}, serving again after ${(performance.now() - from).toFixed(0)} ms`,
    )
  }
  return running
}

/** The server stays and has to find its way back by itself. */
async function killPostgres(server: Running, dataDir: string): Promise<void> {
  for (let n = 1; n <= POSTGRES_KILLS; n++) {
    await sleep(between(LIFE_MS))
    const state = await findPostgresState(dataDir)
    if (!state) throw new Error('no PostgreSQL to kill')
    process.kill(state.pid, 'SIGKILL')
    const from = performance.now()
    // Until the watcher has started another one; before that, /healthz may still be answered by nobody.
    while ((await findPostgresState(dataDir))?.pid === state.pid) await sleep(20)
    await untilServing(server.port, () => false)
    say(
      `PostgreSQL killed ${n} of ${POSTGRES_KILLS}, serving again after ${(performance.now() - from).toFixed(0)} ms`,
    )
  }
}

/** Everything acknowledged is there once, nothing is there that nobody asked for; answers with what is not so. */
async function check({ db }: House['services'], { reports, dispatches }: Acknowledged): Promise<string[]> {
  const wanted = [
    ...Array.from(reports, ([key, id]) => [key, id, 1] as const),
    ...Array.from(dispatches, ([key, id]) => [key, id, 2] as const),
  ]
  const { rows } = await db.pool.query<Record<'lost' | 'unknown' | 'matters' | 'doubled', number>>(
    `with wanted as (select * from unnest($1::uuid[], $2::uuid[], $3::int[]) as w (key, matter, seq))
     select
       (select count(*) from wanted w where not exists
         (select from entries e where e.key = w.key and e.matter = w.matter and e.seq = w.seq)) as lost,
       (select count(*) from entries e where e.key is not null and not exists
         (select from wanted w where w.key = e.key)) as unknown,
       (select count(*) from matters) as matters,
       (select count(*) from (select matter, action from entries group by 1, 2 having count(*) > 1)) as doubled`,
    [wanted.map(([key]) => key), wanted.map(([, id]) => id), wanted.map(([, , seq]) => seq)],
  )
  const found = rows[0] ?? { lost: NaN, unknown: NaN, matters: NaN, doubled: NaN }
  const faults = [
    ...(found.lost === 0 ? [] : [`${found.lost} acknowledged entries are missing`]),
    ...(found.unknown === 0 ? [] : [`${found.unknown} entries were acknowledged to nobody`]),
    ...(found.doubled === 0 ? [] : [`${found.doubled} actions happened twice`]),
  ]
  if (found.matters !== reports.size) faults.push(`${found.matters} matters from ${reports.size} reports`)
  return faults
}

async function verify(
  dataDir: string,
  acknowledged: Acknowledged,
): Promise<{ faults: string[]; checked: number }> {
  const postgres = await startPostgres(dataDir)
  const services = await servicesFor(dataDir, postgres.url)
  try {
    const faults = await check(services, acknowledged)
    const proof = await verifyMatters(services, COUNTY)
    return {
      faults: [...faults, ...proof.faults.map(({ number, says }) => `${number}: ${says}`)],
      checked: proof.checked,
    }
  } finally {
    await services.close()
    await postgres.stop()
  }
}

async function main(): Promise<void> {
  bundleServer()
  const dataDir = await temporaryFolder()
  const people = await prepare(dataDir)
  const env = { DATA_DIR: dataDir, DATABASE_URL: '' }
  let server = await startServer('all', env, await freePort())
  const clients = startClients(server.port, people, CLIENTS)
  try {
    server = await killServers(server, env)
    await killPostgres(server, dataDir)
    await clients.stop()
  } finally {
    await server.end('SIGTERM')
  }
  const { reports, dispatches } = clients.acknowledged
  const { faults, checked } = await verify(dataDir, clients.acknowledged)
  await rm(dataDir, { recursive: true, force: true })
  const all = [...clients.wrong, ...faults]
  for (const fault of all.slice(0, 20)) say(fault)
  console.log(
    `bench crash faults ${all.length} reference "every acknowledged entry exactly once, chains and folds verified" server-kills ${SERVER_KILLS} postgres-kills ${POSTGRES_KILLS} reports ${reports.size} dispatches ${dispatches.size} retries ${JSON.stringify(clients.retries())} verified ${checked}`,
  )
  if (all.length > 0) process.exitCode = 1
}

await main()
