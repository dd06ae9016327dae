/**
 * Shares of people as the laws state them, counted in whole numbers only: “三分之二以上” includes the number,
 * “过半数” does not (民法典 1259; rules 0.1). No rounding and no floating point decides a vote.
 */
export type Share = {
  readonly of: readonly [numerator: number, denominator: number]
  /** More than the share, not just the share itself: 过半数, 超过. */
  readonly more?: true
}

/** The two comparisons votes are decided by, under their names of rules §12. */
export const VOTE_CMP = {
  'vote.cmp.majority': { of: [1, 2], more: true },
  'vote.cmp.two_thirds': { of: [2, 3] },
} as const satisfies Record<string, Share>
export const MAJORITY: Share = VOTE_CMP['vote.cmp.majority']
export const TWO_THIRDS: Share = VOTE_CMP['vote.cmp.two_thirds']
export const THREE_QUARTERS: Share = { of: [3, 4] }
export const atLeast = (numerator: number, denominator: number): Share => ({ of: [numerator, denominator] })

/** Whether `count` of `base` people reach the share. Nobody of nobody reaches none. */
export function reaches({ of: [numerator, denominator], more }: Share, count: number, base: number): boolean {
  if (base <= 0) return false
  return more ? count * denominator > numerator * base : count * denominator >= numerator * base
}

/** The fewest of `base` people that reach the share; more than `base` when even all of them would not. */
export function fewest({ of: [numerator, denominator], more }: Share, base: number): number {
  const product = numerator * base
  const rest = product % denominator
  const whole = (product - rest) / denominator
  if (more) return whole + 1
  return rest === 0 ? Math.max(whole, 1) : whole + 1
}

/** Whether everybody together would reach it. */
export const isReachable = (share: Share): boolean => reaches(share, 1, 1)

/** Whether `a` asks for more than `b`, or for as much. */
export function isAsStrict(a: Share, b: Share): boolean {
  const left = a.of[0] * b.of[1]
  const right = b.of[0] * a.of[1]
  return left > right || (left === right && (a.more === true || b.more !== true))
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** As the laws write it: 过半数, 三分之二以上, 超过五分之一. */
export function shareName({ of: [numerator, denominator], more }: Share): string {
  if (numerator === 1 && denominator === 2) return more ? '过半数' : '半数以上'
  const fraction = `${DIGITS[denominator] ?? denominator}分之${DIGITS[numerator] ?? numerator}`
  return more ? `超过${fraction}` : `${fraction}以上`
}
