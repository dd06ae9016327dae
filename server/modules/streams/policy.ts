import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { findMeeting, mayReadMeeting } from '#server/modules/meetings/index.ts'
import type { StreamRow } from './store.ts'

/** Who looks: the village and those who watch over it; everybody where the village said so. */
export async function mayWatch(tx: Tx, scope: Scope | undefined, stream: StreamRow): Promise<boolean> {
  if (stream.audience === 'everyone') return true
  const meeting = scope && (await findMeeting(tx, stream.meeting))
  return (
    scope !== undefined && meeting !== undefined && mayReadMeeting(scope, meeting, await placeOf(tx, scope))
  )
}
