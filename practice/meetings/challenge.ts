import { maskName } from '../disclosure/mask.ts'
import type { BodyId } from './bodies.ts'
import { ROLLS } from './roll.ts'

/**
 * What a villager says against the roll of a meeting (名册异议). The law gives whoever is wronged by a list of voters five
 * days to say so and has it decided within three (VCL 17); of the rolls of meetings it says nothing. Here by analogy
 * (reading): from the notice until the meeting opens, answered before it opens, and never by changing a frozen roll.
 */

export const CHALLENGE_KINDS = {
  missing: '该在名册上的没有在',
  extra: '不该在名册上的在',
  wrong: '姓名、户写错了',
} as const
export type ChallengeKind = keyof typeof CHALLENGE_KINDS

/** Said on the phone and at the desk, so that nobody thinks the law says more than it does. */
export const CHALLENGE_LAW =
  '选民名单可以申诉，是法律规定的（《村民委员会组织法》第十七条）；会议名册法律没有写，这里参照办：开会以前提，开会以前答复。'

/** Whether somebody is counted who should not be, or the other way round; a wrong letter changes no vote. */
export const changesRoll = (kind: ChallengeKind): boolean => kind !== 'wrong'

/** Why nothing may be said against the roll now; undefined when it may. */
export function challengeRefusal(
  { state, paper }: { state: string; paper: boolean },
  waiting: number,
): string | undefined {
  if (paper) return '补录的会议已经开过，名册异议当时在会上提'
  if (state === 'drafted') return '通知发出以后，名册才定下来'
  if (state !== 'noticed') return '会议已经开始或结束，名册异议要在开会以前提'
  return waiting > 0 ? '您提的异议还没有答复，答复以后可以再提' : undefined
}

/** Why it may not be answered now; undefined when it may. */
export function answerRefusal(state: string, isAnswered: boolean): string | undefined {
  if (isAnswered) return '这条异议已经答复过，答复不能改'
  return state === 'noticed' ? undefined : '会议已经开始或结束，不能再答复'
}

/**
 * Whether a roll names everybody in full to the village. Who holds a seat in it is known there: they were elected, or stand
 * on its list. Of an assembly everybody of age is on the roll, whose names others need only to tell who is meant (rules 7.2.16).
 */
export const isNamedRoll = (body: BodyId): boolean => 'seats' in ROLLS[body]

/** A roll as somebody of the village reads it: of those without a seat their own household alone is named in full. */
export function publicName(body: BodyId, name: string, mine: boolean): string {
  return mine || isNamedRoll(body) ? name : maskName(name)
}

type Said = {
  kind: ChallengeKind
  about: string
  words: string
  upheld: boolean | null
  answer: string | null
}

/** As it stands in the minutes, the answer beside it: the objection, not whose it was (PIPL 6). */
export function challengeLine({ kind, about, words, upheld, answer }: Said): string {
  const said = `名册异议：${CHALLENGE_KINDS[kind]}（${about}）：${words}`
  return answer === null ? said : `${said}　答复（${upheld ? '成立' : '不成立'}）：${answer}`
}
