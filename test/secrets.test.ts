import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forLog } from '#server/core/errors.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { SYSTEM } from './accounts.ts'
import { newPaper, PRESENT, votingAt } from './ballot.ts'
import { formOf, linesOf, workbookOf } from './form.ts'
import { SECRETARY } from './meeting.ts'
import { moveIn } from './people.ts'
import { openWorld, type World } from './world.ts'

/**
 * Codes, tokens, keys, telephones, ID numbers, what people wrote and how they voted are in no line of the server's output
 * and in no row of the audit log: the real program is started, people sign in, report and vote, and both are searched.
 */

const PHONE = '13900006543'
const OTHER = '13900007654'
const ASKING = '13900008765'
const NEWCOMER = '13900009876'
const ID_NUMBER = '610114195103140024'
const WORDS = '我家后墙被水泡了请尽快来人看看'

let world: World
let port: number
let output = ''
const child = { stop: async () => undefined as unknown }

beforeAll(async () => {
  world = await openWorld()
  execFileSync(process.execPath, ['bin/bundle.mjs', 'server/main.ts', 'dist/test/secrets.mjs'])
  const { dataDir } = world.services.config
  const started = spawn(process.execPath, ['dist/test/secrets.mjs'], {
    env: {
      ...process.env,
      DATABASE_URL: world.services.db.pool.options.connectionString ?? '',
      DATA_DIR: dataDir,
      COUNTY: world.county,
      DEMO: '0',
      PORT: '18080',
      DEBUG: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()))
  child.stop = async () => {
    started.kill('SIGTERM')
    await once(started, 'exit')
  }
  port = await serving()
})
afterAll(() => child.stop())

/** The port it says it took. */
async function serving(): Promise<number> {
  for (let tries = 0; tries < 300; tries++) {
    const said = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(output)?.[1]
    if (said !== undefined) return Number(said)
    await sleep(100)
  }
  throw new Error(`the program did not start: ${output}`)
}

type Reply = { status: number; text: string; cookie: string }
async function post(path: string, body: object | string, cookie = ''): Promise<Reply> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
      'idempotency-key': newId(),
      ...(cookie ? { cookie } : {}),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const set = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { status: answer.status, text: await answer.text(), cookie: set }
}

/** The code that was sent last to that telephone. */
async function codeSent(phone = PHONE): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const log = await readFile(join(world.services.config.dataDir, 'texts.log'), 'utf8').catch(() => '')
    const line = log.split('\n').findLast((text) => text.includes(phone))
    const code = line && /\b\d{6}\b/.exec((JSON.parse(line) as { text: string }).text)?.[0]
    if (code) return code
    await sleep(20)
  }
  throw new Error('no code was sent')
}

