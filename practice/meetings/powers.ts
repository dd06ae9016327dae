import { BODIES, type BodyId, type Of } from './bodies.ts'
import { stepOfBody } from './four-two.ts'
import { cite, type LawId, type LimitName } from './limits.ts'

/** What each body may decide, and what must lie on the table before it votes. */

export type Decision = {
  readonly name: string
  readonly law: LawId
  readonly article: string
  /** Who may decide it, the usual one first. */
  readonly bodies: readonly BodyId[]
  /** Bodies that may decide it only with a recorded authorisation naming matter and term (VCL 27, 28). */
  readonly byAuthority?: readonly BodyId[]
  /** The Party organisation studies it first (VCL 28, RCE 26). */
  readonly studied?: boolean
  /** A majority of its own, stricter than the body’s. */
  readonly pass?: { readonly limit: LimitName; readonly of: Of }
  /** A village without a collective decides it in its assembly, by the collective’s majority (VCL 28, RCE 64). */
  readonly standIn?: true
}

const village = (name: string, article: string, more: Partial<Decision> = {}): Decision => ({
  name,
  law: 'vcl',
  article,
  bodies: ['village-assembly'],
  byAuthority: ['village-representatives'],
  studied: true,
  ...more,
})

/** Items of RCE 26 that the representatives may not decide (RCE 28; rules 3.1.12). */
export const KEPT_FROM = { 'rce.reps.forbidden': ['一', '三', '八', '十', '十二'] } as const satisfies Record<
  string,
  readonly string[]
>
const forbidden: readonly string[] = KEPT_FROM['rce.reps.forbidden']

/** RCE 26 in its order. */
const collective = (name: string, item: string): Decision => ({
  name,
  law: 'rce',
  article: `第二十六条第（${item}）项`,
  bodies: forbidden.includes(item) ? ['member-assembly'] : ['member-assembly', 'member-representatives'],
  studied: true,
  standIn: true,
})

export const DECISIONS = {
  'village-building': village('村庄规划、建设等重要事项', '第二十八条第（一）项'),
  'lost-work-pay': village('误工补贴的人员和标准', '第二十八条第（二）项'),
  'collective-gains': village('从村集体经济所得资金和物资的使用', '第二十八条第（三）项'),
  'public-works': village('公益事业、筹资筹劳和建设承包方案', '第二十八条第（四）项'),
  'key-assistance': village('重点帮扶人员、帮扶方案', '第二十八条第（五）项'),
  'other-interests': village('涉及村民利益的其他事项', '第二十八条第（六）项'),
  'year-report': village('审议村民委员会年度工作报告', '第二十七条'),
  appraisal: village('评议村民委员会成员', '第二十七条'),
  'undo-committee': village('撤销或者变更村民委员会的决定', '第二十七条'),
  // Whom it corrects cannot be authorised to do it.
  'undo-representatives': village('撤销或者变更村民代表会议的决定', '第二十七条', { byAuthority: [] }),
  charter: village('制定、修改村民自治章程', '第三十一条', { byAuthority: [] }),
  covenant: village('制定、修改村规民约', '第三十一条', { byAuthority: [] }),
  'elect-supervisors': village('推选村务监督委员会成员', '第三十七条', {
    bodies: ['village-assembly', 'village-representatives'],
    byAuthority: [],
  }),
  'admit-voter': village('同意非本村户籍人员参加选举', '第十六条', {
    bodies: ['village-assembly', 'village-representatives'],
    byAuthority: [],
    studied: false,
  }),
  'accept-resignation': village('接受村民委员会成员辞职', '第二十条', {
    bodies: ['village-assembly', 'village-representatives'],
    byAuthority: [],
    studied: false,
  }),
  'group-affairs': village('本村民小组的重要事项', '第三十二条', {
    bodies: ['group-assembly'],
    byAuthority: [],
    studied: false,
  }),
  'committee-affairs': village('村民委员会职责内的日常事务', '第三十四条', {
    bodies: ['village-committee', 'joint-committees'],
    byAuthority: [],
    studied: false,
  }),
  'disclosure-review': village('审查村务公开方案', '第三十七条', {
    bodies: ['supervisors'],
    byAuthority: [],
    studied: false,
  }),
  'collective-charter': collective('制定、修改集体经济组织章程', '一'),
  'collective-rules': collective('制定、修改内部管理制度', '二'),
  membership: collective('确认集体经济组织成员', '三'),
  'elect-board': collective('选举、罢免理事、监事', '四'),
  'board-report': collective('审议理事会、监事会工作报告', '五'),
  'board-pay': collective('理事、监事报酬和主要管理人员聘任', '六'),
  'collective-budget': collective('发展规划、经营计划、预决算、收益分配方案', '七'),
  'land-contracting': collective('土地承包、宅基地使用、收益权份额量化方案', '八'),
  'building-land': collective('集体经营性建设用地使用、出让、出租方案', '九'),
  'land-compensation': collective('土地补偿费等的分配、使用办法', '十'),
  investment: collective('投资等重大事项', '十一'),
  merger: collective('合并、分立等重大事项', '十二'),
  'asset-lease': collective('集体资产出租、发包方案', '十三'),
  'non-member-benefit': {
    ...collective('对作出贡献的非成员给予成员权益', '十三'),
    article: '第十五条',
    bodies: ['member-assembly'],
    pass: { limit: 'rce.nonmember.pass', of: 'all' },
  },
  'board-affairs': {
    name: '执行成员大会决定和日常经营事务',
    law: 'rce',
    article: '第三十条',
    bodies: ['board'],
  },
  'residents-affairs': {
    name: '涉及全体居民利益的重要事项',
    law: 'residents',
    article: '第三十条',
    bodies: ['residents-assembly'],
    byAuthority: ['residents-representatives'],
    studied: true,
  },
} as const satisfies Record<string, Decision>

