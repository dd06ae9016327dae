import type { Term } from '#server/core/term.ts'
import { ANSWERED_DAYS, WAITING_DAYS } from './rules.ts'
import { countDue, dropDue } from './store.ts'

/** The number, the name and where somebody says they live: of no use once it is answered and nobody has objected. */
export const bindingsTerm: Term = {
  what: '手机号登记的申请',
  rule: `答复 ${ANSWERED_DAYS} 天后，没有答复的提出 ${WAITING_DAYS} 天后；个人信息保护法第十九条，谁确认了谁另有日志`,
  due: countDue,
  drop: ({ db }, county) => db.inCounty(county, dropDue),
}
