import { defineIndicator, total, type Period } from '../kit/indicator.ts'

/** What it costs the people who do the work. */

const HANDLED = total('ended', { but: ['recorded'] })
const handled = ({ from, to }: Period) =>
  ({ queue: 'ended', endedFrom: from, endedTo: to, except: 'recorded' }) as const

export const fieldsTyped = defineIndicator({
  id: 'fields-typed',
  name: '每件打字几项',
  unit: 'times',
  formula: '这段时间办结的里，办事的人平均每件要打字填几项；点选、拍照不算，报事人自己写的不算',
  numerator: total('fields'),
  denominator: HANDLED,
  list: handled,
  source: '议题 3：负担',
})

export const actionsByPart = defineIndicator({
  id: 'actions-by-part',
  name: '每件按几次',
  unit: 'times',
  formula: '这段时间办结的里，各方平均每件要办几步；系统自动的不算',
  numerator: [{ each: 'part', take: 'n' }],
  denominator: HANDLED,
  list: handled,
  source: '议题 3：负担',
})

export const betweenTaps = defineIndicator({
  id: 'between-taps',
  name: '两步之间',
  unit: 'minutes',
  formula: '这段时间办结的里，办事的人前一步到后一步平均隔多少分钟；太短多半是补录',
  numerator: total('tap_seconds'),
  denominator: total('taps'),
  list: handled,
  source: '议题 3：负担',
})
