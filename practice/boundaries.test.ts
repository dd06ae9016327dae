import { keptUntil } from './meetings/stream.ts'
import { describe, expect, it } from 'vitest'
import { mayComeDownOn } from './disclosure/life.ts'
import { appraisalEnd } from './meetings/appraisal.ts'
import type { Basis, BodyId } from './meetings/bodies.ts'
import { callFault } from './meetings/call.ts'
import { grantFault } from './meetings/delegation.ts'
import { electionFaults, electionVerdict, type ElectionRecord } from './meetings/election.ts'
import { fourTwoFault, leaseFault } from './meetings/four-two.ts'
import { limitsWith, type LimitName } from './meetings/limits.ts'
import { noticeFault, reportFault } from './meetings/notice.ts'
import { compositionFaults, type Composition } from './meetings/posts.ts'
import { DECISIONS, KEPT_FROM, type DecisionId } from './meetings/powers.ts'
import { proxyFault } from './meetings/proxy.ts'
import { rhythmOf, type Held } from './meetings/rhythm.ts'
import { reaches, VOTE_CMP } from './meetings/share.ts'
import { verdictOf } from './meetings/verdict.ts'

/**
 * Every parameter of deliberation (rules §12) on its boundary: what is just enough is taken by the rule that uses it,
 * one less is not. The table does not compile while a limit lacks its line.
 */

const law = limitsWith()
type Boundary = { enough: () => boolean; oneShort: () => boolean }
const sides = (enough: () => boolean, oneShort: () => boolean): Boundary => ({ enough, oneShort })

/** A vote of 90 people about something the body may decide. */
function vote(
  body: BodyId,
  more: { basis?: Basis; present?: number; inFavour?: number; decision?: DecisionId },
) {
  const [first = 'committee-affairs'] = (Object.keys(DECISIONS) as DecisionId[]).filter(
    (id) => (DECISIONS[id].bodies as readonly string[]).includes(body) && !('pass' in DECISIONS[id]),
  )
  const { present = 90, inFavour = present } = more
  return verdictOf(law, {
    body,
    basis: 'persons',
    decision: first,
    hasCollective: true,
    due: 90,
    against: 0,
    abstained: 0,
    ...more,
    present,
    inFavour,
  })
}
const quorum = (body: BodyId, enough: number, basis: Basis = 'persons') =>
  sides(
    () => vote(body, { basis, present: enough }).valid,
    () => vote(body, { basis, present: enough - 1 }).valid,
  )
const pass = (body: BodyId, enough: number, decision?: DecisionId) => {
  const more = decision ? { decision } : {}
  return sides(
    () => vote(body, { ...more, inFavour: enough }).passed,
    () => vote(body, { ...more, inFavour: enough - 1 }).passed,
  )
}
const call = (body: BodyId, who: string, enough: number) =>
  sides(
    () => callFault(law, body, { who, asked: enough, of: 90 }) === undefined,
    () => callFault(law, body, { who, asked: enough - 1, of: 90 }) === undefined,
  )
const day = (n: number) => new Date(Date.parse('2026-06-01') + n * 86_400_000).toISOString().slice(0, 10)
const notice = (body: BodyId, days: number) =>
  sides(
    () => noticeFault(law, { body, sentOn: day(0), meetsOn: day(days) }) === undefined,
    () => noticeFault(law, { body, sentOn: day(0), meetsOn: day(days - 1) }) === undefined,
  )
const made = (enough: Composition, oneShort: Composition) =>
  sides(
    () => compositionFaults(law, enough).length === 0,
    () => compositionFaults(law, oneShort).length === 0,
  )
const reps = { committee: 5, representatives: 20, women: 9, households: 200 }
const members = { representatives: 21, women: 7, households: 210 }
const paper: ElectionRecord = {
  registered: 100,
  cast: 60,
  seats: 1,
  runoff: false,
  candidates: [
    { name: '王某', votes: 31 },
    { name: '李某', votes: 29 },
  ],
  proxies: [],
}
const recorded = (enough: Partial<ElectionRecord>, oneShort: Partial<ElectionRecord>) =>
  sides(
    () => electionFaults(law, { ...paper, ...enough }, day(20)).length === 0,
    () => electionFaults(law, { ...paper, ...oneShort }, day(20)).length === 0,
  )
