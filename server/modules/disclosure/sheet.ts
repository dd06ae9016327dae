import type { disclosure, Duty, WorkRow } from '#contract/disclosure.ts'
import type { z } from 'zod'
import { DUTY_COLOURS, DUTY_NOT_BEGUN } from '#contract/words.ts'
import { yuan, type Column, type Sheets } from '#server/core/sheet.ts'
import { WORK_MAX } from './rules.ts'

type Work = z.input<typeof WorkRow>

const ITEM: readonly Column<
  Pick<
    z.input<typeof Duty>,
    'item' | 'name' | 'periodName' | 'class' | 'hot' | 'dueOn' | 'colour' | 'daysLate'
  >
>[] = [
  ['目录编码', 10, ({ item }) => item],
  ['事项', 30, ({ name }) => name],
  ['期间', 14, ({ periodName }) => periodName],
  ['栏目', 18, ({ class: of }) => of],
  ['热点', 8, ({ hot }) => (hot ? '热点' : '')],
  ['到期', 12, ({ dueOn }) => dueOn],
  ['情况', 10, ({ colour }) => DUTY_COLOURS[colour]],
  ['逾期（天）', 10, ({ daysLate }) => daysLate],
]
const WORK: readonly Column<Work>[] = [
  ['村、社区', 20, ({ divisionName }) => divisionName],
  ...ITEM,
  ['办到哪一步', 14, ({ stateName }) => stateName ?? DUTY_NOT_BEGUN],
  ['现在第几版', 12, ({ version }) => version],
  ['应更正', 8, ({ owed }) => (owed ? '是' : '')],
  ['轮到我', 8, ({ mine }) => (mine ? '是' : '')],
]
const PLACE: readonly Column<{ townName: string; name: string; due: number; published: number }>[] = [
  ['镇（街道）', 16, ({ townName }) => townName],
  ['村、社区', 16, ({ name }) => name],
  ['应公开', 9, ({ due }) => due],
  ['已公开', 9, ({ published }) => published],
]

export const sheets: Sheets<typeof disclosure> = {
  village: {
    of: 'duties',
    columns: [
      ...ITEM,
      ['公布日期', 12, ({ publishedOn }) => publishedOn],
      ['填报人', 16, ({ owedBy }) => owedBy],
      ['豁免理由', 36, ({ exemption }) => exemption?.reason],
    ],
  },
  work: { most: WORK_MAX, columns: WORK },
  duties: { of: 'rows', most: WORK_MAX, columns: WORK },
  watch: {
    of: 'villages',
    columns: [
      ...PLACE,
      ['逾期', 9, ({ late }) => late],
      ['其中热点', 10, ({ lateHot }) => lateHot],
      ['最长逾期（天）', 14, ({ daysLate }) => daysLate],
      ['三天内到期', 12, ({ soon }) => soon],
      ['待答复质询', 12, ({ questionsOpen }) => questionsOpen],
      ['其中超期', 10, ({ questionsLate }) => questionsLate],
      ['应更正未更正', 14, ({ correctionsOwed }) => correctionsOwed],
      ['“其他”金额（元）', 18, ({ otherFen }) => yuan(otherFen)],
      ['公开金额（元）', 18, ({ moneyFen }) => yuan(moneyFen)],
      ['催报次数', 10, ({ reminders }) => reminders],
    ],
  },
  day: { of: 'villages', columns: PLACE },
}
