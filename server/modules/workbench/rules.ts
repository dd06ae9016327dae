import { may, type Holder } from '#contract/roles.ts'
import type { Rule } from '#server/modules/matters/index.ts'

/** In words for whoever gives posts: the rule that decided, never what it decided about. */

const BY_RULE: Record<Rule, string> = {
  own: '是本人提出或代办的事',
  holder: '这件事在本人手里',
  unit: '权限“查看本单位经办的事项”，这件事由这个单位经办',
  area: '权限“查看本辖区的事项”，这件事在辖区里',
  question: '权限“查看和答复本辖区的公开质询”，这是辖区里的质询',
  'unit-before': '权限“查看本单位经办的事项”，这个单位经手过这件事',
  follows: '本人关注这件事',
  neighbour: '同村公开的事，不是保密事项',
}

export const opensBy = (rule: Rule) => `能打开：${BY_RULE[rule]}`

/** Why a post opens a matter not, by what it could have opened it with. */
export function opensNot(post: Holder): string {
  if (may(post, 'matters.area')) return '打不开：这件事不在这个岗位的辖区里'
  if (may(post, 'matters.unit')) return '打不开：这个岗位的单位没有经办过这件事'
  return '打不开：这个岗位没有查看事项的权限'
}
