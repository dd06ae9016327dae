import { bodyOf, type Basis, type BodyId } from './bodies.ts'
import { papersBack, type PaperCount } from './ballot.ts'
import { challengeLine, type ChallengeKind } from './challenge.ts'
import { enteredLines, handedLine, type EnteredVote } from './entered.ts'
import { CONSULTED, VOTING_MEANS, type VotingMeans } from './life.ts'
import { decisionOf, type DecisionId } from './powers.ts'
import type { Verdict } from './verdict.ts'

/** What the minutes are written from; days and minutes are local text. */
export type MinuteFacts = {
  title: string
  villageName: string
  body: BodyId
  basis: Basis
  place: string
  meetsAt: string
  caller: string
  noticedOn: string
  shortReason?: string | undefined
  paper: boolean
  openedAt?: string | undefined
  closedAt?: string | undefined
  chair: string
  due: number
  present: number
  byMeans: readonly { name: string; count: number }[]
  /** Noted as present by somebody else. */
  handed: readonly { by: string; count: number }[]
  /** Notes of somebody else’s coming that were taken back. */
  takenBack: readonly { name: string; by: string; reason: string }[]
  proxies: readonly { principal: string; holder: string }[]
  /** What was said against the roll before it opened, and what its keeper answered. */
  challenges: readonly {
    kind: ChallengeKind
    about: string
    words: string
    upheld: boolean | null
    answer: string | null
  }[]
  /** Late tasks of earlier resolutions, which come before everything else. */
  returned: readonly { title: string; words: string; lateDays: number }[]
  motions: readonly MinuteMotion[]
  /** Of a monthly meeting: orders that were open when it was called, topics gathered before it. */
  orders: readonly { title: string; was: string; now: string }[]
  topics: readonly { title: string; by: string; outcome?: string | undefined; says?: string | undefined }[]
  /** What was asked on the floor, and what everybody was asked. */
  asked: readonly {
    name: string
    words: string
    answer?: string | undefined
    enteredBy?: string | undefined
  }[]
  polls: readonly { question: string; options: readonly { text: string; count: number }[] }[]
  remarks: string
}
export type MinuteMotion = {
  n: number
  title: string
  words: string
  decision: DecisionId
  proposer: string
  studied?: { on: string; says: string } | undefined
  authority?: { from: string; until: string; source: string } | undefined
  /** What it authorises the representatives to decide. */
  grants?: { decisions: readonly string[]; until: string } | undefined
  means: VotingMeans
  recused: readonly string[]
  tellers: readonly string[]
  /** Of a meeting entered afterwards: whose count somebody else entered. */
  enteredTallies: readonly { teller: string; by: string }[]
  /** Votes the desk entered for others. */
  entered: readonly EnteredVote[]
  counts?: { inFavour: number; against: number; abstained: number } | undefined
  /** Of a secret vote: what was written on paper, which `counts` holds as well. */
  paper?: (PaperCount & { given: number; missing?: string | undefined }) | undefined
  verdict?: Pick<Verdict, 'lines' | 'says'> | undefined
  /** Why it was taken off the agenda; undefined: it was not. */
  withdrawn: string | undefined
}

const UNIT: Record<Basis, string> = { persons: '人', households: '户' }

