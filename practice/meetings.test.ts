import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODIES, type BodyId } from './meetings/bodies.ts'
import { LAWS, LIMITS, limitsWith, WeakerThanLaw, type LimitName } from './meetings/limits.ts'
import { earliestDay, noticeFault } from './meetings/notice.ts'
import { compositionFaults, conflictsOf, type Holding } from './meetings/posts.ts'
import { DECISIONS, refusalOf, type DecisionId, type Motion } from './meetings/powers.ts'
import { atLeast } from './meetings/share.ts'
import { Miscounted, stillNeeded, verdictOf, type Count } from './meetings/verdict.ts'

const law = limitsWith()
describe('limits', () => {
  it('are of the laws in force, not of the text of 2018', () => {
    expect(LAWS.vcl.inForceOn).toBe('2026-01-01')
    expect(LIMITS['vc.assembly.quorum_persons'].article).toBe('第二十六条')
  })

  it('may be tightened by a county, never weakened', () => {
    const stricter = limitsWith({ 'vc.reps.notice_days': { value: 3, source: '浙江办法第二十三条' } })
    expect(stricter['vc.reps.notice_days'].value).toBe(3)
    for (const [name, limit] of Object.entries(LIMITS)) {
      const value =
        limit.kind === 'share' ? atLeast(1, 100) : limit.kind === 'least' ? limit.value - 1 : limit.value + 1
      expect(() => limitsWith({ [name]: { value, source: '某县规定' } }), name).toThrow(WeakerThanLaw)
    }
    expect(() => limitsWith({ 'vc.assembly.notice_days': { value: 5, source: '某县规定' } })).toThrow(
      '“村民会议提前通知”不能低于《村民委员会组织法》第二十五条的规定（10 日），某县规定不能这样定',
    )
  })
})

/** A meeting of nobody yet, about something its body may decide. */
const counted = (body: BodyId, more: Partial<Count> = {}): Count => {
  const [decision = 'village-building'] = (Object.keys(DECISIONS) as DecisionId[]).filter((id) =>
    (DECISIONS[id].bodies as readonly string[]).includes(body),
  )
  return {
    body,
    basis: 'persons',
    decision,
    hasCollective: true,
    due: 45,
    present: 45,
    inFavour: 45,
    against: 0,
    abstained: 0,
    ...more,
  }
}

