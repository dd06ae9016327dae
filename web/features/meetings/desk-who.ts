import { may } from '#contract/roles.ts'
import { actingPost, type Me } from '#web/client/session.ts'
import type { Meeting } from './words.ts'

/** Whether the post acted from keeps this meeting, as the server decides it again. */
export function isKeeperOf(me: Me | null | undefined, { division }: Pick<Meeting, 'division'>): boolean {
  const post = actingPost(me)
  return post !== undefined && post.division === division.slice(0, 12) && may(post, 'meetings.keep')
}

/** Whether it may read the names of the roll. */
export function readsRollOf(me: Me | null | undefined, { division }: Pick<Meeting, 'division'>): boolean {
  const post = actingPost(me)
  return post !== undefined && post.division === division.slice(0, 12) && may(post, 'meetings.read')
}
