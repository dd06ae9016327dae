import { denied } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import { contains } from '#contract/division-codes.ts'
import { may } from '#contract/roles.ts'
import { STEPS } from '#practice/disclosure/life.ts'

/** Who works on a village’s publications: posts of that village and of no other, whatever they may do elsewhere. */

const DESK = [...new Set(Object.values(STEPS).map(({ permission }) => permission))]

/** Whether somebody writes, reviews or approves in this village. */
export function isOfDesk({ post }: Scope, division: string): boolean {
  return post?.division === division && DESK.some((permission) => may(post, permission))
}

/** Throws a 403 for another village’s. */
export function demandDesk(scope: Scope, division: string): void {
  if (scope.post?.division !== division) throw denied('只能办理本村的公开')
  if (!isOfDesk(scope, division)) throw denied()
}

/** Drafts are also looked at by who watches over the village: a return may need advice. */
export function mayLook(scope: Scope, division: string): boolean {
  return (
    isOfDesk(scope, division) ||
    (allows(scope, 'disclosure.watch') && contains(scope.post?.division ?? '-', division))
  )
}