const objection = (on: number, decided: number) => ({
  rollPublishedOn: day(0),
  objections: [{ name: '甲某', on: day(on), decidedOn: day(decided) }],
})
const recall = (who: '选民' | '村民代表', asked: number) => ({
  recall: { who, asked, of: 90, reason: '久不到岗' },
})
const elected = (more: Partial<ElectionRecord>) => electionVerdict(law, { ...paper, ...more })
const two = (a: number, b: number) => [
  { name: '王某', votes: a },
  { name: '李某', votes: b },
]
const principals = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ principal: `委托人${index}`, holder: '张某' }))
const holder = {
  body: 'member-assembly',
  isSelf: false,
  sameHousehold: true,
  adult: true,
  holder: '王某',
} as const
const rhythm = (limit: LimitName, held: Held, division = '610114006205', today = '2026-11-26') =>
  rhythmOf(law, division, [held], today).find((each) => each.limit === limit)?.overdue === false
const held = (body: BodyId, on: string, decisions: readonly DecisionId[] = []): Held => ({
  body,
  on,
  decisions,
})
/** By an assembly on a day of the term that began on 9 January 2026, until so long. */
const lent = (until: string) =>
  grantFault(law, {
    decision: 'delegation',
    grant: { decisions: ['public-works'], until },
    on: day(0),
    startedOn: '2026-01-09',
  })
const step = (of: 'consult' | 'review', counts: { due: number; present: number; inFavour: number }) => {
  const before = [
    { step: 'propose' as const, on: day(0) },
    { step: 'consult' as const, on: day(1) },
  ]
  const record = { step: of, on: day(2), says: '记录', townSigner: '薛某', townPage: 'a', ...counts }
  return fourTwoFault(law, of === 'consult' ? before.slice(0, 1) : before, record, day(3)) === undefined
}

