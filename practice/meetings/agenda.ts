/** What is gathered before a monthly meeting (system L2): villagers raise, the supervisors sift, the meeting settles. */

export const TOPIC_STATES = {
  raised: '等监委会看',
  collected: '已列入议题',
  declined: '没有列入',
  settled: '已经议过',
} as const
export type TopicState = keyof typeof TOPIC_STATES

export const OUTCOMES = { settled: '议定', later: '下次再议' } as const
export type Outcome = keyof typeof OUTCOMES

/** Why the supervisors may not sift it now; undefined when they may. */
export function siftRefusal(
  state: TopicState,
  take: boolean,
  reason: string | undefined,
): string | undefined {
  if (state === 'settled') return '这个议题已经在会上议过了'
  if (state === 'declined' && !take) return '这个议题已经说明过没有列入'
  return !take && !reason?.trim() ? '没有列入要写明原因，会告诉提的人' : undefined
}
