import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { open311 } from '#contract/open311.ts'
import { Instant } from '#contract/values.ts'
import type { App } from '#server/core/app.ts'
import { baseOf } from '#server/core/base.ts'
import { forLog, problemOf } from '#server/core/errors.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import { isId } from '#server/core/ids.ts'
import { invalid, Problem } from '#server/core/problem.ts'
import { demandNotOther } from '#server/core/tracing.ts'
import { serveClient, type Client } from '#server/modules/api-clients/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { report, unknownService, type Form } from './commands.ts'
import {
  CONTENT_TYPE,
  definitionOf,
  discoveryOf,
  reportable,
  requestOf,
  serviceOf,
  write,
  type Format,
  type Node,
} from './rules.ts'
import * as store from './store.ts'

const FLOW = 'grid-event'
/** The standard's own: “90 days or first 1000 results, whichever is smallest”. */
const DAYS = 90
const ROWS_MAX = 1000
const NUMBERS_MAX = 100
const DAY_MS = 86_400_000
/** When this door last changed what it says. */
const CHANGED = new Date('2026-11-26T00:00:00Z')

/** Binds contract/open311.ts apart from the rest of the house: its errors are the standard's, in the asked format. */
export function open311Routes(app: App): void {
  void app.http.register(async (http) => {
    http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, formOf(String(body))),
    )
    http.setErrorHandler<FastifyError>((error, request, reply) => {
      const problem = problemOf(error, request)
      if (problem.status >= 500)
        request.log.error({ err: forLog(error), url: request.routeOptions.url }, 'failed')
      return send(reply.code(statusOf(problem)), formatOf(request), 'errors', errorsOf(problem))
    })
    implement(http, 'open311', open311, {
      ...lists(app),
      ...reporting(app, http),
      ...following(app),
    })
  })
}

function lists(app: App): Pick<Handlers<typeof open311>, 'discovery' | 'services' | 'definition'> {
  return {
    discovery: async ({ params: { format } }, { county, request, reply }) => {
      const node = discoveryOf(
        baseOf(app, request),
        await getCounty(app.db, county),
        CHANGED,
        app.config.demo,
      )
      return send(reply, format, 'discovery', node)
    },
    services: async ({ params: { format }, query }, { county, reply }) => {
      const { ground, flow } = await groundOf(app, county, query.jurisdiction_id)
      const services = reportable(ground, flow).map((item) => serviceOf(flow, item))
      return send(reply, format, 'services', services)
    },
    definition: async ({ params: { format, code }, query }, { county, reply }) => {
      const { ground, flow } = await groundOf(app, county, query.jurisdiction_id)
      if (!reportable(ground, flow).some((item) => item.code === code)) throw unknownService(code)
      return send(reply, format, 'service_definition', definitionOf(flow, code))
    },
  }
}

function reporting(app: App, http: App['http']): Pick<Handlers<typeof open311>, 'report'> {
  return {
    report: async ({ params: { format }, query, body }, { county, request, reply }) => {
      const asking = {
        key: clientKeyOf(request),
        wanted: 'open311.report',
        operation: 'open311.report',
      } as const
      const row = await serveClient(app, county, asking, async (client) => {
        const jurisdiction = query.jurisdiction_id ?? textIn(body, 'jurisdiction_id')
        const { ground, flow } = await groundOf(app, county, jurisdiction)
        if (!textIn(body, 'service_code')?.trim()) throw invalid({ service_code: '没有写 service_code' })
        const once = request.headers['idempotency-key']
        const key = typeof once === 'string' ? once : undefined
        const { number, notice } = await report(app, ground, flow, client, body, { key })
        await demandNotOther(http, request)
        const account = textIn(body, 'account_id') ?? null
        return { service_request_id: number, service_notice: notice, account_id: account }
      })
      return send(reply.code(201), format, 'service_requests', [row])
    },
  }
}

