import type { Content, Row } from '#practice/disclosure/content.ts'

/** What one version of a table changed against another, line by line, in the order of the newer one. */

export type Change =
  | { kind: 'added'; after: Row; n: number }
  | { kind: 'removed'; before: Row; was: number }
  | { kind: 'changed'; before: Row; after: Row; n: number; was: number; columns: string[] }

/** Lines that are the same in both are left out; lines are counted from 1. */
export function changesOf(before: Pick<Content, 'rows'>, after: Pick<Content, 'rows'>): Change[] {
  const [old, now] = [before.rows.map(keyOf), after.rows.map(keyOf)]
  const kept = [...sameLines(old, now), [old.length, now.length] as const]
  const changes: Change[] = []
  let [i, j] = [0, 0]
  for (const [was, is] of kept) {
    changes.push(...between(before.rows, after.rows, [i, was], [j, is]))
    ;[i, j] = [was + 1, is + 1]
  }
  return changes
}

/** Between two lines that stayed, the old ones became the new ones in their order; what is over came or went. */
function between(
  old: readonly Row[],
  now: readonly Row[],
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Change[] {
  const length = Math.max(to - from, end - start)
  return Array.from({ length }, (_, k): Change => {
    const before = from + k < to ? old[from + k] : undefined
    const after = start + k < end ? now[start + k] : undefined
    const [was, n] = [from + k + 1, start + k + 1]
    if (before && after) return { kind: 'changed', before, after, n, was, columns: differing(before, after) }
    if (after) return { kind: 'added', after, n }
    if (before) return { kind: 'removed', before, was }
    throw new Error('a run of lines is longer than both of its sides')
  })
}

/** Columns whose cells differ; headings and vouchers under names of their own. */
function differing(before: Row, after: Row): string[] {
  const ids = new Set([...Object.keys(before.cells), ...Object.keys(after.cells)])
  return [
    ...(before.heading === after.heading ? [] : ['#heading']),
    ...[...ids].filter((id) => (before.cells[id] ?? null) !== (after.cells[id] ?? null)),
    ...(String(before.vouchers ?? []) === String(after.vouchers ?? []) ? [] : ['#vouchers']),
  ]
}

const keyOf = ({ cells, heading, vouchers = [] }: Row) =>
  JSON.stringify([
    Object.entries(cells)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    heading ?? '',
    vouchers,
  ])

/** Pairs of equal lines, both rising: each old line meets the first equal new one that is free, the longest rise stays. */
function sameLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const places = new Map<string, number[]>()
  for (const [j, key] of now.entries()) {
    const free = places.get(key)
    if (free) free.push(j)
    else places.set(key, [j])
  }
  const pairs = old.flatMap((key, i) => {
    const j = places.get(key)?.shift()
    return j === undefined ? [] : [[i, j] as const]
  })
  return longestRise(pairs)
}

/** The longest run of pairs whose second numbers rise (patience sorting: n log n for twenty thousand lines). */
function longestRise(pairs: readonly (readonly [number, number])[]) {
  const tops: number[] = []
  const before: number[] = []
  for (const [at, [, j]] of pairs.entries()) {
    let [low, high] = [0, tops.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? (tops[low - 1] ?? -1) : -1
    tops[low] = at
  }
  const rise: (readonly [number, number])[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair) rise.push(pair)
  }
  return rise.reverse()
}
