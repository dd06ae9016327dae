import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { seenValue } from '#practice/kit/index.ts'
import type { App, Services } from './app.ts'
import { answerBrokenAddress, answerBrokenBytes, answerOddCalls } from './broken-calls.ts'
import { answerErrors } from './errors.ts'
import { contentPolicy, PERMISSIONS } from './content-policy.ts'
import { limitCalls } from './limits.ts'
import { denied, Problem } from './problem.ts'
import { serveReader } from './reader.ts'
import type { Scope } from './scope.ts'
import { serveScreens } from './screens.ts'
import { speakChinese } from './sentences.ts'
import type { Taking } from './sheet.ts'
import { isForged } from './token.ts'
import type { FindSent } from './call-keys.ts'
import type { KeepRows } from './trace.ts'
import { traceCalls } from './tracing.ts'

/** What the house adds to the bare server: who is calling, and the routes of its nouns. */
export type House = {
  /** Which county is served, and whose call it is. Throws a 503 when the database has no county yet. */
  identify: (request: FastifyRequest) => Promise<{ county: string; scope: Scope | undefined }>
  bindRoutes: (app: App) => void
  /** What stands on a list that is taken along. */
  takingOf: Taking
  /** What a watchman wants to know, asked of the database. Throws when it does not answer. */
  health: () => Promise<Record<string, number>>
  /** Where vite wrote the screens. */
  screens: string
  /** Writes a row of the audit log. Absent only where a bench asks what the log costs. */
  keepRows: KeepRows | undefined
  findSent: FindSent
}

/** The longest report is some kB; pictures travel as multipart, which has its own limit. */
const BODY_BYTES_MAX = 1024 * 1024
const PICTURE_BYTES_MAX = 12 * 1024 * 1024
/** A picture of 12 MB over a village's worst line; whoever sends slower than that holds a connection for nothing. */
const REQUEST_MS_MAX = 300_000
/** No form of ours is a tenth as deep. Deeper ones only exhaust whoever walks through them. */
const LEVELS_MAX = 50
/** NUL and halves of signs, as JSON writes them; PostgreSQL keeps neither. A backslash somebody typed stands doubled. */
const UNKEPT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/
/** What is under way when the server is stopped may take this long; after that it is cut. */
const GRACE_MS = 1_500
/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 1024

/** The server, ready to listen or to be asked by `inject`. Closing it leaves the services open. */
export async function openServer(services: Services, house: House): Promise<App> {
  const { config } = services
  speakChinese()
  const http = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: config.trustProxy ?? false,
    // Short enough to be read out over the telephone.
    genReqId: () => randomUUID().slice(0, 8),
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_MS_MAX,
    http: { requireHostHeader: false },
    clientErrorHandler: answerBrokenBytes,
    frameworkErrors: answerBrokenAddress,
    logController: new LogController({ disableRequestLogging: true }),
    logger: config.quiet ? false : { level: 'warn' },
  })
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  answerErrors(http)
  cutAfterGrace(http)
  await registerPlugins(http)
  const { keepRows: keep, identify } = house
  if (keep) traceCalls(http, { ...services, keep, findSent: house.findSent, identify })
  answerOddCalls(http)
  await limitCalls(http)
  identifyCallers(http, house)
  http.decorate('takingOf', house.takingOf)
  await serveReader(http)
  http.route({
    method: ['GET', 'HEAD'],
    url: '/healthz',
    schema: { hide: true },
    handler: async (_, reply) => {
      const health = await house.health()
      return reply.header('cache-control', 'no-store').send({ ok: true, ...health })
    },
  })
  await serveScreens(http, house.screens)
  const app = { ...services, http }
  house.bindRoutes(app)
  await http.ready()
  return app
}

/** Browsers open connections ahead of need; Node takes them for busy and would wait a minute for each. */
function cutAfterGrace(http: FastifyInstance): void {
  http.addHook('preClose', async () => {
    setTimeout(() => http.server.closeAllConnections(), GRACE_MS).unref()
  })
}

async function registerPlugins(http: FastifyInstance): Promise<void> {
  await http.register(cookie)
  await http.register(helmet, {
    contentSecurityPolicy: contentPolicy(),
    // Villages reach their hall's server over plain http; whoever adds TLS decides this at the proxy.
    strictTransportSecurity: false,
  })
  http.addHook('onRequest', (_, reply, done) => {
    reply.header('permissions-policy', PERMISSIONS)
    done()
  })
  // gzip only: brotli's default takes ten times as long for a tenth less.
  await http.register(compress, { threshold: COMPRESS_FROM_BYTES, encodings: ['gzip'] })
  await http.register(multipart, { limits: { fileSize: PICTURE_BYTES_MAX, files: 1, fields: 10, parts: 11 } })
}

/** Every route of the contract knows its county and its caller before its body is read. */
function identifyCallers(http: FastifyInstance, house: House): void {
  http.decorateRequest('county', '')
  http.decorateRequest('scope', undefined)
  // After the limits, which are onRequest: a flood is refused before it costs a query.
  http.addHook('preParsing', async (request) => {
    if (!request.routeOptions.config.definition) return
    if (isForged(request)) throw denied('这个请求来自别的网站，为了您的安全没有办理，请从本系统的页面操作')
    const { county, scope } = await house.identify(request)
    request.county = county
    request.scope = scope
  })
  http.addHook('preValidation', (request, _, done) => {
    const { url, body } = request
    const isJson = typeof body === 'object' && body !== null && !Buffer.isBuffer(body)
    if (isJson && isDeeper(body, LEVELS_MAX))
      throw new Problem(400, 'malformed', '提交的内容层次太多，系统读不了，请刷新页面再试')
    // PostgreSQL keeps no NUL in a text, and nobody types one.
    if (url.includes('%00') || (isJson && UNKEPT.test(JSON.stringify(body)))) {
      throw new Problem(400, 'unseen', '内容里混进了看不见的字符，请删掉重写一下')
    }
    // They come with what is pasted from elsewhere, and make a number look like another.
    if (isJson) request.body = seenValue(body)
    done()
  })
}

/** Whether a value holds others further down than that. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1))
}
