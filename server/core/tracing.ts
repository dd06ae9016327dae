import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Route } from '#contract/route.ts'
import { seenText } from '#practice/kit/seen-text.ts'
import { demandSame, textOf, type FindSent, type Sent } from './call-keys.ts'
import type { Db } from './db.ts'
import { forLog } from './errors.ts'
import { isId } from './ids.ts'
import { maskName, maskPhone, type Secrets } from './secrets.ts'
import type { Scope } from './scope.ts'
import { isFileAsked } from './sheet.ts'
import { SESSION_COOKIE } from './token.ts'
import { Trace, type Calling, type Facts, type KeepRows, type Leaves, type TraceRow } from './trace.ts'

/** Begins a trace with each call of the contract and ends it with the answer, whatever the answer is. */

declare module 'fastify' {
  interface FastifyInstance {
    /** Of the whole house, doors with errors of their own among it; absent where nothing is traced. */
    tracing?: Tracing
  }
  interface FastifyRequest {
    trace: Trace | undefined
    /** What it said with its idempotency key; absent on calls without one, and on those that bring a file. */
    sent: Sent | undefined
    /** Why it was refused, for the log: a code and names of fields. */
    refusal: string
  }
}

type Tracing = {
  db: Pick<Db, 'aside'>
  secrets: Pick<Secrets, 'hash' | 'ageOf'>
  keep: KeepRows
  findSent: FindSent
  identify: (request: FastifyRequest) => Promise<{ county: string; scope: Scope | undefined }>
}

/** What one caller may be refused in a minute with a row each; a flood is counted, not written down. */
const REFUSALS_A_MINUTE = 30
const MINUTE_MS = 60_000
const KEYS_MAX = 20_000

/** Puts tracing in place. Without it nothing is traced: only a bench may do that. */
export function traceCalls(http: FastifyInstance, tracing: Tracing): void {
  const { db, identify, keep } = tracing
  http.decorate('tracing', tracing)
  const isFlood = floodgate()
  http.decorateRequest('trace', undefined)
  http.decorateRequest('sent', undefined)
  http.decorateRequest('refusal', '')
  const leaveRest = async (request: FastifyRequest, status: number, due?: readonly TraceRow[]) => {
    try {
      // Refused before anybody was identified, by the limits say.
      const county = request.county || (await identified(request, identify))
      const rows = due ?? (request.trace = begin(request, tracing)).rest(status, request.refusal)
      if (rows.length > 0) await db.aside(county, (tx) => keep(tx, county, rows, false))
    } catch (error) {
      // A refusal stands without its row; what succeeded does not, and is told as a fault.
      request.log.error({ err: forLog(error) }, 'audit')
      if (status < 400) throw error
    }
  }
  // Before the answer goes out: nobody has seen what is personal, or learned anything, without a row of it. A promise only
  // where there is something to wait for: mostly the row has gone with the change.
  http.addHook('onSend', (request, { statusCode }, payload, done) => {
    if (!request.routeOptions.config.definition) return done(null, payload)
    if (statusCode >= 400 && isFlood(refusedIn(request, statusCode), Date.now())) return done(null, payload)
    const due = request.trace?.rest(statusCode, request.refusal)
    return due?.length === 0 ? done(null, payload) : leaveRest(request, statusCode, due)
  })
}

/** What refusals have in common; of a caller known by name, so that nobody's drown another's behind the same address. */
const refusedIn = ({ ip, scope, routeOptions }: FastifyRequest, status: number) =>
  `${ip} ${scope?.person ?? ''} ${routeOptions.url} ${status}`

/** The trace of a call whose body has been checked; undefined when nothing is traced. */
export function traceOf(http: FastifyInstance, request: FastifyRequest): Trace | undefined {
  const { tracing } = http
  return tracing && (request.trace ??= begin(request, tracing))
}

/** Remembers what a call with an idempotency key says, before it is checked and completed. */
export function noteSent(request: FastifyRequest): void {
  const { headers, routeOptions, scope } = request
  const key = headers['idempotency-key']
  // A file is read as it comes, by its handler.
  if (typeof key !== 'string' || !isId(key) || routeOptions.config.definition?.takes) return
  const route = routeOptions.schema?.operationId ?? ''
  request.sent = { key, route, person: scope?.person, text: textOf(request) }
}

/** The same where the key is not the header's and only its handler knows it: a ticket has a number. */
export function noteSentBy({ tracing }: FastifyInstance, request: FastifyRequest, key: string): void {
  const { routeOptions, scope } = request
  request.sent = {
    key,
    route: routeOptions.schema?.operationId ?? '',
    person: scope?.person,
    text: textOf(request),
  }
  if (tracing) request.trace?.noteSent(hashed(request.sent, tracing))
}

