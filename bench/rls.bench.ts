import pg from 'pg'
import type { Said } from './lib/capture.ts'
import { median, percentile, report } from './lib/figures.ts'
import { COUNTY } from './lib/people.ts'
import { listSaid, MATTERS, openCounty } from './lib/queue.ts'

/**
 * What row-level security costs: the open queue's own statement as the program sends it, by the role the program uses and
 * by one that may do the same and passes the policies by, on the same rows.
 */

const CALLS = Number(process.env['CALLS'] ?? 2000)
const WARM_UP = 200
const AT_LEAST = 0.9
/** Lives in the generated county's own cluster and nowhere else. */
const UNWATCHED = 'bench_unwatched'

type Side = { client: pg.Client; times: number[] }

async function sideOf(url: string, role: string): Promise<Side> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set role ${role}; set app.county = '${COUNTY}'`)
  return { client, times: [] }
}

/** The same rights by membership, and no policy. */
async function makeUnwatched(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select from pg_roles where rolname = $1', [UNWATCHED])
  if (rows.length === 0)
    await client.query(`create role ${UNWATCHED} nologin bypassrls; grant gongzhi_app to ${UNWATCHED}`)
  await client.end()
}

/** Call by call in turns, who goes first changing: what disturbs one disturbs the other. Prepared, as the program does. */
async function measure(sides: readonly Side[], said: Said, name: string): Promise<void> {
  for (const { times } of sides) times.length = 0
  for (let n = -WARM_UP; n < CALLS; n++) {
    for (const { client, times } of n % 2 === 0 ? sides : sides.toReversed()) {
      const start = performance.now()
      const { rowCount } = await client.query({ name, text: said.text, values: [...said.values] })
      if (!rowCount) throw new Error('the queue is empty')
      if (n >= 0) times.push(performance.now() - start)
    }
  }
}

/** Throws when the two are not what the figure says they are. */
async function demandApart(watched: Side, unwatched: Side): Promise<void> {
  const isActive = async ({ client }: Side) => {
    const { rows } = await client.query<{ active: boolean }>(
      `select row_security_active('matters') as active`,
    )
    return rows[0]?.active
  }
  if ((await isActive(watched)) !== true || (await isActive(unwatched)) !== false)
    throw new Error('row-level security is not on for one and off for the other')
}

async function main(): Promise<void> {
  const { house, people } = await openCounty()
  const url = house.postgres.url
  await makeUnwatched(url)
  const [watched, unwatched] = [await sideOf(url, 'gongzhi_app'), await sideOf(url, UNWATCHED)]
  try {
    await demandApart(watched, unwatched)
    for (const [name, who] of [
      ['rls-street', people.street],
      ['rls-county', people.county],
    ] as const) {
      const said = await listSaid(house, who)
      await measure([watched, unwatched], said, name)
      report({
        name,
        ratio: median(unwatched.times) / median(watched.times),
        reference: 'the same statement by a role that passes row-level security by, in turns',
        atLeast: AT_LEAST,
        details: {
          'median-ms': median(watched.times).toFixed(2),
          'reference-median-ms': median(unwatched.times).toFixed(2),
          'p95-ratio': (percentile(unwatched.times, 0.95) / percentile(watched.times, 0.95)).toFixed(2),
          matters: MATTERS,
          calls: CALLS,
        },
      })
    }
  } finally {
    await watched.client.end()
    await unwatched.client.end()
    await house.close()
  }
}

await main()
