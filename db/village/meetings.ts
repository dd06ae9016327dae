import type { Basis, BodyId } from '#practice/meetings/bodies.ts'
import type { Choice, VotingMeans } from '#practice/meetings/life.ts'
import type { DecisionId } from '#practice/meetings/powers.ts'

/** Meetings of 老寨村: one filed, one that went home this morning and waits for signatures, two that are called. */

export type NamedMotion = {
  decision: DecisionId
  title: string
  words: string
  proposer: string
  supporters?: number
  means: VotingMeans
  /** Days before the meeting on which the Party branch studied it, and what it said. */
  studied?: { daysBefore: number; says: string }
  /** How many of those who came said what, in this order; absent: not voted yet. */
  votes?: Readonly<Record<Choice, number>>
}
export type NamedMeeting = {
  body: BodyId
  basis: Basis
  title: string
  place: string
  /** How many of the roll came, in its order. */
  came: number
  /** Who counts hands. */
  tellers: readonly [string, string]
  remarks: string
  motions: readonly NamedMotion[]
}

const HALL = '老寨村村委会二楼会议室'

export const FILED: NamedMeeting = {
  body: 'village-representatives',
  basis: 'persons',
  title: '十月村民代表会议',
  place: HALL,
  came: 12,
  tellers: ['屈建文', '王春侠'],
  remarks:
    '讨论增补监委会成员时，雷雪梅提出先看看懂账的人还有谁；同建利认为一组也要有人。大家同意再推荐两名，下次会上再选。',
  motions: [
    {
      decision: 'admit-voter',
      title: '同意周大勇参加本村选举登记',
      words:
        '周大勇户籍在关山街道，在本村二组住了三年，本人申请参加本村选举，原籍村委会已书面说明他不在原籍登记。是否同意？',
      proposer: '村民委员会',
      means: 'hands',
      votes: { for: 11, against: 0, abstain: 1 },
    },
    {
      decision: 'elect-supervisors',
      title: '增补党选民为村务监督委员会成员',
      words:
        '监委会要有懂财务的人。党选民当过镇上供销社会计，本人愿意，不是村委会成员的近亲属。是否推选他为本届监委会成员？',
      proposer: '村党组织',
      supporters: 5,
      means: 'named',
      studied: { daysBefore: 6, says: '党支部研究，同意提交村民代表会议讨论' },
      votes: { for: 6, against: 4, abstain: 2 },
    },
  ],
}

export const HELD: NamedMeeting = {
  body: 'village-committee',
  basis: 'persons',
  title: '村委会本周例会',
  place: '村委会办公室',
  came: 3,
  tellers: ['张军利', '王丽娟'],
  remarks: '王丽娟提醒：垃圾清运车要提前跟保洁公司说好，别和赶集撞在一天。',
  motions: [
    {
      decision: 'committee-affairs',
      title: '垃圾清运改成每周三、周六',
      words: '一组、三组反映周日清运赶不上，改为每周三、周六上午八点，广播通知到户。',
      proposer: '孙卫东',
      means: 'hands',
      votes: { for: 3, against: 0, abstain: 0 },
    },
  ],
}

/** Called, so that phones and the desk have something ahead of them. */
export const CALLED: NamedMeeting = {
  body: 'village-assembly',
  basis: 'persons',
  title: '村西排水渠筹资筹劳村民会议',
  place: '老寨村文化广场',
  came: 0,
  tellers: ['屈建文', '王春侠'],
  remarks: '',
  motions: [
    {
      decision: 'public-works',
      title: '村西排水渠筹资筹劳方案',
      words:
        '村西排水渠长八百六十米，去年汛期两次漫进三组。方案：财政补助三十二万元，村集体出六万元，不向村民收钱；每户出工两个，六十岁以上的不出。今年冬天开工，明年汛期前完工。',
      proposer: '村党组织',
      supporters: 23,
      means: 'secret',
      studied: { daysBefore: 14, says: '党支部研究，村“两委”商议，同意提交村民会议表决' },
    },
    {
      decision: 'other-interests',
      title: '红白喜事的酒席，定多少桌合适',
      words: '有人说二十桌封顶，有人说按亲戚多少来。先听听大家的想法，写村规民约时再定。',
      proposer: '红白理事会',
      means: 'consultation',
      studied: { daysBefore: 14, says: '党支部同意先征求意见' },
    },
  ],
}

/** The monthly meeting of the coming days, with what villagers raised and the supervisors took up. */
export const MONTHLY = {
  place: HALL,
  daysAhead: 3,
  /** Handbook: 月例会之夜 19:30–21:00. */
  at: '19:30',
  topics: [
    {
      by: '刘桂兰',
      title: '村西头晚上没有路灯，老人不敢出门',
      words: '从文化广场到三组这一段三百来米，天一黑什么都看不见。',
    },
    {
      by: '张麦香',
      title: '冬天广场舞散得太晚，吵着上学的娃',
      words: '能不能定个时间，九点以前散。',
    },
    {
      by: '王小峰',
      title: '三组垃圾桶放在井边，想挪个地方',
      words: '夏天招苍蝇，离水井太近。',
    },
  ],
} as const
