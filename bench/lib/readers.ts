import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from './figures.ts'
import { openLine } from './line.ts'

/**
 * Readers who come at a rate, whether the ones before were answered or not, as far as eight connections carry them. A
 * process of its own: beside the writers it would keep them waiting for itself. It is told what to read on its standard
 * input, reads until SIGTERM, and answers with pages a second and their p95.
 */

export type Reading = { port: number; paths: readonly string[]; rate: number }
export type Read = { perSecond: number; p95Ms: number }
const CONNECTIONS = 8

async function readSteadily({ port, paths, rate }: Reading, stopping: AbortSignal): Promise<Read> {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(port)))
  const latencies: number[] = []
  const from = performance.now()
  let turn = 0
  await Promise.all(
    lines.map(async (line, connection) => {
      for (let n = connection; !stopping.aborted; n += CONNECTIONS) {
        const due = from + (n * 1000) / rate
        const wait = due - performance.now()
        if (wait > 0) await sleep(wait)
        // From the moment it was due: who waits for a connection waits for the page.
        await line.ask('GET', paths[turn++ % paths.length] ?? '')
        latencies.push(performance.now() - due)
      }
    }),
  )
  const perSecond = latencies.length / ((performance.now() - from) / 1000)
  for (const line of lines) line.close()
  return { perSecond, p95Ms: percentile(latencies, 0.95) }
}

async function main(): Promise<void> {
  // Before anything is awaited: a short share of the day may be over before the reading began.
  const stopping = new AbortController()
  process.on('SIGTERM', () => stopping.abort())
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as Reading // What publicday.bench.ts sends.
  console.log(JSON.stringify(await readSteadily(asked, stopping.signal)))
}

await main()