const BOUNDARIES = {
  'vc.assembly.notice_days': notice('village-assembly', 10),
  'vc.assembly.min_per_year': sides(
    () => rhythm('vc.assembly.min_per_year', held('village-assembly', '2025-11-26')),
    () => rhythm('vc.assembly.min_per_year', held('village-assembly', '2025-11-25')),
  ),
  'vc.assembly.quorum_persons': quorum('village-assembly', 46),
  'vc.assembly.quorum_households': quorum('village-assembly', 60, 'households'),
  'vc.assembly.pass': pass('village-assembly', 46),
  'vc.call.assembly_villagers': call('village-assembly', '村民', 9),
  'vc.call.assembly_reps': call('village-assembly', '村民代表', 30),
  'vc.reps.quorum': quorum('village-representatives', 60),
  'vc.reps.pass': pass('village-representatives', 46),
  'vc.reps.share_reps': made({ representatives: reps }, { representatives: { ...reps, committee: 6 } }),
  'vc.reps.share_women': made({ representatives: reps }, { representatives: { ...reps, women: 8 } }),
  'vc.reps.households_per_rep_least': made(
    { representatives: { ...reps, households: 100 } },
    { representatives: { ...reps, households: 99 } },
  ),
  'vc.reps.households_per_rep_most': made(
    { representatives: { ...reps, households: 300 } },
    { representatives: { ...reps, households: 301 } },
  ),
  'vc.reps.per_quarter': sides(
    () => rhythm('vc.reps.per_quarter', held('village-representatives', '2026-07-01')),
    () => rhythm('vc.reps.per_quarter', held('village-representatives', '2026-06-30')),
  ),
  'vc.reps.notice_days': notice('village-representatives', 0),
  'vc.call.reps': call('village-representatives', '村民代表', 18),
  'vc.group.quorum': quorum('group-assembly', 60),
  'vc.group.pass': pass('group-assembly', 46),
  'vc.committee.quorum': quorum('village-committee', 46),
  'vc.committee.pass': pass('village-committee', 46),
  'vc.committee.size_least': made(
    { committee: { members: 3, women: 1 } },
    { committee: { members: 2, women: 1 } },
  ),
  'vc.committee.size_most': made(
    { committee: { members: 7, women: 1 } },
    { committee: { members: 8, women: 1 } },
  ),
  'vc.committee.women': made(
    { committee: { members: 5, women: 1 } },
    { committee: { members: 5, women: 0 } },
  ),
  'vc.committee.term_years': sides(
    () => lent('2031-01-08') === undefined,
    () => lent('2031-01-09') === undefined,
  ),
  'vc.supervisors.quorum': quorum('supervisors', 46),
  'vc.supervisors.pass': pass('supervisors', 46),
  'vc.recall.motion_voters': recorded(recall('选民', 18), recall('选民', 17)),
  'vc.recall.motion_reps': recorded(recall('村民代表', 30), recall('村民代表', 29)),
  'vc.election.turnout': sides(
    () => elected({ cast: 51, candidates: two(26, 25) }).valid,
    () => elected({ cast: 50, candidates: two(26, 24) }).valid,
  ),
  'vc.election.elect': sides(
    () => elected({ candidates: two(31, 29) }).elected.length === 1,
    () => elected({ candidates: two(30, 29) }).elected.length === 1,
  ),
  'vc.election.runoff': sides(
    () => elected({ runoff: true, candidates: two(20, 19) }).elected.length === 1,
    () => elected({ runoff: true, candidates: two(19, 18) }).elected.length === 1,
  ),
  'vc.election.roll_days': recorded({ rollPublishedOn: day(0) }, { rollPublishedOn: day(1) }),
  'vc.election.object_days': recorded(objection(5, 6), objection(6, 7)),
  'vc.election.decide_days': recorded(objection(5, 8), objection(5, 9)),
  'vc.proxy.max': recorded({ proxies: principals(3) }, { proxies: principals(4) }),
  'vc.appraisal.per_year': sides(
    () => rhythm('vc.appraisal.per_year', held('village-assembly', '2025-11-26', ['appraisal'])),
    () => rhythm('vc.appraisal.per_year', held('village-assembly', '2025-11-25', ['appraisal'])),
  ),
  'vc.appraisal.bad_in_a_row': sides(
    () => appraisalEnd(law, '王某', ['称职', '不称职', '不称职']) !== undefined,
    () => appraisalEnd(law, '王某', ['不称职', '称职', '不称职']) !== undefined,
  ),
  'rce.assembly.notice_days': notice('member-assembly', 10),
  'rce.assembly.quorum': quorum('member-assembly', 60),
  'rce.assembly.pass': pass('member-assembly', 60),
  'rce.proxy.max': sides(
    () => proxyFault(law, { ...holder, principals: 2 }) === undefined,
    () => proxyFault(law, { ...holder, principals: 3 }) === undefined,
  ),
  'rce.reps.min': made(
    { memberRepresentatives: members },
    { memberRepresentatives: { ...members, representatives: 20 } },
  ),
  'rce.reps.households_per_rep_least': made(
    { memberRepresentatives: { ...members, households: 105 } },
    { memberRepresentatives: { ...members, households: 104 } },
  ),
  'rce.reps.households_per_rep_most': made(
    { memberRepresentatives: { ...members, households: 315 } },
    { memberRepresentatives: { ...members, households: 316 } },
  ),
  'rce.reps.quorum': quorum('member-representatives', 60),
  'rce.reps.pass': pass('member-representatives', 60),
  'rce.nonmember.pass': pass('member-assembly', 68, 'non-member-benefit'),
  'rce.report_days_before': sides(
    () => report(10) === undefined,
    () => report(9) === undefined,
  ),
  'rce.board.size_least': made({ board: { members: 3 } }, { board: { members: 1 } }),
  'rce.board.size_most': made({ board: { members: 7 } }, { board: { members: 9 } }),
  'rce.board.quorum': quorum('board', 60),
  'rce.board.pass': pass('board', 46),
  'residents.assembly.notice_days': notice('residents-assembly', 10),
  'residents.assembly.quorum': quorum('residents-assembly', 46),
  'residents.assembly.pass': pass('residents-assembly', 46),
  'residents.call.assembly_residents': call('residents-assembly', '居民', 9),
  'residents.call.assembly_reps': call('residents-assembly', '居民代表', 30),
  'residents.call.reps': call('residents-representatives', '居民代表', 18),
  'residents.reps.quorum': quorum('residents-representatives', 60),
  'residents.reps.pass': pass('residents-representatives', 46),
  'residents.reps.share_reps': made(
    { residents: { committee: 5, representatives: 20 } },
    { residents: { committee: 6, representatives: 20 } },
  ),
  'residents.reps.per_half_year': sides(
    () =>
      rhythm('residents.reps.per_half_year', held('residents-representatives', '2026-01-01'), '610114001001'),
    () =>
      rhythm('residents.reps.per_half_year', held('residents-representatives', '2025-12-31'), '610114001001'),
  ),
  'lease.max_years': sides(
    () => leaseFault(law, 20) === undefined,
    () => leaseFault(law, 21) === undefined,
  ),
  // The sixtieth day is the last; the worker takes it away on the next.
  'live.recording_days': sides(
    () => day(60) <= keptUntil(law, day(0)),
    () => day(61) <= keptUntil(law, day(0)),
  ),
  'party.members.notice_days': notice('party-members', 3),
  'party.members.present': sides(
    () =>
      step('review', { due: 90, present: 60, inFavour: 60 }) && vote('party-members', { present: 60 }).valid,
    () =>
      step('review', { due: 90, present: 59, inFavour: 59 }) || vote('party-members', { present: 59 }).valid,
  ),
  'party.members.pass': sides(
    () =>
      step('review', { due: 90, present: 90, inFavour: 46 }) &&
      vote('party-members', { inFavour: 46 }).passed,
    () =>
      step('review', { due: 90, present: 90, inFavour: 45 }) ||
      vote('party-members', { inFavour: 45 }).passed,
  ),
  'party.joint.quorum': sides(
    () =>
      step('consult', { due: 9, present: 5, inFavour: 5 }) && vote('joint-committees', { present: 46 }).valid,
    () =>
      step('consult', { due: 9, present: 4, inFavour: 4 }) || vote('joint-committees', { present: 45 }).valid,
  ),
  'party.joint.pass': sides(
    () =>
      step('consult', { due: 9, present: 9, inFavour: 5 }) &&
      vote('joint-committees', { inFavour: 46 }).passed,
    () =>
      step('consult', { due: 9, present: 9, inFavour: 4 }) ||
      vote('joint-committees', { inFavour: 45 }).passed,
  ),
} satisfies Record<LimitName, Boundary>

