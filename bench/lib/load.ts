import { openLine, type Call } from './line.ts'

/** A closed load: each connection asks again as soon as it is answered. */
export type Asked = { path: string; call: Call }
export type Load = { perSecond: number; latencies: number[] }

type Until = { seconds: number } | { calls: number }
type Nth = (n: number, connection: number) => Asked

export const post = (port: number, connections: number, until: Until, nth: Nth): Promise<Load> =>
  load('POST', port, connections, until, nth)
export const get = (port: number, connections: number, until: Until, nth: Nth): Promise<Load> =>
  load('GET', port, connections, until, nth)

/**
 * Asks on that many connections, for a time or a number of calls. `nth` gives the n-th call. Throws at the first
 * answer that is not a 200: a fast refusal is not a figure.
 */
async function load(
  method: 'GET' | 'POST',
  port: number,
  connections: number,
  until: Until,
  nth: Nth,
): Promise<Load> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)))
  const latencies: number[] = []
  let asked = 0
  const from = performance.now()
  const isOver = () =>
    'calls' in until ? asked >= until.calls : performance.now() - from >= until.seconds * 1000
  await Promise.all(
    lines.map(async (line, connection) => {
      while (!isOver()) {
        const { path, call } = nth(asked++, connection)
        const start = performance.now()
        const { status, text } = await line.ask(method, path, call)
        if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
        latencies.push(performance.now() - start)
      }
    }),
  )
  const perSecond = latencies.length / ((performance.now() - from) / 1000)
  for (const line of lines) line.close()
  return { perSecond, latencies }
}
