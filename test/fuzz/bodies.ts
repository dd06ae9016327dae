import type { Operation } from './openapi.ts'
import type { Random } from './random.ts'
import type { Samples } from './samples.ts'
import { HOSTILE_NAMES, hostileText, hostileValue, jsonOf, plainOf } from './hostile.ts'

/** What travels in a request: its content type, absent for none, and its bytes. */
export type Body = { type?: string; bytes: Buffer }

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const BOUNDARY = '----8d1f'
/** One white pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const TYPES = [
  'text/plain',
  'text/xml',
  'application/xml; charset=utf-16',
  'application/json; charset=gbk',
  'application/JSON;',
  'application/json, text/html',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  FORM,
  'application/octet-stream',
  'image/png',
  '*/*',
  '',
  '字',
  ';;;=',
  'application/' + 'x'.repeat(300),
] as const
const XML = [
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]><l>&c;</l>`,
  '<request><service_code>0101</service_code>',
  '<a'.repeat(3_000),
]

export const jsonBody = (value: unknown): Body => ({ type: JSON_TYPE, bytes: Buffer.from(jsonOf(value)) })

/** A body as the document wants it. */
export function fittingBody(operation: Operation, samples: Samples, random: Random): Body {
  const { body, id } = operation
  if (!body) return { bytes: Buffer.alloc(0) }
  const noun = nounOf(operation)
  if (body.type === 'multipart/form-data') return multipart('file', 'a.png', 'image/png', PNG)
  const value = samples.valueOf(body.schema, random, '', noun)
  if (id.startsWith('open311.') && random.chance(0.7)) return formBody(value)
  return jsonBody(value)
}

/** What an operation is about, by its address: what ids in its answers and in its path are of. */
export function nounOf({ path }: Operation): string {
  const noun = path.split('/')[2] ?? ''
  // Every flow has paths of its own to the same matters.
  return noun === 'flows' ? 'matters' : noun
}

function formBody(value: unknown): Body {
  const fields = Object.entries(value ?? {}).map(([name, one]) => [name, plainOf(one)])
  const known = { api_key: 'demo-open311', service_code: '0101', lat: '34.65', long: '109.35' }
  return {
    type: FORM,
    bytes: Buffer.from(new URLSearchParams({ ...known, ...Object.fromEntries(fields) }).toString()),
  }
}

function multipart(field: string, file: string, type: string, bytes: Buffer): Body {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${file}"\r\ncontent-type: ${type}\r\n\r\n`
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  }
}

/** The document's body with some of its values, names or its shape replaced. */
export function bentBody(operation: Operation, samples: Samples, random: Random): Body {
  const { body, id } = operation
  if (body?.type === 'multipart/form-data') return bentMultipart(random)
  const value = body ? samples.valueOf(body.schema, random, '', nounOf(operation)) : {}
  const bent = random.chance(0.08) ? hostileValue(random) : bend(value, random, random.pick([1, 1, 1, 2, 3]))
  if (id.startsWith('open311.') && random.chance(0.5)) return formBody(typeof bent === 'object' ? bent : {})
  return jsonBody(bent)
}

/** Replaces so many places of a value. */
export function bend(value: unknown, random: Random, times: number): unknown {
  let bent = value
  for (let n = 0; n < times; n++) bent = bendOnce(bent, random)
  return bent
}

function bendOnce(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3))
      return random.chance(0.5) ? hostileValue(random) : [...value, hostileValue(random)]
    const at = random.below(value.length)
    return value.with(at, bendOnce(value[at], random))
  }
  if (typeof value !== 'object' || value === null) return hostileValue(random)
  const entries = Object.entries(value)
  const roll = random.next()
  // Computed names would set the prototype; this makes a field of that name.
  if (roll < 0.15 || entries.length === 0)
    return Object.fromEntries([...entries, [random.pick(HOSTILE_NAMES), hostileValue(random)]])
  const at = random.below(entries.length)
  if (roll < 0.25) return Object.fromEntries(entries.toSpliced(at, 1))
  return Object.fromEntries(
    entries.map(([name, one], n) => [
      name,
      n !== at ? one : roll < 0.6 ? bendOnce(one, random) : hostileValue(random),
    ]),
  )
}

function bentMultipart(random: Random): Body {
  const html = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const bytes = random.pick([
    PNG,
    PNG.subarray(0, 40),
    html,
    Buffer.alloc(0),
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(200_000, 0xff),
  ])
  const file = hostileText(random).slice(0, 500)
  const body = multipart(random.pick(['file', 'file', 'x', '__proto__', '']), file, random.pick(TYPES), bytes)
  const roll = random.below(5)
  if (roll === 0) return { ...body, bytes: body.bytes.subarray(0, random.below(body.bytes.length)) }
  if (roll === 1) return { ...body, bytes: Buffer.concat([body.bytes, body.bytes, body.bytes]) }
  if (roll === 2) return { ...body, type: random.pick(TYPES) }
  if (roll === 3) {
    const field = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${hostileText(random).slice(0, 200)}"\r\n\r\n1\r\n`
    return { ...body, bytes: Buffer.concat([Buffer.from(field.repeat(random.pick([1, 20]))), body.bytes]) }
  }
  return body
}

/** Bytes that are not what their type says. */
export function brokenBody(operation: Operation, samples: Samples, random: Random): Body {
  const fitting = fittingBody(operation, samples, random)
  const { bytes } = fitting.bytes.length > 2 ? fitting : jsonBody({ a: [1, { b: '字' }] })
  const text = bytes.toString()
  const at = random.below(text.length)
  const type = fitting.type ?? JSON_TYPE
  switch (random.below(9)) {
    case 0:
      return { type, bytes: bytes.subarray(0, at) }
    case 1:
      return { type, bytes: Buffer.from(text.slice(0, at) + hostileText(random) + text.slice(at)) }
    case 2:
      return {
        type,
        bytes: Buffer.from(
          text.replace(/"([^"]+)":/, '"$1":null,"$1":[],"__proto__":{"role":"county-dispatcher"},"$1":'),
        ),
      }
    case 3:
      // Half a sign of UTF-8, and bytes that are none.
      return {
        type,
        bytes: Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from([0xff, 0xe5, 0x00, 0xc0]),
          bytes.subarray(at),
        ]),
      }
    case 4:
      return { type, bytes: Buffer.from(text.replaceAll('"', "'")) }
    case 5:
      return {
        type: random.pick(['text/xml', 'application/xml', JSON_TYPE]),
        bytes: Buffer.from(random.pick(XML)),
      }
    case 6:
      return { type: random.pick(TYPES), bytes }
    case 7:
      return { type, bytes: Buffer.from(`\ufeff${text}`) }
    default:
      return { type, bytes: Buffer.from(text.replaceAll(/"(\w+)":("[^"]*"|\d+)/g, '"$1":NaN')) }
  }
}
