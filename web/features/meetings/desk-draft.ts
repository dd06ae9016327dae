import { BODIES, bodyOf, type Basis, type BodyId } from '#practice/meetings/bodies.ts'
import { isDelegation } from '#practice/meetings/delegation.ts'
import { FOUR_TWO } from '#practice/meetings/four-two.ts'
import { CONSULTED, VOTING_MEANS, type VotingMeans } from '#practice/meetings/life.ts'
import { DECISIONS, decisionOf, type DecisionId } from '#practice/meetings/powers.ts'
import type { Input, Output } from '#web/client/call.ts'

/** A meeting as it is being written, and what of it the law is asked about. */

export type MotionDraft = {
  /** Its place in the form while others come and go. */
  id: number
  decision: DecisionId | undefined
  title: string
  words: string
  proposer: string
  supporters: number | undefined
  means: VotingMeans
  studiedOn: string
  studiedSays: string
  /** The resolution that authorises the body. */
  authority: string | undefined
  /** Of a motion to authorise the representatives: to decide what, until when. */
  grantDecisions: readonly DecisionId[]
  grantUntil: string
  /** The written proposal it puts to the vote. */
  proposal?: string
}
export type MeetingDraft = {
  body: BodyId | undefined
  basis: Basis
  division: string
  /** Empty: called by the body’s name. */
  title: string
  place: string
  on: string
  time: string
  paper: boolean
  askedBy: string
  askedCount: number | undefined
  motions: readonly MotionDraft[]
}

export const newMotion = (id: number): MotionDraft => ({
  id,
  decision: undefined,
  title: '',
  words: '',
  proposer: '',
  supporters: undefined,
  means: 'hands',
  studiedOn: '',
  studiedSays: '',
  authority: undefined,
  grantDecisions: [],
  grantUntil: '',
})

export const newDraft = (division: string): MeetingDraft => ({
  body: undefined,
  basis: 'persons',
  division,
  title: '',
  place: '',
  on: '',
  time: '09:00',
  paper: false,
  askedBy: '',
  askedCount: undefined,
  motions: [newMotion(1)],
})

/** The motion that brings a written proposal before the body whose step is next; at the vote the first that may decide. */
export function draftFrom(proposal: Output<'proposals.show'>, division: string): MeetingDraft {
  const { id, title, words, supporters, steps, proposer } = proposal
  // What the program filed under a kind of decision is one.
  const decision = proposal.decision as DecisionId | undefined
  const [studied] = steps
  return {
    ...newDraft(division),
    body: bodyNext(proposal) ?? (decision && decisionOf(decision).bodies[0]),
    motions: [
      {
        ...newMotion(1),
        decision,
        title,
        words,
        proposer: proposer ?? '村党组织',
        supporters: supporters > 0 ? supporters : undefined,
        studiedOn: studied?.on ?? '',
        studiedSays: studied ? '村党组织研究，同意提议' : '',
        proposal: id,
      },
    ],
  }
}

/** Who talks it over next, on its way to whoever decides (四议两公开). */
function bodyNext({ next }: Output<'proposals.show'>): BodyId | undefined {
  const step = FOUR_TWO.find(({ id }) => id === next?.id)
  return step && 'body' in step ? step.body : undefined
}

/** Lists stay flat: a group’s name stands beside each. */
const OF_COMMUNITY: readonly BodyId[] = ['residents-assembly', 'residents-representatives']
export const bodyOptions = (isCommunity: boolean) =>
  (Object.keys(BODIES) as BodyId[])
    .filter((id) => isCommunity || !OF_COMMUNITY.includes(id))
    .map((id) => ({ value: id, label: bodyOf(id).name, note: bodyOf(id).members }))

const LAW_NAMES = {
  vcl: '村务',
  rce: '集体经济',
  residents: '社区',
  party: '党务',
  civil: '民事',
  live: '直播',
} as const
export const decisionOptions = (isCommunity: boolean) =>
  (Object.keys(DECISIONS) as DecisionId[])
    .filter((id) => isCommunity === (decisionOf(id).law === 'residents'))
    .map((id) => ({ value: id, label: `${decisionOf(id).name}（${LAW_NAMES[decisionOf(id).law]}）` }))

