import type { seats } from '#contract/seats.ts'
import type { Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof seats> = {
  list: {
    of: 'rows',
    columns: [
      ['组织', 24, ({ seatName }) => seatName],
      ['姓名', 12, ({ name }) => name],
      ['任职从', 12, ({ startsOn }) => startsOn],
      ['任职到', 12, ({ endsOn }) => endsOn],
      ['依据', 40, ({ decidedBy }) => decidedBy],
      ['民主评议', 30, ({ appraisals }) => appraisals.map(({ on, mark }) => `${on} ${mark}`).join('；')],
    ],
  },
}
