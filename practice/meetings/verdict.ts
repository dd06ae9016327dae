import { bodyOf, type Basis, type BodyId, type Of } from './bodies.ts'
import { stepOfBody } from './four-two.ts'
import { cite, valueName, type Limit, type LimitName, type Limits } from './limits.ts'
import { decisionOf, standsIn, type DecisionId } from './powers.ts'
import { fewest, reaches } from './share.ts'

/**
 * Whether enough came and enough agreed, with the arithmetic. What is counted against is the roll frozen when the
 * notice went out (rules 0.6).
 */
export type Count = {
  body: BodyId
  basis: Basis
  decision: DecisionId
  hasCollective: boolean
  /** On the roll. */
  due: number
  /** Came, themselves or by a lawful proxy, or online where that counts. */
  present: number
  inFavour: number
  against: number
  abstained: number
}

/** One comparison, for screen and minutes: “应到 45，实到 30，三分之二以上要 30”. */
export type Line = {
  limit: LimitName
  says: string
  law: string
  count: number
  of: number
  needed: number
  holds: boolean
}
export type Verdict = {
  /** Whether the meeting could decide anything. */
  valid: boolean
  passed: boolean
  lines: readonly Line[]
  /** One sentence: what came out, or how many are missing. */
  says: string
}

/** Numbers that cannot be; thrown as what it is, a mistake of whoever counted. */
export class Miscounted extends Error {}

/** How many more must come before the meeting can decide; 0 when there are enough. Without a decision the body’s own. */
export function stillNeeded(
  limits: Limits,
  {
    decision,
    ...count
  }: Pick<Count, 'body' | 'basis' | 'hasCollective' | 'due' | 'present'> & {
    decision: DecisionId | undefined
  },
): number {
  const quorum =
    decision === undefined
      ? rulesOf(limits, { ...count, decision }).quorum
      : shareOf(limits, quorumOf({ ...count, decision }))
  return Math.max(0, fewest(quorum.value, count.due) - count.present)
}

/** Computes the result. Throws `Miscounted` when the numbers contradict each other. */
export function verdictOf(limits: Limits, count: Count): Verdict {
  check(count)
  const quorum = line(limits, quorumOf(count), '实到', count.present, '应到', count.due)
  const rule = passOf(count)
  const base = rule.of === 'all' ? count.due : count.present
  const pass = line(limits, rule.limit, '同意', count.inFavour, rule.of === 'all' ? '应到' : '实到', base)
  const valid = quorum.holds
  const passed = valid && pass.holds
  return { valid, passed, lines: [quorum, pass], says: sentence(quorum, pass) }
}

/** Of a box that was not opened: whether enough came, and in `says` why nobody knows what the ballots say. */
export function unopenedOf(
  limits: Limits,
  count: Pick<Count, 'body' | 'basis' | 'decision' | 'hasCollective' | 'due' | 'present'>,
  says: string,
): Verdict {
  const quorum = line(limits, quorumOf(count), '实到', count.present, '应到', count.due)
  return { valid: quorum.holds, passed: false, lines: [quorum], says }
}

function sentence(quorum: Line, pass: Line): string {
  if (!quorum.holds) return `还差 ${quorum.needed - quorum.count} 人，会议不能作出决定（${quorum.law}）`
  if (!pass.holds) return `没有通过：${pass.says}，还差 ${pass.needed - pass.count} 票（${pass.law}）`
  return `通过：${pass.says}（${pass.law}）`
}

function check({ due, present, inFavour, against, abstained }: Count): void {
  const numbers = [due, present, inFavour, against, abstained]
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 0)) {
    throw new Miscounted('人数和票数要是不小于零的整数，请核对')
  }
  if (present > due) throw new Miscounted(`实到 ${present} 人，比应到 ${due} 人还多，请核对签到`)
  const cast = inFavour + against + abstained
  if (cast > present) throw new Miscounted(`收到 ${cast} 票，比实到 ${present} 人还多，请重新清点`)
}

/** The figures a decision goes by at a body; without a decision the body’s own. A basis it does not have counts persons. */
export function rulesOf(
  limits: Limits,
  asked: Pick<Count, 'body' | 'basis' | 'hasCollective'> & { decision: DecisionId | undefined },
): { quorum: Limit & { kind: 'share' }; pass: Limit & { kind: 'share' }; of: Of } {
  const { body, decision, hasCollective } = asked
  const own = bodyOf(body)
  const basis = own.quorum[asked.basis] ? asked.basis : 'persons'
  const isIn = decision !== undefined && standsIn(decisionOf(decision), body, hasCollective)
  const quorum = isIn ? 'rce.assembly.quorum' : own.quorum[basis]
  if (!quorum) throw new Error(`${body} has no quorum`)
  const rule = decision === undefined ? own.pass : passOf({ body, decision, hasCollective })
  return { quorum: shareOf(limits, quorum), pass: shareOf(limits, rule.limit), of: rule.of }
}

/** By the body; for a collective that does not exist, the collective’s own (VCL 28, last paragraph). */
function quorumOf({
  body,
  basis,
  decision,
  hasCollective,
}: Pick<Count, 'body' | 'basis' | 'decision' | 'hasCollective'>): LimitName {
  if (standsIn(decisionOf(decision), body, hasCollective)) {
    if (basis === 'households') throw new Miscounted('代行集体经济组织职能时按人计算，不能按户计算')
    return 'rce.assembly.quorum'
  }
  const quorum = bodyOf(body).quorum[basis]
  if (!quorum) throw new Miscounted(`${bodyOf(body).name}按人计算，不能按户计算`)
  return quorum
}

function passOf({ body, decision, hasCollective }: Pick<Count, 'body' | 'decision' | 'hasCollective'>): {
  limit: LimitName
  of: Of
} {
  const kind = decisionOf(decision)
  // Whoever only talks it over goes by its own figures.
  if (kind.pass && !stepOfBody(body)) return kind.pass
  return standsIn(kind, body, hasCollective) ? { limit: 'rce.assembly.pass', of: 'all' } : bodyOf(body).pass
}

function shareOf(limits: Limits, name: LimitName): Limit & { kind: 'share' } {
  const limit = limits[name]
  if (limit.kind !== 'share') throw new Error(`${name} is no share`)
  return limit
}

function line(
  limits: Limits,
  name: LimitName,
  counted: string,
  count: number,
  base: string,
  of: number,
): Line {
  const limit = shareOf(limits, name)
  const needed = fewest(limit.value, of)
  return {
    limit: name,
    says: `${base} ${of}，${counted} ${count}，${valueName(limit)}要 ${needed}`,
    law: cite(limit),
    count,
    of,
    needed,
    holds: reaches(limit.value, count, of),
  }
}
