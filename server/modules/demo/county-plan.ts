import { dateOf, isWorkday, type Calendar } from '#practice/kit/index.ts'
import { drawFrom, type Draw } from '#db/village/random.ts'

/**
 * When a county's events happen: a fixed number over its days, with the rhythm of its days, weeks and
 * seasons. The n-th event always falls on the same minute of the same plan, so a plan broken off is taken up anywhere.
 */
export type Plan = {
  /** The day after the last one, YYYY-MM-DD; nothing happens later. */
  until: string
  size: number
  /** When the n-th event happens, from 0; rising with n. */
  timeOf: (n: number) => Date
}

const DAY_MS = 86_400_000
/** Chances of its own for each event, so that the n-th is the same whoever draws it. */
export const drawOf = (seed: number, n: number): Draw => drawFrom((seed * 1_000_003 + n * 7919) | 0)

export function planOf(
  calendar: Calendar,
  { until, span, size, seed }: { until: string; span: number; size: number; seed: number },
): Plan {
  const first = Date.parse(`${until}T00:00:00+08:00`) - span * DAY_MS
  const days = Array.from({ length: span }, (_, n) => dateOf(new Date(first + n * DAY_MS)))
  let sum = 0
  const ends = days.map(
    (day, n) => (sum += weightOf(calendar, day, n / span, drawOf(seed ^ 0x5eed, n).random())),
  )
  const upTo = (day: number) => (day < 0 ? 0 : Math.round(((ends[day] ?? sum) / sum) * size))
  return {
    until,
    size,
    timeOf: (n) => {
      const day = dayOf(n, span, upTo)
      const [from, to] = [upTo(day - 1), upTo(day)]
      // Spread over the day in order: the k-th of a day lies in its k-th share.
      const share = (n - from + drawOf(seed, n).random()) / (to - from)
      return new Date(first + day * DAY_MS + minuteAt(share) * 60_000)
    },
  }
}

/** The day whose events include the n-th. */
function dayOf(n: number, span: number, upTo: (day: number) => number): number {
  let [low, high] = [0, span - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (upTo(middle) > n) high = middle
    else low = middle + 1
  }
  return low
}

/** Warm months bring more of everything; January and February are quiet. */
const SEASON = [0.8, 0.75, 0.95, 1, 1.05, 1.1, 1.2, 1.18, 1.05, 1, 0.98, 0.9]
const WEEK = [0.62, 1.08, 1.05, 1.02, 1, 1, 0.72]

function weightOf(calendar: Calendar, day: string, age: number, chance: number): number {
  // The platform was new once: use grew by half over the years.
  const growth = 0.75 + 0.4 * age
  const season = SEASON[Number(day.slice(5, 7)) - 1] ?? 1
  const weekday = new Date(day).getUTCDay()
  const isHoliday = weekday > 0 && weekday < 6 && !isWorkday(calendar, day)
  const week = isHoliday ? 0.5 : (WEEK[weekday] ?? 1)
  // A storm or an inspection now and then.
  const burst = chance > 0.985 ? 1.9 : 1
  return growth * season * week * burst * (0.85 + 0.3 * chance)
}

/** How busy each hour is: after breakfast, in the afternoon, and when people are home. */
const HOURS = [1, 0.5, 0.3, 0.3, 0.5, 2, 6, 18, 52, 72, 66, 44, 22, 24, 52, 66, 62, 50, 38, 40, 34, 20, 9, 3]
const HOURS_SUM = HOURS.reduce((sum, weight) => sum + weight, 0)

/** The minute of the day by which that share of it has happened. */
function minuteAt(share: number): number {
  let left = share * HOURS_SUM
  for (const [hour, weight] of HOURS.entries()) {
    if (left <= weight) return (hour + left / weight) * 60
    left -= weight
  }
  return 24 * 60 - 1
}