const MEANS_NOTES: Readonly<Record<VotingMeans, string>> = {
  hands: '两名监票计票人各数一遍，数一样才能宣布',
  named: '每个人在手机上投，或由工作人员按纸面意见代录',
  secret: '先领票、再投票，谁也查不出谁投了什么；本人凭回执核对',
  consultation: CONSULTED,
}
export const meansOptions = (Object.keys(VOTING_MEANS) as VotingMeans[]).map((value) => ({
  value,
  label: VOTING_MEANS[value],
  note: MEANS_NOTES[value],
}))

/** Whether the body may decide this only with an authorisation of the assembly. */
export const asksAuthority = (decision: DecisionId | undefined, body: BodyId | undefined): boolean =>
  decision !== undefined && body !== undefined && decisionOf(decision).byAuthority?.includes(body) === true

/** Whether a motion asks the assembly to lend what it decides. */
export const asksGrant = (decision: DecisionId | undefined): boolean =>
  decision !== undefined && isDelegation(decision)

/** The law asks when it was studied, not in which words: typing them asks nothing anew. */
function studiedOf({ studiedOn }: MotionDraft) {
  return studiedOn ? { studied: { on: studiedOn, says: '已研究' } } : {}
}

function authorityOf({ decision, authority, grantDecisions, grantUntil }: MotionDraft) {
  return {
    ...(authority ? { authority: { resolution: authority } } : {}),
    ...(asksGrant(decision) && grantUntil
      ? { grants: { decisions: [...grantDecisions], until: grantUntil } }
      : {}),
  }
}

/** What the law is asked while the form is filled in; undefined before a body is chosen. */
export function questionOf(draft: MeetingDraft): Input<'meetings.weigh'> | undefined {
  const { body, basis, division, on, paper, motions } = draft
  if (!body) return undefined
  return {
    body: {
      division,
      body,
      basis,
      ...(on ? { meetsOn: on } : {}),
      paper,
      // Nothing chosen is answered with a fault of its own, which the form does not show.
      motions: motions.map((motion) => ({
        decision: motion.decision ?? '',
        ...studiedOf(motion),
        ...authorityOf(motion),
        ...(motion.proposal ? { proposal: motion.proposal } : {}),
      })),
    },
  }
}

/** The meeting as it is sent. Blank fields go as they are: the server says what is missing, beside the field. */
export function bodyOfDraft(draft: MeetingDraft, title: string): Input<'meetings.convene'>['body'] {
  const { body = '', basis, division, place, on, time, paper, askedBy, askedCount, motions } = draft
  return {
    division,
    body,
    basis,
    title,
    place,
    meetsAt: `${on}T${time}:00+08:00`,
    paper,
    ...(askedBy && askedCount ? { asked: { who: askedBy, count: askedCount } } : {}),
    motions: motions.map((motion) => ({
      decision: motion.decision ?? '',
      title: motion.title,
      words: motion.words,
      proposer: motion.proposer,
      ...(motion.supporters === undefined ? {} : { supporters: motion.supporters }),
      means: motion.means,
      ...(motion.proposal ? { proposal: motion.proposal } : {}),
      ...(motion.studiedOn ? { studied: { on: motion.studiedOn, says: motion.studiedSays } } : {}),
      ...authorityOf(motion),
    })),
  }
}

/** What has to be filled in before it can be sent, in the order of the form; undefined when nothing is missing. */
export function missingOf({ body, place, on, time, motions }: MeetingDraft): string | undefined {
  if (!body) return '请先选开什么会'
  if (!place.trim()) return '请写会议地点'
  if (!on || !time) return '请选会期'
  const index = motions.findIndex(
    ({ decision, title, words, proposer }) => !decision || !title.trim() || !words.trim() || !proposer.trim(),
  )
  return index < 0 ? undefined : `议题 ${index + 1} 还没有写完：类别、名称、内容、谁提出都要写`
}
