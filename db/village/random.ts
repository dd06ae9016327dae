/** Small and well spread (mulberry32); the same seed draws the same county. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Draw = {
  random: () => number
  pick: <T>(list: readonly T[]) => T
  /** A whole number from `least` to `most`. */
  between: (least: number, most: number) => number
}

export function drawFrom(seed: number): Draw {
  const random = randomFrom(seed)
  return {
    random,
    pick: (list) => {
      const item = list[Math.floor(random() * list.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    between: (least, most) => least + Math.floor(random() * (most - least + 1)),
  }
}
