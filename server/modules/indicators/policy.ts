import { contains, levelOf } from '#contract/division-codes.ts'
import { denied, invalid } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'

/** The area asked for; throws 403 when it is not of the post's, 422 when numbers are not kept so fine. */
export function areaOf({ post, county }: Scope, asked: string | undefined): string {
  const own = post?.division ?? county
  const division = asked ?? own
  if (!contains(own, division)) throw denied('只能看自己辖区的数字')
  if (!['county', 'town', 'village'].includes(levelOf(division)))
    throw invalid({ division: '数字统计到村，请选县区、街道或村' })
  return division
}