function report(days: number) {
  return reportFault(law, { body: 'member-representatives', sentOn: day(0), meetsOn: day(days) }, [
    'collective-budget',
  ])
}

describe('a limit holds on its boundary and not one below', () => {
  it.each(Object.entries(BOUNDARIES))('%s', (_, { enough, oneShort }) => {
    expect([enough(), oneShort()]).toEqual([true, false])
  })

  it('disclose.min_posted_days', () => {
    expect(mayComeDownOn('2026-11-01')).toBe('2026-11-17')
    const posted = {
      step: 'publish' as const,
      on: '2026-11-16',
      says: '公开',
      postedFrom: '2026-11-01',
      supervision: '无',
    }
    const before = (['propose', 'consult', 'review', 'resolve'] as const).map((each) => ({
      step: each,
      on: day(0),
    }))
    const on = (today: string) =>
      fourTwoFault(law, before, { ...posted, postedUntil: mayComeDownOn('2026-11-01') }, today) === undefined
    expect([on('2026-11-17'), on('2026-11-16')]).toEqual([true, false])
  })

  // “过半数”不包括本数，“以上”包括（民法典 1259）。
  it.each([
    ['vote.cmp.majority', 46, 45],
    ['vote.cmp.two_thirds', 60, 59],
  ] as const)('%s', (name, enough, oneShort) => {
    expect([reaches(VOTE_CMP[name], enough, 90), reaches(VOTE_CMP[name], oneShort, 90)]).toEqual([
      true,
      false,
    ])
  })

  it('rce.reps.forbidden', () => {
    const items = Object.values(DECISIONS).flatMap(({ article, bodies }) => {
      const [, item] = /^第二十六条第（(.+)）项$/.exec(article) ?? []
      const by: readonly BodyId[] = bodies
      return item ? [[item, by.includes('member-representatives')] as const] : []
    })
    expect(items.filter(([, may]) => !may).map(([item]) => item)).toEqual(KEPT_FROM['rce.reps.forbidden'])
    expect(items.filter(([, may]) => may).map(([item]) => item)).toEqual([
      '二',
      '四',
      '五',
      '六',
      '七',
      '九',
      '十一',
      '十三',
    ])
  })

  it('rce.board is odd', () => {
    const sizes = [2, 3, 4, 5, 6, 7, 8].filter(
      (size) => compositionFaults(law, { board: { members: size } }).length === 0,
    )
    expect(sizes).toEqual([3, 5, 7])
  })
})