it('keeps codes, tokens, telephones, ID numbers, words and votes out of its log and its audit rows', async () => {
  const { services, county, village } = world
  await moveIn(services, county, { name: '泡墙的人', phone: PHONE, home: village })
  expect((await post('/api/session/code', { phone: PHONE })).status).toBe(204)
  const code = await codeSent()
  const wrong = code === '123987' ? '123988' : '123987'
  expect((await post('/api/session', { phone: PHONE, code: wrong })).status).toBe(422)
  expect((await post('/api/session', { phone: OTHER, code: wrong })).status).toBe(422)
  const entered = await post('/api/session', { phone: PHONE, code })
  expect(entered.status).toBe(200)
  const token = entered.cookie.replace('gz_session=', '')

  expect((await post('/api/phone-bindings/code', { phone: ASKING })).status).toBe(204)
  const binding = await codeSent(ASKING)
  const asking = { village, name: '泡墙的邻居', household: '门口有棵歪脖子槐树那家', phone: ASKING }
  expect((await post('/api/phone-bindings', { ...asking, code: wrong })).status).toBe(422)
  expect((await post('/api/phone-bindings', { ...asking, code: binding })).status).toBe(200)

  const { person, post: itsPost } = await world.scope(...SYSTEM)
  const administrator = (await openSession(services, county, person, itsPost?.id)).token
  const table = formOf(
    await workbookOf([
      ['姓名', '手机号', '登录名'],
      ['新来的', NEWCOMER, 'new.comer'],
    ]),
    '表.xlsx',
  )
  const sheet = (path: string, key = newId()) =>
    fetch(`http://127.0.0.1:${port}/api/accounts/sheet${path}`, {
      method: 'POST',
      headers: { ...table.headers, authorization: `Bearer ${administrator}`, 'idempotency-key': key },
      body: new Uint8Array(table.payload),
    })
  const { look } = (await (await sheet('/look')).json()) as { look: string }
  const codes = await linesOf(new Uint8Array(await (await sheet(`?look=${look}`)).arrayBuffer()))
  const oneTime = codes[2]?.[2] ?? ''
  expect(oneTime).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/)
  expect((await sheet(`?look=${look}`)).status).toBe(409)
  expect((await sheet('/refused')).status).toBe(200)

  const said = { words: `${WORDS}，电话 ${OTHER}，身份证 ${ID_NUMBER}`, item: '0402' }
  const report = { flow: 'grid-event', action: 'report', division: village, answers: said }
  const opened = await post('/api/matters', report, entered.cookie)
  expect(opened.status).toBe(200)
  const { code: tracking } = JSON.parse(opened.text) as { code: string }
  const act = (of: string, action: string, answers: object) =>
    post(`/api/track/${of}/actions`, { action, answers })
  await act(tracking, 'add', { words: WORDS })
  await act(tracking, 'nonsense', { words: OTHER, [PHONE]: ID_NUMBER })
  await post('/api/matters', { ...report, action: PHONE, division: ID_NUMBER }, entered.cookie)
  await post(
    '/open311/v2/requests.json',
    `api_key=secret-key-of-a-client&service_code=0402&description=${WORDS}`,
  )

  const voting = votingAt(world)
  const { motion, modulus } = await voting.hall(PRESENT)
  const paper = newPaper(modulus)
  const { body } = await voting.send('刘桂兰', motion, 'tickets', { blinded: paper.blinded })
  const { serial, signature } = paper.finish(body.signed)
  await voting.crowd(motion, modulus)
  await voting.send(SECRETARY, motion, 'begin', { anyway: true })
  expect((await post(`/api/ballots/${motion}`, { serial, signature, choice: 'abstain' })).status).toBe(200)

  const rows = await services.db.asOwner((tx) =>
    tx.rows<{ text: string }>(`select (to_jsonb(a) - 'hash')::text as text from audit_rows a`),
  )
  const written = `${output}\n${rows.map(({ text }) => text).join('\n')}`
  expect(rows.length).toBeGreaterThan(10)
  expect(written).toContain('139****6543')
  const secrets = {
    PHONE,
    OTHER,
    ASKING,
    binding,
    NEWCOMER,
    oneTime,
    administrator,
    household: asking.household,
    ID_NUMBER,
    WORDS: WORDS.slice(0, 6),
    code,
    wrong,
    token,
    tracking,
    key: 'secret-key-of-a-client',
    blinded: paper.blinded,
    serial,
    signature,
    choice: 'abstain',
  }
  const found = Object.entries(secrets).filter(([, secret]) => written.includes(secret))
  expect(found.map(([name]) => name)).toEqual([])
  // A ballot leaves no row at all, refused or not.
  expect(written).not.toContain('ballots.cast')
})

it('strikes out of a fault what the database says of the row', () => {
  const fault = Object.assign(new Error(`invalid input "${PHONE}" for ${ID_NUMBER}`), {
    code: '23505',
    detail: `Key (phone)=(${OTHER}) already exists.`,
  })
  const logged = JSON.stringify(forLog(fault))
  for (const secret of [PHONE, OTHER, ID_NUMBER]) expect(logged).not.toContain(secret)
  expect(logged).toContain('23505')
})
