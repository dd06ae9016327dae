import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODIES, type BodyId } from './meetings/bodies.ts'
import {
  FOUR_TWO,
  fourTwoFault,
  isTyped,
  nextStep,
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
    townSigner: '薛某',
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