function following(app: App): Pick<Handlers<typeof open311>, 'token' | 'requests' | 'request'> {
  const { db } = app
  const numbered = async (county: County, client: Client | undefined, numbers: readonly string[]) => {
    const flow = county.flow(FLOW)
    const rows = await db.read(county.code, (tx) =>
      store.requestsNumbered(tx, client?.scope.person, numbers.slice(0, NUMBERS_MAX)),
    )
    return rows.map((row) => requestOf(county, flow, row))
  }
  const listed = async (county: County, client: Client | undefined, asked: store.Asked) => {
    const flow = county.flow(FLOW)
    const rows = await db.read(county.code, (tx) =>
      store.listRequests(tx, client?.scope.person, asked, ROWS_MAX),
    )
    return rows.map((row) => requestOf(county, flow, row))
  }
  // Anybody may read; whoever shows a key is served and counted as with any other call.
  const serve = <T>(
    county: string,
    key: string | undefined,
    work: (client: Client | undefined) => Promise<T>,
  ): Promise<T> =>
    key
      ? serveClient(app, county, { key, wanted: 'open311.report', operation: 'open311.read' }, work)
      : work(undefined)
  return {
    token: async ({ params: { format, token }, query }, { county, reply }) => {
      const row = await serve(county, query.api_key, async (client) => {
        await groundOf(app, county, query.jurisdiction_id)
        const found = isId(token)
          ? await db.read(county, (tx) => store.numberOf(tx, client?.scope.person, token))
          : undefined
        if (!found) throw unknownRequest()
        return { service_request_id: found.number, token }
      })
      return send(reply, format, 'service_requests', [row])
    },
    requests: async ({ params: { format }, query }, { county, reply }) => {
      const rows = await serve(county, query.api_key, async (client) => {
        const { ground } = await groundOf(app, county, query.jurisdiction_id)
        const numbers = listIn(query.service_request_id)
        return numbers ? numbered(ground, client, numbers) : listed(ground, client, askedOf(query, ground))
      })
      return send(reply, format, 'service_requests', rows)
    },
    request: async ({ params: { format, id }, query }, { county, reply }) => {
      const rows = await serve(county, query.api_key, async (client) => {
        const { ground } = await groundOf(app, county, query.jurisdiction_id)
        const found = await numbered(ground, client, [id])
        if (found.length === 0) throw unknownRequest()
        return found
      })
      return send(reply, format, 'service_requests', rows)
    },
  }
}

/** The same for what is not there and for what is not open: nobody learns which. */
const unknownRequest = () =>
  new Problem(
    404,
    'not-found',
    '没有找到这个编号的诉求。没有公开的，只有报它的系统用自己的密钥（api_key）才能查，请核对编号和密钥',
  )

function send(reply: FastifyReply, format: Format, root: string, node: Node): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .type(CONTENT_TYPE[format])
    .send(write(format, root, node))
}

async function groundOf({ db }: App, county: string, jurisdiction: string | undefined) {
  if (jurisdiction && jurisdiction !== county)
    throw new Problem(404, 'not-found', `没有 jurisdiction_id“${jurisdiction}”，这里是 ${county}`)
  const ground = await getCounty(db, county)
  return { ground, flow: ground.flow(FLOW) }
}

type Query = { service_code?: string | undefined; status?: string | undefined } & {
  [key in 'start_date' | 'end_date']?: string | undefined
}

/** The filters of a list. Throws a 400 for a time or a state that is none, a 404 for an unknown service. */
function askedOf(query: Query, county: County): store.Asked {
  const to = instantIn(query.end_date, 'end_date') ?? new Date()
  const from = instantIn(query.start_date, 'start_date') ?? new Date(to.getTime() - DAYS * DAY_MS)
  const states = listIn(query.status) ?? []
  if (states.some((state) => state !== 'open' && state !== 'closed'))
    throw new Problem(400, 'status', 'status 只能是 open、closed，或者用逗号写两个')
  const items = listIn(query.service_code)
  const unknown = items?.find((code) => !county.catalogues.get('grid-matters')?.byCode.has(code))
  if (unknown !== undefined) throw unknownService(unknown)
  return { from, to, items, ended: states.length === 1 ? states[0] === 'closed' : undefined }
}

function instantIn(text: string | undefined, name: string): Date | undefined {
  if (!text) return undefined
  // W3C's form, which leaves out no zone; a day alone is China's. Before 1970 nobody reported anything here.
  const day = z.iso.date().safeParse(text).success
  const at = new Date(day ? `${text}T00:00:00+08:00` : text)
  if (!(day || Instant.safeParse(text).success) || !(at.getTime() >= 0))
    throw new Problem(400, name, `${name} 要写成 2026-11-01T00:00:00Z 这样的时间`)
  return at
}

const listIn = (text: string | undefined) => {
  const parts = text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return parts && parts.length > 0 ? parts : undefined
}

const textIn = (body: Form, name: string) => (typeof body[name] === 'string' ? body[name] : undefined)

/** In the address or in the form. */
function clientKeyOf({ query, body }: FastifyRequest): string | undefined {
  // Both were parsed by the contract before a handler runs; a body may be absent.
  const [inQuery, inBody] = [query as Form, (body ?? {}) as Form]
  return textIn(inBody, 'api_key') ?? textIn(inQuery, 'api_key')
}

/** A name that comes twice becomes a list, as attributes with several values are sent. */
function formOf(text: string): Form {
  const fields = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

const formatOf = ({ url }: FastifyRequest): Format => (/\.json(\?|$)/.test(url) ? 'json' : 'xml')

/** The standard knows 400, 403 and 404; what a form got wrong is a 400 there. */
const statusOf = ({ status }: Problem) =>
  status === 401 ? 403 : status === 422 || status === 409 ? 400 : status

function errorsOf(problem: Problem): Node {
  const says = Object.values(problem.more.fields ?? {})
  const code = statusOf(problem)
  return (says.length > 0 ? says : [problem.message]).map((description) => ({ code, description }))
}
