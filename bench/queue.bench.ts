import pg from 'pg'
import type { Said } from './lib/capture.ts'
import { median, percentile, report } from './lib/figures.ts'
import { openLine, type Line } from './lib/line.ts'
import { COUNTY, type Speaker } from './lib/people.ts'
import { listSaid, MATTERS, openCounty, PATH } from './lib/queue.ts'
import { bundleServer, startServer } from './lib/server.ts'

/** The first page of a street's and of the county's open queue among 300,000 matters, over HTTP and by the bare driver. */

const CALLS = Number(process.env['CALLS'] ?? 2000)
const WARM_UP = 200
const AT_MOST = 3
const AT_MOST_COUNTY = 1.2

type Looker = {
  bare: () => Promise<unknown>
  http: () => Promise<unknown>
  times: { bare: number[]; http: number[] }
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  times.push(performance.now() - start)
}

/** Each in turn, call by call: on shared cores a p95 is made by the neighbours, and so they disturb all alike. */
async function measure(lookers: readonly Looker[], calls: number): Promise<void> {
  for (let n = 0; n < calls; n++) {
    for (const { bare, http, times } of lookers) {
      await timed(times.bare, bare)
      await timed(times.http, http)
    }
  }
}

function lookerOf(line: Line, client: pg.Client, { text, values }: Said, token: string): Looker {
  return {
    bare: () => client.query(text, [...values]),
    http: async () => {
      const answer = await line.ask('GET', PATH, { token })
      if (answer.status !== 200) throw new Error(`${PATH} answered ${answer.status}: ${answer.text}`)
    },
    times: { bare: [], http: [] },
  }
}

const p95 = (times: readonly number[]) => percentile(times, 0.95)

function print(name: string, { times }: Looker): void {
  report({
    name,
    ratio: p95(times.http) / p95(times.bare),
    reference: 'p95 of the same statement by the bare driver',
    atMost: AT_MOST,
    details: {
      'http-p95-ms': p95(times.http).toFixed(2),
      'reference-p95-ms': p95(times.bare).toFixed(2),
      'p50-ratio': (median(times.http) / median(times.bare)).toFixed(2),
      matters: MATTERS,
      calls: times.http.length,
    },
  })
}

async function main(): Promise<void> {
  bundleServer()
  const { house, people } = await openCounty()
  const client = new pg.Client({ connectionString: house.postgres.url })
  await client.connect()
  await client.query(`set role gongzhi_app; set app.county = '${COUNTY}'`)
  const server = await startServer('web', house.env)
  const line = await openLine(server.port)
  const lookAs = async (who: Speaker) => lookerOf(line, client, await listSaid(house, who), who.token)
  const [street, county] = [await lookAs(people.street), await lookAs(people.county)]
  try {
    await measure([street, county], WARM_UP)
    for (const { times } of [street, county]) times.bare.length = times.http.length = 0
    await measure([street, county], CALLS)
  } finally {
    line.close()
    await client.end()
    await server.end('SIGTERM')
    await house.close()
  }
  print('queue-street', street)
  print('queue-county', county)
  report({
    name: 'queue-county-to-street',
    ratio: p95(county.times.http) / p95(street.times.http),
    reference: 'p95 over HTTP of the street dispatcher',
    atMost: AT_MOST_COUNTY,
    details: { 'p50-ratio': (median(county.times.http) / median(street.times.http)).toFixed(2) },
  })
}

await main()
