import type { apiClients } from '#contract/api-clients.ts'
import { CLIENT_SCOPES_NAMED, named } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'

export const sheets: Sheets<typeof apiClients> = {
  list: {
    columns: [
      ['系统', 24, ({ name }) => name],
      ['状态', 8, ({ endedAt }) => (endedAt === undefined ? '在用' : '停用')],
      ['可以做什么', 48, ({ scopes }) => scopes.map((scope) => named(CLIENT_SCOPES_NAMED, scope)).join('；')],
      ['每分钟最多（次）', 16, ({ minuteMax }) => minuteMax],
      ['每天最多（次）', 16, ({ dayMax }) => dayMax],
      ['今天（次）', 12, ({ today }) => today],
      ['今天最忙的一分钟（次）', 20, ({ peak }) => peak],
      ['登记时间', 18, ({ openedAt }) => minute(openedAt)],
      ['停用时间', 18, ({ endedAt }) => minute(endedAt)],
    ],
  },
}
