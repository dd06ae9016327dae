import { all, median, report, say } from './lib/figures.ts'
import { openHouse } from './lib/house.ts'
import { get, type Load } from './lib/load.ts'
import { addPerson, COUNTY, settle, STREET } from './lib/people.ts'
import { CLIENTS } from './lib/pgbench.ts'
import { bundleServer, startServer } from './lib/server.ts'

/**
 * What it costs to know who is asking (issue 6): the same public read with a session and without, in turns, on the same
 * connections. The read is answered from memory, so nothing hides behind it.
 */

const SECONDS = Number(process.env['SECONDS'] ?? 5)
const ROUNDS = Number(process.env['ROUNDS'] ?? 7)
/** A county's desks at once: each session is looked up anew every few seconds. */
const SESSIONS = Number(process.env['SESSIONS'] ?? 200)
const PATH = '/api/county'
const AT_LEAST = 0.8

async function main(): Promise<void> {
  bundleServer()
  const house = await openHouse()
  await settle(house.services)
  const tokens: string[] = []
  for (let n = 0; n < SESSIONS; n++) {
    const post =
      n % 2 === 0
        ? ({ role: 'town-dispatcher', division: STREET } as const)
        : ({ role: 'county-dispatcher', division: COUNTY } as const)
    tokens.push((await addPerson(house.services, `值班${n}`, post)).token)
  }
  const server = await startServer('web', house.env)
  const known = (seconds: number) =>
    get(server.port, CLIENTS, { seconds }, (n) => ({
      path: PATH,
      call: { token: tokens[n % tokens.length] ?? '' },
    }))
  const unknown = (seconds: number) =>
    get(server.port, CLIENTS, { seconds }, () => ({ path: PATH, call: {} }))
  const rounds: { known: Load; unknown: Load }[] = []
  try {
    await known(2)
    await unknown(2)
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ unknown: await unknown(SECONDS), known: await known(SECONDS) })
      say(`round ${round + 1} of ${ROUNDS}`)
    }
  } finally {
    await server.end('SIGTERM')
    await house.close()
  }
  const ours = rounds.map((round) => round.known.perSecond)
  const reference = rounds.map((round) => round.unknown.perSecond)
  report({
    name: 'auth',
    ratio: median(rounds.map((round) => round.known.perSecond / round.unknown.perSecond)),
    reference: 'the same read without a session',
    atLeast: AT_LEAST,
    details: {
      'with/s': all(ours),
      'without/s': all(reference),
      sessions: SESSIONS,
      connections: CLIENTS,
    },
  })
}

await main()
