import type { webhooks } from '#contract/webhooks.ts'
import { EVENTS_NAMED, named } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { DEAD_MAX } from './store.ts'

export const sheets: Sheets<typeof webhooks> = {
  watch: {
    of: 'dead',
    most: DEAD_MAX,
    columns: [
      ['系统', 24, ({ clientName }) => clientName],
      ['什么事', 18, ({ event }) => named(EVENTS_NAMED, event)],
      ['地址', 48, ({ url }) => url],
      ['发生时间', 18, ({ madeAt }) => minute(madeAt)],
      ['停止时间', 18, ({ deadAt }) => minute(deadAt)],
      ['试了几次', 10, ({ tries }) => tries],
      ['为什么', 36, ({ outcome }) => outcome],
    ],
  },
}
