import type { Output } from '#web/client/call.ts'
import type { State } from '#web/ui/state-badge.tsx'
import { dayNumber, dayText, hourText } from '#web/ui/when.ts'

/** A meeting as every screen reads it, and how its states look. */
export type Meeting = Output<'meetings.show'>
export type Motion = Meeting['motions'][number]
export type Listed = Output<'meetings.list'>['rows'][number]
export type RollRow = Output<'meetings.roll'>['rows'][number]
export type Box = Output<'ballots.show'>
export type Voice = Meeting['voices'][number]
export type EnteredVote = Motion['entered']['rows'][number]

export const STATE_TONES: Readonly<Record<Listed['state'], State>> = {
  drafted: 'wait',
  noticed: 'move',
  open: 'move',
  closed: 'wait',
  archived: 'done',
  cancelled: 'late',
}

const MOTION_STATES: Readonly<Record<Motion['state'], { tone: State; says: string }>> = {
  listed: { tone: 'wait', says: '还没有表决' },
  voting: { tone: 'move', says: '正在表决' },
  declared: { tone: 'done', says: '已宣布结果' },
  withdrawn: { tone: 'late', says: '已撤回' },
}

/** How far a motion has come; where nothing is decided it is not called a vote. */
export function standingOf({ state, means }: Motion): { tone: State; says: string } {
  if (means !== 'consultation') return MOTION_STATES[state]
  if (state === 'listed') return { tone: 'wait', says: '还没有开始' }
  return state === 'voting' ? { tone: 'move', says: '正在征求意见' } : MOTION_STATES[state]
}

/** Whether people may sign in now: while it is held, and on its day before it begins; of a paper meeting always. */
export function takesAttendance({ state, paper, meetsAt }: Meeting, now: number): boolean {
  if (state === 'open') return true
  return state === 'noticed' && (paper || dayNumber(meetsAt) === dayNumber(now))
}

export { PAPER_MARK } from '#practice/meetings/life.ts'

const WEEKDAYS = '日一二三四五六'
/** The first day of all was a Thursday. */
const FIRST_WEEKDAY = 4

/** `11月26日（星期四）15:00`, on the village’s clock. */
export function meetsAtText(at: string, now: number): string {
  const weekday = WEEKDAYS[(dayNumber(at) + FIRST_WEEKDAY) % 7] ?? ''
  return `${dayText(at, now)}（星期${weekday}）${hourText(at)}`
}

/** What a meeting is about, in one line; a monthly one gathers what villagers raise. */
export const subjectsOf = ({ motions, monthly }: Pick<Listed, 'motions' | 'monthly'>): string =>
  motions.length === 0 && monthly
    ? '商量大家提的议题、没办完的点单'
    : `定什么：${motions.map(({ title }) => title).join('；')}`

/** A code of six in two halves, as it is read out. */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

/** How many votes the desk entered for others, and by whom; undefined where there are none. */
export const enteredText = ({ count, unconfirmed, by }: Motion['entered']): string | undefined =>
  count === 0
    ? undefined
    : `其中代录 ${count} 票，由${by.join('、')}登记${unconfirmed > 0 ? `，${unconfirmed} 票还没有核对` : '，都经别人核对'}`

/** How many were noted as present by somebody else, and by whom; undefined where nobody was. */
export const handedText = ({ handed, unit }: Meeting['quorum']): string | undefined =>
  handed.length === 0
    ? undefined
    : `其中代签到 ${handed.reduce((sum, { count }) => sum + count, 0)} ${unit}，由${handed.map(({ by }) => by).join('、')}登记`

/** As whom the reader is counted: a household has one voice (VCL 26). */
export const selfIn = ({ basis }: Pick<Meeting, 'basis'>): string => (basis === 'households' ? '您家' : '您')

/** What lies in a paper box. */
export const PAPER_NAMES = { inFavour: '同意', against: '反对', abstained: '弃权', spoiled: '废票' } as const
export const paperCountText = (count: Readonly<Record<keyof typeof PAPER_NAMES, number>>): string =>
  `同意 ${count.inFavour}，反对 ${count.against}，弃权 ${count.abstained}，废票 ${count.spoiled}`

/** Whether a secret vote goes through the box; what was cast on paper was counted by tellers. */
export const hasBox = ({ paper }: Pick<Meeting, 'paper'>, { means, state }: Motion): boolean =>
  means === 'secret' && !paper && (state === 'voting' || state === 'declared')
