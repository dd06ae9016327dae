import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#server/core/ids.ts'
import { freePort, missingForLive, sendPicture } from '#test/camera.ts'
import { all, median, percentile, report, say } from './lib/figures.ts'
import { bundleServer, startServer, type Running } from './lib/server.ts'

/**
 * How far behind the hall a viewer is, and that polls arrive while the picture is cut. A test picture stands in for the
 * camera (ffmpeg), nginx and the program run as they do for real; what is measured is the age of what can be fetched:
 * from the moment a frame was sent to the moment its piece was read through the program. A player keeps two pieces
 * behind the newest, which is added. Neither the telephone's own encoder nor a weak network are in it.
 */

const SECONDS = Number(process.env['SECONDS'] ?? 60)
const POLLS = Number(process.env['POLLS'] ?? 20)
const PIECE_SECONDS = 2
const PIECES_BEHIND = 2

type Person = { name: string; person: string; post?: string }

/** One person at one program. */
class Caller {
  readonly #base: string
  #cookie = ''
  constructor(base: string) {
    this.#base = base
  }

  async signIn(name: string, role?: string): Promise<this> {
    const people = (await (await fetch(`${this.#base}/api/demo/people`)).json()) as (Person & {
      title?: string
    })[]
    const one = people.find((each) => each.name === name && (role === undefined || each.title === role))
    if (!one) throw new Error(`${name} is not among the people of the demo`)
    const body = one.post ? { person: one.person, post: one.post } : { person: one.person }
    const answer = await this.fetch('POST', '/api/demo/session', body)
    this.#cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    return this
  }

