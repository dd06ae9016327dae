import { DISCLOSURE_LIMITS } from '../disclosure/period.ts'
import { bodyOf, type BodyId } from './bodies.ts'
import { cite, valueName, type Limits } from './limits.ts'
import { fewest, reaches } from './share.ts'

/**
 * 四议两公开: six steps in one order; a later one does not begin before the earlier one is closed with its record
 * (中国共产党农村基层组织工作条例 19; rules 2.1). The fourth goes by the law of the body that decides (rules 2.4).
 */
export const FOUR_TWO = [
  { id: 'propose', name: '党组织提议' },
  { id: 'consult', name: '两委会商议', body: 'joint-committees' },
  { id: 'review', name: '党员大会审议', body: 'party-members' },
  { id: 'resolve', name: '村民会议或村民代表会议决议' },
  { id: 'publish', name: '决议公开' },
  { id: 'publish-result', name: '实施结果公开' },
] as const satisfies readonly { id: string; name: string; body?: BodyId }[]
export type FourTwoStep = (typeof FOUR_TWO)[number]['id']

/** The step at which a body talks a proposal over without deciding it; undefined for a body that decides. */
export const stepOfBody = (body: BodyId): 'consult' | 'review' | undefined =>
  body === 'joint-committees' ? 'consult' : body === 'party-members' ? 'review' : undefined

/** Who talks it over at a step. */
export const bodyOfStep = (step: 'consult' | 'review'): BodyId =>
  step === 'consult' ? 'joint-committees' : 'party-members'

/** Why a lease may not run so long; undefined when it may. Years are whole ones (民法典 705). */
export function leaseFault(limits: Limits, years: number): string | undefined {
  const limit = limits['lease.max_years']
  if (limit.kind !== 'most') throw new Error('lease.max_years is no ceiling')
  return years > limit.value
    ? `租赁期限最长 ${limit.value} 年，写的是 ${years} 年，超过的部分无效（${cite(limit)}）`
    : undefined
}

/** Why it was put forward; the same on all six forms (rules 2.6). */
export const ORIGINS = ['党员群众建议', '村干部提议', '上级安排'] as const
export type Origin = (typeof ORIGINS)[number]

/** Each of the two publications hangs this long (VCL 35; rules 2.5). */
export const POSTED_DAYS = DISCLOSURE_LIMITS['disclose.min_posted_days'].value

/** What one form says. Due and present are counted at a meeting; the ratio is computed, never typed (rules 2.7). */
export type FourTwoRecord = {
  step: FourTwoStep
  on: string
  says: string
  due?: number | undefined
  present?: number | undefined
  inFavour?: number | undefined
  /** Whoever of the town was there signs steps three and four (rules 2.6): name and office, of the post below. */
  townSigner?: string | undefined
  townPost?: string | undefined
  /** The page with that signature, scanned. */
  townPage?: string | undefined
  /** The meeting of this program that its figures are of; absent where they were typed from paper, which stays visible. */
  meeting?: string | undefined
  /** The motion that was declared there. */
  passed?: boolean | undefined
  /** From when until when the publication hung; the last day has passed before the step is closed. */
  postedFrom?: string | undefined
  postedUntil?: string | undefined
  supervision?: string | undefined
}

/** Whether its figures were typed from a record on paper, of a meeting held elsewhere; the mark stays for ever. */
export const isTyped = ({ step, meeting }: Pick<FourTwoRecord, 'step' | 'meeting'>): boolean =>
  (step === 'consult' || step === 'review') && meeting === undefined

/** The step that is next; undefined when all six are closed. */
export const nextStep = (closed: number) => FOUR_TWO[closed]

