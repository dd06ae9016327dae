import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'
import { Problem } from './problem.ts'

/** What is refused before it becomes a request of ours, by Node's and the router's codes, in words for people. */
const UNREADABLE = new Problem(400, 'malformed', '请求的格式不对，请刷新页面再试')
const NO_ADDRESS = new Problem(400, 'malformed', '这个网址写得不对，请检查一下，或者从首页进去')
const LONG_ADDRESS = new Problem(414, 'too-large', '这个网址太长了，请检查一下，或者从首页进去')
const UNEXPECTED = new Problem(417, 'malformed', '系统不办理带有这种要求（Expect）的请求，请去掉它再试')
const OF_NODE: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: new Problem(431, 'too-large', '请求带的信息太多了，请清除浏览器里本网站的数据再试'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Problem(413, 'too-large', '内容太多了，请删减一些再提交'),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'timeout', '网络太慢，没有传完，请换个信号好的地方再试'),
}
const OF_ROUTER: Readonly<Record<string, Problem>> = { FST_ERR_MAX_PARAM_LENGTH: LONG_ADDRESS }

/** No page of ours: it loads nothing and stands in no frame. */
const BARE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
/** So long may what was said travel before the connection is cut, whatever the other side still sends. */
const FAREWELL_MS = 1_000

/** Node's answer to bytes that are no HTTP: ours has a head of its own, because there is no reply to write to. */
export function answerBrokenBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = OF_NODE[error.code ?? ''] ?? UNREADABLE
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${problem.status} Refused`,
    ...Object.entries(headersOf(body)).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
  // Cut at once, the answer would be lost with what the other side has still under way.
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref()
}

/** The router's answer to an address it cannot read. No hook has run, so the headers of every answer are missing. */
export function answerBrokenAddress(
  error: Error & { code?: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void sendProblem(reply.headers(BARE_HEADERS), OF_ROUTER[error.code ?? ''] ?? NO_ADDRESS)
}

/** What Node itself would answer without a word: a demand it does not know, and a call that names no host. */
export function answerOddCalls(http: FastifyInstance): void {
  http.server.on('checkExpectation', (_: IncomingMessage, response: ServerResponse) => {
    const body = JSON.stringify(UNEXPECTED)
    response.writeHead(UNEXPECTED.status, headersOf(body)).end(body)
  })
  http.addHook('onRequest', ({ raw }, _, done) => {
    // Who has hung up meanwhile has no address any more by which calls are counted.
    if (raw.socket.destroyed) throw UNREADABLE
    // RFC 9112 §3.2: HTTP/1.1 names its host, once; Node is told to leave that to us.
    if (raw.httpVersion === '1.1' && !raw.headers.host) throw UNREADABLE
    done()
  })
}

const headersOf = (body: string) => ({
  ...BARE_HEADERS,
  'cache-control': 'no-store',
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
})
