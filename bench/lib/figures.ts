/** What a bench says in the end: one line per figure, the same shape for all, so that two runs can be laid side by side. */

export type Figure = {
  name: string
  /** Ours against the reference. */
  ratio: number
  /** What ours was compared with, in the same run. */
  reference: string
  details: Record<string, string | number>
  /** What was promised; missed, the bench fails. */
  atLeast?: number
  atMost?: number
}

/** Prints a figure; a missed promise makes the process exit with 1. */
export function report({ name, ratio, reference, details, atLeast, atMost }: Figure): void {
  const promise =
    atLeast !== undefined ? ` target >=${atLeast}` : atMost !== undefined ? ` target <=${atMost}` : ''
  const missed = ratio < (atLeast ?? -Infinity) || ratio > (atMost ?? Infinity)
  const more = Object.entries(details).map(([key, value]) => ` ${key} ${value}`)
  console.log(
    `bench ${name} ratio ${ratio.toFixed(2)} reference "${reference}"${promise}${missed ? ' MISSED' : ''}${more.join('')}`,
  )
  if (missed) process.exitCode = 1
}

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2
}

/** Every value, so that a reader sees how far the rounds lie apart. */
export const all = (values: readonly number[], digits = 0) =>
  values.map((value) => value.toFixed(digits)).join('/')

/** Says on the error stream what goes on and since when, so that the output holds figures only. */
export const say = (line: string) =>
  console.error(`bench ${(performance.now() / 1000).toFixed(0).padStart(4)} s: ${line}`)
