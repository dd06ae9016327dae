import { setTimeout as sleep } from 'node:timers/promises'
import { openLine, type Call, type Line } from './line.ts'

/** Asks until there is an answer, with the same key, as the phone's outbox does. */
export type Insist = (path: string, call: Call) => Promise<string | undefined>
export type Insisting = {
  /** How often something had to be asked again, by what came instead of an answer. */
  retries: Record<string, number>
  /** Answers that are not as they must be. */
  wrong: string[]
  /** A client with a connection of its own; answers with the id of the matter, undefined when it was refused. */
  insister: () => Insist
}

const RETRY_MS = 30

/** Clients of the server on that port, which may go away and come back. */
export function insisting(port: number): Insisting {
  const wrong: string[] = []
  const retries: Record<string, number> = {}
  const insister = (): Insist => {
    const connect = reconnecting(port)
    // Anything but an answer of the rules may have happened or not.
    return async (path, call) => {
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
  }
  return { retries, wrong, insister }
}

/** The same connection while it holds, a new one after it broke. */
function reconnecting(port: number): () => Promise<Line> {
  let line: Line | undefined
  return async () => {
    if (line && !line.isBroken()) return line
    return (line = await openLine(port))
  }
}
