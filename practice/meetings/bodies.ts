import type { LimitName } from './limits.ts'

/**
 * Who may decide together, and how. Two bodies have two majorities: the representatives of a village pass with more
 * than half of those present, the members of its collective only with two thirds of all (rules 13.2).
 */

/** What is counted. Persons and households are never mixed in one tally (rules 13.3). */
export type Basis = 'persons' | 'households'
/** Of whom a majority is taken: those who came, or all who belong to the body. */
export type Of = 'present' | 'all'

export type Body = {
  readonly name: string
  /** Who belongs to it, in words for the roll. */
  readonly members: string
  /** By basis; a meeting says which one it uses before it begins. */
  readonly quorum: Readonly<Partial<Record<Basis, LimitName>>>
  readonly pass: { readonly limit: LimitName; readonly of: Of }
  readonly notice?: LimitName
  /** A shorter notice is lawful for a reason that is recorded. */
  readonly urgent?: true
  /** Who must be heeded when they ask for the meeting. */
  readonly calledBy?: readonly { readonly who: string; readonly limit: LimitName }[]
  /** Taking part from elsewhere counts (RCE 27); where the law is silent it is a consultation (rules 1.2.9). */
  readonly online?: true
  /** Only a full-capacity adult of the same household, in writing (RCE 27). */
  readonly proxy?: 'household'
}

export const BODIES = {
  'village-assembly': {
    name: '村民会议',
    members: '本村十八周岁以上的村民',
    quorum: { persons: 'vc.assembly.quorum_persons', households: 'vc.assembly.quorum_households' },
    pass: { limit: 'vc.assembly.pass', of: 'present' },
    notice: 'vc.assembly.notice_days',
    urgent: true,
    calledBy: [
      { who: '村民', limit: 'vc.call.assembly_villagers' },
      { who: '村民代表', limit: 'vc.call.assembly_reps' },
    ],
  },
  'village-representatives': {
    name: '村民代表会议',
    members: '村民委员会成员和村民代表',
    quorum: { persons: 'vc.reps.quorum' },
    pass: { limit: 'vc.reps.pass', of: 'present' },
    notice: 'vc.reps.notice_days',
    calledBy: [{ who: '村民代表', limit: 'vc.call.reps' }],
  },
  'group-assembly': {
    name: '村民小组会议',
    members: '本组十八周岁以上的村民',
    quorum: { persons: 'vc.group.quorum', households: 'vc.group.quorum' },
    pass: { limit: 'vc.group.pass', of: 'present' },
  },
  'village-committee': {
    name: '村民委员会会议',
    members: '村民委员会成员',
    quorum: { persons: 'vc.committee.quorum' },
    // 海南办法第六条: more than half of the members, not of those who came.
    pass: { limit: 'vc.committee.pass', of: 'all' },
  },
  supervisors: {
    name: '村务监督委员会会议',
    members: '村务监督委员会成员',
    quorum: { persons: 'vc.supervisors.quorum' },
    pass: { limit: 'vc.supervisors.pass', of: 'all' },
  },
  'party-members': {
    name: '党员大会',
    members: '村党组织有表决权的党员',
    quorum: { persons: 'party.members.present' },
    pass: { limit: 'party.members.pass', of: 'all' },
    notice: 'party.members.notice_days',
  },
  'joint-committees': {
    name: '村“两委”联席会议',
    members: '村党组织委员和村民委员会成员',
    quorum: { persons: 'party.joint.quorum' },
    pass: { limit: 'party.joint.pass', of: 'present' },
  },
  'member-assembly': {
    name: '成员大会',
    members: '农村集体经济组织具有完全民事行为能力的全体成员',
    quorum: { persons: 'rce.assembly.quorum' },
    pass: { limit: 'rce.assembly.pass', of: 'all' },
    notice: 'rce.assembly.notice_days',
    online: true,
    proxy: 'household',
  },
  'member-representatives': {
    name: '成员代表大会',
    members: '农村集体经济组织成员代表',
    quorum: { persons: 'rce.reps.quorum' },
    pass: { limit: 'rce.reps.pass', of: 'all' },
  },
  board: {
    name: '理事会会议',
    members: '理事会成员',
    quorum: { persons: 'rce.board.quorum' },
    pass: { limit: 'rce.board.pass', of: 'all' },
  },
  'residents-assembly': {
    name: '居民会议',
    members: '本社区十八周岁以上的居民',
    quorum: { persons: 'residents.assembly.quorum', households: 'residents.assembly.quorum' },
    pass: { limit: 'residents.assembly.pass', of: 'present' },
    notice: 'residents.assembly.notice_days',
    urgent: true,
    calledBy: [
      { who: '居民', limit: 'residents.call.assembly_residents' },
      { who: '居民代表', limit: 'residents.call.assembly_reps' },
    ],
  },
  'residents-representatives': {
    name: '居民代表会议',
    members: '居民委员会成员和居民代表',
    quorum: { persons: 'residents.reps.quorum' },
    pass: { limit: 'residents.reps.pass', of: 'present' },
    calledBy: [{ who: '居民代表', limit: 'residents.call.reps' }],
  },
} as const satisfies Record<string, Body>

export type BodyId = keyof typeof BODIES

/** A body by its id, without its exact type: for whoever does not care which it is. */
export const bodyOf = (id: BodyId): Body => BODIES[id]
