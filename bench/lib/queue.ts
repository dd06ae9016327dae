import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSession } from '#server/modules/session/index.ts'
import { buildHttp } from '#server/web.ts'
import { capture, type Said } from './capture.ts'
import { say } from './figures.ts'
import { writePast } from './history.ts'
import { openHouse, type House } from './house.ts'
import { COUNTY, settle, type Speaker } from './people.ts'

/** A generated county with its open queue, for benches that look at it; kept between runs. */

export const MATTERS = Number(process.env['MATTERS'] ?? 300_000)
/** The first page of what is open, the most urgent first. */
export const PATH = '/api/matters?queue=open&sort=due'
const FOLDER = 'gongzhi-bench-queue-'

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

export type People = { street: Speaker; county: Speaker }

/** The house with its past and who looks at it; made once, which takes a minute or two. */
export async function openCounty(): Promise<{ house: House; people: People }> {
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
export async function listSaid({ services }: House, { token }: Speaker): Promise<Said> {
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
