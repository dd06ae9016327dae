import { decisionOf, type DecisionId } from './powers.ts'

/**
 * 书面方案先行 (system Z5): what a county's list names is put to the vote only as a written proposal with the opinions of
 * an expert or a lawyer. No national law asks for them, so each county's pack says where its list is written.
 */
export const OPINION_KINDS = { expert: '专家意见', lawyer: '法律顾问意见' } as const
export type OpinionKind = keyof typeof OPINION_KINDS

/** What an adviser thinks; whatever it is, it is read before the vote and binds nobody. */
export const STANCES = { sound: '合法可行', amend: '修改后可行', unsound: '不合法或不可行' } as const

/** Which opinions a kind of decision needs, and where that is written. */
export type OpinionRule = { kinds: readonly OpinionKind[]; source: string }
export type OpinionList = Readonly<Partial<Record<DecisionId, OpinionRule>>>

/** Opinions that were given; undefined where there is no written proposal at all. */
export type Given = readonly OpinionKind[] | undefined

export const missingOpinions = (rule: OpinionRule | undefined, given: Given): OpinionKind[] =>
  (rule?.kinds ?? []).filter((kind) => !given?.includes(kind))

/** Why a matter may not be put to the vote yet, with where that is written; undefined when it may. */
export function opinionFault(list: OpinionList, decision: DecisionId, given: Given): string | undefined {
  const rule = list[decision]
  const missing = missingOpinions(rule, given).map((kind) => OPINION_KINDS[kind])
  if (!rule || missing.length === 0) return undefined
  const { name } = decisionOf(decision)
  return given === undefined
    ? `“${name}”要先有书面方案，并附上${missing.join('、')}才能表决，请先在“四议两公开”里提出（${rule.source}）`
    : `“${name}”还缺${missing.join('、')}，附上以后才能表决（${rule.source}）`
}
