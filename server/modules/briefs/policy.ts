import { at, contains, levelOf } from '#contract/division-codes.ts'
import { grants, ROLES, type Permission, type RoleId } from '#contract/roles.ts'
import { denied, notFound } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import type { BriefRow } from './store.ts'

/** The area whose week a post answers for. Throws a 403 for posts over less than a village. */
export function areaOf({ post, county }: Scope): string {
  const area = post?.division ?? county
  if (!['county', 'town', 'village'].includes(levelOf(area)))
    throw denied('周研判按村、街道、区写，您的岗位不在其中')
  return area
}

/** Where a brief of that area is sent: the street, the county; the county's is nobody's to receive. */
export function receiverOf(area: string): string | undefined {
  if (levelOf(area) === 'village') return at('town', area)
  return levelOf(area) === 'town' ? at('county', area) : undefined
}

const IS_UP: Readonly<Record<BriefRow['state'], boolean>> = {
  drafted: false,
  signed: false,
  sent: true,
  returned: true,
}

/** One's own in any state; from below what was sent up. */
export function seesBrief(scope: Scope, { area, state }: Pick<BriefRow, 'area' | 'state'>): boolean {
  const own = areaOf(scope)
  return area === own || (contains(own, area) && IS_UP[state])
}

/** Throws 404 for a brief one may not know of, 403 for one that may only be read. */
export function demandOwn(scope: Scope, brief: BriefRow): void {
  if (!seesBrief(scope, brief)) throw notFound('简报')
  if (brief.area !== areaOf(scope)) throw denied('这是下级的简报：可以看、采用其中的话或者退回，不能改')
}

/** Whether it was sent to this post's area. */
export const isReceiver = (scope: Scope, { area }: BriefRow) => receiverOf(area) === areaOf(scope)

/** Whoever is told that a brief has come in: they can give it back. And whoever is told that it came back: they write. */
export const RECEIVERS = holdersOf('brief.sign')
export const WRITERS = holdersOf('brief.write')

/** The posts that may; in SQL a position leaves some of them out again (`position_grants`). */
export type Holders = { needs: Permission; roles: readonly RoleId[] }

function holdersOf(needs: Permission): Holders {
  // Object.keys forgets what it was given.
  return { needs, roles: (Object.keys(ROLES) as RoleId[]).filter((role) => grants(role, needs)) }
}
