import type { MatterQuery } from '#contract/matters.ts'
import type { CountName, Outcome } from './life.ts'

/**
 * The vocabulary an indicator is written in: a number with its formula in words, what it is a part of, and the list
 * that shows exactly the records behind it. Pure data, so screens explain a number with the words it is computed by.
 */

/** What is added up: a count over the period, of all outcomes or some; or what is open now. */
export type Term =
  | { of: CountName; only?: readonly Outcome[]; but?: readonly Outcome[] }
  | { now: 'open' | 'warned' | 'overdue' }
  /** Passages of a stage, their seconds, or the actions of a part; one number each. */
  | { each: 'stage' | 'part'; take: 'n' | 'seconds' }

/** Both days belong to it. */
export type Period = { from: string; to: string }

export type Indicator = {
  id: string
  name: string
  /** `matters`: a number of matters; `share`: of the denominator; else the mean over the denominator. */
  unit: 'matters' | 'share' | 'hours' | 'minutes' | 'times'
  /** How it is computed, in words anybody can check. */
  formula: string
  numerator: readonly Term[]
  denominator?: readonly Term[]
  /** The records behind it: those of the numerator; of the denominator where a mean is taken over it. */
  list: (period: Period) => MatterQuery
  /** The rule or the question it answers. */
  source: string
}

export function defineIndicator(indicator: Indicator): Indicator {
  return indicator
}

export const total = (of: CountName, which: { only?: readonly Outcome[]; but?: readonly Outcome[] } = {}) => [
  { of, ...which },
]
export const standing = (which: 'open' | 'warned' | 'overdue') => [{ now: which }]

/** Seconds in the unit the number is shown in. */
const SECONDS: Partial<Record<Indicator['unit'], number>> = { hours: 3600, minutes: 60 }

/** The number itself; undefined when there is nothing to divide by. */
export function valueOf(
  { unit, denominator: of }: Pick<Indicator, 'unit' | 'denominator'>,
  numerator: number,
  denominator: number | undefined,
): number | undefined {
  if (of === undefined) return numerator
  return denominator ? numerator / denominator / (SECONDS[unit] ?? 1) : undefined
}
