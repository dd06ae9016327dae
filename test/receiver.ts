import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A system of others that wants to be called, written from docs/how-to/connect-webhooks.md alone. */

export type Got = {
  event: string
  delivery: string
  body: { event: string; at: string; data: Record<string, unknown> }
  /** The signature was made with our secret, of this body, a moment ago. */
  isGenuine: boolean
}

export type Receiver = {
  /** `127.0.0.1:PORT` */
  host: string
  url: string
  got: Got[]
  /** What it answers from now on. */
  answers: (status: number) => void
  /** The secret it was given when it registered. */
  knows: (secret: string) => void
  close: () => Promise<void>
}

export async function openReceiver(): Promise<Receiver> {
  const got: Got[] = []
  let status = 200
  let secret = ''
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const [, seconds = '', signed = ''] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['gongzhi-signature'])) ?? []
      const expected = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
      got.push({
        event: String(request.headers['gongzhi-event']),
        delivery: String(request.headers['gongzhi-delivery']),
        body: JSON.parse(text) as Got['body'],
        isGenuine: signed === expected && Math.abs(Date.now() / 1000 - Number(seconds)) < 300,
      })
      answer.writeHead(status).end('{"ok":true}')
    })
  })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}/gongzhi`,
    got,
    answers: (next) => (status = next),
    knows: (given) => (secret = given),
    close: () => new Promise((go) => server.close(() => go())),
  }
}
