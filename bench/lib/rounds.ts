import { all, median, percentile, report, say } from './figures.ts'
import type { Load } from './load.ts'
import { CLIENTS } from './pgbench.ts'
import type { Running } from './server.ts'

/** What one server process must reach of what the bare database does (issue 2). */
const TARGET = 0.35
const ROUNDS = Number(process.env['ROUNDS'] ?? 3)

/**
 * Ours and pgbench in turns, because on shared cores only neighbours in time compare. The figure is the median of the
 * rounds' ratios.
 */
export async function compare(
  name: string,
  server: Running,
  ours: (round: number) => Promise<Load>,
  reference: (round: number) => Promise<number>,
): Promise<void> {
  const rounds: { ours: number; reference: number }[] = []
  const latencies: number[] = []
  let cpuMs = 0
  for (let round = 0; round < ROUNDS; round++) {
    const perSecond = await reference(round)
    const cpuBefore = server.cpuMs()
    const load = await ours(round)
    cpuMs += server.cpuMs() - cpuBefore
    rounds.push({ ours: load.perSecond, reference: perSecond })
    latencies.push(...load.latencies)
    say(`round ${round + 1}: ours ${load.perSecond.toFixed(0)}/s, pgbench ${perSecond.toFixed(0)}/s`)
  }
  report({
    name,
    ratio: median(rounds.map((round) => round.ours / round.reference)),
    reference: `pgbench -M prepared, the same statements, ${CLIENTS} clients, same database`,
    atLeast: TARGET,
    details: {
      'ours/s': all(rounds.map((round) => round.ours)),
      'reference/s': all(rounds.map((round) => round.reference)),
      'p50-ms': percentile(latencies, 0.5).toFixed(1),
      'p95-ms': percentile(latencies, 0.95).toFixed(1),
      'server-cpu-us/call': ((1000 * cpuMs) / latencies.length).toFixed(0),
    },
  })
}
