import { insisting } from './insist.ts'
import type { Call } from './line.ts'
import type { People } from './people.ts'
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

/** Of the acknowledged ones, how many are sent once more although nothing was lost. */
const AGAIN = 0.1

/** Starts that many clients against the port. */
export function startClients(port: number, people: People, count: number): Clients {
  const acknowledged: Acknowledged = { reports: new Map(), dispatches: new Map() }
  const { wrong, retries, insister } = insisting(port)
  const stopping = new AbortController()

  async function work(n: number): Promise<void> {
    const insist = insister()
    const token = people.villagers[n % people.villagers.length]?.token ?? ''
    const send = async (into: Map<string, string>, path: string, call: Omit<Call, 'key'>) => {
      const key = newKey()
      const id = await insist(path, { ...call, key })
      if (id === undefined) return undefined
      into.set(key, id)
      if (Math.random() < AGAIN && (await insist(path, { ...call, key })) !== id)
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
