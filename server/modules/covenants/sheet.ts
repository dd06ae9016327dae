import type { covenants } from '#contract/covenants.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { COVENANTS_MAX } from './store.ts'

export const sheets: Sheets<typeof covenants> = {
  list: {
    most: COVENANTS_MAX,
    columns: [
      ['名称', 36, ({ title }) => title],
      ['第几版', 8, ({ n }) => n],
      ['状态', 16, ({ stateName }) => stateName],
      ['责令改正', 10, ({ ordered }) => (ordered ? '是' : '')],
      ['可能违法的条款（处）', 20, ({ findings }) => findings],
      ['起草时间', 18, ({ at }) => minute(at)],
    ],
  },
}
