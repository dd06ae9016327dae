import { may, type Holder, type Permission } from '#contract/roles.ts'
import { DISCLOSURE_LIMITS, plusDays } from './period.ts'

/**
 * The life of one version: drafted → submitted → reviewed by the supervisors → approved by party and committee →
 * published, fifteen days on the board → taken down or corrected (rules 6.3, 6.7; 山东省村务公开条例 11).
 */

export const PUBLICATION_STATES = {
  drafted: '起草中',
  submitted: '待监委会审查',
  returned: '已退回',
  reviewed: '待两委联席审定',
  approved: '待公布',
  published: '公示中',
  corrected: '已更正',
  'taken-down': '已撤下',
} as const
export type PublicationState = keyof typeof PUBLICATION_STATES

type StepRule = { name: string; from: readonly PublicationState[]; permission: Permission; who: string }

export const STEPS = {
  edit: {
    name: '填写',
    from: ['drafted', 'returned'],
    permission: 'disclosure.draft',
    who: '村报账员或村“两委”',
  },
  submit: {
    name: '提交审查',
    from: ['drafted', 'returned'],
    permission: 'disclosure.draft',
    who: '村报账员或村“两委”',
  },
  return: { name: '退回', from: ['submitted'], permission: 'disclosure.review', who: '村务监督委员会' },
  review: { name: '审查通过', from: ['submitted'], permission: 'disclosure.review', who: '村务监督委员会' },
  'approve-party': {
    name: '党组织审定',
    from: ['reviewed'],
    permission: 'disclosure.approve.party',
    who: '村党组织书记',
  },
  'approve-committee': {
    name: '村委会审定',
    from: ['reviewed'],
    permission: 'disclosure.approve.committee',
    who: '村民委员会主任',
  },
  publish: { name: '公布', from: ['approved'], permission: 'disclosure.publish', who: '村“两委”' },
  'take-down': { name: '撤下', from: ['published'], permission: 'disclosure.publish', who: '村“两委”' },
  correct: {
    name: '更正',
    from: ['published', 'taken-down'],
    permission: 'disclosure.draft',
    who: '村报账员或村“两委”',
  },
} as const satisfies Record<string, StepRule>
export type StepId = keyof typeof STEPS

const ONWARD: Partial<Record<PublicationState, readonly StepId[]>> = {
  drafted: ['submit'],
  returned: ['submit'],
  submitted: ['review'],
  reviewed: ['approve-party', 'approve-committee'],
  approved: ['publish'],
}

/** The steps that lead on from a state; without one nothing was begun, and whoever may draft leads on. */
export const onward = (state: PublicationState = 'drafted'): readonly StepId[] => ONWARD[state] ?? []

/** What the rules need to know of one version. People are their ids, days `YYYY-MM-DD`. */
export type PublicationLife = {
  state: PublicationState
  authorId: string
  reviewerId?: string | null
  partyApproverId?: string | null
  committeeApproverId?: string | null
  publishedOn?: string | null
}
export type Actor = { id: string; post: Holder | undefined }

/** Why a person may not take a step now, as a Chinese sentence; `undefined` when they may. A return needs a `reason`. */
export function refusal(
  step: StepId,
  publication: PublicationLife,
  person: Actor,
  today: string,
  reason?: string,
): string | undefined {
  const rule: StepRule = STEPS[step]
  if (!may(person.post, rule.permission)) return `“${rule.name}”由${rule.who}办理，您的岗位不能办`
  if (!rule.from.includes(publication.state)) return stateSentence(step, publication.state)
  switch (step) {
    case 'return':
      return reason?.trim() ? ofOthers(publication, person) : '退回须写明理由，让填报人知道改哪里'
    case 'review':
      return ofOthers(publication, person)
    case 'approve-party':
      return approval(
        publication,
        person,
        publication.partyApproverId,
        publication.committeeApproverId,
        '党组织',
      )
    case 'approve-committee':
      return approval(
        publication,
        person,
        publication.committeeApproverId,
        publication.partyApproverId,
        '村委会',
      )
    case 'take-down':
      return tooEarly(publication, today)
    default:
      return undefined
  }
}

