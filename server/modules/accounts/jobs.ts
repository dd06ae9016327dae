import type { Term } from '#server/core/term.ts'
import * as store from './store.ts'

export const triesTerm: Term = {
  what: '登录失败的计数',
  rule: '最后一次失败 2 天后，等待时间早已过去',
  due: store.countOldTries,
  drop: ({ db }, county) => db.inCounty(county, store.dropOldTries),
}
