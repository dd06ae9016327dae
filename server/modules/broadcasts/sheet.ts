import type { broadcasts } from '#contract/broadcasts.ts'
import { BROADCAST_LEVELS } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof broadcasts> = {
  sent: {
    of: 'rows',
    columns: [
      ['发出时间', 18, ({ sentAt }) => minute(sentAt)],
      ['级别', 8, ({ level }) => BROADCAST_LEVELS[level]],
      ['发给', 24, ({ divisionName }) => divisionName],
      ['内容', 60, ({ text }) => text],
      ['发送人', 28, ({ by }) => by],
      ['网格员（人）', 12, ({ recipients }) => recipients],
      ['知道了（人）', 12, ({ known }) => known],
      ['撤回时间', 18, ({ withdrawn }) => minute(withdrawn?.at)],
      ['撤回原因', 30, ({ withdrawn }) => withdrawn?.reason],
    ],
  },
}
