import type { Output } from '#web/client/call.ts'
import type { IconName } from '#web/ui/icon.tsx'

export type SecondWord = Output<'secondWords.list'>[number]

export const KINDS: Readonly<Record<SecondWord['kind'], string>> = {
  phone: '登记手机号',
  guardian: '登记监护人',
  list: '名单里的手机号',
}

/** How it stands: icon, colour and word, never colour alone. */
export const STATES: Readonly<
  Record<SecondWord['state'], { icon: IconName; className: string; says: string }>
> = {
  waiting: { icon: 'clock', className: 'text-wait', says: '待复核，还没有生效' },
  approved: { icon: 'check', className: 'text-done', says: '复核同意，已经生效' },
  refused: { icon: 'close', className: 'text-late', says: '复核没有同意' },
  lapsed: { icon: 'clock', className: 'text-ink-2', says: '没有人复核，已失效' },
}
