import { connect } from 'node:net'
import { once } from 'node:events'

/** One screen that listens to live events, on a bare socket: thousands of them share the cores with the server. */
export type Listener = {
  /** When the next event of that name comes, on this process's clock in ms. Rejects when it does not come in time. */
  next: (event: string, limitMs: number) => Promise<number>
  /** How many events of that name came so far. */
  heard: (event: string) => number
  close: () => void
}

/** Opens the stream and waits until it begins. */
export async function openListener(port: number, token: string): Promise<Listener> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const counts = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  socket.setEncoding('utf8')
  socket.on('error', () => undefined)
  socket.write(`GET /api/live HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`)
  const [head] = (await once(socket, 'data')) as [string]
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`the stream was answered ${head.slice(0, 200)}`)
  // An event is far shorter than a packet, and comes in one.
  socket.on('data', (text: string) => {
    for (const [, event = ''] of text.matchAll(/^event: (\w+)$/gm)) {
      counts.set(event, (counts.get(event) ?? 0) + 1)
      waiting.get(event)?.(performance.now())
      waiting.delete(event)
    }
  })
  return {
    next: (event, limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no ${event} within ${limitMs / 1000} s`)), limitMs)
        waiting.set(event, (at) => {
          clearTimeout(timer)
          resolve(at)
        })
      }),
    heard: (event) => counts.get(event) ?? 0,
    close: () => void socket.destroy(),
  }
}
