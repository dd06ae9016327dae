import type { audit } from '#contract/audit.ts'
import { minute, type Sheets } from '#server/core/sheet.ts'
import type { presentRow } from './present.ts'

const OUTCOMES = { done: '成功', refused: '拒绝', failed: '出错' } as const

const factsIn = (facts: ReturnType<typeof presentRow>['said']) =>
  facts
    .map(
      ({ name, before, after }) => `${name}：${before === undefined ? '' : `${before} → `}${after ?? '无'}`,
    )
    .join('；')

export const sheets: Sheets<typeof audit> = {
  search: {
    of: 'rows',
    atOnce: 500,
    columns: [
      ['时间', 18, ({ at }) => minute(at)],
      ['谁', 12, ({ who }) => who || '没有登录'],
      ['岗位', 22, ({ post }) => post],
      ['从哪里', 12, ({ surfaceName }) => surfaceName],
      ['地址', 18, ({ address }) => address],
      ['做了什么', 34, ({ does }) => does],
      ['记录', 26, ({ record }) => record],
      ['结果', 8, ({ outcome }) => OUTCOMES[outcome]],
      ['原因', 22, ({ reason }) => reason],
      ['选了什么', 40, ({ said }) => factsIn(said)],
      ['改了什么', 40, ({ changes }) => factsIn(changes)],
      ['编号', 12, ({ call }) => call],
    ],
  },
}
