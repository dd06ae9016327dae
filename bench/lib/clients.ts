import { setTimeout as sleep } from 'node:timers/promises'
import type { People } from './people.ts'
import { openLine, type Call, type Line } from './line.ts'
import { dispatchBody, newKey, reportBody } from './reports.ts'

/**
 * People who report and a dispatcher who sends on, each asking again with the same key until there is an answer, as
 * the phone's outbox does. What was acknowledged is remembered.
 */
export type Acknowledged = { reports: Map<string, string>; dispatches: Map<string, string> }
export type Clients = {
  /** By key, the matter it opened or moved. */
  acknowledged: Acknowledged
  /** How often something had to be asked again, by what came instead of an answer. */
  retries: () => Record<string, number>
  /** Answers that are not as they must be. */
  wrong: string[]
  /** Lets everybody finish what they began. */
  stop: () => Promise<void>
}

const RETRY_MS = 30
/** Of the acknowledged ones, how many are sent once more although nothing was lost. */
const AGAIN = 0.1

/** Starts that many clients against the port. */
export function startClients(port: number, people: People, count: number): Clients {
  const acknowledged: Acknowledged = { reports: new Map(), dispatches: new Map() }
  const wrong: string[] = []
  const retries: Record<string, number> = {}
  const stopping = new AbortController()

  /** One wish until it is answered. Anything but an answer of the rules may have happened or not. */
  async function insist(connect: () => Promise<Line>, path: string, call: Call): Promise<string | undefined> {
    for (;;) {
      const reply = await connect()
        .then((line) => line.ask('POST', path, call))
        .catch(() => undefined)
      if (reply?.status === 200) return (JSON.parse(reply.text) as { id: string }).id
      if (reply && reply.status < 500) {
        wrong.push(`${path} answered ${reply.status}: ${reply.text}`)
        return undefined
      }
      const why = reply?.status ?? 'broken'
      retries[why] = (retries[why] ?? 0) + 1
      await sleep(RETRY_MS)
    }
  }

  async function work(n: number): Promise<void> {
    const connect = reconnecting(port)
    const token = people.villagers[n % people.villagers.length]?.token ?? ''
    const send = async (into: Map<string, string>, path: string, call: Omit<Call, 'key'>) => {
      const key = newKey()
      const id = await insist(connect, path, { ...call, key })
      if (id === undefined) return undefined
      into.set(key, id)
      if (Math.random() < AGAIN && (await insist(connect, path, { ...call, key })) !== id)
        wrong.push(`key ${key} was answered with another matter the second time`)
      return id
    }
    while (!stopping.signal.aborted) {
      const id = await send(acknowledged.reports, '/api/matters', { token, body: reportBody(0) })
      if (id === undefined) continue
      const call = { token: people.street.token, body: dispatchBody() }
      await send(acknowledged.dispatches, `/api/matters/${id}/actions`, call)
    }
  }

  const working = Promise.all(Array.from({ length: count }, (_, n) => work(n)))
  return {
    acknowledged,
    retries: () => retries,
    wrong,
    stop: async () => {
      stopping.abort()
      await working
    },
  }
}

/** The same connection while it holds, a new one after it broke. */
function reconnecting(port: number): () => Promise<Line> {
  let line: Line | undefined
  return async () => {
    if (line && !line.isBroken()) return line
    return (line = await openLine(port))
  }
}
