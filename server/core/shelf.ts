import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { sha256 } from './secrets.ts'

/** Within this time a page is given out without a question; what its tag is read from is at most as old. */
const FRESH_MS = 500
/** A county's villages with a few pages each are some 30 MB; the least used go first, whatever is asked for. */
const BYTES_MAX = 64 * 1024 * 1024
/** One that is larger is made for each who asks. */
const PAGE_BYTES_MAX = 4 * 1024 * 1024
const COMPRESS_FROM_BYTES = 1024
/** What a page costs besides its bytes, packed ones among them, so that a million empty answers are no free lunch. */
const OVERHEAD_BYTES = 512

type Page = {
  tag: string
  body: Buffer
  /** Packed for the first who asks for it so, beside everybody else's work. */
  gzip: Promise<Buffer> | undefined
  etag: string
  type: string
  sureUntil: number
}

/** What a page says as JSON or as text of another type. */
export type Making = {
  /** The address with what varies the answer. */
  key: string
  /** What the page depends on, asked for twice a second at most; the page is made anew when it is another. */
  tag: () => Promise<string>
  make: () => Promise<unknown>
  /** Absent: JSON. */
  type?: string
}

/**
 * Pages that everybody reads alike, kept ready as bytes: a village's board is read by thousands and changes twice a
 * week. Only for answers that do not depend on who asks.
 */
export class Shelf {
  readonly #pages = new Map<string, Page>()
  readonly #making = new Map<string, Promise<Page>>()
  #bytes = 0

  /** Answers with the page, weakly tagged because a proxy may pack it anew, or with 304 when the reader has it. What it returns is to be sent as it is. */
  async answer(reply: FastifyReply, making: Making): Promise<Buffer> {
    const page = await this.#find(making)
    const { headers } = reply.request
    reply
      .header('cache-control', 'public, max-age=30, must-revalidate')
      .header('vary', 'accept-encoding, cookie')
    reply.header('etag', page.etag)
    if (isAmong(page.etag, headers['if-none-match'])) {
      reply.code(304)
      return Buffer.alloc(0)
    }
    reply.type(page.type)
    const isPacked =
      page.body.length >= COMPRESS_FROM_BYTES && /\bgzip\b/.test(headers['accept-encoding'] ?? '')
    if (!isPacked) return page.body
    reply.header('content-encoding', 'gzip')
    page.gzip ??= pack(page.body, { level: 6 })
    return page.gzip
  }

  async #find(making: Making): Promise<Page> {
    const kept = this.#pages.get(making.key)
    if (kept && kept.sureUntil > performance.now()) return kept
    // Whoever comes while it is being made waits for the same page.
    const running = this.#making.get(making.key)
    if (running) return running
    const made = this.#renew(kept, making).finally(() => this.#making.delete(making.key))
    this.#making.set(making.key, made)
    return made
  }

  async #renew(kept: Page | undefined, { key, tag: tagOf, make, type }: Making): Promise<Page> {
    const tag = await tagOf()
    const page = kept?.tag === tag ? kept : pageOf(tag, await make(), type)
    page.sureUntil = performance.now() + FRESH_MS
    this.#drop(key)
    if (sizeOf(page) > PAGE_BYTES_MAX) return page
    this.#pages.set(key, page)
    this.#bytes += sizeOf(page)
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= BYTES_MAX) break
      this.#drop(oldest)
    }
    return page
  }

  #drop(key: string): void {
    const page = this.#pages.get(key)
    if (!page) return
    this.#pages.delete(key)
    this.#bytes -= sizeOf(page)
  }
}

/** RFC 9110 §13.1.2: a list of tags, or any; compared weakly. */
function isAmong(etag: string, asked: string | undefined): boolean {
  if (asked === undefined) return false
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return asked.trim() === '*' || asked.split(',').some((tag) => bare(tag) === bare(etag))
}

const pack = promisify<Buffer, { level: number }, Buffer>(gzip)

const sizeOf = ({ body }: Page) => body.length + OVERHEAD_BYTES

function pageOf(tag: string, answer: unknown, type = 'application/json; charset=utf-8'): Page {
  const body = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer))
  return {
    tag,
    body,
    gzip: undefined,
    etag: `W/"${sha256(body).toString('base64url').slice(0, 22)}"`,
    type,
    sureUntil: 0,
  }
}
