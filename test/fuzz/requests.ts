import { planOf } from './bends.ts'
import { fittingBody, nounOf } from './bodies.ts'
import { brokenBytes } from './broken.ts'
import { encoded, type Draft } from './draft.ts'
import { plainOf } from './hostile.ts'
import type { Operation } from './openapi.ts'
import type { Random } from './random.ts'
import type { Samples } from './samples.ts'
import type { Ending } from './wire.ts'

/** One request as bytes, with what has to be known to judge the answer. */
export type Hostile = {
  operation: string
  speaker: string
  method: string
  target: string
  bytes: Buffer
  ends: Ending
  /** It is whole and good HTTP, so a good server answers and the connection goes on. */
  isProper: boolean
}
export type Speaker = { name: string; token: string | undefined }

/** Version 7, as keys must be; the time is not looked at. */
const keyOf = (random: Random) => {
  const hex = (length: number) => Array.from({ length }, () => random.below(16).toString(16)).join('')
  return `019${hex(5)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

/** Makes up the next request to an operation. */
export function requestTo(operation: Operation, speaker: Speaker, samples: Samples, random: Random): Hostile {
  const draft = fittingDraft(operation, speaker, samples, random)
  const bend = random.chance(0.15) ? undefined : planOf(operation, random)
  bend?.(draft, operation, samples, random)
  if (random.chance(0.04)) {
    const [bytes, ends] = brokenBytes(bytesOf(draft), draft.target, random)
    return { ...seenBy(operation, speaker, draft), bytes, ends, isProper: false }
  }
  return {
    ...seenBy(operation, speaker, draft),
    bytes: bytesOf(draft),
    ends: 'stay',
    isProper: true,
  }
}

/** The request as the document wants it. */
export function fittingRequest(
  operation: Operation,
  speaker: Speaker,
  samples: Samples,
  random: Random,
): Hostile {
  const draft = fittingDraft(operation, speaker, samples, random)
  return { ...seenBy(operation, speaker, draft), bytes: bytesOf(draft), ends: 'stay', isProper: true }
}

const seenBy = ({ id }: Operation, { name }: Speaker, { method, target }: Draft) => ({
  operation: id,
  speaker: name,
  method,
  target,
})

function fittingDraft(operation: Operation, speaker: Speaker, samples: Samples, random: Random): Draft {
  const noun = nounOf(operation)
  const values = operation.parameters
    .filter((one) => one.required || random.chance(0.4))
    .map((one) => [one, plainOf(samples.valueOf(one.schema, random, one.name, noun))] as const)
  let path = operation.path
  const query: string[] = []
  const headers: Draft['headers'] = [['host', '127.0.0.1']]
  for (const [{ name, in: where }, value] of values) {
    if (where === 'path') path = path.replace(`{${name}}`, encoded(value))
    if (where === 'query') query.push(`${name}=${encoded(value)}`)
  }
  if (operation.method !== 'GET') headers.push(['idempotency-key', keyOf(random)])
  if (speaker.token !== undefined)
    headers.push(
      random.chance(0.5)
        ? ['authorization', `Bearer ${speaker.token}`]
        : ['cookie', `gz_session=${speaker.token}`],
    )
  // Half of the calls come from many addresses, so that limits by address do not stop them at the door.
  if (random.chance(0.5)) headers.push(['x-forwarded-for', `10.9.${random.below(8)}.${random.below(250)}`])
  return {
    method: operation.method,
    target: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers,
    body: fittingBody(operation, samples, random),
  }
}

function bytesOf({ method, target, headers, body }: Draft): Buffer {
  const length = body.bytes.length
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body.type === undefined ? [] : [`content-type: ${body.type}`]),
    ...(length > 0 ? [`content-length: ${length}`] : []),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body.bytes])
}
