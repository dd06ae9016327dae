import { routes } from 'virtual:routes'
import type { Contract } from '#contract/index.ts'
import type { Answered, Sent } from '#contract/route.ts'
import { askForProof } from './proof.ts'
import { touchHeader } from './touch.ts'

type Nouns = { [N in keyof Contract]: `${N & string}.${keyof Contract[N] & string}` }[keyof Contract]
export type RouteName = Nouns
type RouteOf<Name extends RouteName> = Name extends `${infer N}.${infer K}`
  ? N extends keyof Contract
    ? K extends keyof Contract[N]
      ? Contract[N][K]
      : never
    : never
  : never

export type Input<Name extends RouteName> = Sent<RouteOf<Name>>
export type Output<Name extends RouteName> = Answered<RouteOf<Name>>

/** What went wrong, in words for the screen; `fields` by path, `changed` when somebody else was faster. */
export class CallError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Readonly<Record<string, string>>
  readonly changed: { by: string; at: string; action: string; stage: string } | undefined

  constructor(
    status: number,
    body: Partial<Pick<CallError, 'code' | 'fields' | 'changed'>> & { title?: string },
  ) {
    super(body.title ?? '没有连上服务器，请检查网络后再试')
    this.status = status
    this.code = body.code ?? 'network'
    this.fields = body.fields ?? {}
    this.changed = body.changed
  }

  /** Worth trying again by itself: the network failed or the server was away, and nothing was refused. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 502
  }
}

/** Which surface calls, for the audit log: the first part of its address. A test's program has none. */
const SURFACE: Readonly<Record<string, string>> =
  typeof location === 'undefined'
    ? {}
    : { 'gz-surface': /^\/(desk|kiosk|tv|wall)(?:\/|$)/.exec(location.pathname)?.[1] ?? 'phone' }

type Loose = {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: unknown
}

/** The address of a route with its parameters filled in, for links and images. */
export function addressOf<Name extends RouteName>(name: Name, input: Omit<Input<Name>, 'body'>): string {
  const path = routes[name]?.[1]
  if (!path) throw new Error(`no route ${name}`)
  const { params = {}, query = {} } = input as Loose
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(key, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

/**
 * Calls a route of the contract; `asNobody` without the session, as a secret ballot is put in. `key` is the idempotency key of routes marked `once`: make it with `newKey` before
 * the first try and send the same one again. Throws `CallError`.
 */
export async function call<Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  { key, signal, asNobody }: { key?: string; signal?: AbortSignal; asNobody?: true } = {},
): Promise<Output<Name>> {
  const { body } = input as Loose
  const init = {
    method: routes[name]?.[0] ?? 'GET',
    cache: caching,
    ...(asNobody ? { credentials: 'omit' as const } : {}),
    headers: {
      ...touchHeader(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
      ...(asNobody ? {} : SURFACE),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }
  return insist(() => fetch(addressOf(name, input), init), answerOf<Output<Name>>)
}

/** Uploads one picture. Throws `CallError`. */
export const upload = (file: Blob): Promise<Output<'files.add'>> => uploadTo('files.add', file, {})

/** Uploads a file to a route that takes one. Throws `CallError`. */
export async function uploadTo<
  Name extends 'files.add' | 'people.upload' | 'publications.sheet' | 'accounts.look',
>(name: Name, file: Blob, input: Input<Name>, key?: string): Promise<Output<Name>> {
  return insist(() => fetch(addressOf(name, input), formWith(file, key)), answerOf<Output<Name>>)
}

/** A file the server sent, under the name it gave. */
export type SentFile = { blob: Blob; fileName: string }

/** Uploads a file to a route that answers with another one. Throws `CallError`. */
export async function uploadForFile<Name extends 'accounts.openMany' | 'accounts.refused'>(
  name: Name,
  file: Blob,
  input: Input<Name>,
  key?: string,
): Promise<SentFile> {
  return insist(() => fetch(addressOf(name, input), formWith(file, key)), fileOf)
}

function formWith(file: Blob, key: string | undefined): RequestInit {
  const body = new FormData()
  body.set('file', file)
  return { method: 'POST', body, headers: { ...SURFACE, ...(key ? { 'idempotency-key': key } : {}) } }
}

/** Fetches a file a route sends and hands it to the browser to keep. Throws `CallError`. */
export async function download<Name extends RouteName>(
  name: Name,
  input: Omit<Input<Name>, 'body'>,
  fileName: string,
): Promise<void> {
  const { blob } = await fetched(name, addressOf(name, input))
  keepFile({ blob, fileName })
}

/** Fetches a list as a file, under the name the server gives it, and hands it to the browser to keep. Throws `CallError`. */
export async function takeList<Name extends RouteName>(
  name: Name,
  input: Omit<Input<Name>, 'body'>,
  file: 'xlsx' | 'csv',
): Promise<void> {
  const address = addressOf(name, input)
  keepFile(await fetched(name, `${address}${address.includes('?') ? '&' : '?'}file=${file}`))
}

function fetched(name: RouteName, address: string): Promise<SentFile> {
  const init = { method: routes[name]?.[0] ?? 'GET', headers: SURFACE }
  return insist(() => fetch(address, init), fileOf)
}

async function fileOf(response: Response | undefined): Promise<SentFile> {
  if (!response?.ok) return answerOf<never>(response)
  const [, said] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? []
  // Half of it must not be kept as if it were whole.
  const blob = await response.blob().catch(() => {
    throw new CallError(0, {})
  })
  return { blob, fileName: said === undefined ? '列表' : decodeURIComponent(said) }
}

/** Hands a file to the browser to keep. */
export function keepFile({ blob, fileName }: SentFile): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Sends, and once more when the server first wants to know that somebody is there and they have proved it. */
async function insist<T>(
  send: () => Promise<Response>,
  read: (response: Response | undefined) => Promise<T>,
): Promise<T> {
  const once = async () => read(await send().catch(() => undefined))
  try {
    return await once()
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'prove' || !(await askForProof())) throw error
    return once()
  }
}

async function answerOf<T>(response: Response | undefined): Promise<T> {
  if (!response) throw new CallError(0, {})
  if (response.status === 204) return undefined as T
  const body: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw new CallError(response.status, body as object)
  return body as T
}

let caching: RequestCache = 'default'

/**
 * From now on every read asks the server, which answers in a few bytes when nothing changed. For shared screens: what
 * was withdrawn must go at once, and a browser would keep public pages for half a minute.
 */
export function alwaysAsk(): void {
  caching = 'no-cache'
}

/** A new idempotency key: UUIDv7 from the clock and random bits. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const now = Date.now()
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (40 - index * 8)) & 0xff
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
