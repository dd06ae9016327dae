import type { MeetingState } from '#practice/meetings/life.ts'

/** The promise of this module: a paper says what happened and nothing else, and what was filed is not added to. */

export const SCAN_KINDS = {
  minutes: '签字的会议记录',
  roll: '签到表',
  ballots: '选票和计票单',
  other: '其他',
} as const

/** Why no photograph of a signed paper may be added or withdrawn now; undefined when one may. */
export function scanRefusal(state: MeetingState): string | undefined {
  if (state === 'archived') return '会议已经归档，签过字的扫描件不能再添、也不能作废'
  return state === 'open' || state === 'closed' ? undefined : '开会以后才有签过字的纸，现在还不能上传'
}
