import type { briefs } from '#contract/briefs.ts'
import { BRIEFS_RECEIVED } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof briefs> = {
  list: {
    of: 'below',
    columns: [
      ['辖区', 24, ({ name }) => name],
      ['状态', 10, ({ brief }) => BRIEFS_RECEIVED[brief?.state ?? 'drafted']],
      ['签发时间', 18, ({ brief }) => minute(brief?.signedAt)],
      ['版次', 8, ({ brief }) => brief?.version],
    ],
  },
}
