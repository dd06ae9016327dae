import { MASKED_FIELDS } from '#contract/purposes.ts'
import { LIST_EXPORT_STATES as SAID } from '#contract/words.ts'
import type { Output } from '#web/client/call.ts'
import type { IconName } from '#web/ui/icon.tsx'
import { dateText } from '#web/ui/when.ts'

export type ListExport = Output<'listExports.list'>[number]

/** How a request stands: icon, colour and word, never colour alone. */
export const STATES: Readonly<
  Record<ListExport['state'], { icon: IconName; className: string; says: string }>
> = {
  waiting: { icon: 'clock', className: 'text-wait', says: SAID.waiting },
  ready: { icon: 'check', className: 'text-done', says: SAID.ready },
  refused: { icon: 'close', className: 'text-late', says: SAID.refused },
  used: { icon: 'check', className: 'text-ink-2', says: SAID.used },
  expired: { icon: 'clock', className: 'text-ink-2', says: SAID.expired },
  lapsed: { icon: 'clock', className: 'text-ink-2', says: SAID.lapsed },
}

/** What stands in the list unmasked, in words. */
export const wholeText = (whole: ListExport['whole']) =>
  whole.length === 0 ? '号码只有头尾' : `完整${whole.map((field) => MASKED_FIELDS[field]).join('、')}`

/** Which matters, by the day they came. */
export function daysText({ from, to }: Pick<ListExport, 'from' | 'to'>): string {
  if (!from && !to) return ''
  return `${from ? dateText(from) : '最早'}至${to ? dateText(to) : '今天'}`
}
