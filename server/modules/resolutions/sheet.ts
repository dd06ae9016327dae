import type { resolutions } from '#contract/resolutions.ts'
import { PAPER_MARK } from '#practice/meetings/life.ts'
import { yuan, type Sheets } from '#server/core/sheet.ts'
import { RESOLUTIONS_MAX } from './store.ts'

export const sheets: Sheets<typeof resolutions> = {
  list: {
    most: RESOLUTIONS_MAX,
    columns: [
      ['决议', 36, ({ title }) => title],
      ['定了什么', 24, ({ decisionName }) => decisionName],
      ['在哪个会上定的', 20, ({ bodyName }) => bodyName],
      ['决议日期', 12, ({ decidedOn }) => decidedOn],
      ['任务', 8, ({ tasks }) => tasks],
      ['办结', 8, ({ done }) => done],
      ['超期', 8, ({ late }) => late],
      ['预算（元）', 14, ({ budgetFen }) => yuan(budgetFen)],
      ['已付（元）', 14, ({ paidFen }) => yuan(paidFen)],
      ['全部办结', 10, ({ carriedOut }) => (carriedOut ? '是' : '')],
      ['备注', 10, ({ paper }) => (paper ? PAPER_MARK : '')],
    ],
  },
}
