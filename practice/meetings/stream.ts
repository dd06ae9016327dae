import type { MeetingState } from './life.ts'
import type { Limits } from './limits.ts'

/** The picture and sound of a meeting: ready for a camera, live, cut off, ended. */
export const STREAM_STATES = {
  ready: '还没有画面',
  live: '正在直播',
  cut: '画面断了',
  ended: '直播结束',
} as const
export type StreamState = keyof typeof STREAM_STATES

export const AUDIENCES = { village: '本村的人', everyone: '所有人（电视和触摸屏不登录也能看）' } as const
export type Audience = keyof typeof AUDIENCES

/** Why a camera may not send to it; undefined when it may. Before the meeting it is tried out. */
export function publishRefusal(stream: StreamState, meeting: MeetingState): string | undefined {
  if (stream === 'ended') return '直播已经结束'
  return meeting === 'noticed' || meeting === 'open' ? undefined : '会议没有在开'
}

/** Why no stream may be set up for a meeting; undefined when one may. */
export const streamRefusal = (meeting: MeetingState, paper: boolean): string | undefined =>
  paper
    ? '纸质补录的会议没有直播'
    : meeting === 'noticed' || meeting === 'open'
      ? undefined
      : meeting === 'drafted'
        ? '发出通知以后可以准备直播'
        : '会议已经结束，不能再直播'

/** The last day a recording is kept: the term of the law, or a longer one that was set. */
export function keptUntil(limits: Limits, endedOn: string): string {
  const limit = limits['live.recording_days']
  if (limit.kind !== 'least') throw new Error('a term is a number of days')
  const last = new Date(`${endedOn}T00:00:00Z`)
  last.setUTCDate(last.getUTCDate() + limit.value)
  return last.toISOString().slice(0, 10)
}
