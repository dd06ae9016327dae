import { Problem } from '#contract/values.ts'
import type { Hostile } from './requests.ts'
import type { Answer } from './wire.ts'

/** What no answer may give away: where our code lies, what the database said, what a framework says in its own words. */
const INSIDES =
  /node_modules|\/server\/|\/work\/|\bat \S+ \(|\.[cm]?[jt]s:\d|Error:|FST_|ZodError|\bpg_|relation "|violates |syntax error|invalid input|current transaction|duplicate key|ECONN|Cannot read|is not a function|undefined is|Unexpected token|Bad Request|Client Error|Internal Server|Not Found|statusCode/
const HAN = /\p{Script=Han}/u
/** Three words of Latin letters in a row are a sentence that was not written for people here. */
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/g

/** What is wrong with an answer; undefined when nothing is. */
export function faultOf(request: Hostile, answer: Answer, isBuilt: boolean): string | undefined {
  const { status, headers } = answer
  if (status >= 500 && !isPassing(answer, isBuilt)) return `answered ${status}`
  for (const name of ['content-security-policy', 'x-content-type-options'])
    if (!headers.has(name)) return `has no ${name} (${status})`
  if (status < 400 || status === 503) return undefined
  if (request.method === 'HEAD') return undefined
  return faultOfProblem(request, answer)
}

/** The database had to choose, or away: people are told to ask again. Tests run without screens. */
function isPassing({ status, headers, body }: Answer, isBuilt: boolean): boolean {
  if (status !== 503) return false
  return headers.has('retry-after') || (!isBuilt && body.includes('界面还没有构建'))
}

function faultOfProblem(request: Hostile, { status, headers, body }: Answer): string | undefined {
  const type = headers.get('content-type') ?? ''
  const text = body.toString()
  const says = type.startsWith('application/problem+json')
    ? saidIn(text, status)
    : saidOpen311(request, type, text)
  if (typeof says === 'string') return `${says} (${status})`
  const sent = request.bytes.toString()
  for (const sentence of says) {
    if (!HAN.test(sentence)) return `says “${sentence.slice(0, 200)}” (${status})`
    const inside =
      INSIDES.exec(sentence)?.[0] ?? sentence.match(ENGLISH)?.find((words) => !isEcho(words, sent))
    if (inside) return `gives away “${inside}” in “${sentence.slice(0, 200)}” (${status})`
  }
  return undefined
}

/** Words of the request may stand in the answer: which of several codes is unknown. */
const isEcho = (words: string, sent: string) =>
  sent.includes(words) ||
  sent.includes(encodeURIComponent(words)) ||
  sent.includes(words.replaceAll(' ', '+'))

/** The sentences of our problem, or what is wrong with it. */
function saidIn(text: string, status: number): string[] | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return `a problem that is no JSON: ${text.slice(0, 200)}`
  }
  const { success, data } = Problem.safeParse(value)
  if (!success || data.status !== status) return `another shape of a problem: ${text.slice(0, 200)}`
  return [data.title, ...Object.values(data.fields ?? {})]
}

/** Open311 has errors of its own, in JSON and in XML. */
function saidOpen311({ target }: Hostile, type: string, text: string): string[] | string {
  if (!target.includes('open311')) return `no problem of ours but ${type}: ${text.slice(0, 200)}`
  const found = type.startsWith('application/json')
    ? [...text.matchAll(/"description":\s*"((?:[^"\\]|\\.)*)"/g)]
    : [...text.matchAll(/<description>([^<]*)<\/description>/g)]
  return found.length > 0 ? found.map(([, says = '']) => says) : `no error of Open311: ${text.slice(0, 200)}`
}
