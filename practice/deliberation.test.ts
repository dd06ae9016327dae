import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODIES, type BodyId } from './meetings/bodies.ts'
import { callFault } from './meetings/call.ts'
import { electionFaults, electionVerdict, type ElectionRecord } from './meetings/election.ts'
import {
  MEETING_STATES,
  MEETING_STEPS,
  opensFrom,
  stepRefusal,
  type MeetingLife,
  type MeetingStep,
} from './meetings/life.ts'
import {
  answerRefusal,
  CHALLENGE_KINDS,
  challengeRefusal,
  changesRoll,
  type ChallengeKind,
} from './meetings/challenge.ts'
import { isCarriedOut, isLate, paymentFault } from './meetings/execution.ts'
import { LIMITS, limitsWith } from './meetings/limits.ts'
import { proxyFault } from './meetings/proxy.ts'
import { fewest } from './meetings/share.ts'
import { backerRefusal, backingOf } from './meetings/support.ts'

const law = limitsWith()
const base = fc.integer({ min: 1, max: 20_000 })

describe('who asks for a meeting', () => {
  const rules = (Object.keys(BODIES) as BodyId[]).flatMap((body) => {
    const { calledBy = [] } = BODIES[body] as {
      calledBy?: readonly { who: string; limit: keyof typeof LIMITS }[]
    }
    return calledBy.map((rule) => ({ body, ...rule }))
  })

  it('is heard from exactly the share of the law on, and not one fewer', () => {
    expect(rules.map(({ who }) => who)).toEqual([
      '村民',
      '村民代表',
      '村民代表',
      '居民',
      '居民代表',
      '居民代表',
    ])
    for (const { body, who, limit } of rules)
      fc.assert(
        fc.property(base, (of) => {
          const rule = LIMITS[limit]
          if (rule.kind !== 'share') throw new Error('no share')
          const enough = fewest(rule.value, of)
          expect(callFault(law, body, { who, asked: enough, of })).toBeUndefined()
          expect(callFault(law, body, { who, asked: enough - 1, of })).toContain('还差 1 人')
        }),
      )
  })

  it('and behind a proposal is counted the same way: it says how many are missing', () => {
    const about = { decision: 'public-works', hasCollective: true } as const
    fc.assert(
      fc.property(base, (of) => {
        const enough = fewest(LIMITS['vc.call.assembly_villagers'].value, of)
        expect(backingOf(law, { ...about, supporters: enough, of })).toMatchObject({
          needed: enough,
          more: 0,
        })
        expect(backingOf(law, { ...about, supporters: enough - 1, of })?.more).toBe(1)
      }),
    )
    expect(backingOf(law, { ...about, supporters: 7, of: 100 })?.says).toBe(
      '有十分之一以上的村民（100 人中的 10 人）提议就应当召集村民会议，还差 3 人',
    )
    expect(backingOf(law, { ...about, supporters: 12, of: 100 })).toMatchObject({
      says: '已经够十分之一以上的村民（100 人中的 10 人），应当召集村民会议',
      law: '《村民委员会组织法》第二十五条',
    })
    const residents = { ...about, decision: 'residents-affairs' as const, supporters: 0, of: 100 }
    expect(backingOf(law, residents)?.law).toBe('《城市居民委员会组织法》第二十六条')
    // Of the collective the law names no number; a village without one decides it in its assembly.
    const lease = { ...about, decision: 'asset-lease' as const, supporters: 0, of: 100 }
    expect(backingOf(law, lease)).toBeUndefined()
    expect(backingOf(law, { ...lease, hasCollective: false })?.needed).toBe(10)
  })

  it('belongs to the assembly: of the village, and eighteen on the day', () => {
    const here = { ofVillage: true, community: false }
    expect(backerRefusal({ ...here, bornOn: '2008-11-26' }, '2026-11-26')).toBeUndefined()
    expect(backerRefusal({ ...here, bornOn: '2008-11-27' }, '2026-11-26')).toContain('还没有满十八周岁')
    expect(backerRefusal({ ...here, bornOn: '2008-02-29' }, '2026-02-28')).toContain('还没有满十八周岁')
    expect(backerRefusal({ ...here, bornOn: '2008-02-29' }, '2026-03-01')).toBeUndefined()
    expect(backerRefusal({ ...here, bornOn: null }, '2026-11-26')).toContain('没有登记您的出生日期')
    expect(backerRefusal({ ...here, ofVillage: false, bornOn: '1980-01-01' }, '2026-11-26')).toBe(
      '附议的要是本村十八周岁以上的村民，您没有登记在这里（《村民委员会组织法》第二十五条）',
    )
  })

  it('must be whom the law hears', () => {
    expect(callFault(law, 'village-assembly', { who: '村民', asked: 9, of: 100 })).toBe(
      '村民提议召集村民会议要有十分之一以上（100 人中的 10 人），现在是 9 人，还差 1 人（《村民委员会组织法》第二十五条）',
    )
    expect(callFault(law, 'village-representatives', { who: '村民', asked: 90, of: 100 })).toContain(
      '村民代表提议',
    )
    expect(callFault(law, 'board', { who: '村民', asked: 90, of: 100 })).toContain('请由会议召集人召集')
  })
})

