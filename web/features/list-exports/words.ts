import { MASKED_FIELDS } from '#contract/purposes.ts'
import type { Output } from '#web/client/call.ts'
import type { IconName } from '#web/ui/icon.tsx'

export type ListExport = Output<'listExports.list'>[number]

/** How a request stands: icon, colour and word, never colour alone. */
export const STATES: Readonly<
  Record<ListExport['state'], { icon: IconName; className: string; says: string }>
> = {
  waiting: { icon: 'clock', className: 'text-wait', says: '等审批' },
  ready: { icon: 'check', className: 'text-done', says: '批准了，可以下载' },
  refused: { icon: 'close', className: 'text-late', says: '没有批准' },
  used: { icon: 'check', className: 'text-ink-2', says: '下载次数用完' },
  expired: { icon: 'clock', className: 'text-ink-2', says: '过了下载期限' },
  lapsed: { icon: 'clock', className: 'text-ink-2', says: '没有人审批，已失效' },
}

/** What stands in the list unmasked, in words. */
export const wholeText = (whole: ListExport['whole']) =>
  whole.length === 0 ? '号码只有头尾' : `完整${whole.map((field) => MASKED_FIELDS[field]).join('、')}`

/** Which matters, by the day they came. */
export function daysText({ from, to }: Pick<ListExport, 'from' | 'to'>): string {
  if (!from && !to) return ''
  return `${from ?? '最早'} 至 ${to ?? '今天'}`
}
