import { contains } from '#contract/division-codes.ts'
import { denied } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'

/** Who prints for which villages, and who speaks for one. */

/** The village, town or county a post speaks for. Throws a 403 without a post. */
export function areaOf({ post }: Scope): string {
  if (!post) throw denied()
  return post.division.slice(0, 12)
}

/** Throws a 403 for a place outside the area of the post. */
export function demandArea(scope: Scope, division: string): void {
  if (!contains(areaOf(scope), division)) throw denied('这个地方不在您的辖区，请选辖区内的村')
}

/** Sends and plays in the name of a village only who publishes there; a street prints but does not speak for it. */
export const isOwnVillage = ({ post }: Scope, division: string) => post?.division === division

/** Throws a 403 for another village’s. */
export function demandOwnVillage(scope: Scope, division: string): void {
  if (!isOwnVillage(scope, division)) throw denied('短信和广播由本村发布，只能发本村的')
}
