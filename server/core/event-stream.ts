import type { OutgoingHttpHeaders } from 'node:http'
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

/**
 * Answers a call with a stream that stays open. Written by hand on node's own answer: a stream of ours before it costs
 * each of thousands of listeners memory and a copy.
 */
export function openEvents(reply: FastifyReply): EventStream {
  const { raw } = reply.hijack()
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return
    // What is written waits inside until the socket takes it.
    if (raw.writableLength + text.length > WAITING_BYTES_MAX) raw.destroy()
    else raw.write(text)
  }
  // Cut off on purpose, above or by the browser leaving: nothing to report.
  raw.on('error', () => undefined)
  raw.writeHead(200, {
    // Those set for every answer; what was never set is not among them.
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Nothing follows a stream on its connection; kept alive, it would keep a stopping server waiting.
    connection: 'close',
    // nginx would otherwise hold events back until it has a page full.
    'x-accel-buffering': 'no',
  })
  write(`retry: ${RETRY_MS}\n\n`)
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(':\n\n'),
    end: () => void raw.end(),
    onEnd: (listener) => void raw.once('close', listener),
  }
}
