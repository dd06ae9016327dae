import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openSession } from '#server/modules/session/index.ts'
import { buildHttp } from '#server/web.ts'
import { capture, type Said } from './lib/capture.ts'
import { median, percentile, report, say } from './lib/figures.ts'
import { writePast } from './lib/history.ts'
import { openHouse, type House } from './lib/house.ts'
import { openLine, type Line } from './lib/line.ts'
import { COUNTY, settle, type Speaker } from './lib/people.ts'
import { bundleServer, startServer } from './lib/server.ts'

/** The first page of a street's and of the county's open queue among 300,000 matters, over HTTP and by the bare driver. */

const MATTERS = Number(process.env['MATTERS'] ?? 300_000)
const CALLS = Number(process.env['CALLS'] ?? 2000)
const WARM_UP = 200
const FOLDER = 'gongzhi-bench-queue-'
const PATH = '/api/matters?queue=open&sort=due'
const AT_MOST = 3
const AT_MOST_COUNTY = 1.2

/** The folder of the generated county; another one when migrations or generator change. Kept between runs. */
async function folderOf(): Promise<string> {
  const migrations = (await readdir('db/migrations')).map((file) => join('db/migrations', file))
  const hash = createHash('sha256').update(String(MATTERS))
  for (const file of [...migrations.sort(), 'bench/lib/history.ts']) hash.update(await readFile(file))
  return join(tmpdir(), `${FOLDER}${hash.digest('hex').slice(0, 12)}`)
}

/** Counties of earlier migrations, and one that was interrupted: each is more than a gigabyte. */
async function removeOld(): Promise<void> {
  const found = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER))
  for (const name of found) await rm(join(tmpdir(), name), { recursive: true, force: true })
}

type People = { street: Speaker; county: Speaker }

/** The house with its past and who looks at it; made once, which takes a minute or two. */
async function openCounty(): Promise<{ house: House; people: People }> {
  const folder = await folderOf()
  const done = join(folder, 'people.json')
  if (existsSync(done)) {
    say(`opening ${folder}`)
    const house = await openHouse(folder)
    const { street, county } = JSON.parse(await readFile(done, 'utf8')) as People
    return { house, people: { street: await signedIn(house, street), county: await signedIn(house, county) } }
  }
  await removeOld()
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const house = await openHouse(folder)
  const people = await settle(house.services)
  await writePast(house, people, { matters: MATTERS, everyNthOpen: 100, entries: false })
  await writeFile(done, JSON.stringify(people), { mode: 0o600 })
  return { house, people }
}

/** A new session, because the kept one has ended some day. */
async function signedIn({ services }: House, { scope }: Speaker): Promise<Speaker> {
  const { token } = await openSession(services, COUNTY, scope.person, scope.post?.id)
  return { scope, token }
}

/** The list's own statement, as our route sends it. */
async function listSaid({ services }: House, { token }: Speaker): Promise<Said> {
  const { http } = await buildHttp(services)
  const headers = { authorization: `Bearer ${token}` }
  const ask = () => http.inject({ method: 'GET', url: PATH, headers })
  // Session and county are read on the first call; the second says only what every call says.
  await ask()
  const said = await capture(services.db, ask)
  await http.close()
  const list = said.find(({ text }) => text.includes('"matters"'))
  if (!list) throw new Error('the list was not asked for')
  return list
}

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
