import { nounOf } from './bodies.ts'
import { newHarvest, type Harvest } from './harvest.ts'
import { faultOf } from './judge.ts'
import { operationsOf, type Document, type Operation } from './openapi.ts'
import { randomOf } from './random.ts'
import { fittingRequest, requestTo, type Hostile } from './requests.ts'
import { samplesOf, type Samples } from './samples.ts'
import { speakersOf, type Cast } from './speakers.ts'
import { openWire, type Answer, type Wire } from './wire.ts'

/** A run of hostile requests against one server with the demo village. The same seed makes the same choices. */
export type Asked = {
  port: number
  seed: number
  requests: number
  /** How often everything that can be read is read first; the first time few ids are known yet. */
  rounds: number
  /** At the same time. */
  connections: number
  /** An answer that takes longer is a fault. */
  limitMs: number
  /** Whether the screens were built. */
  isBuilt: boolean
  onProgress?: (done: number) => void
}
export type Found = {
  faults: Fault[]
  /** How many answers there were of each status; `none` where the request asked for none. */
  statuses: Record<string, number>
  /** Milliseconds by operation. */
  spent: Map<string, number>
  operations: number
  /** Those that nobody got a good answer from. */
  unreached: string[]
  /** Values of the program's own answers that hostile requests were made with. */
  harvested: number
}
/** One bad answer with the request, as it can be sent again. */
export type Fault = { n: number; says: string; request: Hostile }

type Ground = { cast: Cast; operations: readonly Operation[]; samples: Samples; harvest: Harvest }

/** So often each speaker signs in anew: hostile calls sign out, and take other posts. */
const RENEW_EVERY = 150
/** Memory is not bounded by keeping ever more of the same. */
const FAULTS_MAX = 500

export async function runHostile(asked: Asked): Promise<Found> {
  const ground = await prepare(asked)
  const found: Found = {
    faults: [],
    statuses: {},
    spent: new Map(),
    operations: ground.operations.length,
    unreached: [],
    harvested: ground.harvest.size(),
  }
  const reached = new Set<string>()
  let next = 0
  const work = async () => {
    let wire: Wire | undefined
    for (let n = next++; n < asked.requests && found.faults.length < FAULTS_MAX; n = next++) {
      const random = randomOf(asked.seed * 1_000_003 + n)
      const speaker = random.pick(ground.cast.speakers)
      if (n % RENEW_EVERY === 0) await ground.cast.renew()
      const request = requestTo(random.pick(ground.operations), speaker, ground.samples, random)
      if (!request.isProper || !wire?.isOpen()) {
        wire?.close()
        wire = await openWire(asked.port)
      }
      const status = await judgeOne(asked, found, n, request, wire)
      if (status >= 200 && status < 300) reached.add(request.operation)
      if (!request.isProper) wire.close()
      asked.onProgress?.(n)
    }
    wire?.close()
  }
  await Promise.all(Array.from({ length: asked.connections }, work))
  found.unreached = ground.operations.map(({ id }) => id).filter((id) => !reached.has(id))
  return found
}

async function judgeOne(
  asked: Asked,
  found: Found,
  n: number,
  request: Hostile,
  wire: Wire,
): Promise<number> {
  const answer = await wire
    .ask(request.bytes, { isHead: request.method === 'HEAD', ends: request.ends, limitMs: asked.limitMs })
    .catch((error: Error) => error)
  const status = answer instanceof Error ? 'error' : String(answer?.status ?? 'none')
  found.statuses[status] = (found.statuses[status] ?? 0) + 1
  if (answer && !(answer instanceof Error))
    found.spent.set(request.operation, (found.spent.get(request.operation) ?? 0) + answer.ms)
  const says = wrongWith(request, answer, asked.isBuilt)
  if (says !== undefined) found.faults.push({ n, says, request })
  return Number(status)
}

function wrongWith(
  request: Hostile,
  answer: Answer | Error | undefined,
  isBuilt: boolean,
): string | undefined {
  if (answer instanceof Error) return answer.message
  if (answer) return faultOf(request, answer, isBuilt)
  return request.isProper ? 'closed the connection without an answer' : undefined
}

/** Signs everybody in and reads what there is, so that hostile requests name what exists. */
async function prepare({ port, seed, rounds, limitMs }: Asked): Promise<Ground> {
  const base = `http://127.0.0.1:${port}`
  const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as Document
  const operations = operationsOf(document)
  const cast = await speakersOf(base)
  const harvest = newHarvest()
  const samples = samplesOf(document.components?.schemas ?? {}, harvest, seed)
  const reads = operations.filter(({ method, isStream }) => method === 'GET' && !isStream)
  for (let round = 0; round < rounds; round++)
    for (const [n, operation] of reads.entries())
      for (const speaker of cast.speakers) {
        const random = randomOf(seed + round * 1_000 + n)
        const { bytes } = fittingRequest(operation, speaker, samples, random)
        const answer = await alone(port, bytes, limitMs)
        const isJson = answer?.headers.get('content-type')?.startsWith('application/json')
        if (answer?.status === 200 && isJson)
          harvest.take(nounOf(operation), JSON.parse(answer.body.toString()))
      }
  return { cast, operations, samples, harvest }
}

/** Asks on a connection of its own. A slow or missing answer is found when it comes again in the run. */
async function alone(port: number, bytes: Buffer, limitMs: number): Promise<Answer | undefined> {
  const wire = await openWire(port)
  const answer = await wire.ask(bytes, { isHead: false, ends: 'stay', limitMs }).catch(() => undefined)
  wire.close()
  return answer
}

/** A fault as it is printed: enough to send the same bytes again. */
export function printed({ n, says, request }: Fault): string {
  const { operation, speaker, bytes, ends } = request
  const shown =
    bytes.length > 2_000 ? `${bytes.toString('latin1', 0, 600)}… (${bytes.length} bytes)` : bytes.toString()
  return `#${n} ${operation} as ${speaker}: ${says}\n  ends: ${ends}\n  ${JSON.stringify(shown)}`
}
