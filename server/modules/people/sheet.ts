import type { people } from '#contract/people.ts'
import { IMPORT_STATES } from '#contract/words.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'

/** What was imported, never whom: lists of people go out through server/modules/list-exports/ alone. */
export const sheets: Sheets<typeof people> = {
  imports: {
    of: 'rows',
    columns: [
      ['名单', 36, ({ file }) => file],
      ['辖区', 20, ({ areaName }) => areaName],
      ['谁导的', 12, ({ by }) => by ?? '系统'],
      ['上传时间', 18, ({ openedAt }) => minute(openedAt)],
      ['导完时间', 18, ({ endedAt }) => minute(endedAt)],
      ['状态', 12, ({ state }) => IMPORT_STATES[state]],
      ['行数', 10, ({ total }) => total],
      ['新增', 10, ({ added }) => added],
      ['更新', 10, ({ changed }) => changed],
      ['没有变', 10, ({ unchanged }) => unchanged],
      ['退回', 10, ({ refused }) => refused],
      ['为什么没有导成', 36, ({ fault }) => fault],
    ],
  },
}
