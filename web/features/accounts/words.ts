import { ACCOUNT_STATES } from '#contract/words.ts'
import type { Output } from '#web/client/call.ts'
import type { IconName } from '#web/ui/icon.tsx'

export type Account = Output<'accounts.list'>[number]

/** How a code is handed over, one or many. */
export const CODE_WARNING =
  '不要用微信、短信发。本人在工作台登录页点“第一次登录”，自己设密码、绑定动态码，这个码就作废了。'

/** How an account stands: icon, colour and word, never colour alone. */
export function standingOf(
  { state, codeUntil }: Account,
  now = Date.now(),
): {
  icon: IconName
  className: string
  says: string
} {
  if (state === 'active') return { icon: 'check', className: 'text-done', says: ACCOUNT_STATES.active }
  if (state === 'locked') return { icon: 'lock', className: 'text-late', says: ACCOUNT_STATES.locked }
  return codeUntil !== undefined && new Date(codeUntil).getTime() > now
    ? { icon: 'clock', className: 'text-wait', says: ACCOUNT_STATES.opened }
    : { icon: 'warning', className: 'text-late', says: '启用码过期了，请重发' }
}
