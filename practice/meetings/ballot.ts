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

const isFew = (ballots: number, least: number) => ballots > 0 && ballots < least

/** Whether so many papers say by themselves who wrote what. */
export const isFewPapers = (papers: number): boolean => isFew(papers, PAPER_LEAST)

/** So many names are read out at most. */
const NAMES_MOST = 5

/** Why casting may not begin while somebody who writes on paper was given none; undefined when all were. */
export function ungivenFault(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const more = names.length > NAMES_MOST ? '等' : ''
  return `登记写纸票、已经到会的还有 ${names.length} 位没有领到纸票（${names.slice(0, NAMES_MOST).join('、')}${more}），请先发给他们`
}

/** What whoever ends the handing out hears once; undefined when everybody who takes part holds a ballot. */
export function beginWarning({
  waiting,
  phones,
  papers,
}: {
  /** Came, take part, and hold none. */
  waiting: number
  phones: number
  papers: number
}): string | undefined {
  const few =
    papers > 0 && isFew(phones, BALLOTS_LEAST)
      ? `手机上领票的只有 ${phones} 位，不足 ${BALLOTS_LEAST} 位，为了不让人知道谁投了什么，收了票也不能开箱，这一项会没有通过`
      : ''
  const left = waiting > 0 ? `到会的还有 ${waiting} 人没有领票，开始投票以后不能再领` : ''
  const says = [left, few].filter(Boolean).join('；')
  return says === '' ? undefined : `${says}。不再等了，请再点一次`
}

/** What whoever closes the box hears once; undefined when everybody who holds a ballot by telephone has voted. */
export function closeWarning({ issued, received }: { issued: number; received: number }): string | undefined {
  const left = issued - received
  if (left <= 0) return undefined
  return isFew(received, BALLOTS_LEAST)
    ? `只收到 ${received} 张票，一计票就知道谁投了什么。还有 ${left} 位领了票没有投，请提醒他们；现在就截止，这一项不开箱，没有通过`
    : `领了票的还有 ${left} 人没有投，截止以后不能再投。不再等了，请再点一次`
}

/** Why a box that came back is not opened: its list or its totals would say who voted what; undefined when they would not. */
export function fewBack({ phones, papers }: { phones: number; papers: number }): string | undefined {
  const says = (ballots: string, count: number, least: number) =>
    `${ballots}只有 ${count} 张，不足 ${least} 张，为了不让人知道谁投了什么，不开箱计票，这一项没有通过`
  if (isFew(phones, BALLOTS_LEAST))
    return says(papers > 0 ? '手机上收回的票' : '收回的票', phones, BALLOTS_LEAST)
  if (isFewPapers(papers)) return says(phones > 0 ? '收回的纸票' : '收回的票', papers, PAPER_LEAST)
  return undefined
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