describe('a verdict', () => {
  it('stands on its boundary for every body: one fewer present is void, one vote fewer does not pass', () => {
    const bodies = Object.keys(BODIES) as BodyId[]
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.integer({ min: 3, max: 3000 }), (body, due) => {
        const present = due - (due - stillNeeded(law, { ...counted(body), due, present: 0 }))
        const enough = counted(body, { due, present, inFavour: present })
        expect(verdictOf(law, enough).valid).toBe(true)
        expect(verdictOf(law, { ...enough, present: present - 1, inFavour: present - 1 }).valid).toBe(false)
        const full = verdictOf(law, counted(body, { due, present: due, inFavour: due }))
        const needed = full.lines[1]?.needed ?? 0
        const votes = (inFavour: number) => counted(body, { due, present: due, inFavour })
        expect(verdictOf(law, votes(needed)).passed).toBe(true)
        expect(verdictOf(law, votes(needed - 1)).passed).toBe(false)
      }),
    )
  })

  it('says how many representatives are missing', () => {
    const count = counted('village-representatives', { due: 45, present: 29, inFavour: 29 })
    expect(stillNeeded(law, count)).toBe(1)
    expect(verdictOf(law, count).says).toBe('还差 1 人，会议不能作出决定（《村民委员会组织法》第三十条）')
  })

  it('counts who abstains as present', () => {
    const count = counted('village-representatives', { present: 30, inFavour: 15, abstained: 15 })
    expect(verdictOf(law, count).passed).toBe(false)
    expect(verdictOf(law, { ...count, inFavour: 16, abstained: 14 }).passed).toBe(true)
  })

  it('takes two thirds of all for the collective, however few came', () => {
    const count = counted('member-assembly', { due: 300, present: 200, inFavour: 199, against: 1 })
    expect(verdictOf(law, count).passed).toBe(false)
    expect(verdictOf(law, { ...count, inFavour: 200, against: 0 }).passed).toBe(true)
  })

  it('takes the collective’s majority where the village stands in for it', () => {
    const count = counted('village-assembly', {
      decision: 'asset-lease',
      hasCollective: false,
      due: 300,
      present: 200,
      inFavour: 150,
      against: 50,
    })
    expect(verdictOf(law, count).passed).toBe(false)
    expect(verdictOf(law, { ...count, inFavour: 200, against: 0 }).passed).toBe(true)
    expect(() => verdictOf(law, { ...count, basis: 'households' })).toThrow(Miscounted)
  })

  it('asks three quarters of all for who is no member', () => {
    const count = counted('member-assembly', { decision: 'non-member-benefit', due: 400, present: 400 })
    expect(verdictOf(law, { ...count, inFavour: 299 }).passed).toBe(false)
    expect(verdictOf(law, { ...count, inFavour: 300 }).passed).toBe(true)
  })

  it('takes no numbers that contradict each other, and mixes no bases', () => {
    const count = counted('village-representatives')
    expect(() => verdictOf(law, { ...count, present: 46 })).toThrow('实到 46 人，比应到 45 人还多')
    expect(() => verdictOf(law, { ...count, inFavour: 40, against: 6 })).toThrow('收到 46 票')
    expect(() => verdictOf(law, { ...count, abstained: -1 })).toThrow(Miscounted)
    expect(() => verdictOf(law, { ...count, inFavour: 1.5 })).toThrow(Miscounted)
    expect(() => verdictOf(law, { ...count, basis: 'households' })).toThrow('按人计算，不能按户计算')
  })
})

describe('a notice', () => {
  const notice = { body: 'village-assembly', sentOn: '2026-11-01' } as const
  it('is early enough on its last day, and a day later only for a reason', () => {
    expect(noticeFault(law, { ...notice, meetsOn: '2026-11-11' })).toBeUndefined()
    expect(noticeFault(law, { ...notice, meetsOn: '2026-11-10' })).toBe(
      '村民会议要提前 10 日通知，现在只有 9 日（《村民委员会组织法》第二十五条）；遇有特殊情况的请写明理由',
    )
    expect(noticeFault(law, { ...notice, meetsOn: '2026-11-10', reason: '防汛抢险' })).toBeUndefined()
    expect(earliestDay(law, 'village-assembly', '2026-11-01')).toBe('2026-11-11')
  })

  it('of the collective knows no special reason', () => {
    const short = {
      body: 'member-assembly',
      sentOn: '2026-11-01',
      meetsOn: '2026-11-10',
      reason: '急',
    } as const
    expect(noticeFault(law, short)).toContain('请改会期')
  })
})

