import type { FastifyInstance, FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify'
import type { z } from 'zod'
import type { Answered, Received, Route } from '#contract/route.ts'
import { isId } from './ids.ts'
import { Problem, signIn } from './problem.ts'
import { demand, demandFresh, type Scope } from './scope.ts'
import { orFile, withFile, type Taking } from './sheet.ts'
import { demandNotOther, noteSent, traceOf } from './tracing.ts'

/** What a handler gets besides its input. */
export type Call<R> = {
  /** The county served here. */
  county: string
  /** Whose call it is; only public routes may find none. */
  scope: R extends { access: 'public' } ? Scope | undefined : Scope
  /** The client's idempotency key; present on routes marked `once`. */
  key: string
  request: FastifyRequest
  reply: FastifyReply
}

// `any` here erases only the schemas' generics; Received and Answered restore them for each handler.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyRoute = Route<any, any, any, any>
export type Handler<R extends AnyRoute> = (
  input: Received<R>,
  call: Call<R>,
) => Promise<R extends { sends: string } ? unknown : Answered<R> extends undefined ? void : Answered<R>>

/** The handlers of one noun: a missing or mistyped one does not compile. */
export type Handlers<N extends Record<string, AnyRoute>> = { [K in keyof N]: Handler<N[K]> }

declare module 'fastify' {
  interface FastifyInstance {
    /** What stands on a list that is taken along. */
    takingOf: Taking
  }
  interface FastifySchema {
    operationId?: string
    summary?: string
    tags?: readonly string[]
  }
  interface FastifyRequest {
    county: string
    scope: Scope | undefined
  }
  interface FastifyContextConfig {
    /** The route as the contract has it; absent on what is not of the contract. */
    definition?: AnyRoute
  }
}

/** Binds a noun's routes to their handlers: access first, then the shape of the input, the idempotency key, the handler. */
export function implement<N extends Record<string, AnyRoute>>(
  app: FastifyInstance,
  noun: string,
  routes: N,
  handlers: Handlers<N>,
): void {
  for (const [name, definition] of Object.entries(routes)) {
    bind(app, `${noun}.${name}`, definition, handlers[name as keyof N] as Handler<AnyRoute>)
  }
}

/** 20,000 lines of a table with remarks are some 5 MB. */
const LARGE_BODY_BYTES_MAX = 12 * 1024 * 1024

/** Binds one route; flows use it for the paths that follow from their definition. */
export function bind(
  app: FastifyInstance,
  operationId: string,
  definition: AnyRoute,
  handler: Handler<AnyRoute>,
): void {
  const { method, path, does } = definition
  const answering = definition.sheet ? orFile(app, operationId, definition, handler) : handler
  app.route({
    method,
    url: path,
    config: { definition },
    // A stream that is compressed is held back until there is enough to compress.
    ...(definition.large ? { bodyLimit: LARGE_BODY_BYTES_MAX } : {}),
    ...(definition.sends === 'events' ? { compress: false as const } : {}),
    schema: {
      operationId,
      summary: does,
      tags: [operationId.split('.')[0] ?? operationId],
      ...schemasOf(definition),
    },
    // Before the schemas: who may not call it does not learn what it takes, and what was sent is read as it came.
    preValidation: admitted(definition),
    handler: async (request, reply) => {
      // What depends on who asks stays with who asked; handlers that know better say otherwise.
      if (request.scope) reply.header('cache-control', 'no-store')
      const input: Received<AnyRoute> = { params: request.params, query: request.query, body: request.body }
      const key = definition.once === true ? keyOf(request) : ''
      const call = { county: request.county, scope: request.scope as Scope, key, request, reply }
      const trace = traceOf(app, request)
      const answer = await (trace ? trace.run(() => answering(input, call)) : answering(input, call))
      // Who returns a reply waits until it is out: a list that was asked for as a file is sent by then.
      if (definition.sends || reply.sent) return reply
      if (definition.once) await demandNotOther(app, request)
      if (definition.answers === undefined) return reply.code(204).send()
      return reply.send(answer)
    },
  })
}

/** Lets a call in and remembers what it says, or throws a 401 or 403. */
const admitted =
  ({ access, proven, once }: AnyRoute): preValidationHookHandler =>
  (request, _, done) => {
    const { scope } = request
    if (access !== 'public') {
      if (!scope) throw signIn()
      if (access !== 'session') demand(scope, access)
      if (proven === 'always') demandFresh(scope)
    }
    if (once) noteSent(request)
    done()
  }

function schemasOf(definition: AnyRoute): Record<string, unknown> {
  const { params, body, answers, sends } = definition
  const query = withFile(definition)
  const schema: Record<string, unknown> = {}
  if (params) schema['params'] = params
  if (query) schema['querystring'] = query
  if (body) schema['body'] = body
  if (answers && !sends) schema['response'] = { 200: answers as z.ZodType }
  return schema
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !isId(key)) {
    throw new Problem(400, 'key', '请求缺少防重复的编号（Idempotency-Key，UUIDv7），请更新程序后再试')
  }
  return key
}
