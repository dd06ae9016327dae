import { describe, expect, it } from 'vitest'
import { gather } from './gather.ts'
import { Problem } from './problem.ts'

/** Trips that end when the test says so. */
function trips(answer: (ask: number) => number | Problem = (ask) => ask * 2) {
  const made: number[][] = []
  const ends: (() => void)[] = []
  const ask = gather<number, number>(3, async (_line, asks) => {
    made.push([...asks])
    await new Promise<void>((resolve) => ends.push(resolve))
    if (asks.includes(13)) throw new Error('unlucky')
    return asks.map(answer)
  })
  const goOn = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { made, ask, goOn }
}

describe('what arrives together travels together', () => {
  it('waits for nobody when it comes alone', async () => {
    const { made, ask, goOn } = trips()
    const one = ask('a', 1)
    expect(made).toEqual([[1]])
    await goOn()
    expect(await one).toBe(2)
  })

  it('takes those who came meanwhile on the next trip, no more than fit, each line on its own', async () => {
    const { made, ask, goOn } = trips()
    const all = [1, 2, 3, 4, 5].map((n) => ask('a', n))
    const other = ask('b', 9)
    expect(made).toEqual([[1], [9]])
    for (let n = 0; n < 4; n++) await goOn()
    expect(made).toEqual([[1], [9], [2, 3, 4], [5]])
    expect(await Promise.all([...all, other])).toEqual([2, 4, 6, 8, 10, 18])
  })

  it('refuses one and answers the others', async () => {
    const { ask, goOn } = trips((n) => (n === 2 ? new Problem(409, 'moved', '不行') : n))
    const all = Promise.allSettled([ask('a', 1), ask('a', 2), ask('a', 3)])
    await goOn()
    await goOn()
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('fails nobody for another’s sake, and goes on afterwards', async () => {
    const { made, ask, goOn } = trips()
    const all = Promise.allSettled([ask('a', 1), ask('a', 13), ask('a', 3)])
    for (let n = 0; n < 4; n++) await goOn()
    expect(made).toEqual([[1], [13, 3], [13], [3]])
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const later = ask('a', 4)
    await goOn()
    expect(await later).toBe(8)
  })
})
