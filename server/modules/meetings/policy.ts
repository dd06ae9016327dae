import { contains } from '#contract/division-codes.ts'
import { denied } from '#server/core/problem.ts'
import { allows, type Scope } from '#server/core/scope.ts'
import type { MeetingRecord } from './store.ts'

/** Who keeps a village’s meetings, who reads them, and who reads the roll with its names. */

/** The village a meeting belongs to; a group’s meeting belongs to its village. */
export const villageOf = (division: string) => division.slice(0, 12)

/** The town or street its village lies in. */
export const townOf = (division: string) => division.slice(0, 9)

/** Throws a 403 for another village’s meeting, or a post that keeps none. */
export function demandKeeper(scope: Scope, division: string): void {
  if (!isKeeper(scope, division)) throw denied('只有本村党组织书记和村委会主任可以召集和记录本村的会议')
}

export function isKeeper(scope: Scope, division: string): boolean {
  return scope.post?.division === villageOf(division) && allows(scope, 'meetings.keep')
}

/** Whether they sit among those who watch over the village’s affairs (监委会). */
export const supervises = (scope: Scope, division: string): boolean =>
  scope.post?.role === 'village-supervisor' &&
  scope.post.division === villageOf(division) &&
  allows(scope, 'meetings.read')

/** Who confirms what somebody else entered at a meeting: its keepers, its tellers, the supervisors of the village. */
export const witnesses = (scope: Scope, division: string, tellers: readonly string[]): boolean =>
  isKeeper(scope, division) || supervises(scope, division) || tellers.includes(scope.person)

/** People of the village read what it decides; so do those who watch over it. `place` is where the reader belongs. */
export function mayRead(scope: Scope, division: string, place: string | undefined): boolean {
  return place?.slice(0, 12) === villageOf(division) || watches(scope, division)
}

/** The same of one meeting. What is still being prepared is its desk’s alone until the notice announces it to everybody. */
export function mayReadMeeting(
  scope: Scope,
  { division, noticed_on }: Pick<MeetingRecord, 'division' | 'noticed_on'>,
  place: string | undefined,
): boolean {
  return noticed_on === null ? mayReadRoll(scope, division) : mayRead(scope, division, place)
}

/**
 * Names, attendance and who voted what are for the desk of the village and its supervisors. The town and the county
 * watch over what is decided, for which nobody’s name is needed (PIPL 6: no more than the purpose asks for).
 */
export function mayReadRoll(scope: Scope, division: string): boolean {
  return scope.post?.division === villageOf(division) && allows(scope, 'meetings.read')
}

/** Town and county, over the villages of their area: meetings that were announced, and resolutions. */
export function watches(scope: Scope, division: string): boolean {
  return allows(scope, 'meetings.watch') && contains(scope.post?.division ?? '-', villageOf(division))
}
