import type { agenda } from '#contract/agenda.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { TOPICS_SHOWN } from './store.ts'

export const sheets: Sheets<typeof agenda> = {
  village: {
    of: 'topics',
    most: TOPICS_SHOWN,
    columns: [
      ['议题', 36, ({ title }) => title],
      ['说明', 60, ({ words }) => words],
      ['谁提的', 14, ({ by }) => by],
      ['提出时间', 18, ({ at }) => minute(at)],
      ['状态', 12, ({ stateName }) => stateName],
      ['没有列入的原因', 36, ({ reason }) => reason],
    ],
  },
}