/** Throws a 409 when the call was answered as an earlier one that said something else. */
export async function demandNotOther(http: FastifyInstance, request: FastifyRequest): Promise<void> {
  const { tracing } = http
  const { trace, sent, county } = request
  // Whoever brings a key of their own is known by it, and by no session.
  if (tracing && trace && sent && !trace.hasChanged)
    await demandSame(tracing, county, { ...sent, person: trace.person })
}

const hashed = ({ key, text }: Sent, { secrets }: Pick<Tracing, 'secrets'>) => ({
  key,
  hash: secrets.hash('call', text).toString('hex'),
})

async function identified(request: FastifyRequest, identify: Tracing['identify']): Promise<string> {
  const { county, scope } = await identify(request)
  request.scope = scope
  return county
}

function begin(request: FastifyRequest, tracing: Tracing): Trace {
  const { definition } = request.routeOptions.config
  const { scope, sent } = request
  return new Trace(
    { ...callingOf(request), ...(sent ? { sent: hashed(sent, tracing) } : {}) },
    // What leaves the house leaves a row, whatever it is.
    isFileAsked(request) ? 'personal' : leavesOf(definition),
    { person: scope?.person, post: scope?.post?.id },
    tracing.keep,
  )
}

function leavesOf(definition: Pick<Route, 'method' | 'trace'> | undefined): Leaves {
  return definition?.trace ?? (definition?.method === 'GET' ? 'refusals' : 'change')
}

function callingOf(request: FastifyRequest): Calling {
  const params = codesOf(request.params)
  return {
    call: request.id,
    route: request.routeOptions.schema?.operationId ?? '',
    address: request.ip,
    surface: surfaceOf(request),
    record: (
      RECORDS.map((key) => params[key]).find((value) => value !== undefined) ?? keyOf(request)
    )?.toString(),
    said: { ...params, ...soughtIn(request.query), ...codesOf(request.query), ...codesOf(request.body) },
  }
}

/** What is opened once by a key mostly has it as its id; who knows better says so (`noteChange`). */
function keyOf({ headers, routeOptions }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  return routeOptions.config.definition?.once && typeof key === 'string' && isId(key) ? key : undefined
}

/** The parameter that names the record, the nearest first. Codes and words of other parameters may be secrets. */
const RECORDS = ['id', 'motion', 'division'] as const

/**
 * The only parts of a call that are written down as they are: what was chosen, never what was said. A name that is not
 * here is left out, and so is a value that does not look like a code.
 */
export const CHOSEN: ReadonlySet<string> = new Set([
  ...RECORDS,
  ...(
    'flow action step kind state stage item period month weekOn format paper post body seat unit level channel audience ' +
    'n rev queue view route outcome from to person village resolution piece field purpose verdict file under'
  ).split(' '),
])
const CODE = /^[\w:.-]{1,64}$/
/** A telephone or an ID number, whatever the field it was typed into. */
const PERSONAL = /^(?:\+?86)?1[3-9]\d{9}$|^\d{17}[\dXx]$/

const isCode = (value: string) => CODE.test(value) && !PERSONAL.test(value)

function codesOf(part: unknown): Facts {
  if (typeof part !== 'object' || part === null) return {}
  const kept = Object.entries(part).filter(
    (pair): pair is [string, string | number | boolean] =>
      CHOSEN.has(pair[0]) &&
      (typeof pair[1] === 'number' ||
        typeof pair[1] === 'boolean' ||
        (typeof pair[1] === 'string' && isCode(pair[1]))),
  )
  return Object.fromEntries(kept)
}

/** Whom somebody looked for, masked as on every list (rules.md 7.2.16). */
function soughtIn(query: unknown): Facts {
  if (typeof query !== 'object' || query === null) return {}
  const sought = Object.entries(query).filter(([key]) => ['q', 'name', 'who'].includes(key))
  return Object.fromEntries(sought.map(([key, value]) => [key, masked(seenText(String(value)).slice(0, 40))]))
}

const masked = (value: string) => (PERSONAL.test(value) ? maskPhone(value.slice(0, 18)) : maskName(value))

const SURFACES = new Set(['phone', 'desk', 'kiosk', 'tv', 'wall'])

/** Where a screen of ours says it is; else by what a call comes with. */
function surfaceOf({ headers, cookies }: FastifyRequest): string {
  const said = headers['gz-surface']
  if (typeof said === 'string' && SURFACES.has(said)) return said
  return cookies?.[SESSION_COOKIE] ? 'browser' : 'program'
}

/** Counts refusals by what they have in common; true from the one on that is no longer written down. */
function floodgate(): (key: string, nowMs: number) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return (key, nowMs) => {
    const now = Math.floor(nowMs / MINUTE_MS)
    if (now !== minute || counts.size > KEYS_MAX) {
      minute = now
      counts = new Map()
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count > REFUSALS_A_MINUTE
  }
}
