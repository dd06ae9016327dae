import type { FastifyInstance, FastifyRequest } from 'fastify'
import rateLimit, { type CreateRateLimitOptions } from '@fastify/rate-limit'
import { TooSoon } from './problem.ts'

/**
 * How often one address may call. A whole township can share one address (carrier NAT), so ordinary calls are
 * nearly free and what can be guessed is limited by its failures. Counted per process, in memory.
 */
type Limit = { max: number; minutes: number; failures?: Failures }
type Failures = {
  of: string
  max: number
  minutes: number
  /** How many of one person, where who fails is signed in. */
  perPerson?: number
  /** Which answers are a wrong guess; absent: every refusal but a 429. */
  status?: number
}

const GUESSES = { max: 20, minutes: 10 }
/** A printed code has 60 bits: a hundred guesses find nothing, and a village behind one address may mistype. */
const CODES = { max: 100, minutes: 10 }
/** What a client asks is counted by its key; here only wrong keys are, with room for a test bench behind the same address. */
const KEYED: Limit = {
  max: 12_000,
  minutes: 1,
  failures: { of: 'client', max: 300, minutes: 10, status: 403 },
}
const NUMBERED: Limit = {
  max: 12_000,
  minutes: 1,
  failures: { of: 'open311', ...CODES, status: 404 },
}
const SPECIAL: Readonly<Record<string, Limit>> = {
  'session.sendCode': { max: 40, minutes: 10 },
  'session.open': { max: 100, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  // A code to a phone nobody knows costs money and rings a stranger; a family or a hall's phones ask in ten minutes.
  'phoneBindings.sendCode': { max: 20, minutes: 10 },
  'phoneBindings.ask': { max: 20, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  'phoneBindings.look': { max: 200, minutes: 1, failures: { of: 'binding', ...CODES } },
  'accounts.signIn': { max: 100, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  'accounts.begin': { max: 60, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  'accounts.activate': { max: 60, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  'accounts.look': { max: 120, minutes: 10 },
  'oidc.begin': { max: 100, minutes: 10 },
  'oidc.enter': { max: 100, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  'oidc.addCode': { max: 100, minutes: 10, failures: { of: 'sign-in', ...GUESSES } },
  // A hall’s phones share one address and scan an old code now and then; who is refused otherwise did not guess.
  'meetings.attend': {
    max: 12_000,
    minutes: 1,
    failures: { of: 'door', ...CODES, perPerson: GUESSES.max, status: 422 },
  },
  'track.look': { max: 200, minutes: 1, failures: { of: 'track', ...CODES } },
  'track.act': { max: 60, minutes: 1, failures: { of: 'track', ...CODES } },
  'track.file': { max: 600, minutes: 1, failures: { of: 'track', ...CODES } },
  'files.add': { max: 600, minutes: 10 },
  // Each computes a village's whole chain anew.
  'publications.verify': { max: 120, minutes: 1 },
  'publications.sheet': { max: 120, minutes: 10 },
  // Open to programs: as much as mirrors the county twice in a minute, and no more.
  'openData.json': { max: 600, minutes: 1 },
  'openData.csv': { max: 60, minutes: 1 },
  'openData.sheet': { max: 1_200, minutes: 1 },
  'openData.feed': { max: 3_000, minutes: 1 },
  'openData.screen': { max: 3_000, minutes: 1 },
  'openData.catalogue': { max: 120, minutes: 1 },
  // A street's screens behind one address, each once a minute, and some that start.
  'devices.report': { max: 6000, minutes: 10 },
  // A street that watches a meeting behind one address: a list and a piece each two seconds, for each of them.
  'streams.playlist': { max: 120_000, minutes: 1 },
  'streams.segment': { max: 120_000, minutes: 1 },
  // Keys of other systems have 192 bits, addresses of calendars 256: what is refused costs a query and a row in the log.
  'open311.report': KEYED,
  // A number is guessed in order of the day: whoever meets nothing open a hundred times looks for what is not.
  'open311.request': NUMBERED,
  'open311.token': NUMBERED,
  'hotline.hand': KEYED,
  'hotline.look': KEYED,
  'webhooks.register': KEYED,
  'webhooks.mine': KEYED,
  'webhooks.end': KEYED,
  'calendars.read': { max: 3_000, minutes: 1, failures: { of: 'calendar', ...CODES, status: 404 } },
  'devices.register': { max: 200, minutes: 10, failures: { of: 'device', ...GUESSES } },
}
/** How much one person writes: more than the busiest dispatcher's day in ten minutes is a program. */
const BY_PERSON: Readonly<Record<string, Limit>> = {
  'matters.open': { max: 120, minutes: 10 },
  'matters.act': { max: 1200, minutes: 10 },
  'matters.actMany': { max: 120, minutes: 10 },
  'publications.ask': { max: 60, minutes: 10 },
}
const ORDINARY: Limit = { max: 12_000, minutes: 1 }

type Count = ReturnType<FastifyInstance['createRateLimit']>
const window = (minutes: number) => minutes * 60_000
const LOOPBACK = new Set(['127.0.0.1', '::1'])

/** The refusal, saying when to come back. */
export function tooMany(seconds: number): TooSoon {
  const wait = seconds < 90 ? `${Math.max(1, seconds)} 秒` : `${Math.ceil(seconds / 60)} 分钟`
  return new TooSoon(`试得太频繁了，请 ${wait}后再试`, seconds)
}

/** Puts the limits in place. Routes registered afterwards are counted. */
export async function limitCalls(http: FastifyInstance): Promise<void> {
  http.addHook('onRoute', (route) => {
    const special = SPECIAL[route.schema?.operationId ?? '']
    if (!special) return
    // Without a list of its own the route would excuse this machine too.
    const rate = { max: special.max, timeWindow: window(special.minutes), allowList: [] }
    route.config = { ...route.config, rateLimit: rate }
  })
  await http.register(rateLimit, {
    max: ORDINARY.max,
    timeWindow: window(ORDINARY.minutes),
    // Behind a proxy on this machine everybody would be one address; see TRUST_PROXY.
    allowList: (request) => LOOPBACK.has(request.ip),
    cache: 20_000,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
  })
  limitFailures(http)
  limitPersons(http)
}

function limitPersons(http: FastifyInstance): void {
  http.addHook('onRoute', (route) => {
    const limit = BY_PERSON[route.schema?.operationId ?? '']
    if (!limit) return
    const count = limitBy(http, personOf, limit)
    route.preHandler = async (request) => {
      if (!LOOPBACK.has(request.ip)) await count(request)
    }
  })
}

function limitFailures(http: FastifyInstance): void {
  const counters = new Map<string, Count>()
  // What does not even have the shape of a guess never gets as far: it shuts nobody out behind the same address.
  const guesses = new WeakSet<FastifyRequest>()
  http.addHook('onRoute', (route) => {
    const failures = SPECIAL[route.schema?.operationId ?? '']?.failures
    if (!failures) return
    const { of, max, minutes, perPerson, status } = failures
    const count = counters.get(of) ?? http.createRateLimit(counting(max, minutes))
    counters.set(of, count)
    const counts = [count]
    if (perPerson !== undefined)
      counts.push(http.createRateLimit({ ...counting(perPerson, minutes), keyGenerator: personOf }))
    route.preHandler = async (request) => {
      for (const each of counts) await demandRoom(each, request)
      guesses.add(request)
    }
    route.onResponse = async (request, { statusCode }) => {
      const isWrong =
        status === undefined
          ? statusCode >= 400 && statusCode < 500 && statusCode !== 429
          : statusCode === status
      if (isWrong && guesses.has(request)) for (const each of counts) await each(request)
    }
  })
}

const personOf = ({ scope, ip }: FastifyRequest): string => scope?.person ?? ip

const counting = (max: number, minutes: number): CreateRateLimitOptions => ({
  max,
  timeWindow: window(minutes),
  allowList: [],
})

/** A count by something other than the address. `use` counts one and throws a 429 when that is one too many. */
export function limitBy(
  http: FastifyInstance,
  keyOf: (request: FastifyRequest) => string,
  { max, minutes }: Pick<Limit, 'max' | 'minutes'>,
): (request: FastifyRequest) => Promise<void> {
  const count = http.createRateLimit({ ...counting(max, minutes), keyGenerator: keyOf })
  return async (request) => {
    const found = await count(request)
    if (!found.isAllowed && found.isExceeded) throw tooMany(found.ttlInSeconds)
  }
}

/**
 * The same of what was done, not of what was tried: a stranger's tries would lock somebody's telephone for a day. Throws a
 * 429 instead of doing one too many. For work that is done one after the other.
 */
export function limitDone(
  http: FastifyInstance,
  keyOf: (request: FastifyRequest) => string,
  { max, minutes }: Pick<Limit, 'max' | 'minutes'>,
): <T>(request: FastifyRequest, work: () => Promise<T>) => Promise<T> {
  const count = http.createRateLimit({ ...counting(max, minutes), keyGenerator: keyOf })
  return async (request, work) => {
    await demandRoom(count, request)
    const done = await work()
    await count(request)
    return done
  }
}

async function demandRoom(count: Count, request: FastifyRequest): Promise<void> {
  const found = await count(request, { increment: false })
  if (!found.isAllowed && found.remaining === 0) throw tooMany(found.ttlInSeconds)
}
