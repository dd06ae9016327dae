import { setTimeout as sleep } from 'node:timers/promises'
import { act, openMatter, verifyMatters } from '#server/modules/matters/index.ts'
import { countEntries, recount } from '#server/modules/indicators/index.ts'
import { captureCall, type Capture, type Fresh } from './lib/capture.ts'
import { median, report, say } from './lib/figures.ts'
import { skipCounted } from './lib/growing.ts'
import { writePast } from './lib/history.ts'
import { openHouse, type House } from './lib/house.ts'
import { insisting, type Insisting } from './lib/insist.ts'
import { lagFigure, watchLag } from './lib/lag.ts'
import { askerOf, castOf, reportOf, stepsOf, type Cast } from './lib/lives.ts'
import { COUNTY, settle, type Speaker } from './lib/people.ts'
import { CLIENTS as PGBENCH_CLIENTS, hashOf, needPgbench, pgbench, scriptOf, SERIAL, uuidOf, type Script } from './lib/pgbench.ts' // prettier-ignore
import { newKey } from './lib/reports.ts'
import { bundleServer, freePort, startServer, startWorker, type Running } from './lib/server.ts'

/**
 * A county's years of events carried through their whole lives over HTTP, by 16 clients against one web and one worker
 * process (issue 3). With KILLS, web or worker is ended with `kill -9` that often at random moments; at the end the
 * counters are the full count, and everything acknowledged is there once.
 */

const EVENTS = Number(process.env['EVENTS'] ?? 258_055)
const KILLS = Number(process.env['KILLS'] ?? 0)
const REFERENCE_SECONDS = Number(process.env['SECONDS'] ?? 20)
const CLIENTS = 16
const TARGET = 0.35

type Done = { events: number; actions: number; keys: string[]; matters: Set<string> }

