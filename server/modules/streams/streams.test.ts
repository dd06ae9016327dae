import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { dateOf } from '#practice/kit/index.ts'
import type { streams } from '#contract/streams.ts'
import { briefly } from '#server/core/briefly.ts'
import { findNginx, startRtmp } from '#server/core/rtmp-server.ts'
import { freePort, missingForLive, sendPicture } from '#test/camera.ts'
import { flipBit } from '#test/flip.ts'
import { actingAt, DIRECTOR, ELECT, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { heed } from './commands.ts'
import { tendStreams, verifyRecordings } from './index.ts'
import { isKey, keyOf, playlistOf, segmentsOf, streamIn } from './rules.ts'

type Shown = z.output<(typeof streams.show)['answers'] & z.ZodType>
type Open = z.output<(typeof streams.village)['answers'] & z.ZodType>
const VILLAGER = '刘桂兰'
const DAY_MS = 86_400_000

let world: World
let acting: ReturnType<typeof actingAt>
let meeting: string
let dataDir: string
const missing = missingForLive()
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-live-'))
  // The camera's port is there only where a camera's server can be.
  world = await openWorld({ dataDir, ...(missing === undefined ? { rtmpPort: await freePort() } : {}) })
  acting = actingAt(world)
  meeting = await acting.noticed([ELECT])
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const show = async (who: Who = SECRETARY): Promise<Shown> =>
  (await world.ask(who, 'GET', `/api/meetings/${meeting}/stream`)).body
const setUp = (audience: 'village' | 'everyone') =>
  acting.must(acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/stream`, { audience }))
const keyNow = async (): Promise<{ url: string; key: string }> =>
  (await world.ask(SECRETARY, 'GET', `/api/meetings/${meeting}/stream/key`)).body
const ask = (call: 'publish' | 'done' | 'update', key: string) =>
  heed(world.services, world.county, call, key)
const status = async (who: Who | undefined, url: string) => (await world.ask(who, 'GET', url)).status

describe('keys', () => {
  const secret = Buffer.from('secret')
  const id = '01890000-0000-7000-8000-000000000001'

  it('open their own stream as long as they are not renewed, and no other', () => {
    const key = keyOf(secret, id, 1)
    expect(streamIn(key)).toBe(id)
    expect([isKey(secret, id, 1, key), isKey(secret, id, 2, key)]).toEqual([true, false])
    expect(isKey(Buffer.from('other'), id, 1, key)).toBe(false)
    for (const wrong of ['', 'x', id, `${key}0`, key.toUpperCase(), '../../etc/passwd'])
      expect(streamIn(wrong)).toBeUndefined()
  })

  it('are asked for by nginx: a wrong or old one is refused, a meeting that is over takes none', async () => {
    const early = await setUp('village')
    expect(await setUp('village')).toBe(early)
    const { key } = await keyNow()
    await expect(ask('publish', `${key.slice(0, -1)}x`)).rejects.toThrow('没有这个直播')
    await expect(ask('publish', key.slice(0, 32) + '0'.repeat(20))).rejects.toThrow('推流码不对')
    await ask('publish', key)
    expect((await show(VILLAGER)).stream).toMatchObject({ state: 'live' })
    await ask('done', key)
    expect((await show(VILLAGER)).stream).toMatchObject({ state: 'cut' })
    const renewed = await acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/stream/renew`)
    expect(renewed.status).toBe(200)
    await expect(ask('update', key)).rejects.toThrow('推流码不对')
    await ask('publish', (await keyNow()).key)
    // The old camera ends: the new one's picture goes on.
    await ask('done', key)
    expect((await show()).stream?.state).toBe('live')
    await ask('done', (await keyNow()).key)
  })

  it('are told to the desk of the village alone, and the door of nginx opens with its word alone', async () => {
    for (const who of [VILLAGER, ['屈建文', 'village-supervisor'], ['薛静', 'town-affairs']] as Who[])
      expect(await status(who, `/api/meetings/${meeting}/stream/key`)).toBe(403)
    const { key } = await keyNow()
    expect(await status(undefined, `/api/streams/hooks/${'0'.repeat(48)}/publish?name=${key}`)).toBe(403)
    expect((await show()).stream?.state).toBe('cut')
  })
})

