import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODIES, type BodyId } from './meetings/bodies.ts'
import {
  FOUR_TWO,
  fourTwoFault,
  isTyped,
  nextStep,
  orderFault,
  type FourTwoRecord,
  type FourTwoStep,
} from './meetings/four-two.ts'
import { formPaper } from './meetings/four-two-papers.ts'
import { limitsWith } from './meetings/limits.ts'
import { DECISIONS, isDeliberation, refusalOf, type DecisionId } from './meetings/powers.ts'
import { rulesOf } from './meetings/verdict.ts'

const law = limitsWith()

describe('四议两公开', () => {
  const record = (step: FourTwoStep): FourTwoRecord => ({
    step,
    on: '2026-11-20',
    says: '记录',
    due: 9,
    present: 9,
    inFavour: 9,
    passed: true,
    townSigner: '薛某（民政专干）',
    townPage: 'a',
    postedFrom: '2026-11-01',
    postedUntil: '2026-11-17',
    supervision: '无异议',
  })

  it('takes no step out of its order', () => {
    for (let closed = 0; closed <= FOUR_TWO.length; closed += 1) {
      const before = FOUR_TWO.slice(0, closed).map(({ id }) => record(id))
      for (const { id } of FOUR_TWO) {
        const isNext = nextStep(closed)?.id === id
        expect([closed, id, fourTwoFault(law, before, record(id), '2026-11-26') === undefined]).toEqual([
          closed,
          id,
          isNext,
        ])
      }
    }
  })

  it('asks of the party’s meeting two thirds present and more than half of all, on the boundary', () => {
    const before = [record('propose'), record('consult')]
    const fault = (due: number, present: number, inFavour: number) =>
      fourTwoFault(law, before, { ...record('review'), due, present, inFavour }, '2026-11-26')
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 500 }), (due) => {
        const [present, inFavour] = [Math.ceil((due * 2) / 3), Math.floor(due / 2) + 1]
        const came = Math.max(present, inFavour)
        expect(fault(due, came, inFavour)).toBeUndefined()
        expect(fault(due, came, inFavour - 1)).toContain('不能办结')
        expect(fault(due, present - 1, Math.min(inFavour, present - 1))).toContain('不能办结')
      }),
    )
  })

  it('lets no step be older than the one before, whatever it is linked to', () => {
    for (let closed = 1; closed < FOUR_TWO.length; closed += 1) {
      const before = FOUR_TWO.slice(0, closed).map(({ id }) => record(id))
      const next = record(FOUR_TWO[closed]?.id ?? 'propose')
      expect(fourTwoFault(law, before, { ...next, on: '2026-11-20' }, '2026-11-26')).toBeUndefined()
      expect(fourTwoFault(law, before, { ...next, on: '2026-11-19' }, '2026-11-26')).toContain(
        '不能早于上一步',
      )
    }
  })

  it('lets nobody vote before what comes before is closed, nor at a meeting older than it', () => {
    const on = (day: string) => [
      { step: 'propose' as const, on: '2026-11-01' },
      { step: 'consult' as const, on: '2026-11-05' },
      { step: 'review' as const, on: day },
    ]
    expect(orderFault('resolve', on('2026-11-08'), '2026-11-08')).toBeUndefined()
    expect(orderFault('resolve', on('2026-11-08'), '2026-11-07')).toContain('早于四议两公开的上一步')
    expect(orderFault('resolve', on('2026-11-08').slice(0, 2), '2026-11-20')).toContain(
      '先办结“党员大会审议”',
    )
    expect(orderFault('review', on('2026-11-08').slice(0, 1), '2026-11-20')).toContain('先办结“两委会商议”')
    expect(orderFault('consult', on('2026-11-08').slice(0, 1), '2026-11-01')).toBeUndefined()
    // A second meeting about a step that is closed is held to what came before that step.
    expect(orderFault('consult', on('2026-11-08'), '2026-11-02')).toBeUndefined()
  })

  it('counts nobody where the register knows nobody, and says what to register', () => {
    const before = [record('propose'), record('consult')]
    const none = { ...record('review'), due: 0, present: 0, inFavour: 0 }
    expect(fourTwoFault(law, before, none, '2026-11-26')).toContain('没有登记本村党员')
    expect(fourTwoFault(law, before.slice(0, 1), { ...none, step: 'consult' }, '2026-11-26')).toContain(
      '没有登记村党组织委员和村委会成员',
    )
    const over = { ...record('review'), due: 9, present: 10 }
    expect(fourTwoFault(law, before, over, '2026-11-26')).toContain('实到不能多于应到')
    expect(fourTwoFault(law, before, { ...over, present: 8 }, '2026-11-26')).toContain('同意不能多于实到')
  })

  it('asks for the town’s signature with its page at the third and the fourth', () => {
    const closed = FOUR_TWO.map(({ id }) => record(id))
    for (const [index, { id }] of FOUR_TWO.entries())
      for (const missing of [{ townSigner: undefined }, { townPage: undefined }]) {
        const says = fourTwoFault(law, closed.slice(0, index), { ...record(id), ...missing }, '2026-11-26')
        expect([id, says !== undefined]).toEqual([id, id === 'review' || id === 'resolve'])
      }
  })

  it('holds each publication its fifteen days', () => {
    const before = FOUR_TWO.slice(0, 4).map(({ id }) => record(id))
    expect(fourTwoFault(law, before, record('publish'), '2026-11-20')).toBeUndefined()
    const until = { ...record('publish'), on: '2026-11-20', postedUntil: '2026-11-26' }
    expect(fourTwoFault(law, before, until, '2026-11-25')).toContain('要公布满 15 日')
    expect(fourTwoFault(law, before, until, '2026-11-26')).toBeUndefined()
  })
})

