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

type BoxStep = 'ticket' | 'begin' | 'cast' | 'close' | 'tally' | 'count'

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
  // The paper box is opened when nobody puts anything in any more.
  tally: {
    issuing: '还没有开始投票',
    casting: '请先截止收票，再开纸票箱清点',
    closing: undefined,
    counted: '投票已经计票，结果不能改',
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

/** Fewer than so many ballots say who voted what as soon as they are counted, whoever chose the moment. */
export const BALLOTS_LEAST = 3

/** Why casting may not begin with so few papers handed out; undefined when it may. */
export const tooFewToHide = (issued: number): string | undefined =>
  issued >= BALLOTS_LEAST
    ? undefined
    : `领票的只有 ${issued} 位，一计票就知道谁投了什么。请等到会的人都领票，至少 ${BALLOTS_LEAST} 位，再开始投票`

/** So few papers beside telephones would say who wrote what as soon as they are counted. */
export const PAPER_LEAST = 3

/** Why so many may not write on paper while others vote by telephone; undefined when they may. */
export function fewPapers({ papers, others }: { papers: number; others: number }): string | undefined {
  if (papers === 0 || papers >= PAPER_LEAST || others === 0) return undefined
  const more = PAPER_LEAST - papers
  return `写纸票的只有 ${papers} 位，一开箱就知道谁投了什么。请再请 ${more} 位到会的人也写纸票，凑够 ${PAPER_LEAST} 位`
}

/** What lay in the paper box; spoiled ones count for nobody. */
export type PaperCount = Counted & { spoiled: number }
export const papersBack = ({ inFavour, against, abstained, spoiled }: PaperCount): number =>
  inFavour + against + abstained + spoiled

/** What is wrong with a teller’s count of so many papers: never more than were given, and never fewer in silence. */
export function paperFault(
  given: number,
  count: PaperCount,
  missing: string | undefined,
): { field: 'inFavour' | 'missing'; says: string } | undefined {
  const back = papersBack(count)
  if (back > given)
    return {
      field: 'inFavour',
      says: `四项合计 ${back} 张，比发出的纸票 ${given} 张还多，请重新清点`,
    }
  if (back < given && !missing?.trim())
    return {
      field: 'missing',
      says: `发出纸票 ${given} 张，只清点到 ${back} 张，请写明另外 ${given - back} 张去哪了`,
    }
  return undefined
}
