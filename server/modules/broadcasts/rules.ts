import { levelOf } from '#contract/division-codes.ts'
import { Problem } from '#server/core/problem.ts'

/** The post a broadcast is for. */
export const READER = 'grid-worker'
/** What is older has long been done; an emergency still waiting for its reader stays however old it is. */
export const SHOWN_DAYS = 30
export const MINE_MAX = 50

/** A grid has one or two workers: whoever wants to tell them can telephone. */
export const isBroadcastArea = (division: string) => ['county', 'town', 'village'].includes(levelOf(division))

export const nobodyThere = () =>
  new Problem(409, 'nobody', '这个地方现在没有在岗的网格员，请换一个范围，或者直接打电话给村里')
export const isWithdrawn = () => new Problem(409, 'withdrawn', '这条通知已经撤回了，不用再处理')
export const notEmergency = () =>
  new Problem(409, 'ordinary', '普通通知不统计谁看过，所以不能单独提醒；确有急事请另发一条紧急通知')
export const allKnow = () => new Problem(409, 'all-know', '所有网格员都已经点了“知道了”，不用再提醒')