function stateSentence(step: StepId, state: PublicationState): string {
  if (step === 'edit' && (state === 'published' || state === 'corrected' || state === 'taken-down'))
    return '已公布的内容只增不改，请用“更正”另出一版，原版仍可查看'
  return `现在是“${PUBLICATION_STATES[state]}”，不能“${STEPS[step].name}”`
}

/** Who wrote it does not review it (rules 6.7). */
const ofOthers = (publication: PublicationLife, person: Actor) =>
  person.id === publication.authorId ? '填报人不能审查自己填的内容，请由其他监委会成员审查' : undefined

function approval(
  publication: PublicationLife,
  person: Actor,
  own: string | null | undefined,
  other: string | null | undefined,
  body: string,
): string | undefined {
  if (own) return `${body}已经审定，不用再审`
  if (person.id === publication.reviewerId) return '审查人不能再作审定，请由“两委”其他成员审定'
  // One person may hold both offices (一肩挑); the joint decision still needs two people (四议两公开).
  if (person.id === other) return '两委联席审定须由两人分别签，您已代表另一方签过'
  return undefined
}

/** From this day on it may come off the board: fifteen full days after the day of publication (VCL 35). */
export function mayComeDownOn(
  publishedOn: string,
  days: number = DISCLOSURE_LIMITS['disclose.min_posted_days'].value,
) {
  return plusDays(publishedOn, days + 1)
}

function tooEarly({ publishedOn }: PublicationLife, today: string): string | undefined {
  if (!publishedOn) return '还没有公布日期，不能撤下'
  const from = mayComeDownOn(publishedOn)
  return today < from
    ? `公布的期限不得少于十五日（《村民委员会组织法》第三十五条），${from} 起才可撤下；内容有误请用“更正”`
    : undefined
}

/** The version after a step that was not refused. A correction is a new version; this one stays and says so. */
export function after(
  step: StepId,
  publication: PublicationLife,
  person: Actor,
  today: string,
): PublicationLife {
  switch (step) {
    case 'edit':
      return publication
    case 'submit':
      return { ...publication, state: 'submitted' }
    case 'return':
      return { ...publication, state: 'returned' }
    case 'review':
      return { ...publication, state: 'reviewed', reviewerId: person.id }
    case 'approve-party':
      return joined({ ...publication, partyApproverId: person.id })
    case 'approve-committee':
      return joined({ ...publication, committeeApproverId: person.id })
    case 'publish':
      return { ...publication, state: 'published', publishedOn: today }
    case 'take-down':
      return { ...publication, state: 'taken-down' }
    case 'correct':
      return { ...publication, state: 'corrected' }
  }
}

const joined = (publication: PublicationLife): PublicationLife => ({
  ...publication,
  state: publication.partyApproverId && publication.committeeApproverId ? 'approved' : 'reviewed',
})

/** An exemption of a duty: who of the supervisors and who of the town signed, as ids. */
export type Exemption = { supervisorId?: string | null; townId?: string | null; reason: string }

/** Why a person may not sign an exemption, or `undefined`. Handbook D2: supervisors and town both sign; R12: never hot. */
export function exemptionRefusal(
  item: { hot: boolean },
  exemption: Exemption,
  person: Actor,
): string | undefined {
  if (item.hot) return '这是热点公开事项，必须公开，不能豁免'
  if (exemption.reason.trim() === '') return '豁免须写明理由，理由会一并公开'
  const town = may(person.post, 'disclosure.exempt.town')
  if (!town && !may(person.post, 'disclosure.review'))
    return '豁免须由村务监督委员会和镇（街道）两方签字，您的岗位不能签'
  if (town ? exemption.townId : exemption.supervisorId) return '这一方已经签过'
  if (person.id === (town ? exemption.supervisorId : exemption.townId)) return '豁免须由两个不同的人签字'
  return undefined
}

/** An exemption counts when two different people have signed. */
export function isExempt({ supervisorId, townId }: Exemption): boolean {
  return Boolean(supervisorId && townId && supervisorId !== townId)
}
