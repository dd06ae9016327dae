import { IMPORT_STATES } from '#contract/words.ts'
import type { Output } from '#web/client/call.ts'

export type Import = Output<'people.import'>

export const STATES: Readonly<Record<Import['state'], { says: string; className: string }>> = {
  staged: { says: IMPORT_STATES.staged, className: 'text-wait' },
  waiting: { says: IMPORT_STATES.waiting, className: 'text-ink-2' },
  running: { says: IMPORT_STATES.running, className: 'text-brand' },
  done: { says: IMPORT_STATES.done, className: 'text-done' },
  failed: { says: IMPORT_STATES.failed, className: 'text-late' },
}

/** Whether the worker still has something to do with it. */
export const isMoving = (state: Import['state'] | undefined) => state === 'waiting' || state === 'running'

export const count = (n: number) => n.toLocaleString('zh-CN')
