import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One connection on which bytes are sent as they are; no client of ours tidies them up before. */
export type Wire = {
  /** Sends and waits for one answer. Undefined: the connection was closed without one. Throws when it takes too long. */
  ask: (bytes: Buffer, how: { isHead: boolean; ends: Ending; limitMs: number }) => Promise<Answer | undefined>
  /** Whether another request may follow. */
  isOpen: () => boolean
  close: () => void
}
/** What becomes of our side when all is sent: it stays, says that nothing more comes, or breaks off. */
export type Ending = 'stay' | 'finish' | 'break'
export type Answer = { status: number; headers: ReadonlyMap<string, string>; body: Buffer; ms: number }

export async function openWire(port: number): Promise<Wire> {
  // The server may close first; what it said until then still counts.
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  await once(socket, 'connect')
  let isKept = true
  socket.on('error', () => (isKept = false)).on('close', () => (isKept = false))
  return {
    isOpen: () => isKept && !socket.destroyed,
    close: () => void socket.destroy(),
    ask: async (bytes, { isHead, ends, limitMs }) => {
      const from = performance.now()
      const answered = answerOn(socket, isHead, limitMs)
      socket.write(bytes)
      if (ends === 'finish') socket.end()
      if (ends === 'break') setTimeout(() => socket.destroy(), 5)
      const read = await answered
      if (!read || ends !== 'stay' || read.isLast) {
        isKept = false
        socket.destroy()
      }
      return read && { ...read.answer, ms: performance.now() - from }
    },
  }
}

type Read = { answer: Omit<Answer, 'ms'>; isLast: boolean }

function answerOn(socket: Socket, isHead: boolean, limitMs: number): Promise<Read | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    let wanted = 0
    const done = (act: () => void) => {
      clearTimeout(timer)
      socket.off('data', onData).off('end', onEnd).off('close', onEnd)
      act()
    }
    const timer = setTimeout(() => {
      done(() => reject(new Error(`no answer within ${limitMs / 1000} s`)))
      socket.destroy()
    }, limitMs)
    const onData = (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length < wanted) return
      const all = Buffer.concat(parts)
      const read = readAnswer(all, isHead, false)
      if (typeof read === 'number') wanted = read
      else done(() => resolve(read))
    }
    const onEnd = () => {
      const read = readAnswer(Buffer.concat(parts), isHead, true)
      done(() => resolve(typeof read === 'number' ? undefined : read))
    }
    socket.on('data', onData).on('end', onEnd).on('close', onEnd)
  })
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** The answer, or how many bytes there must be before it is worth looking again. */
function readAnswer(all: Buffer, isHead: boolean, isOver: boolean): Read | number {
  const end = all.indexOf(END_OF_HEAD)
  if (end < 0) return all.length + 1
  const [first = '', ...lines] = all.toString('latin1', 0, end).split('\r\n')
  const status = Number(first.slice(9, 12))
  const rest = all.subarray(end + END_OF_HEAD.length)
  // 100 Continue goes before the answer.
  if (status < 200) return readAnswer(rest, isHead, isOver)
  const headers = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const isLast = headers.get('connection') === 'close'
  const whole = (body: Buffer, last = isLast): Read => ({ answer: { status, headers, body }, isLast: last })
  if (isHead || status === 204 || status === 304) return whole(Buffer.alloc(0))
  // It never ends, and its head says enough.
  if (headers.get('content-type')?.startsWith('text/event-stream')) return whole(Buffer.alloc(0), true)
  const said = headers.get('content-length')
  if (said !== undefined) {
    const length = Number(said)
    return rest.length < length
      ? end + END_OF_HEAD.length + length
      : whole(rest.subarray(0, length), isLast || rest.length > length)
  }
  if (headers.get('transfer-encoding') === 'chunked')
    return rest.subarray(-5).toString() === '0\r\n\r\n' ? whole(unchunked(rest)) : all.length + 1
  return isOver ? whole(rest, true) : all.length + 1
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