/** Everybody takes the next event and carries it through, until there are no more. */
async function replay(cast: Cast, done: Done, { insister }: Insisting): Promise<void> {
  let next = 0
  const client = async () => {
    const insist = insister()
    const press = async (path: string, token: string, body: object) => {
      const key = newKey()
      const id = await insist(path, { token, key, body })
      if (id === undefined) return undefined
      done.actions++
      done.keys.push(key)
      return id
    }
    for (let n = next++; n < EVENTS; n = next++) {
      const id = await press('/api/matters', askerOf(cast, n).token, reportOf())
      if (id === undefined) continue
      done.matters.add(id)
      for (const { by, body } of stepsOf(cast, n))
        if ((await press(`/api/matters/${id}/actions`, by.token, body)) === undefined) break
      done.events++
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}

/** The statements of one whole life as our own code says them, one pgbench script; answers with its transactions too. */
async function scriptOfLife({ services }: House, cast: Cast): Promise<{ script: Script; actions: number }> {
  const { secrets } = services
  const fresh: Fresh[] = []
  let keys = 1
  const keyed = () => {
    const key = newKey()
    fresh.push([key, uuidOf(++keys, SERIAL)])
    return { key }
  }
  const said: Capture[] = []
  const heard = async (route: string, { scope }: Speaker, work: () => Promise<unknown>) => {
    const call = await captureCall(services, route, scope, work)
    said.push(call.said)
    fresh.push(...call.rows)
  }
  let id = ''
  const asker = askerOf(cast, 0)
  await heard('matters.open', asker, async () => {
    id = (await openMatter(services, asker.scope, reportOf(), keyed())).id
  })
  const steps = stepsOf(cast, 0)
  for (const { by, body } of steps) {
    // The body is one of ours, whose action and answers fit the flow.
    const input = body as Parameters<typeof act>[3]
    await heard('matters.act', by, () => act(services, by.scope, id, input, keyed()))
  }
  fresh.push([id, uuidOf(1, SERIAL)], [secrets.hash('code', secrets.codeOf(id)), hashOf(SERIAL)])
  return { script: scriptOf('l', said.flat(), fresh), actions: steps.length + 1 }
}

async function reference(house: House, cast: Cast, base: number): Promise<number> {
  const { script, actions } = await scriptOfLife(house, cast)
  const lives = await pgbench(
    house.postgres.url,
    house.dataDir,
    [script],
    { seconds: REFERENCE_SECONDS },
    base,
  )
  say(`pgbench: ${(lives * actions).toFixed(0)} actions/s`)
  return lives * actions
}

/** Ends web or worker without a warning, at random moments spread over the run, and starts another. */
async function killThem(
  started: { web: Running; worker: Omit<Running, 'port'> },
  env: Record<string, string>,
  done: Done,
): Promise<void> {
  for (let n = 1; n <= KILLS; n++) {
    const at = ((n - Math.random() * 0.8) / (KILLS + 1)) * EVENTS
    while (done.events < at) await sleep(100)
    if (Math.random() < 0.5) {
      await started.web.end('SIGKILL')
      started.web = await startServer('web', env, started.web.port)
      say(`web killed, ${n} of ${KILLS}, at ${done.events} events`)
    } else {
      await started.worker.end('SIGKILL')
      started.worker = startWorker(env)
      say(`worker killed, ${n} of ${KILLS}, at ${done.events} events`)
    }
  }
}

/** What is not as it was acknowledged, and what the counters state otherwise than the records. */
async function faultsOf({ services }: House, done: Done): Promise<string[]> {
  const { rows } = await services.db.pool.query<Record<'lost' | 'unknown' | 'matters', number>>(
    `with wanted as (select unnest($1::uuid[]) as key)
     select (select count(*) from wanted w where not exists (select from entries e where e.key = w.key)) as lost,
       (select count(*) from entries e where e.key is not null
          and not exists (select from wanted w where w.key = e.key)) as unknown,
       (select count(*) from matters) as matters`,
    [done.keys],
  )
  const { lost, unknown, matters } = rows[0] ?? { lost: NaN, unknown: NaN, matters: NaN }
  while ((await countEntries(services)) > 0) await sleep(100)
  const counted = await recount(services, COUNTY)
  const proof = await verifyMatters(services, COUNTY)
  say(`${proof.checked} histories verified, ${counted.matters} matters counted again`)
  return [
    ...(lost === 0 ? [] : [`${lost} acknowledged entries are missing`]),
    ...(unknown === 0 ? [] : [`${unknown} entries were acknowledged to nobody`]),
    ...(matters === done.matters.size ? [] : [`${matters} matters of ${done.matters.size}`]),
    ...counted.faults,
    ...proof.faults.map(({ number, says }) => `${number}: ${says}`),
  ]
}

async function closingRate({ services: { db } }: House, done: Done): Promise<{ closed: number; of: number }> {
  const { rows } = await db.pool.query<{ closed: number; of: number }>(
    'select count(ended_at) as closed, count(*) as of from matters where id = any($1::uuid[])',
    [[...done.matters]],
  )
  return rows[0] ?? { closed: NaN, of: NaN }
}

async function measure(house: House, cast: Cast): Promise<{ done: Done; seconds: number; faults: string[] }> {
  const done: Done = { events: 0, actions: 0, keys: [], matters: new Set() }
  const started = {
    web: await startServer('web', house.env, await freePort()),
    worker: startWorker(house.env),
  }
  const clients = insisting(started.web.port)
  const watch = watchLag(house.services.db.pool)
  let looks = 0
  const progress = setInterval(() => {
    const worst = Math.max(0, ...watch.lags.slice(looks))
    looks = watch.lags.length
    say(`${done.events} of ${EVENTS} events, ${done.actions} actions, at most ${worst.toFixed(1)} s behind`)
  }, 30_000)
  const from = performance.now()
  try {
    await Promise.all([replay(cast, done, clients), killThem(started, house.env, done)])
    const seconds = (performance.now() - from) / 1000
    await watch.stop()
    report(lagFigure('replay-lag', 'during replay', watch.lags))
    say(`asked again: ${JSON.stringify(clients.retries)}`)
    return { done, seconds, faults: clients.wrong }
  } finally {
    clearInterval(progress)
    await watch.stop()
    await started.web.end('SIGTERM')
    await started.worker.end('SIGTERM')
  }
}

/** Speed against the bare database, in a county in use. */
async function speed(house: House, cast: Cast): Promise<string[]> {
  const references = [await reference(house, cast, 1)]
  // Counters and notices of the copied past and of pgbench's own lives are nobody's; the worker would work them off in
  // the measured time.
  await house.services.db.asOwner((tx) => skipCounted(tx))
  const { done, seconds, faults } = await measure(house, cast)
  references.push(await reference(house, cast, 2))
  const { closed, of } = await closingRate(house, done)
  report({
    name: 'replay',
    ratio: done.actions / seconds / median(references),
    reference: `pgbench -M prepared, the same statements of whole lives, ${PGBENCH_CLIENTS} clients, same database`,
    atLeast: TARGET,
    details: {
      events: done.events,
      'events/s': (done.events / seconds).toFixed(0),
      'actions/s': (done.actions / seconds).toFixed(0),
      'reference/s': references.map((each) => each.toFixed(0)).join('/'),
      closed: `${closed}/${of}`,
      'closing-rate': (closed / of).toFixed(4),
    },
  })
  return faults
}

/** The same among kills: what matters is what is there afterwards. */
async function survival(house: House, cast: Cast): Promise<string[]> {
  const { done, seconds, faults } = await measure(house, cast)
  const all = [...faults, ...(await faultsOf(house, done))]
  console.log(
    `bench replay-kills faults ${all.length} reference "counters equal the full count, every acknowledged entry exactly once, chains and folds verified" kills ${KILLS} events ${done.events} actions ${done.actions} seconds ${seconds.toFixed(0)}`,
  )
  return all
}

async function main(): Promise<void> {
  if (KILLS === 0) needPgbench()
  bundleServer()
  const house = await openHouse()
  try {
    const people = await settle(house.services)
    // Copies of the past are for the planner; their chains are those of the original, so none where all is verified.
    if (KILLS === 0) await writePast(house, people, { matters: 20_000, everyNthOpen: 100, entries: true })
    const cast = await castOf(house, people)
    const faults = KILLS > 0 ? await survival(house, cast) : await speed(house, cast)
    for (const fault of faults.slice(0, 20)) say(fault)
    if (faults.length > 0) process.exitCode = 1
  } finally {
    await house.close()
  }
}

await main()
