import type { proposals } from '#contract/proposals.ts'
import { OPINION_KINDS } from '#practice/meetings/opinions.ts'
import type { Sheets } from '#server/core/sheet.ts'
import { PROPOSALS_MAX } from './store.ts'

export const sheets: Sheets<typeof proposals> = {
  list: {
    most: PROPOSALS_MAX,
    columns: [
      ['事项', 36, ({ title }) => title],
      ['要定什么', 24, ({ decisionName }) => decisionName],
      ['谁提的', 18, ({ proposer }) => proposer],
      ['来源', 14, ({ origin }) => origin],
      ['支持的人', 10, ({ supporters }) => supporters],
      ['办结几步（共 6 步）', 18, ({ closed }) => closed],
      ['下一步', 24, ({ next }) => next?.name ?? '六步都办结了'],
      ['缺的意见', 18, ({ missing }) => missing.map((kind) => OPINION_KINDS[kind]).join('、')],
      ['提出日期', 12, ({ openedOn }) => openedOn],
    ],
  },
}
