import type { MeetingState } from './life.ts'

/** Speaking and asking at a meeting, and polls that decide nothing. The chair gives the floor. */

export const REQUEST_KINDS = { speak: '要求发言', ask: '提问' } as const
export type RequestKind = keyof typeof REQUEST_KINDS

export const REQUEST_STATES = {
  waiting: '等待',
  taken: '进行中',
  done: '已答复',
  struck: '已划去',
} as const
export type RequestState = keyof typeof REQUEST_STATES

/** What the chair does with one, and what whoever asked may do. */
export const FLOOR_ACTIONS = {
  take: { name: '请发言', from: ['waiting'], to: 'taken' },
  finish: { name: '结束', from: ['waiting', 'taken'], to: 'done' },
  strike: { name: '划去', from: ['waiting', 'taken'], to: 'struck' },
  withdraw: { name: '撤回', from: ['waiting'], to: 'struck' },
} as const satisfies Record<string, { name: string; from: readonly RequestState[]; to: RequestState }>
export type FloorAction = keyof typeof FLOOR_ACTIONS

/** What stands as the reason when somebody takes their own back. */
export const WITHDRAWN = '本人撤回'

/** One person waits with no more than this: the list belongs to everybody. */
export const WAITING_MOST = 3

/** A meeting that was held on paper hears nothing new: what is asked now was not asked then. */
export const HELD_ON_PAPER = '这次会已经开过，正在补录，现在不能再提问；有话可以从“我要说话”里讲'

/** Why nobody asks now; undefined when one may. */
export function askRefusal(state: MeetingState, waiting: number): string | undefined {
  if (state === 'drafted' || state === 'noticed') return '会议还没有开始，开会以后可以发言和提问'
  if (state !== 'open') return '会议已经结束，不能再提问；有话可以从“我要说话”里讲'
  return waiting >= WAITING_MOST ? `您还有 ${waiting} 条在等，请等主持人答复以后再提` : undefined
}

/** Why the chair may not do this to it; undefined when they may. A question is ended by an answer, a strike by a reason. */
export function floorRefusal(
  action: FloorAction,
  { kind, state }: { kind: RequestKind; state: RequestState },
  words: { answer?: string | undefined; reason?: string | undefined },
): { field?: 'answer' | 'reason'; says: string } | undefined {
  const { from, name } = FLOOR_ACTIONS[action]
  const states: readonly RequestState[] = from
  if (!states.includes(state)) return { says: `这一条${REQUEST_STATES[state]}，现在不能${name}，请刷新看看` }
  if (action === 'finish' && kind === 'ask' && !words.answer?.trim())
    return { field: 'answer', says: '请写明怎么答复的，会记进会议记录' }
  if (action === 'strike' && !words.reason?.trim())
    return { field: 'reason', says: '划去要写明原因，提问的人看得到' }
  return undefined
}

/** Said wherever a poll is shown (rules 1.2.9). */
export const POLL_SAYS = '现场征求意见，只供参考，不是表决'