export type DecisionId = keyof typeof DECISIONS
export const decisionOf = (id: DecisionId): Decision => DECISIONS[id]

/** An authorisation by the assembly: which decisions, and until when. */
export type Authority = { decisions: readonly DecisionId[]; from: string; until: string }

/** What is known about a motion before it is put to the vote. */
export type Motion = {
  decision: DecisionId
  body: BodyId
  /** The day of the meeting. */
  on: string
  /** The Party organisation’s meeting that studied it, if any is linked. */
  studiedOn?: string | undefined
  authority?: Authority | undefined
  /** Whether the village has a collective economic organisation of its own. */
  hasCollective: boolean
  /** The written proposal it is about. */
  proposal?: string | null | undefined
}

/**
 * Whether a motion only talks a proposal over on its way through the six steps (四议两公开, the second and the third): it
 * is counted by the body’s own figures, decides nothing, and makes no resolution.
 */
export const isDeliberation = ({
  body,
  decision,
  proposal,
}: Pick<Motion, 'body' | 'decision' | 'proposal'>): boolean =>
  Boolean(proposal) && stepOfBody(body) !== undefined && !decisionOf(decision).bodies.includes(body)

/** Why the body may not vote on it, with the article; undefined when it may. */
export function refusalOf(motion: Motion): string | undefined {
  if (isDeliberation(motion)) return undefined
  const decision = decisionOf(motion.decision)
  return mayNotDecide(decision, motion) ?? notStudied(decision, motion)
}

function mayNotDecide(decision: Decision, { decision: id, body, on, authority, hasCollective }: Motion) {
  const who = BODIES[body].name
  if (decision.bodies.includes(body)) {
    return decision.standIn && !hasCollective
      ? '本村没有设立集体经济组织，请由村民会议参照《农村集体经济组织法》讨论决定（村民委员会组织法第二十八条）'
      : undefined
  }
  if (standsIn(decision, body, hasCollective)) return undefined
  if (decision.byAuthority?.includes(body)) {
    const covers = authority?.decisions.includes(id) && authority.from <= on && on <= authority.until
    return covers
      ? undefined
      : `${who}决定“${decision.name}”要有村民会议写明事项和期限的授权，现在没有（${cite(decision)}）`
  }
  const right = decision.bodies.map((each) => BODIES[each].name).join('或')
  return `“${decision.name}”不能由${who}决定，请提交${right}（${cite(decision)}）`
}

/** Whether the village assembly decides in place of a collective that does not exist. */
export const standsIn = (decision: Decision, body: BodyId, hasCollective: boolean): boolean =>
  decision.standIn === true && body === 'village-assembly' && !hasCollective

function notStudied(decision: Decision, { on, studiedOn }: Motion) {
  if (!decision.studied) return undefined
  if (studiedOn === undefined || studiedOn > on) {
    const article =
      decision.law === 'rce'
        ? '农村集体经济组织法第二十六条'
        : decision.law === 'vcl'
          ? '村民委员会组织法第二十八条'
          : '城市居民委员会组织法第三十条'
    return `“${decision.name}”要先经党组织研究讨论，请先附上研究记录（${article}）`
  }
  return undefined
}