describe('a crowd of viewers', () => {
  it('is one question for as long as the answer is fresh; what failed is asked again', async () => {
    let asked = 0
    const list = briefly<number>(50)
    const count = async () => ++asked
    expect(await Promise.all(Array.from({ length: 100 }, () => list('a', count)))).toEqual(Array(100).fill(1))
    expect(await list('b', count)).toBe(2)
    await expect.poll(() => list('a', count)).toBe(3)
    const fails = () => Promise.reject(new Error('away'))
    await expect(list('c', fails)).rejects.toThrow('away')
    expect(await list('c', count)).toBe(4)
  })
})

describe('pieces', () => {
  const written = [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-DISCONTINUITY',
    ...Array.from({ length: 20 }, (_, n) => `#EXTINF:2.000,\n${1000 + n}.ts`),
    '#EXT-X-DISCONTINUITY',
    '#EXTINF:1.500,\n2000.ts',
    '#EXTINF:2.000,\n../../../etc/passwd',
  ].join('\n')

  it('are the newest while it is live, and all of them in a recording', () => {
    const segments = segmentsOf(written)
    expect(segments).toHaveLength(21)
    const now = playlistOf(segments, 'live')
    expect(now.match(/\.ts$/gm)).toHaveLength(8)
    expect(now).toContain('#EXT-X-MEDIA-SEQUENCE:13')
    expect(now).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:1')
    expect(now).not.toContain('ENDLIST')
    const all = playlistOf(segments, 'recording')
    expect(all.match(/\.ts$/gm)).toHaveLength(21)
    expect(all.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true)
  })

  it('are seen by the village, by everyone only where it said so, and no file is reached but a piece', async () => {
    const { stream } = await show()
    const folder = await piecesOf(stream?.id ?? '')
    const at = `/api/streams/${stream?.id}`
    await writeFile(join(folder, 'index.m3u8'), '#EXTM3U\n#EXTINF:2.000,\n1000.ts\n')
    await writeFile(join(folder, '1000.ts'), 'piece')
    const list = (await world.ask(VILLAGER, 'GET', `${at}/index.m3u8`)) as unknown as { body: string }
    expect(list.body).toContain('2-1000.ts')
    expect(await status(VILLAGER, `${at}/2-1000.ts`)).toBe(200)
    expect(await status(VILLAGER, `${at}/2-1001.ts`)).toBe(404)
    expect(await status(VILLAGER, `${at}/2-index.m3u8`)).toBe(404)
    expect(await status(VILLAGER, `${at}/2-..%2Findex.ts`)).toBe(404)
    expect(await status(undefined, `${at}/index.m3u8`)).toBe(404)
    expect(await status(undefined, `${at}/2-1000.ts`)).toBe(404)
    const screens = async (): Promise<Open> =>
      (await world.ask(undefined, 'GET', `/api/streams/village/${world.village}`)).body
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    expect((await screens()).meeting).toBeUndefined()
    await setUp('everyone')
    expect(await status(undefined, `${at}/2-1000.ts`)).toBe(200)
    const asked = await acting.ask(VILLAGER, 'POST', `/api/meetings/${meeting}/floor`, {
      kind: 'ask',
      words: '水渠谁修？',
    })
    await acting.ask(SECRETARY, 'POST', `/api/floor/${asked.body.id}`, { action: 'take' })
    expect((await screens()).meeting).toMatchObject({
      title: '村民代表会议',
      asked: { name: '刘**', words: '水渠谁修？' },
    })
  })
})

/** Where nginx lays the pieces of the key that holds. */
async function piecesOf(id: string): Promise<string> {
  const folder = join(dataDir, 'live/hls', keyOf(world.services.secrets.hash('code', 'streams'), id, 2))
  await mkdir(folder, { recursive: true })
  return folder
}

