import type { Finding } from './covenant-lint.ts'
import { decisionOf, type DecisionId } from './powers.ts'

/** The life of a version of a covenant: drafted → adopted by the assembly → filed with the town (VCL 31). */
export const COVENANT_STATES = {
  drafted: '草稿',
  adopted: '已通过，待备案',
  filed: '已备案',
  withdrawn: '已撤回',
} as const
export type CovenantState = keyof typeof COVENANT_STATES

export const COVENANT_STEPS = {
  draft: '起草',
  write: '改写',
  adopt: '会议通过',
  file: '备案',
  order: '责令改正',
  withdraw: '撤回',
} as const
export type CovenantStep = keyof typeof COVENANT_STEPS

const FROM: Readonly<Record<CovenantStep, readonly CovenantState[]>> = {
  draft: [],
  write: ['drafted'],
  adopt: ['drafted'],
  file: ['adopted'],
  order: ['adopted', 'filed'],
  withdraw: ['drafted', 'adopted'],
}

/** Why the step may not be taken now; undefined when it may. What hurts rights is never filed. */
export function covenantRefusal(
  step: CovenantStep,
  { state, findings }: { state: CovenantState; findings: readonly Finding[] },
): string | undefined {
  if (!FROM[step].includes(state))
    return `这一版“${COVENANT_STATES[state]}”，现在不能${COVENANT_STEPS[step]}，请刷新看看`
  const [first] = findings
  if (step === 'file' && first)
    return `第 ${first.n} 条“${first.quote}”${first.says}，不能备案，请改正后重新提交会议通过（${first.law}）`
  return undefined
}

/** Why a decision did not adopt a covenant; undefined when it did. */
export const adoptionFault = (decision: DecisionId): string | undefined =>
  decision === 'covenant' || decision === 'charter'
    ? undefined
    : `这次决议是“${decisionOf(decision).name}”，村规民约要由村民会议通过（《村民委员会组织法》第三十一条）`