describe('powers', () => {
  const motion = (decision: DecisionId, body: BodyId, more: Partial<Motion> = {}): Motion => ({
    decision,
    body,
    on: '2026-11-24',
    studiedOn: '2026-11-01',
    hasCollective: true,
    ...more,
  })

  it('keep from the representatives of the collective what RCE 28 keeps from them', () => {
    const kept: DecisionId[] = [
      'collective-charter',
      'membership',
      'land-contracting',
      'land-compensation',
      'merger',
    ]
    for (const decision of kept) {
      expect(refusalOf(motion(decision, 'member-representatives')), decision).toContain('请提交成员大会')
      expect(refusalOf(motion(decision, 'member-assembly')), decision).toBeUndefined()
    }
    expect(refusalOf(motion('asset-lease', 'member-representatives'))).toBeUndefined()
  })

  it('lend the assembly’s to the village’s representatives only for the matter and the time named', () => {
    const authority = { decisions: ['public-works'], from: '2026-01-01', until: '2026-12-31' } as const
    expect(refusalOf(motion('public-works', 'village-representatives'))).toContain('授权，现在没有')
    expect(refusalOf(motion('public-works', 'village-representatives', { authority }))).toBeUndefined()
    expect(refusalOf(motion('lost-work-pay', 'village-representatives', { authority }))).toContain('授权')
    const late = motion('public-works', 'village-representatives', { authority, on: '2027-01-01' })
    expect(refusalOf(late)).toContain('授权')
    expect(refusalOf(motion('covenant', 'village-representatives', { authority }))).toContain(
      '请提交村民会议',
    )
  })

  it('let the village assembly decide for a collective only where there is none', () => {
    expect(refusalOf(motion('asset-lease', 'village-assembly'))).toContain('请提交成员大会')
    expect(refusalOf(motion('asset-lease', 'village-assembly', { hasCollective: false }))).toBeUndefined()
    expect(refusalOf(motion('asset-lease', 'member-assembly', { hasCollective: false }))).toContain(
      '没有设立',
    )
  })

  it('ask for the Party organisation’s study before an important vote', () => {
    const unstudied = motion('public-works', 'village-assembly', { studiedOn: undefined })
    expect(refusalOf(unstudied)).toBe(
      '“公益事业、筹资筹劳和建设承包方案”要先经党组织研究讨论，请先附上研究记录（村民委员会组织法第二十八条）',
    )
    expect(refusalOf({ ...unstudied, studiedOn: '2026-11-25' })).toContain('先经党组织研究')
  })
})

describe('posts', () => {
  const hold = (person: string, seat: Holding['seat']): Holding => ({ person, name: person, seat })

  it('keep supervisors apart from those they supervise, and from their near relatives', () => {
    expect(conflictsOf([hold('王', 'committee')], hold('王', 'supervisor'), [])).toEqual([
      '王已经是村民委员会成员，不能再任村务监督委员会成员（《村民委员会组织法》第三十七条）',
    ])
    // Two offices of the whole country say it, no province: the village may lie in any.
    expect(conflictsOf([hold('王', 'village-accountant')], hold('王', 'supervisor'), [])).toEqual([
      '王已经是村报账员，不能再任村务监督委员会成员（《关于建立健全村务监督委员会的指导意见》（中办、国办，2017年）第二条）',
    ])
    expect(conflictsOf([hold('王', 'committee')], hold('李', 'supervisor'), [])).toEqual([])
    expect(conflictsOf([hold('王', 'committee')], hold('李', 'supervisor'), [['李', '王']])).toHaveLength(1)
    expect(conflictsOf([hold('王', 'committee')], hold('王', 'board'), [])).toEqual([])
    expect(conflictsOf([hold('王', 'committee')], hold('李', 'committee'), [['李', '王']])).toHaveLength(1)
  })

  it('fill bodies as the laws want them', () => {
    const representatives = { committee: 5, representatives: 20, women: 9, households: 200 }
    expect(compositionFaults(law, { representatives, committee: { members: 5, women: 1 } })).toEqual([])
    expect(compositionFaults(law, { representatives: { ...representatives, women: 8 } })).toHaveLength(1)
    expect(compositionFaults(law, { representatives: { ...representatives, committee: 6 } })).toHaveLength(1)
    expect(compositionFaults(law, { representatives: { ...representatives, households: 99 } })).toHaveLength(
      1,
    )
    expect(compositionFaults(law, { committee: { members: 8, women: 0 } })).toHaveLength(2)
    expect(compositionFaults(law, { board: { members: 4 } })).toHaveLength(1)
    const few = { representatives: 20, women: 0, households: 200 }
    expect(compositionFaults(law, { memberRepresentatives: few })).toHaveLength(2)
  })
})

it('every body uses limits that are what it takes them for', () => {
  for (const body of Object.values(BODIES)) {
    const names: LimitName[] = [...Object.values(body.quorum), body.pass.limit]
    for (const name of names) expect(LIMITS[name].kind, name).toBe('share')
  }
})