describe('proxies', () => {
  const good = {
    body: 'member-assembly',
    isSelf: false,
    sameHousehold: true,
    adult: true,
    holder: '王某',
  } as const

  it('stand in for three and not for a fourth', () => {
    expect(proxyFault(law, { ...good, principals: 2 })).toBeUndefined()
    expect(proxyFault(law, { ...good, principals: 3 })).toContain('最多 3 人')
  })

  it('are of the household, of age, and of a body that knows them', () => {
    expect(proxyFault(law, { ...good, principals: 0, sameHousehold: false })).toContain('不是同一户')
    expect(proxyFault(law, { ...good, principals: 0, adult: false })).toContain('未满十八周岁')
    expect(proxyFault(law, { ...good, principals: 0, isSelf: true })).toContain('不能委托自己')
    for (const body of Object.keys(BODIES) as BodyId[])
      if (body !== 'member-assembly')
        expect(proxyFault(law, { ...good, principals: 0, body }), body).toContain('要本人参加')
  })
})

const HELD = '2026-01-21'

describe('an election on paper', () => {
  const paper: ElectionRecord = {
    registered: 100,
    cast: 51,
    seats: 1,
    runoff: false,
    candidates: [
      { name: '王某', votes: 26 },
      { name: '李某', votes: 25 },
    ],
    proxies: [],
  }

  it('is valid and won on the boundary, and not one vote below', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 5000 }), (registered) => {
        const cast = Math.floor(registered / 2) + 1
        const votes = Math.floor(cast / 2) + 1
        const won = {
          ...paper,
          registered,
          cast,
          candidates: [
            { name: '王某', votes },
            { name: '李某', votes: 0 },
          ],
        }
        expect(electionVerdict(law, won).elected).toEqual(['王某'])
        expect(electionVerdict(law, { ...won, cast: cast - 1 }).valid).toBe(false)
        const short = {
          ...won,
          candidates: [
            { name: '王某', votes: votes - 1 },
            { name: '李某', votes: 0 },
          ],
        }
        expect(electionVerdict(law, short)).toMatchObject({ valid: true, elected: [], open: 1 })
      }),
    )
  })

  it('on removing somebody takes more than half of those registered and of those who voted', () => {
    const recall = { who: '村民代表', asked: 5, of: 12, reason: '半年没有到岗' } as const
    const vote = (cast: number, votes: number) =>
      electionVerdict(law, { ...paper, recall, cast, candidates: [{ name: '王某', votes }] })
    expect(vote(51, 26)).toMatchObject({ valid: true, elected: ['王某'], open: 0 })
    expect(vote(51, 26).says.at(-1)).toBe('罢免通过：王某')
    expect(vote(51, 25).says.at(-1)).toBe('罢免没有通过')
    expect(vote(50, 50).valid).toBe(false)
    expect(
      electionFaults(law, { ...paper, recall, candidates: [{ name: '王某', votes: 26 }] }, HELD),
    ).toEqual([])
  })

  it('of the seats left is won with a third, and a tie elects nobody', () => {
    const runoff = { ...paper, registered: 100, cast: 30, runoff: true }
    const of = (a: number, b: number) => ({
      ...runoff,
      candidates: [
        { name: '王某', votes: a },
        { name: '李某', votes: b },
      ],
    })
    expect(electionVerdict(law, of(10, 9)).elected).toEqual(['王某'])
    expect(electionVerdict(law, of(9, 8)).elected).toEqual([])
    expect(electionVerdict(law, of(15, 15))).toMatchObject({ elected: [], open: 1 })
  })

  it('is not recorded with a fourth principal, a candidate as proxy, or more votes than voters', () => {
    const proxy = (principal: string, holder: string) => ({ principal, holder })
    const three = ['甲一', '乙一', '丙一'].map((each) => proxy(each, '张某'))
    expect(electionFaults(law, { ...paper, proxies: three }, HELD)).toEqual([])
    expect(electionFaults(law, { ...paper, proxies: [...three, proxy('丁一', '张某')] }, HELD)).toEqual([
      '张某接受了 4 人委托，最多 3 人（《村民委员会组织法》第十八条）',
    ])
    expect(electionFaults(law, { ...paper, proxies: [proxy('甲一', '王某')] }, HELD)[0]).toContain('候选人')
    expect(electionFaults(law, { ...paper, cast: 101 }, HELD)[0]).toContain('比登记选民')
    expect(electionFaults(law, { ...paper, seats: 2 }, HELD)[0]).toContain('候选人要多于')
    const more = {
      ...paper,
      candidates: [
        { name: '王某', votes: 26 },
        { name: '李某', votes: 26 },
      ],
    }
    expect(electionFaults(law, more, HELD)[0]).toContain('请重新清点')
  })
})

