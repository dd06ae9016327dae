import type { accounts } from '#contract/accounts.ts'
import { ACCOUNT_STATES } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import { ACCOUNTS_MAX } from './register.ts'

export const sheets: Sheets<typeof accounts> = {
  list: {
    most: ACCOUNTS_MAX,
    columns: [
      ['姓名', 12, ({ name }) => name],
      ['手机号', 16, ({ phone }) => phone],
      ['登录名', 18, ({ signInName }) => signInName],
      ['状态', 14, ({ state }) => ACCOUNT_STATES[state]],
      ['启用码有效到', 18, ({ codeUntil }) => minute(codeUntil)],
      [
        '岗位',
        48,
        ({ posts }) =>
          posts
            .map(({ title, unitName, divisionName }) => `${title}（${unitName ?? divisionName}）`)
            .join('；'),
      ],
      ['开设时间', 18, ({ openedAt }) => minute(openedAt)],
      ['开设人', 12, ({ openedBy }) => openedBy ?? '在服务器上开设'],
      ['最近使用', 18, ({ seenAt }) => minute(seenAt)],
    ],
  },
}
