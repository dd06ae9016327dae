import { birthdayOf } from '../kit/age.ts'
import { bodyOf } from './bodies.ts'
import { ADULT_YEARS } from './life.ts'
import { cite, valueName, type Limit, type Limits } from './limits.ts'
import { decisionOf, standsIn, type DecisionId } from './powers.ts'
import { fewest } from './share.ts'

/**
 * 附议: villagers of age who stand behind a proposal, by their name on paper or by a tap. A proposal is put forward without
 * any of them; enough of them have the law’s ear, and the assembly must be called (VCL 25, 居委会组织法 26).
 */

/** Whoever belongs to the assembly counts (VCL 25, 居委会组织法 26). */
const MEMBERS = {
  village: { law: 'vcl', article: '第二十五条' },
  community: { law: 'residents', article: '第二十六条' },
} as const

export type Backer = { ofVillage: boolean; community: boolean; bornOn: string | null }

/** Why somebody’s support does not count, in a sentence; undefined when it does. `today` is a day in China. */
export function backerRefusal({ ofVillage, community, bornOn }: Backer, today: string): string | undefined {
  const law = cite(community ? MEMBERS.community : MEMBERS.village)
  const who = community ? '本社区十八周岁以上的居民' : '本村十八周岁以上的村民'
  if (!ofVillage) return `附议的要是${who}，您没有登记在这里（${law}）`
  if (bornOn === null) return '村里还没有登记您的出生日期，算不出满没满十八周岁，请联系村委会补上'
  return birthdayOf(bornOn, ADULT_YEARS) > today
    ? `附议的要是${who}，您还没有满十八周岁（${law}）`
    : undefined
}

type Calling = { body: string; who: string; limit: Limit & { kind: 'share' } }

/** Which assembly has to be called when enough people stand behind this, and by which limit; none for what it may not decide. */
function callingOf(limits: Limits, decision: DecisionId, hasCollective: boolean): Calling | undefined {
  const kind = decisionOf(decision)
  for (const id of ['village-assembly', 'residents-assembly'] as const) {
    if (!kind.bodies.includes(id) && !standsIn(kind, id, hasCollective)) continue
    const { name, calledBy = [] } = bodyOf(id)
    const rule = calledBy.find(({ who }) => who === '村民' || who === '居民')
    const limit = rule && limits[rule.limit]
    if (rule && limit?.kind === 'share') return { body: name, who: rule.who, limit }
  }
  return undefined
}

export type Backing = {
  /** How many the law asks for, of how many, and how many are still missing. */
  needed: number
  of: number
  more: number
  says: string
  law: string
}

/**
 * How far the support has come towards what the law hears, in words; undefined where no number of supporters obliges
 * anybody (the law on collectives names none).
 */
export function backingOf(
  limits: Limits,
  {
    decision,
    hasCollective,
    supporters,
    of,
  }: { decision: DecisionId; hasCollective: boolean; supporters: number; of: number },
): Backing | undefined {
  const calling = callingOf(limits, decision, hasCollective)
  if (!calling) return undefined
  const { body, who, limit } = calling
  const needed = fewest(limit.value, of)
  const more = Math.max(0, needed - supporters)
  const share = `${valueName(limit)}的${who}（${of} 人中的 ${needed} 人）`
  return {
    needed,
    of,
    more,
    says: more > 0 ? `有${share}提议就应当召集${body}，还差 ${more} 人` : `已经够${share}，应当召集${body}`,
    law: cite(limit),
  }
}
