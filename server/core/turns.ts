/**
 * Work that takes its turn: so many at once, the rest in the order they came. `tooMany` makes what is thrown to whoever
 * comes when `waitingMax` wait already; without it everybody waits.
 */
export function takeTurns(
  atOnce: number,
  flood?: { waitingMax: number; tooMany: () => Error },
): <T>(work: () => Promise<T>) => Promise<T> {
  let working = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (working < atOnce) working += 1
    else if (flood && waiting.length >= flood.waitingMax) throw flood.tooMany()
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      // The turn passes to the next without being given back, so nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }
}
