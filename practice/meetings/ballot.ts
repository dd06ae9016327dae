import type { Choice } from './life.ts'

/**
 * A secret ballot, as on paper: ballot papers are handed out, then put in, then the box is closed and counted. Papers
 * are handed out before the first is put in, so that when one was fetched says nothing about which one it became.
 */
export const BOX_STATES = {
  issuing: '正在领票',
  casting: '正在投票',
  closing: '已截止收票',
  counted: '已计票',
} as const
export type BoxState = keyof typeof BOX_STATES

type BoxStep = 'ticket' | 'begin' | 'cast' | 'close' | 'count'

const REFUSALS: Readonly<Record<BoxStep, Readonly<Record<BoxState, string | undefined>>>> = {
  ticket: {
    issuing: undefined,
    casting: '领票已经结束，投票开始以后不再发票',
    closing: '投票已经截止，不能再领票',
    counted: '投票已经计票，不能再领票',
  },
  begin: {
    issuing: undefined,
    casting: '投票已经开始',
    closing: '投票已经截止',
    counted: '投票已经计票',
  },
  cast: {
    issuing: '还在领票，请等主持人宣布开始投票',
    casting: undefined,
    closing: '投票已经截止，这一票没有计入',
    counted: '投票已经截止，这一票没有计入',
  },
  close: {
    issuing: '还没有开始投票',
    casting: undefined,
    closing: '投票已经截止',
    counted: '投票已经计票',
  },
  count: {
    issuing: '还没有开始投票',
    casting: '请先截止收票再计票',
    closing: undefined,
    counted: '投票已经计票，结果不能改',
  },
}

/** Why it is not the time; undefined when it is. */
export const boxRefusal = (step: BoxStep, state: BoxState): string | undefined => REFUSALS[step][state]

export type Counted = { inFavour: number; against: number; abstained: number }

/** Adds up the choices of a box. */
export function countBallots(choices: readonly Choice[]): Counted {
  const of = (choice: Choice) => choices.filter((each) => each === choice).length
  return { inFavour: of('for'), against: of('against'), abstained: of('abstain') }
}