  fetch(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
    return fetch(`${this.#base}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        'idempotency-key': newId(),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  }

  async ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await this.fetch(method, path, body)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}

/** A monthly meeting that is held, with its stream set up. */
async function hold(desk: Caller): Promise<{ meeting: string; stream: string; url: string }> {
  const { division } = (await desk.ask<{ posts: { division: string }[] }>('GET', '/api/session'))
    .posts[0] ?? {
    division: '',
  }
  const { id: meeting } = await desk.ask<{ id: string }>('POST', '/api/meetings', {
    division,
    body: 'village-representatives',
    basis: 'persons',
    title: '月例会',
    place: '村委会',
    meetsAt: new Date(Date.now() + 60_000).toISOString(),
    monthly: true,
    motions: [],
  })
  for (const action of ['notify', 'open']) {
    const { rev } = await desk.ask<{ rev: number }>('GET', `/api/meetings/${meeting}`)
    await desk.ask('POST', `/api/meetings/${meeting}/steps`, { action, rev })
  }
  const { id: stream } = await desk.ask<{ id: string }>('POST', `/api/meetings/${meeting}/stream`, {
    audience: 'village',
  })
  const { url, key } = await desk.ask<{ url: string; key: string }>(
    'GET',
    `/api/meetings/${meeting}/stream/key`,
  )
  return { meeting, stream, url: `${url}/${key}` }
}

/** When the last frame of a piece is shown, in seconds of the stream: the highest time stamp of its packets (ISO 13818-1). */
function endOf(piece: Buffer): number {
  let last = 0
  for (let at = piece.indexOf('000001e0', 0, 'hex'); at >= 0; at = piece.indexOf('000001e0', at + 4, 'hex')) {
    const flags = piece[at + 7] ?? 0
    if ((flags & 0x80) === 0) continue
    const b = (n: number) => piece[at + 9 + n] ?? 0
    const ticks =
      ((b(0) >> 1) & 7) * 2 ** 30 + b(1) * 2 ** 22 + (b(2) >> 1) * 2 ** 15 + b(3) * 2 ** 7 + (b(4) >> 1)
    last = Math.max(last, ticks / 90_000)
  }
  return last
}

/** Reads the newest piece again and again; answers with how old its last frame was each time, in seconds. */
async function watch(viewer: Caller, stream: string, sentAt: number): Promise<number[]> {
  const ages: number[] = []
  const seen = new Set<string>()
  // Time stamps begin somewhere; the first piece begins with the first frame.
  let offset: number | undefined
  const until = Date.now() + SECONDS * 1000
  while (Date.now() < until) {
    const list = await (await viewer.fetch('GET', `/api/streams/${stream}/index.m3u8`)).text()
    const newest = list.match(/^\d+-\d+\.ts$/gm)?.at(-1)
    if (newest && !seen.has(newest)) {
      seen.add(newest)
      const piece = Buffer.from(
        await (await viewer.fetch('GET', `/api/streams/${stream}/${newest}`)).arrayBuffer(),
      )
      offset ??= endOf(piece) - PIECE_SECONDS * seen.size
      ages.push((Date.now() - sentAt) / 1000 - (endOf(piece) - offset))
    }
    await sleep(100)
  }
  return ages
}

/** Opens polls and answers with how long each took to reach somebody who only listens, in milliseconds. */
async function pollTimes(desk: Caller, viewer: Caller, meeting: string): Promise<number[]> {
  const line = await viewer.fetch('GET', `/api/meetings/${meeting}/live`)
  const reader = line.body?.getReader()
  if (!reader) throw new Error('no line')
  let heard: (() => void) | undefined
  const listening = (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (new TextDecoder().decode(value).includes('event: meeting')) heard?.()
    }
  })()
  const times: number[] = []
  for (let n = 0; n < POLLS; n++) {
    const arrives = new Promise<void>((resolve) => (heard = resolve))
    const question = `第 ${n + 1} 问`
    const from = performance.now()
    await desk.ask('POST', `/api/meetings/${meeting}/polls`, { question, options: ['是', '否'] })
    await arrives
    const { polls } = await viewer.ask<{ polls: { question: string }[] }>(
      'GET',
      `/api/meetings/${meeting}/floor`,
    )
    if (polls[0]?.question !== question) throw new Error(`“${question}” did not arrive`)
    times.push(performance.now() - from)
    await sleep(200)
  }
  await reader.cancel()
  await listening
  return times
}

async function main(): Promise<void> {
  const missing = missingForLive()
  if (missing !== undefined)
    throw new Error(`${missing}: this bench needs nginx, libnginx-mod-rtmp and ffmpeg`)
  bundleServer()
  const dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-bench-live-'))
  let server: Running | undefined
  try {
    const env = { DATA_DIR: dataDir, DEMO: '1', DATABASE_URL: '', RTMP_PORT: String(await freePort()) }
    // The village is seeded before the clock of the start runs.
    execFileSync(process.execPath, ['dist/bench/server.mjs', 'seed'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    server = await startServer('all', env)
    const base = `http://127.0.0.1:${server.port}`
    const [desk, viewer] = [await new Caller(base).signIn('王建国'), await new Caller(base).signIn('刘桂兰')]
    const { meeting, stream, url } = await hold(desk)
    const sentAt = Date.now()
    const camera = sendPicture(url)
    const ages = await watch(viewer, stream, sentAt)
    const running = await pollTimes(desk, viewer, meeting)
    await camera.stop()
    say('the picture is cut')
    const cut = await pollTimes(desk, viewer, meeting)
    const behind = ages.slice(2).map((age) => age + PIECES_BEHIND * PIECE_SECONDS)
    report({
      name: 'live',
      ratio: percentile(behind, 0.95),
      reference: 'seconds since the camera sent what a viewer two pieces behind sees, p95',
      atMost: 12,
      details: {
        pieces: ages.length,
        newest: `${median(ages.slice(2)).toFixed(1)} s`,
        behind: all(behind, 1),
        'polls arrived while cut': `${cut.length}/${POLLS}`,
        'poll p95 while cut': `${percentile(cut, 0.95).toFixed(0)} ms`,
        'poll p95 while running': `${percentile(running, 0.95).toFixed(0)} ms`,
      },
    })
  } finally {
    await server?.end('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
}

await main()
