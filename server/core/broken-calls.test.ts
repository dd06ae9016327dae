import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '#contract/values.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWire } from '#test/fuzz/wire.ts'
import { openWorld, type World } from '#test/world.ts'
import { newId } from './ids.ts'

let world: World
let port: number
beforeAll(async () => {
  world = await openWorld()
  await world.http.listen({ port: 0, host: '127.0.0.1' })
  port = (world.http.server.address() as AddressInfo).port // It listens on a port, not on a pipe.
})

/** Sends the bytes and closes our side; answers with the status and the sentence. */
async function said(text: string): Promise<[status: number, title: string]> {
  const wire = await openWire(port)
  const answer = await wire.ask(Buffer.from(text, 'latin1'), {
    isHead: false,
    ends: 'finish',
    limitMs: 15_000,
  })
  if (!answer) throw new Error('closed without an answer')
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const { title, status } = Problem.parse(JSON.parse(answer.body.toString()))
  expect(status).toBe(answer.status)
  return [answer.status, title]
}

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
const HOST = 'host: gz.example'

describe('what is refused before it is a request', () => {
  it.each([
    ['no HTTP at all', '\u0016\u0003\u0001\u0000', 400, '请求的格式不对，请刷新页面再试'],
    ['half a head', 'GET /api/county HTTP/1.1\r\nhost: a', 400, '请求的格式不对，请刷新页面再试'],
    [
      'a header without a colon',
      head('GET / HTTP/1.1', HOST, 'nothing'),
      400,
      '请求的格式不对，请刷新页面再试',
    ],
    [
      'two lengths, as smugglers send them',
      head('POST /api/session HTTP/1.1', HOST, 'content-length: 4', 'transfer-encoding: chunked') +
        '0\r\n\r\n',
      400,
      '请求的格式不对，请刷新页面再试',
    ],
    [
      'too much in the head',
      head('GET /api/county HTTP/1.1', HOST, `cookie: ${'a'.repeat(40_000)}`),
      431,
      '请求带的信息太多了，请清除浏览器里本网站的数据再试',
    ],
    [
      'an address that is none',
      head('GET /api/matters/%zz HTTP/1.1', HOST, 'connection: close'),
      400,
      '这个网址写得不对，请检查一下，或者从首页进去',
    ],
    [
      'a part of an address that is too long',
      head(`GET /api/matters/${'a'.repeat(2_000)} HTTP/1.1`, HOST, 'connection: close'),
      414,
      '这个网址太长了，请检查一下，或者从首页进去',
    ],
    [
      'a demand nobody knows',
      head('POST /api/session HTTP/1.1', HOST, 'expect: a-miracle', 'content-length: 0'),
      417,
      '系统不办理带有这种要求（Expect）的请求，请去掉它再试',
    ],
  ])('%s is answered in our own words', async (_, text, status, title) => {
    expect(await said(text)).toEqual([status, title])
  })

  it('a call that names no host gets an ordinary answer', async () => {
    const wire = await openWire(port)
    const answer = await wire.ask(Buffer.from(head('GET /api/county HTTP/1.1', 'connection: close')), {
      isHead: false,
      // Node answers nobody who has hung up, and the audit log is written first.
      ends: 'stay',
      limitMs: 15_000,
    })
    expect([answer?.status, JSON.parse(String(answer?.body)).title]).toEqual([
      400,
      '请求的格式不对，请刷新页面再试',
    ])
  })
})

describe('what no form holds', () => {
  const send = (payload: string, type = 'application/json') =>
    world.http.inject({ method: 'POST', url: '/api/session', payload, headers: { 'content-type': type } })

  it('is refused however deep it is', async () => {
    const answers = await Promise.all(
      [60, 20_000, 400_000].map((depth) => send(`{"phone":${'['.repeat(depth)}${']'.repeat(depth)}}`)),
    )
    for (const answer of answers)
      expect([answer.statusCode, answer.json().title]).toEqual([
        400,
        '提交的内容层次太多，系统读不了，请刷新页面再试',
      ])
  })

  it('is refused with a NUL or half a sign in it, and not for a backslash somebody typed', async () => {
    for (const text of [
      String.raw`\u0000`,
      String.raw`\ud800`,
      String.raw`a\\\udfff`,
      String.raw`\uDC00\uD800`,
    ])
      expect([text, (await send(`{"phone":"${text}","code":""}`)).json().code]).toEqual([text, 'unseen'])
    for (const text of [String.raw`\\u0000`, String.raw`\\\\ud800`, String.raw`\ud83d\ude00`])
      expect([text, (await send(`{"phone":"${text}","code":""}`)).json().code]).toEqual([text, 'invalid'])
  })

  it('a file that breaks off is one to send again', async () => {
    const { token } = await signedIn()
    const whole =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n姓名\r\n'
    const forms = [
      [whole, 'multipart/form-data; boundary=b'],
      [whole, 'multipart/form-data'],
      [whole, `multipart/form-data; boundary=${'x'.repeat(300)}`],
    ]
    for (const [payload = '', type = ''] of forms)
      for (const url of ['/api/files', '/api/imports']) {
        const answer = await world.http.inject({
          method: 'POST',
          url,
          payload,
          headers: { 'content-type': type, authorization: `Bearer ${token}`, 'idempotency-key': newId() },
        })
        expect([url, type, answer.statusCode]).toEqual([url, type, 400])
        expect(answer.json().title).toMatch(/^\P{Script=Latin}+$/u)
      }
  })
})

async function signedIn(): Promise<{ token: string }> {
  const { person, post } = await world.scope('王建国', 'village-secretary')
  return openSession(world.services, world.county, person, post?.id)
}
