import { boxRefusal } from '#practice/meetings/ballot.ts'
import { moved } from './rules.ts'
import type { BoxRecord } from './store.ts'

/** When a step of a secret vote may be taken. Throws a 409 with what to wait for. */
export function demandTime(step: Parameters<typeof boxRefusal>[0], box: Pick<BoxRecord, 'state'>): void {
  const says = boxRefusal(step, box.state)
  if (says) throw moved(says)
}
