import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS, valueName } from './meetings/limits.ts'
import {
  atLeast,
  fewest,
  isAsStrict,
  MAJORITY,
  reaches,
  shareName,
  THREE_QUARTERS,
  TWO_THIRDS,
  type Share,
} from './meetings/share.ts'

const share = fc
  .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 }), fc.boolean())
  .filter(([a, b]) => a <= b)
  .map(([a, b, more]) => (more ? { of: [a, b] as const, more: true as const } : { of: [a, b] as const }))
const base = fc.integer({ min: 1, max: 20_000 })

/** Each share a law names, and what it says of `x` of `n` people in whole numbers, written by hand (rules 0.1). */
const SAID: Readonly<Record<string, { share: Share; holds: (x: number, n: number) => boolean }>> = {
  过半数: { share: MAJORITY, holds: (x, n) => 2 * x > n },
  三分之二以上: { share: TWO_THIRDS, holds: (x, n) => 3 * x >= 2 * n },
  四分之三以上: { share: THREE_QUARTERS, holds: (x, n) => 4 * x >= 3 * n },
  五分之四以上: { share: atLeast(4, 5), holds: (x, n) => 5 * x >= 4 * n },
  三分之一以上: { share: atLeast(1, 3), holds: (x, n) => 3 * x >= n },
  五分之一以上: { share: atLeast(1, 5), holds: (x, n) => 5 * x >= n },
  十分之一以上: { share: atLeast(1, 10), holds: (x, n) => 10 * x >= n },
}
const BASES = Array.from({ length: 2001 }, (_, n) => n)

describe('shares', () => {
  it.each(Object.entries(SAID))(
    '%s holds at its boundary for every base up to two thousand',
    (name, { share: each, holds }) => {
      expect(shareName(each)).toBe(name)
      const wrong = BASES.filter((n) => {
        const least = fewest(each, n)
        // Nobody of nobody reaches none.
        if (n === 0) return reaches(each, 0, 0) || reaches(each, 1, 0)
        const atIt = reaches(each, least, n) && holds(least, n)
        const below = reaches(each, least - 1, n) || holds(least - 1, n)
        return !Number.isInteger(least) || !atIt || below || least > n
      })
      expect(wrong).toEqual([])
    },
  )

  it('that any limit goes by are among these', () => {
    const named = Object.values(LIMITS).flatMap((limit) => (limit.kind === 'share' ? [valueName(limit)] : []))
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(SAID).toSorted())
  })

  it('are counted in whole numbers: exactly the fewest reach them, and one fewer does not', () => {
    fc.assert(
      fc.property(share, base, (each, of) => {
        const least = fewest(each, of)
        expect(reaches(each, least, of)).toBe(true)
        expect(reaches(each, least - 1, of)).toBe(false)
      }),
    )
  })

  it('are compared as they count: the stricter is never reached by fewer', () => {
    fc.assert(
      fc.property(share, share, base, (a, b, of) => {
        if (isAsStrict(a, b)) expect(fewest(a, of)).toBeGreaterThanOrEqual(fewest(b, of))
        else expect(isAsStrict(b, a)).toBe(true)
      }),
    )
  })
})
