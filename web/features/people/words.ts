import type { Output } from '#web/client/call.ts'

export type Import = Output<'people.import'>

export const STATES: Readonly<Record<Import['state'], { says: string; className: string }>> = {
  staged: { says: '等您核对', className: 'text-wait' },
  waiting: { says: '排队中', className: 'text-ink-2' },
  running: { says: '正在导入', className: 'text-brand' },
  done: { says: '导完了', className: 'text-done' },
  failed: { says: '没有导成', className: 'text-late' },
}

/** Whether the worker still has something to do with it. */
export const isMoving = (state: Import['state'] | undefined) => state === 'waiting' || state === 'running'

export const count = (n: number) => n.toLocaleString('zh-CN')
