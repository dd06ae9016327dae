import { act } from '#server/modules/matters/index.ts'
import { captureCall } from './lib/capture.ts'
import { poolId, poolIdSql, writePast, writePool } from './lib/history.ts'
import { openHouse, type House } from './lib/house.ts'
import { post } from './lib/load.ts'
import { settle, type People } from './lib/people.ts'
import { CLIENTS, needPgbench, pgbench, scriptOf, SERIAL, uuidOf, type Script } from './lib/pgbench.ts'
import { dispatchBody, newKey } from './lib/reports.ts'
import { compare } from './lib/rounds.ts'
import { bundleServer, startServer } from './lib/server.ts'

/** The dispatcher's daily step through HTTP on eight connections, against pgbench with the same statements (issue 2). */

/** Dispatches a round; each takes a reported matter of its own, so the number is fixed and the time measured. */
const OURS = Number(process.env['CALLS'] ?? 4000)
const REFERENCE = 2 * OURS
const ROUNDS_MAX = 5
const WARM_UP = 1000

/** A matter of the pool for each transaction of each client of each round, behind those that ours take. */
const REFERENCE_FROM = WARM_UP + ROUNDS_MAX * OURS
const referenceNth = `(${REFERENCE_FROM} + :base::bigint * ${REFERENCE} + (:n::bigint - 1) * ${CLIENTS} + :client_id::bigint + 1)`

/** Dispatches one matter through our own code and makes pgbench's script of what it said to the database. */
async function scriptOfAct({ services }: House, people: People, n: number): Promise<Script> {
  const key = newKey()
  const { scope } = people.street
  const { said, rows } = await captureCall(services, 'matters.act', scope, () =>
    act(services, scope, poolId(n), dispatchBody(), { key }),
  )
  return scriptOf('a', said, [...rows, [poolId(n), poolIdSql(referenceNth)], [key, uuidOf(2, SERIAL)]])
}

async function main(): Promise<void> {
  needPgbench()
  bundleServer()
  const house = await openHouse()
  const people = await settle(house.services)
  await writePast(house, people, { matters: 20_000, everyNthOpen: 100, entries: true })
  const count = REFERENCE_FROM + ROUNDS_MAX * REFERENCE + 1
  await writePool(house, people, count)
  const script = await scriptOfAct(house, people, count)
  const server = await startServer('web', house.env)
  let next = 0
  const dispatch = () => ({
    path: `/api/matters/${poolId(++next)}/actions`,
    call: { key: newKey(), body: dispatchBody(), token: people.street.token },
  })
  try {
    await post(server.port, CLIENTS, { calls: WARM_UP }, dispatch)
    await compare(
      'act',
      server,
      () => post(server.port, CLIENTS, { calls: OURS }, dispatch),
      (round) => pgbench(house.postgres.url, house.dataDir, [script], { transactions: REFERENCE }, round),
    )
  } finally {
    await server.end('SIGTERM')
    await house.close()
  }
}

await main()
