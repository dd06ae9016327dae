import type { Output } from '#web/client/call.ts'
import { formatYuan } from '#web/ui/money-field.tsx'

export { PAPER_MARK } from '#practice/meetings/life.ts'
import { dateText } from '#web/ui/when.ts'

export type Listed = Output<'resolutions.list'>[number]
export type Resolution = Output<'resolutions.show'>
export type Task = Resolution['taskList'][number]
export type Step = Resolution['steps'][number]
export type Publication = NonNullable<Resolution['publication']>

/** A sum against its budget, as everybody reads it. */
export const moneyText = (paidFen: number, budgetFen: number): string =>
  budgetFen === 0
    ? paidFen === 0
      ? '不花钱'
      : `已付 ${formatYuan(paidFen)} 元`
    : `已付 ${formatYuan(paidFen)} / 预算 ${formatYuan(budgetFen)} 元`

/** How a resolution stands, in one word with its colour. */
export function standingOf({ late, tasks, carriedOut }: Listed): {
  state: 'wait' | 'move' | 'done' | 'late'
  says: string
} {
  if (late > 0) return { state: 'late', says: `${late} 项超期` }
  if (carriedOut) return { state: 'done', says: '已办结' }
  return tasks > 0 ? { state: 'move', says: '正在办' } : { state: 'wait', says: '还没交办' }
}

/** How far one of the two publications has come, in a sentence. */
export const publicationText = ({ publishedOn, until, dueOn, id }: Publication): string =>
  publishedOn
    ? `${dateText(publishedOn)}公布${until ? `，至少挂到${dateText(until)}` : ''}`
    : `${dateText(dueOn)}前公布${id ? '，正在起草' : '，还没有起草'}`
