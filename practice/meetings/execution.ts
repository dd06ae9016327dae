/** How a resolution is carried out: tasks with somebody, a day and a sum; what is overdue comes back to the next meeting. */

export const TASK_STATES = { open: '正在办', done: '已办结' } as const
export type TaskState = keyof typeof TASK_STATES

export const RESOLUTION_STEPS = {
  assign: '交办',
  progress: '进展',
  pay: '付款',
  finish: '办结',
} as const
export type ResolutionStep = keyof typeof RESOLUTION_STEPS

export type Task = { state: TaskState; dueOn: string; budgetFen: number; paidFen: number }

/** Why a payment may not be booked on a task; undefined when it may. Sums are fen. */
export function paymentFault({ state, budgetFen, paidFen }: Task, amountFen: number): string | undefined {
  if (state === 'done') return '这项任务已经办结，不能再付款'
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return '请填付款金额'
  const left = budgetFen - paidFen
  return amountFen > left
    ? `超出决议的预算：还可以付 ${yuan(left)} 元，这一笔是 ${yuan(amountFen)} 元。要追加请再提交会议决定`
    : undefined
}

/**
 * How two voucher numbers are told apart: 记-031, 记 31 and 记字第31号 are one. Numbers of ours start anew each month in many
 * villages, so that a year or a month written with it makes it another.
 */
export const voucherKey = (written: string): string =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s—–_·./#字第号-]/g, '')
    .replaceAll(/(^|\D)0+(?=\d)/g, '$1')

/** The running number of a voucher, whatever year, month or word stands before it; undefined where there is none. */
export const voucherNumber = (key: string): string | undefined => /\d+$/.exec(key)?.[0]

/** Where a voucher was booked before. */
export type Booked = { title: string; task: string; on: string; amountFen: number }

/** Why a voucher does not pay again: one stands for one payment and carries no amount to split. */
export const voucherFault = (voucher: string, { title, task, on, amountFen }: Booked): string =>
  `凭证“${voucher}”已经用过：${on} 记在“${title}”的任务“${task}”，${yuan(amountFen)} 元。一张凭证只记一次付款；要是另一个月的同号凭证，请连年月一起写，比如“2026年11月 ${voucher}”`

/** Why one that carries a number of another month wants its picture: a month is soon written before a number that was used. */
export const twinFault = (voucher: string, { title, task, on, amountFen }: Booked): string =>
  `已经有同号的凭证：${on} 记在“${title}”的任务“${task}”，${yuan(amountFen)} 元。“${voucher}”是另外一张的，请附上这张凭证的照片，看决议的人都能核对`

/** Money as people write it: 12.50. */
const yuan = (fen: number) =>
  `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** Whether a task is late on a day: its last day is still in time (民法典 203). */
export const isLate = ({ state, dueOn }: Pick<Task, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'open' && today > dueOn

/** A resolution is carried out when it has tasks and all of them are done. */
export const isCarriedOut = (tasks: readonly Pick<Task, 'state'>[]): boolean =>
  tasks.length > 0 && tasks.every(({ state }) => state === 'done')
