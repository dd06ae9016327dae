import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveScreens } from './screens.ts'

let folder: string
let http: FastifyInstance

const FILES = {
  'phone/index.html': 'the phone',
  'desk/index.html': 'the desk',
  'assets/desk/main-a1b2c3.js': 'hashed',
  'sw.js': 'worker',
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'screens-'))
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  http = Fastify()
  await serveScreens(http, folder)
})
afterAll(async () => {
  await http.close()
  await rm(folder, { recursive: true })
})

it.each([
  ['/', 'the phone'],
  ['/matters/01a2?from=home', 'the phone'],
  ['/desk', 'the desk'],
  ['/desk/', 'the desk'],
  ['/desk/queue/overdue', 'the desk'],
  ['/phone/index.html', 'the phone'],
  ['/sw.js', 'worker'],
])('%s is %s, asked for each time', async (url, text) => {
  const answer = await http.inject({ url })
  expect([answer.statusCode, answer.body]).toEqual([200, text])
  expect(answer.headers['cache-control']).toBe('no-cache')
})

it('keeps for ever what carries a hash', async () => {
  const { headers, body } = await http.inject({ url: '/assets/desk/main-a1b2c3.js' })
  expect([headers['cache-control'], body]).toEqual(['public, max-age=31536000, immutable', 'hashed'])
})

it.each(['/assets/desk/gone.js', '/api/nothing', '/wp-login.php', '/open311/x'])(
  'has nothing at %s',
  async (url) => {
    const answer = await http.inject({ url })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().title).toBe('没有这个地址，请检查一下，或者从首页进去')
  },
)

it('says so when a screen was not built', async () => {
  const answer = await http.inject({ url: '/tv' })
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('界面还没有构建')
})

it('hands out nothing beside its folder', async () => {
  for (const url of ['/assets/..%2fdesk%2findex.html', '/assets/..%2f..%2f..%2fetc%2fpasswd']) {
    expect((await http.inject({ url })).statusCode).toBe(403)
  }
})
