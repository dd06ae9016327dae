import type { leaflets } from '#contract/leaflets.ts'
import type { Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof leaflets> = {
  villages: {
    of: 'rows',
    columns: [
      ['镇（街道）', 18, ({ townName }) => townName],
      ['村、社区', 20, ({ name }) => name],
      ['本月公布（项）', 14, ({ published }) => published],
      ['眼下逾期（项）', 14, ({ late }) => late],
    ],
  },
}
