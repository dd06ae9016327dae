import { recount } from '#server/modules/indicators/index.ts'
import { median, percentile, report, say } from './lib/figures.ts'
import { growing, type Growing } from './lib/growing.ts'
import { openHouse, type House } from './lib/house.ts'
import { openLine, type Call, type Line } from './lib/line.ts'
import { COUNTY, settle, type People } from './lib/people.ts'
import { dispatchBody, newKey, reportBody } from './lib/reports.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'

/**
 * What a report, an action, a queue, the wall and the indicators cost in a county with ever more history, against the
 * same in a county with little (issue 3). Both stand side by side and are asked in turns, because on shared cores only
 * neighbours in time compare.
 */

const SIZES = (process.env['SIZES'] ?? '10000,100000,1000000,3000000').split(',').map(Number)
const CALLS = Number(process.env['CALLS'] ?? 300)
const WARM_UP = 30
const AT_MOST = 1.3

const KINDS = ['report', 'act', 'queue', 'wall', 'indicators'] as const
type Kind = (typeof KINDS)[number]
type Times = Record<Kind, number[]>

/** A county with its own database and server, and what asking it took so far. */
type Place = { house: House; people: People; past: Growing; server: Running; times: Times }

const noTimes = (): Times => ({ report: [], act: [], queue: [], wall: [], indicators: [] })

async function settlePlace(matters: number): Promise<Place> {
  const house = await openHouse()
  const people = await settle(house.services)
  const past = await growing(house, people)
  await past.growTo(matters)
  return { house, people, past, server: await startServer('web', house.env), times: noTimes() }
}

async function leave({ house, server }: Place): Promise<void> {
  await server.end('SIGTERM')
  await house.close()
}

/** One of each kind, one after the other: what was reported is sent on, then the lists and numbers are looked at. */
async function askAll({ people, times }: Place, line: Line, n: number): Promise<void> {
  const ask = async (kind: Kind, method: 'GET' | 'POST', path: string, call: Call): Promise<string> => {
    const from = performance.now()
    const { status, text } = await line.ask(method, path, call)
    times[kind].push(performance.now() - from)
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
    return text
  }
  const { county, street, villagers } = people
  const body = reportBody(0)
  const said = await ask('report', 'POST', '/api/matters', {
    token: villagers[n % villagers.length]?.token ?? '',
    key: newKey(),
    body,
  })
  // The route's answer is validated by the contract.
  const { id } = JSON.parse(said) as { id: string }
  const dispatch = { token: street.token, key: newKey(), body: dispatchBody() }
  await ask('act', 'POST', `/api/matters/${id}/actions`, dispatch)
  await ask('queue', 'GET', '/api/matters?queue=open&sort=due', { token: street.token })
  await ask('wall', 'GET', '/api/wall', { token: county.token })
  await ask('indicators', 'GET', '/api/indicators', { token: county.token })
}

async function measure(places: readonly Place[]): Promise<void> {
  // Connections of their own each time: the server closes those that say nothing while a county grows.
  const lines = await Promise.all(places.map(({ server }) => openLine(server.port)))
  for (let n = 0; n < WARM_UP + CALLS; n++) {
    if (n === WARM_UP) for (const place of places) place.times = noTimes()
    for (const [index, line] of lines.entries()) {
      const place = places[index]
      if (place) await askAll(place, line, n)
    }
  }
  for (const line of lines) line.close()
}

function print(matters: number, small: Place, large: Place): void {
  for (const kind of KINDS) {
    const [before, after] = [small.times[kind], large.times[kind]]
    report({
      name: `growth-${kind}-${matters}`,
      ratio: median(after) / median(before),
      reference: `the same call among ${SIZES[0]} matters, in turns; median of ${CALLS}`,
      atMost: AT_MOST,
      details: {
        'first-ms': median(before).toFixed(2),
        ms: median(after).toFixed(2),
        'p95-ratio': (percentile(after, 0.95) / percentile(before, 0.95)).toFixed(2),
      },
    })
  }
}

/** That the counters made in bulk are what a full count finds; where that is quickly done. */
async function prove({ house }: Place): Promise<void> {
  const { faults } = await recount(house.services, COUNTY)
  if (faults.length > 0)
    throw new Error(`the counters made in bulk are not the records: ${faults.slice(0, 5).join('; ')}`)
}

async function main(): Promise<void> {
  bundleServer()
  const [first = 10_000, ...sizes] = SIZES
  const small = await settlePlace(first)
  const large = await settlePlace(first)
  try {
    await prove(small)
    for (const size of [first, ...sizes]) {
      if (size > first) await large.past.growTo(size)
      say(`measuring ${size}`)
      await measure([small, large])
      print(size, small, large)
    }
  } finally {
    await leave(large)
    await leave(small)
  }
}

await main()