/** The minutes, a paragraph each; drafted from what happened and from nothing else. */
export function minutesOf(facts: MinuteFacts): string[] {
  const unit = UNIT[facts.basis]
  const { name: body } = bodyOf(facts.body)
  const came = facts.byMeans.map(({ name, count }) => `${name} ${count} ${unit}`).join('，')
  return [
    `${facts.villageName}${body}${body.endsWith('会议') ? '记录' : '会议记录'}`,
    ...(facts.paper ? ['本记录由纸质会议补录，补录标记永久保留。'] : []),
    `会议名称：${facts.title}`,
    `时间：${facts.meetsAt}${facts.openedAt ? `；${facts.openedAt} 宣布开会` : ''}${facts.closedAt ? `，${facts.closedAt} 宣布散会` : ''}`,
    `地点：${facts.place}`,
    `召集：${facts.caller}；主持：${facts.chair}`,
    `通知：${facts.noticedOn} 发出${facts.shortReason ? `；缩短通知的理由：${facts.shortReason}` : ''}`,
    `应到 ${facts.due} ${unit}，实到 ${facts.present} ${unit}${came ? `（${came}）` : ''}。`,
    ...[handedLine(facts.handed, unit)].filter((line) => line !== undefined),
    ...facts.takenBack.map(({ name, by, reason }) => `${by}撤回了${name}的代签到，理由：${reason}`),
    ...(facts.proxies.length > 0
      ? [
          `书面委托：${facts.proxies.map(({ principal, holder }) => `${principal}委托${holder}`).join('；')}。`,
        ]
      : []),
    ...facts.challenges.map(challengeLine),
    ...facts.returned.map(
      ({ title, words, lateDays }) => `上次决议未办结：${title}，${words}，已逾期 ${lateDays} 天。`,
    ),
    ...facts.orders.map(({ title, was, now }) =>
      was === now ? `群众点单：${title}，${now}。` : `群众点单：${title}，会前${was}，现在${now}。`,
    ),
    ...facts.motions.flatMap(motionLines),
    ...facts.topics.map(
      ({ title, by, outcome, says }) =>
        `征集议题：${title}（${by}提出）。${outcome && says ? `${outcome}：${says}` : '会上没有议到。'}`,
    ),
    ...facts.asked.map(
      ({ name, words, answer, enteredBy }) =>
        `${name}问${enteredBy ? `（${enteredBy}代录）` : ''}：${words}　${answer ? `答：${answer}` : '会上没有答复，会后答复。'}`,
    ),
    ...facts.polls.map(
      ({ question, options }) =>
        `征求意见（只供参考，不是表决）：${question}　${options.map(({ text, count }) => `${text} ${count} 人`).join('，')}。`,
    ),
    ...(facts.remarks.trim() ? [`讨论和其他情况：${facts.remarks.trim()}`] : []),
  ]
}

function motionLines(motion: MinuteMotion): string[] {
  const { counts, verdict } = motion
  return [
    `议题${motion.n}：${motion.title}（${decisionOf(motion.decision).name}），由${motion.proposer}提出。${motion.words}`,
    ...(motion.studied ? [`党组织 ${motion.studied.on} 研究讨论：${motion.studied.says}`] : []),
    ...(motion.authority
      ? [`授权：${motion.authority.source}，期限 ${motion.authority.from} 至 ${motion.authority.until}`]
      : []),
    ...(motion.grants
      ? [`授权的事项：${motion.grants.decisions.join('、')}。授权到 ${motion.grants.until}。`]
      : []),
    ...(motion.recused.length > 0 ? [`回避：${motion.recused.join('、')}。`] : []),
    ...(motion.withdrawn === undefined ? [] : [`这项议题撤回，没有表决。原因：${motion.withdrawn}`]),
    ...(counts
      ? [
          `${VOTING_MEANS[motion.means]}${motion.tellers.length > 0 ? `，监票计票：${motion.tellers.join('、')}` : ''}：同意 ${counts.inFavour}，反对 ${counts.against}，弃权 ${counts.abstained}。`,
        ]
      : []),
    ...(motion.paper ? [paperLine(motion.paper)] : []),
    ...(counts ? enteredLines(motion.entered) : []),
    ...(counts && motion.enteredTallies.length > 0
      ? [
          `计票数由他人代录：${motion.enteredTallies.map(({ teller, by }) => `${teller}的由${by}登记`).join('；')}。`,
        ]
      : []),
    ...(motion.means === 'consultation'
      ? counts
        ? [`${CONSULTED}。`]
        : []
      : verdict
        ? [`${verdict.lines.map(({ says }) => says).join('；')}。`, `结果：${verdict.says}`]
        : []),
  ]
}

function paperLine({ given, missing, ...count }: NonNullable<MinuteMotion['paper']>): string {
  const { inFavour, against, abstained, spoiled } = count
  const back = papersBack(count)
  return `其中纸票：发出 ${given} 张，收回 ${back} 张，同意 ${inFavour}，反对 ${against}，弃权 ${abstained}，废票 ${spoiled}。${missing && back < given ? `没有收回的：${missing}。` : ''}`
}
