import type { selfCheck } from '#contract/self-check.ts'
import { SELF_CHECK_RESULTS } from '#contract/words.ts'
import type { Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof selfCheck> = {
  show: {
    of: 'lines',
    columns: [
      ['不能做的、要做到的', 40, ({ ban }) => ban],
      ['依据', 36, ({ source }) => source],
      ['结果', 12, ({ result }) => SELF_CHECK_RESULTS[result]],
      ['怎么查的', 48, ({ how }) => how],
      ['查到什么', 60, ({ found }) => found.join('；')],
    ],
  },
}