describe('talking a proposal over', () => {
  const decisions = Object.keys(DECISIONS) as DecisionId[]
  const bodies = Object.keys(BODIES) as BodyId[]
  const motion = { on: '2026-11-26', hasCollective: true, proposal: 'p' }

  it('is for the two bodies of the second and the third step, about a written proposal and nothing else', () => {
    for (const body of bodies)
      for (const decision of decisions) {
        const talks = body === 'party-members' || body === 'joint-committees'
        const decides = (DECISIONS[decision].bodies as readonly BodyId[]).includes(body)
        expect([body, decision, isDeliberation({ ...motion, body, decision })]).toEqual([
          body,
          decision,
          talks && !decides,
        ])
        expect(isDeliberation({ body, decision, proposal: undefined })).toBe(false)
      }
  })

  it('needs no power to decide and no study before it, and is counted by the body’s own figures', () => {
    const about = { ...motion, decision: 'non-member-benefit' as const }
    for (const body of ['party-members', 'joint-committees'] as const) {
      expect(refusalOf({ ...about, body })).toBeUndefined()
      expect(refusalOf({ ...about, body, proposal: undefined })).toContain('不能由')
      const { pass } = rulesOf(law, { body, basis: 'persons', decision: about.decision, hasCollective: true })
      expect(pass).toBe(law[BODIES[body].pass.limit])
    }
    // Whoever decides it still goes by three quarters.
    const { pass } = rulesOf(law, { ...about, body: 'member-assembly', basis: 'persons' })
    expect(pass).toBe(law['rce.nonmember.pass'])
  })

  it('outside this program is typed from paper, and its form says so for ever', () => {
    const consult = {
      step: 'consult' as const,
      on: '2026-11-20',
      says: '商议',
      due: 6,
      present: 6,
      inFavour: 6,
    }
    expect([isTyped(consult), isTyped({ ...consult, meeting: 'm' }), isTyped({ step: 'resolve' })]).toEqual([
      true,
      false,
      false,
    ])
    const told = (record: FourTwoRecord) =>
      JSON.stringify(
        formPaper(
          {
            villageName: '老寨村',
            title: '果园',
            words: '出租。',
            origin: '上级安排',
            steps: [{ ...record, by: '王建国' }],
          },
          'consult',
        ),
      )
    expect(told(consult)).toContain('按纸面会议记录录入')
    expect(told({ ...consult, meeting: 'm' })).toContain('取自会议的签到和计票')
  })
})