/** Why this record does not close the step that is next, in a sentence; undefined when it does. */
export function fourTwoFault(
  limits: Limits,
  before: readonly Pick<FourTwoRecord, 'step' | 'on'>[],
  record: FourTwoRecord,
  today: string,
): string | undefined {
  const next = nextStep(before.length)
  if (!next) return '六步都已经办完，不能再登记'
  if (record.step !== next.id) return `四议两公开的步骤不能颠倒或跳过，下一步是“${next.name}”`
  if (record.on > today) return '还没有发生的事不能登记'
  const last = before.at(-1)
  if (last && record.on < last.on) return `“${next.name}”不能早于上一步（${last.on}）`
  if (record.step === 'publish' || record.step === 'publish-result') return postingFault(record, today)
  return countFault(limits, record) ?? townFault(record)
}

/**
 * Why a meeting of a day may not vote on a written proposal; undefined when it may. What comes before in the six steps is
 * closed with its record, and is not younger than the vote: a meeting entered afterwards from paper is held to it as well.
 */
export function orderFault(
  step: FourTwoStep,
  before: readonly Pick<FourTwoRecord, 'step' | 'on'>[],
  on: string,
): string | undefined {
  const index = FOUR_TWO.findIndex(({ id }) => id === step)
  const missing = FOUR_TWO[before.length]
  if (missing && before.length < index)
    return `四议两公开要按顺序办：先办结“${missing.name}”，才能开会表决这份提议`
  const last = before[index - 1]
  return last && on < last.on
    ? `这次会（${on}）早于四议两公开的上一步（${last.on}），不能表决这份提议`
    : undefined
}

function countFault(
  limits: Limits,
  { step, due, present, inFavour, passed }: FourTwoRecord,
): string | undefined {
  if (step === 'resolve')
    return passed ? undefined : '决议这一步要关联一次已经宣布通过的表决，没有通过的不能登记为决议'
  if (step !== 'consult' && step !== 'review') return undefined
  const body = bodyOfStep(step)
  // Of whom, the register says: who sits in the two committees, who is a member of the Party here.
  if (due === 0) return NOBODY[step]
  if (due === undefined || present === undefined || inFavour === undefined) return '请填实到和同意人数'
  if (present > due || inFavour > present) return '实到不能多于应到，同意不能多于实到，请核对'
  const { quorum, pass } = bodyOf(body)
  const rules = [
    { name: quorum.persons, what: '实到', count: present, of: due },
    { name: pass.limit, what: '同意', count: inFavour, of: pass.of === 'all' ? due : present },
  ]
  for (const { name, what, count, of } of rules) {
    const limit = name && limits[name]
    if (limit?.kind !== 'share') throw new Error(`${body} has no share of ${what}`)
    if (!reaches(limit.value, count, of))
      return `${what} ${count} 人，${of} 人的${valueName(limit)}要 ${fewest(limit.value, of)} 人，这一步不能办结（${cite(limit)}）`
  }
  return undefined
}

const NOBODY = {
  consult: '系统里没有登记村党组织委员和村委会成员，不知道应到几人，请先在“组织成员”里登记',
  review: '系统里没有登记本村党员，不知道应到几人，请先在“组织成员”里登记',
} as const

/** Whether somebody of the town signs this step. */
export const isTownSigned = (step: FourTwoStep): boolean => step === 'review' || step === 'resolve'

const townFault = ({ step, townSigner, townPage }: FourTwoRecord) =>
  isTownSigned(step) && !(townSigner && townPage)
    ? '这一步要有乡镇（街道）参会人员签字：请从名单里选是谁，并附上签了字的那一页'
    : undefined

function postingFault(
  { step, postedFrom, postedUntil, supervision }: FourTwoRecord,
  today: string,
): string | undefined {
  const what = step === 'publish' ? '决议' : '实施结果'
  if (!postedFrom || !postedUntil) return `${what}还没有公布，请先在村务公开里公布`
  if (today < postedUntil)
    return `${what}要公布满 ${POSTED_DAYS} 日（${postedFrom} 起），${postedUntil} 才可办结这一步`
  return supervision?.trim() ? undefined : '请写村务监督委员会的监督意见'
}
