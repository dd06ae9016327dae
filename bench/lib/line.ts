import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * One kept-alive HTTP connection that asks one thing at a time. Written on the bare socket, because the client shares
 * the two cores with what it measures: a whole HTTP client costs half as much as the server.
 */
export type Line = {
  ask: (method: 'GET' | 'POST' | 'PUT', path: string, call?: Call) => Promise<Reply>
  isBroken: () => boolean
  close: () => void
}
export type Call = { token?: string; key?: string; body?: object }
export type Reply = { status: number; text: string }

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** Opens a connection to the server on this machine. Asking rejects when it breaks; open another then. */
export async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const next = reader(socket)
  return {
    ask: (method, path, call = {}) => {
      const reply = next()
      socket.write(requestOf(method, path, call))
      return reply
    },
    isBroken: () => socket.destroyed,
    close: () => void socket.destroy(),
  }
}

function requestOf(method: string, path: string, { token, key, body }: Call): string {
  const json = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...(token ? [`authorization: Bearer ${token}`] : []),
    ...(key ? [`idempotency-key: ${key}`] : []),
    ...(json ? ['content-type: application/json', `content-length: ${Buffer.byteLength(json)}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${json}`
}

/** Reads replies with a `content-length`, which is what the server sends to who does not ask for compression. */
function reader(socket: Socket): () => Promise<Reply> {
  let waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined
  let broken: Error | undefined
  let got: Buffer = Buffer.alloc(0)
  const fail = (error: Error) => {
    broken ??= error
    waiting?.reject(broken)
    waiting = undefined
  }
  socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')))
  socket.on('data', (chunk: Buffer) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const head = got.indexOf(END_OF_HEAD)
    if (head < 0) return
    const text = got.toString('latin1', 0, head)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0)
    const end = head + END_OF_HEAD.length + length
    if (got.length < end) return
    const reply = { status: Number(text.slice(9, 12)), text: got.toString('utf8', end - length, end) }
    got = got.subarray(end)
    waiting?.resolve(reply)
    waiting = undefined
  })
  return () =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken)
      waiting = { resolve, reject }
    })
}
