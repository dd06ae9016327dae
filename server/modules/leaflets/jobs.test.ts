import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { segmentsOf } from '#practice/disclosure/summary.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { readPdf } from '#test/pdf-text.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { workLeaflets } from './jobs.ts'

const TOWN: Who = ['陈晓东', 'town-dispatcher']
const SECRETARY: Who = ['王建国', 'village-secretary']
const STREET = '610114006'
const MONTH = '2026-10'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

type Job = { id: string; state: string; total: number; done: number; pages: number; faults: object[] }
type Answered<T> = { status: number; body: T; headers: Record<string, unknown> }
// What comes back is what the contract says of that address; the compiler cannot know which was asked.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const ask = async <T>(who: Who, method: 'GET' | 'POST', url: string, body?: object, key?: string) =>
  (await world.ask(who, method, url, body, key)) as unknown as Answered<T>
const order = async (key = newId(), more = {}) =>
  (
    await ask<Job>(
      TOWN,
      'POST',
      '/api/leaflets/jobs',
      { month: MONTH, kind: 'leaflet', paper: 'A4', format: 'pdf', area: STREET, ...more },
      key,
    )
  ).body
const jobNamed = async (id: string) => {
  const { body } = await ask<Job[]>(TOWN, 'GET', '/api/leaflets/jobs')
  const found = body.find((job) => job.id === id)
  if (!found) throw new Error(`no job ${id}`)
  return found
}
async function settled(id: string): Promise<Job> {
  for (;;) {
    await workLeaflets(world.services)
    const job = await jobNamed(id)
    if (job.state !== 'waiting' && job.state !== 'running') return job
  }
}
const owner = (sql: string, values: unknown[]) => world.services.db.asOwner((tx) => tx.rows(sql, values))
const bytesOf = async (id: string, as: string) => {
  const { http, services, county } = world
  const { person, post } = await world.scope('陈晓东', 'town-dispatcher')
  const { token } = await openSession(services, county, person, post?.id)
  const answer = await http.inject({
    method: 'GET',
    url: `/api/leaflets/jobs/${id}/file?as=${as}`,
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

describe('an order for a street', { timeout: 240_000 }, () => {
  it('makes a file for each village once, bound and as a zip', async () => {
    const key = newId()
    const [first, again] = [await order(key), await order(key)]
    expect(again.id).toBe(first.id)
    expect(first.total).toBeGreaterThan(5)
    // Two workers at once: each village is made once.
    await Promise.all([workLeaflets(world.services), workLeaflets(world.services)])
    const job = await settled(first.id)
    expect(job).toMatchObject({ state: 'done', done: first.total, pages: 2 * first.total, faults: [] })
    const { pages } = readPdf(await bytesOf(job.id, 'bound'))
    expect(pages).toHaveLength(job.pages)
    expect(pages.filter((text) => text.includes('老寨村') && text.includes('明白纸'))).toHaveLength(1)
    const zip = await bytesOf(job.id, 'zip')
    expect(zip.toString('latin1').split('PK\u0001\u0002')).toHaveLength(job.total + 1)
    expect(zip.toString('utf8')).toContain('武屯街道老寨村2026年10月明白纸.pdf')
  })

  it('goes on behind a worker that was killed, and doubles nothing', async () => {
    const { id, total } = await order()
    const { rows } = await world.services.db.pool.query<{ villages: string[] }>(
      'select villages from leaflet_jobs where id = $1',
      [id],
    )
    const [made] = rows[0]?.villages ?? []
    // What a worker leaves behind when it is killed after its first village: a part, and a lease that runs out.
    await owner(
      `update leaflet_jobs set state = 'running', leased_by = $2, leased_until = now() + interval '1 hour' where id = $1`,
      [id, newId()],
    )
    await owner('insert into leaflet_parts (county, job, division, pages) values ($1, $2, $3, 77)', [
      world.county,
      id,
      made,
    ])
    await workLeaflets(world.services)
    expect(await jobNamed(id)).toMatchObject({ state: 'running', done: 1 })
    await owner(`update leaflet_jobs set leased_until = now() - interval '1 second' where id = $1`, [id])
    expect(await settled(id)).toMatchObject({ state: 'done', done: total, pages: 77 + 2 * (total - 1) })
  })

  it('names the villages it could not make, and stops when it is told to', async () => {
    const boards = await order(newId(), { kind: 'boards', paper: 'A3', format: 'docx' })
    const job = await settled(boards.id)
    expect(job.done).toBe(job.total)
    expect(job.faults.length).toBe(job.total - 1)
    expect(job.faults[0]).toMatchObject({ says: '这个月没有公布内容，没有公开栏可印' })
    expect((await bytesOf(job.id, 'zip')).toString('utf8')).toContain('老寨村2026年10月公开栏.docx')
    const other = await order()
    const stopped = await ask<Job>(TOWN, 'POST', `/api/leaflets/jobs/${other.id}/cancel`)
    expect(stopped.body.state).toBe('cancelled')
    await workLeaflets(world.services)
    expect(await jobNamed(other.id)).toMatchObject({ state: 'cancelled', done: 0 })
    expect((await ask(TOWN, 'GET', `/api/leaflets/jobs/${other.id}/file?as=zip`)).status).toBe(409)
  })

  it('keeps the files for some days', async () => {
    const { id } = await order(newId(), { area: '610114006205' })
    await settled(id)
    await owner(`update leaflet_jobs set ended_at = now() - interval '8 days' where id = $1`, [id])
    await workLeaflets(world.services)
    const gone = await ask<{ title: string }>(TOWN, 'GET', `/api/leaflets/jobs/${id}/file?as=zip`)
    expect([gone.status, gone.body.title]).toEqual([410, '文件只保留 7 天，已经清理，请重新制作'])
  })
})

describe('the digest', () => {
  const say = (who: Who, channel: string, key = newId()) =>
    ask<{ taken?: number; title?: string }>(
      who,
      'POST',
      '/api/leaflets/announcements',
      { division: world.village, month: MONTH, channel, words: '老寨村10月份村务已公开。' },
      key,
    )
  const sent = async () =>
    (await readFile(join(world.services.config.dataDir, 'texts.log'), 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line.includes('老寨村10月份村务已公开')).length

  it('goes to those who asked for it, once, and is kept as it was said', async () => {
    expect((await say(SECRETARY, 'text')).status).toBe(409)
    const { person } = await world.scope('刘桂兰')
    const taken = await ask<{ wanted: number }>(SECRETARY, 'POST', '/api/leaflets/subscribers', { person })
    expect(taken.body.wanted).toBe(1)
    const before = await sent()
    const key = newId()
    expect((await say(SECRETARY, 'text', key)).body.taken).toBe(1)
    expect((await say(SECRETARY, 'text', key)).body.taken).toBe(1)
    expect(await sent()).toBe(before + 1)
    expect((await say(SECRETARY, 'loudspeaker')).status).toBe(200)
    type Words = { announcements: { channel: string; by: string }[]; subscribers: { id: string }[] }
    const words = `/api/leaflets/words?division=${world.village}&month=${MONTH}`
    const { body } = await ask<Words>(SECRETARY, 'GET', words)
    expect(body.announcements.map(({ channel }) => channel)).toEqual(['loudspeaker', 'text'])
    expect(body.announcements[0]?.by).toContain('王建国')
    const id = body.subscribers[0]?.id ?? ''
    const ended = await ask<{ wanted: number }>(SECRETARY, 'POST', `/api/leaflets/subscribers/${id}/end`)
    expect(ended.body.wanted).toBe(0)
  })

  it('counts messages as the network does', () => {
    expect([0, 1, 70, 71, 134, 135].map((n) => segmentsOf('字'.repeat(n)))).toEqual([0, 1, 1, 2, 2, 3])
  })
})
