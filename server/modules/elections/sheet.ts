import type { elections } from '#contract/elections.ts'
import type { Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof elections> = {
  list: {
    columns: [
      ['日期', 12, ({ heldOn }) => heldOn],
      ['什么投票', 12, ({ record }) => (record.recall ? '罢免' : record.runoff ? '另行选举' : '选举')],
      ['应选（名）', 10, ({ record }) => (record.recall ? undefined : record.seats)],
      ['登记选民', 10, ({ record }) => record.registered],
      ['投票人数', 10, ({ record }) => record.cast],
      ['书面委托', 10, ({ record }) => record.proxies.length],
      [
        '得票',
        48,
        ({ record }) => record.candidates.map(({ name, votes }) => `${name} ${votes} 票`).join('；'),
      ],
      ['是否有效', 10, ({ verdict }) => (verdict.valid ? '有效' : '无效')],
      ['当选（被罢免）', 36, ({ verdict }) => verdict.elected.join('、')],
      ['怎么算的', 80, ({ verdict }) => verdict.says.join('；')],
    ],
  },
}
