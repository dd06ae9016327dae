import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** One browser's stream of server-sent events. */
export type EventStream = {
  send: (event: string, data: unknown) => void
  /** A comment: keeps proxies from closing a line that says nothing. */
  beat: () => void
  /** Ends it; the browser comes back by itself after `RETRY_MS`. */
  end: () => void
  /** Runs once, whichever side ended it. */
  onEnd: (listener: () => void) => void
}

const RETRY_MS = 3000
/** Some 500 events. Who is that far behind loads everything anew anyway, so the line is cut instead of the memory. */
const WAITING_BYTES_MAX = 64 * 1024

/** Answers a call with a stream that stays open. */
export function openEvents(reply: FastifyReply): EventStream {
  // What is written waits inside until the socket takes it.
  const stream = new Readable({ read: () => undefined })
  const write = (text: string) => {
    if (stream.destroyed) return
    if (stream.readableLength + text.length > WAITING_BYTES_MAX) stream.destroy()
    else stream.push(text)
  }
  write(`retry: ${RETRY_MS}\n\n`)
  // Cut off on purpose, above or by the browser leaving: nothing to report.
  stream.on('error', () => undefined)
  reply.raw.on('close', () => stream.destroy())
  reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store, no-transform')
    // Nothing follows a stream on its connection; kept alive, it would keep a stopping server waiting.
    .header('connection', 'close')
    // nginx would otherwise hold events back until it has a page full.
    .header('x-accel-buffering', 'no')
    .send(stream)
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(':\n\n'),
    end: () => void stream.push(null),
    onEnd: (listener) => void stream.once('close', listener),
  }
}