describe('the camera’s server', () => {
  it('says in Chinese what is missing', async () => {
    const asked = {
      port: 1,
      binary: '/nowhere/nginx',
      folder: join(dataDir, 'none'),
      askUrl: 'http://127.0.0.1:1',
    }
    await expect(startRtmp(asked)).rejects.toThrow('设置 NGINX 指的 /nowhere/nginx 不存在')
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      const found = findNginx(undefined)
      // Debian's lies beside the path of ordinary people.
      expect('says' in found ? found.says : found.path).toMatch(/nginx/)
    } finally {
      process.env['PATH'] = path
    }
    const idle = await openWorld()
    const shown = (await idle.ask(
      SECRETARY,
      'GET',
      `/api/meetings/${await actingAt(idle).noticed([ELECT])}/stream`,
    )) as unknown as { body: Shown }
    expect(shown.body.server).toMatchObject({
      ready: false,
      says: expect.stringContaining('RTMP_PORT') as string,
    })
  })

  it(
    missing === undefined
      ? 'takes a camera with its key for real, cuts its picture into pieces, and goes on with polls when it is cut'
      : `is not on this machine (${missing}), and everything but the picture goes on`,
    async () => {
      if (missing !== undefined) return expect((await show()).server.ready).toBe(false)
      await world.http.listen({ port: 0, host: '127.0.0.1' })
      await expect
        .poll(async () => (await show()).server, { timeout: 15_000 })
        .toEqual({ ready: true, says: '可以直播' })
      const { key } = await keyNow()
      const to = `rtmp://127.0.0.1:${world.services.config.rtmpPort}/live`
      const forged = sendPicture(`${to}/${key.slice(0, 32)}${'0'.repeat(20)}`)
      expect(await forged.ended).not.toBe(0)
      const camera = sendPicture(`${to}/${key}`)
      await expect.poll(async () => (await show()).stream?.state, { timeout: 15_000 }).toBe('live')
      const id = (await show()).stream?.id ?? ''
      const list = async () =>
        ((await world.ask(VILLAGER, 'GET', `/api/streams/${id}/index.m3u8`)) as { body: string }).body
      await expect.poll(list, { timeout: 20_000 }).toMatch(/2-\d{13}\.ts/)
      const [piece = ''] = /2-\d{13}\.ts/.exec(await list()) ?? []
      const { headers } = await world.ask(VILLAGER, 'GET', `/api/streams/${id}/${piece}`)
      expect([headers['content-type'], Number(headers['content-length']) > 10_000]).toEqual([
        'video/mp2t',
        true,
      ])
      await camera.stop()
      await expect.poll(async () => (await show()).stream?.state, { timeout: 20_000 }).toBe('cut')
      const poll = await acting.must(
        acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/polls`, {
          question: '继续开吗',
          options: ['开', '不开'],
        }),
      )
      const answered = await acting.ask(VILLAGER, 'POST', `/api/polls/${poll}/answers`, { choice: 0 })
      expect(answered.body.again).toBe(false)
    },
    90_000,
  )
})

/** Hashed once it was over, a recording is that recording and no other. */
async function flipOneOf(folder: string): Promise<void> {
  const proved = async () => (await verifyRecordings(world.services, world.county)).faults
  expect(await proved()).toEqual([])
  const [piece = ''] = (await readdir(folder)).filter((file) => file.endsWith('.ts'))
  const putBack = await flipBit(join(folder, piece))
  expect(await proved()).toEqual([expect.stringContaining('的录像：与会后封存的不一样')])
  await putBack()
  expect(await proved()).toEqual([])
}

describe('a recording', () => {
  it('is kept for its term and gone on the day after; a stream ends with its meeting', async () => {
    const id = (await show()).stream?.id ?? ''
    await acting.must(
      acting
        .motion(SECRETARY, (await acting.show(meeting)).motions[0]?.id ?? '', 'withdraw', { reason: '改期' })
        .then(({ status: code, body }) => ({ status: code, body })),
    )
    await acting.must(acting.step(DIRECTOR, meeting, 'close'))
    const now = new Date()
    await tendStreams(world.services, now)
    const { stream } = await show(VILLAGER)
    expect(stream).toMatchObject({
      state: 'ended',
      dropped: false,
      keptBy: '《互联网直播服务管理规定》第十六条：60 日',
    })
    expect(stream?.keptUntil).toBe(dateOf(new Date(now.getTime() + 60 * DAY_MS)))
    // Who may look is remembered for five seconds.
    const list = async () => String((await world.ask(VILLAGER, 'GET', `/api/streams/${id}/index.m3u8`)).body)
    await expect.poll(list, { timeout: 10_000 }).toContain('#EXT-X-ENDLIST')
    await tendStreams(world.services, new Date(now.getTime() + 60 * DAY_MS))
    expect(await readdir(await piecesOf(id))).not.toEqual([])
    await flipOneOf(await piecesOf(id))
    await tendStreams(world.services, new Date(now.getTime() + 61 * DAY_MS))
    await expect.poll(() => status(VILLAGER, `/api/streams/${id}/index.m3u8`), { timeout: 10_000 }).toBe(404)
    expect((await show()).stream?.dropped).toBe(true)
    expect(await readdir(join(dataDir, 'live/hls'))).toEqual([])
  })
})
