/** Chance that can be repeated: the same seed says the same again. */
export type Random = {
  /** In [0, 1). */
  next: () => number
  /** An integer in [0, end). */
  below: (end: number) => number
  chance: (share: number) => boolean
  /** One of the list, which must not be empty. */
  pick: <T>(list: readonly T[]) => T
}

/** Mulberry32: enough for choosing, and the same on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (list) => {
      if (list.length === 0) throw new Error('there is nothing to pick from')
      return list[below(list.length)] as never // It is within the list.
    },
  }
}
