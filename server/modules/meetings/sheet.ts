import type { meetings } from '#contract/meetings.ts'
import { PAPER_MARK } from '#practice/meetings/life.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof meetings> = {
  list: {
    of: 'rows',
    columns: [
      ['会期', 18, ({ meetsAt }) => minute(meetsAt)],
      ['村、社区', 20, ({ divisionName }) => divisionName],
      ['会议', 36, ({ title }) => title],
      ['什么会', 20, ({ bodyName }) => bodyName],
      ['地点', 24, ({ place }) => place],
      ['议题', 60, ({ motions }) => motions.map(({ n, title }) => `${n}. ${title}`).join('　')],
      ['应到', 8, ({ due }) => due],
      ['实到', 8, ({ due, present }) => (due === undefined ? undefined : present)],
      ['状态', 12, ({ stateName }) => stateName],
      ['备注', 10, ({ paper }) => (paper ? PAPER_MARK : '')],
    ],
  },
}
