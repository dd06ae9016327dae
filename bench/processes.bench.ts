import { setTimeout as sleep } from 'node:timers/promises'
import { countEntries, recount } from '#server/modules/indicators/index.ts'
import { verifyMatters } from '#server/modules/matters/index.ts'
import { say } from './lib/figures.ts'
import { openHouse, type House } from './lib/house.ts'
import { insisting } from './lib/insist.ts'
import { askerOf, castOf, reportOf, stepsOf, type Cast } from './lib/lives.ts'
import { openListener } from './lib/listen.ts'
import { COUNTY, settle } from './lib/people.ts'
import { newKey } from './lib/reports.ts'
import { bundleServer, startServer, startWorker, type Running } from './lib/server.ts'

/**
 * Two web and two worker processes on one database are as one: what is done through either is there once and counted
 * once, a screen of either hears of it, and one that is asked to stop loses nothing (issue 3).
 */

const EVENTS = Number(process.env['EVENTS'] ?? 200)
const CLIENTS = 8
const HEAR_MS = 10_000

type Done = { keys: string[]; matters: Set<string>; wrong: string[] }

/** Events carried through by clients of both web processes; each step goes to the other one than the step before. */
async function carry(webs: readonly Running[], cast: Cast, done: Done): Promise<void> {
  const doors = webs.map(({ port }) => insisting(port))
  let next = 0
  const client = async () => {
    const through = doors.map(({ insister }) => insister())
    let turn = 0
    const tell = async (path: string, token: string, body: object) => {
      const key = newKey()
      const id = await through[turn++ % through.length]?.(path, { token, key, body })
      if (id !== undefined) done.keys.push(key)
      return id
    }
    for (let n = next++; n < EVENTS; n = next++) {
      const id = await tell('/api/matters', askerOf(cast, n).token, reportOf())
      if (id === undefined) continue
      done.matters.add(id)
      for (const { by, body } of stepsOf(cast, n)) await tell(`/api/matters/${id}/actions`, by.token, body)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  done.wrong.push(...doors.flatMap(({ wrong }) => wrong))
}

/** Asks one of each role to stop, one after the other, while everybody works, and starts it again. */
async function restart(
  webs: Running[],
  workers: Omit<Running, 'port'>[],
  done: Done,
  env: Record<string, string>,
): Promise<void> {
  for (const index of webs.keys()) {
    const from = done.matters.size
    while (done.matters.size < from + EVENTS / 4) await sleep(20)
    const [web, worker] = [webs[index], workers[index]]
    if (!web || !worker) continue
    await web.end('SIGTERM')
    webs[index] = await startServer('web', env, web.port)
    await worker.end('SIGTERM')
    workers[index] = startWorker(env)
    say(`web and worker ${index + 1} stopped and started at ${done.matters.size} events`)
  }
}

/** A report through one web process is heard by screens of both. */
async function hearEachOther(webs: readonly Running[], cast: Cast, done: Done): Promise<void> {
  const listeners = await Promise.all(webs.map(({ port }) => openListener(port, cast.county.token)))
  for (const { port } of webs) {
    const heard = Promise.all(listeners.map(({ next }) => next('matter', HEAR_MS)))
    const key = newKey()
    const call = { token: cast.villagers[0]?.token ?? '', key, body: reportOf() }
    const id = await insisting(port).insister()('/api/matters', call)
    if (id === undefined) throw new Error('the report was refused')
    done.keys.push(key)
    done.matters.add(id)
    await heard.catch((error: unknown) => done.wrong.push(`said on ${port}: ${String(error)}`))
  }
  for (const { close } of listeners) close()
}

/** What is not there once, does not verify, or is not counted as it is. */
async function faultsOf({ services }: House, done: Done): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ entries: number; matters: number; double: number }>(
    `select (select count(*) from entries where key = any($1::uuid[])) as entries,
       (select count(*) from matters) as matters,
       (select count(*) from entries where key is not null and not key = any($1::uuid[])) as double`,
    [done.keys],
  )
  const { entries, matters, double } = rows[0] ?? { entries: NaN, matters: NaN, double: NaN }
  while ((await countEntries(services)) > 0);
  const numbers = await recount(services, COUNTY)
  const proof = await verifyMatters(services, COUNTY)
  return [
    ...done.wrong,
    ...(entries === done.keys.length ? [] : [`${entries} entries of ${done.keys.length} acknowledged`]),
    ...(matters === done.matters.size ? [] : [`${matters} matters of ${done.matters.size} acknowledged`]),
    ...(double === 0 ? [] : [`${double} entries that nobody was told of`]),
    ...numbers.faults,
    ...proof.faults.map(({ number, says }) => `${number}: ${says}`),
  ]
}

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  const { env } = house
  const webs = [await startServer('web', env), await startServer('web', env)]
  const workers = [startWorker(env), startWorker(env)]
  const done: Done = { keys: [], matters: new Set(), wrong: [] }
  try {
    const cast = await castOf(house, await settle(house.services))
    await hearEachOther(webs, cast, done)
    await Promise.all([carry(webs, cast, done), restart(webs, workers, done, env)])
    await hearEachOther(webs, cast, done)
  } finally {
    for (const each of [...webs, ...workers]) await each.end('SIGTERM')
  }
  const faults = await faultsOf(house, done)
  await house.close()
  for (const fault of faults.slice(0, 20)) say(fault)
  console.log(
    `bench processes faults ${faults.length} reference "every acknowledged entry exactly once, counters equal the full count, chains and folds verified, screens of both web processes hear" webs 2 workers 2 stops 4 matters ${done.matters.size} entries ${done.keys.length}`,
  )
  if (faults.length > 0) process.exitCode = 1
}

await main()