describe('the life of a meeting', () => {
  const life: MeetingLife = {
    state: 'drafted',
    meetsOn: '2026-11-26',
    opensFrom: undefined,
    paper: false,
    undecided: 0,
    signatures: 0,
    challenges: { waiting: 0, upheld: 0 },
  }
  const steps = Object.keys(MEETING_STEPS) as MeetingStep[]

  it('goes forward only: no step is taken from a state it does not come from', () => {
    for (const state of Object.keys(MEETING_STATES) as (keyof typeof MEETING_STATES)[])
      for (const step of steps) {
        const from: readonly string[] = MEETING_STEPS[step].from
        const refused = stepRefusal(
          step,
          { ...life, state, signatures: step === 'archive' ? 2 : 0 },
          '2026-11-26',
          '雨',
        )
        expect([state, step, refused === undefined]).toEqual([state, step, from.includes(state)])
      }
  })

  it('is not opened before its day, closed over an open question, or filed on one signature', () => {
    expect(stepRefusal('open', { ...life, state: 'noticed' }, '2026-11-25')).toContain('还没有到')
    const at = (hour: string) =>
      opensFrom(new Date('2026-11-26T19:00:00+08:00'), new Date(`2026-11-26T${hour}:00+08:00`))
    expect([at('17:59'), at('18:00'), at('19:30')]).toEqual(['2026-11-26 18:00', undefined, undefined])
    const early = { ...life, state: 'noticed', opensFrom: at('08:00') } as const
    expect(stepRefusal('open', early, '2026-11-26')).toContain('请等到 18:00')
    const late = stepRefusal('open', { ...life, state: 'noticed' }, '2026-11-27')
    expect(late).toContain('请取消，再重新召集、发通知')
    const noted = { ...life, state: 'noticed', paper: true } as const
    expect(stepRefusal('open', noted, '2026-11-27')).toBeUndefined()
    expect(stepRefusal('close', { ...life, state: 'open', undecided: 1 }, '2026-11-26')).toContain(
      '还有 1 项议题',
    )
    expect(stepRefusal('archive', { ...life, state: 'closed', signatures: 1 }, '2026-11-27')).toContain(
      '现在有 1 人',
    )
    expect(stepRefusal('remark', { ...life, state: 'closed', signatures: 1 }, '2026-11-27')).toContain(
      '不能再改',
    )
    expect(stepRefusal('cancel', life, '2026-11-20')).toContain('写明原因')
  })

  it('is not opened on a roll somebody still waits about, nor on one that was found wrong', () => {
    const opening = (challenges: MeetingLife['challenges']) =>
      stepRefusal('open', { ...life, state: 'noticed', challenges }, '2026-11-26')
    expect(opening({ waiting: 0, upheld: 0 })).toBeUndefined()
    expect(opening({ waiting: 1, upheld: 0 })).toBe('还有 1 条名册异议没有答复，请先答复再开会')
    expect(opening({ waiting: 0, upheld: 1 })).toContain('请取消会议，改好名册')
    // Its day comes first: before it nobody opens anything.
    expect(
      stepRefusal('open', { ...life, state: 'noticed', challenges: { waiting: 1, upheld: 0 } }, '2026-11-25'),
    ).toContain('还没有到')
  })
})

describe('what is said against a roll', () => {
  it('is heard from the notice until the meeting opens, one at a time, and of no meeting entered from paper', () => {
    const states = Object.keys(MEETING_STATES)
    const heard = states.filter((state) => challengeRefusal({ state, paper: false }, 0) === undefined)
    expect(heard).toEqual(['noticed'])
    expect(challengeRefusal({ state: 'noticed', paper: false }, 1)).toContain('还没有答复')
    expect(challengeRefusal({ state: 'noticed', paper: true }, 0)).toContain('补录')
    expect(states.filter((state) => answerRefusal(state, false) === undefined)).toEqual(['noticed'])
    expect(answerRefusal('noticed', true)).toContain('答复不能改')
  })

  it('asks for a new notice only where it changes who is counted', () => {
    const kinds = Object.keys(CHALLENGE_KINDS) as ChallengeKind[]
    expect(kinds.filter(changesRoll)).toEqual(['missing', 'extra'])
  })
})

describe('carrying out', () => {
  const task = { state: 'open', dueOn: '2026-11-26', budgetFen: 1000, paidFen: 400 } as const

  it('pays to the last fen of the budget and not one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.nat(10 ** 9), (budgetFen, paid) => {
        const paidFen = Math.min(paid, budgetFen)
        const left = budgetFen - paidFen
        if (left > 0) expect(paymentFault({ ...task, budgetFen, paidFen }, left)).toBeUndefined()
        expect(paymentFault({ ...task, budgetFen, paidFen }, left + 1)).toContain('超出决议的预算')
      }),
    )
    expect(paymentFault(task, 0)).toContain('请填')
    expect(paymentFault({ ...task, state: 'done' }, 1)).toContain('已经办结')
  })

  it('is in time on its last day', () => {
    expect([isLate(task, '2026-11-26'), isLate(task, '2026-11-27')]).toEqual([false, true])
    expect([
      isCarriedOut([]),
      isCarriedOut([{ state: 'done' }]),
      isCarriedOut([{ state: 'done' }, task]),
    ]).toEqual([false, true, false])
  })
})
