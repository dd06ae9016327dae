import type { Term } from '#server/core/term.ts'
import * as store from './store.ts'

/** Where and from which device somebody was signed in. */
export const sessionsTerm: Term = {
  what: '结束了的登录',
  rule: `结束 ${store.SESSION_DAYS} 天后，每人最近一次除外；网络安全法第二十三条要求日志至少六个月`,
  due: store.countOutlived,
  drop: ({ db }, county) => db.inCounty(county, store.dropOutlived),
}

export const codesTerm: Term = {
  what: '短信验证码',
  rule: '发出 1 小时后，早已不能用',
  due: store.countOldCodes,
  drop: ({ db }, county) => db.inCounty(county, store.dropOldCodes),
}
