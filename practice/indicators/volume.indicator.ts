import { defineIndicator, total, standing } from '../kit/indicator.ts'

/** How much there is. */

export const opened = defineIndicator({
  id: 'opened',
  name: '收到',
  unit: 'matters',
  formula: '这段时间报来的，当场办好的也算',
  numerator: total('opened'),
  list: ({ from, to }) => ({ from, to }),
  source: '议题 3',
})

export const open = defineIndicator({
  id: 'open',
  name: '正在办理',
  unit: 'matters',
  formula: '现在还没有结果的，不论哪天报来',
  numerator: standing('open'),
  list: () => ({ queue: 'open' }),
  source: '议题 3',
})

export const dueSoon = defineIndicator({
  id: 'due-soon',
  name: '临期',
  unit: 'matters',
  formula: '现在还没有结果、时限只剩四分之一的',
  numerator: standing('warned'),
  list: () => ({ queue: 'warned' }),
  source: '要求 R10：黄灯是剩 25%',
})

export const overdue = defineIndicator({
  id: 'overdue',
  name: '超期',
  unit: 'matters',
  formula: '现在还没有结果、时限已经过了的',
  numerator: standing('overdue'),
  list: () => ({ queue: 'overdue' }),
  source: '要求 R10',
})

export const closed = defineIndicator({
  id: 'closed',
  name: '办结',
  unit: 'matters',
  formula: '这段时间有了结果的，不论哪天报来；撤回、并案、不予受理也是结果',
  numerator: total('ended'),
  list: (period) => ({ queue: 'ended', endedFrom: period.from, endedTo: period.to }),
  source: '议题 3',
})

export const merged = defineIndicator({
  id: 'merged',
  name: '重复并案',
  unit: 'share',
  formula: '这段时间办结的里，因为同一件事已经有人报过而并案的占多少',
  numerator: total('ended', { only: ['merged'] }),
  denominator: total('ended'),
  list: (period) => ({ queue: 'ended', endedFrom: period.from, endedTo: period.to, ending: 'merged' }),
  source: '议题 3',
})

export const onTheSpot = defineIndicator({
  id: 'on-the-spot',
  name: '随手办占比',
  unit: 'share',
  formula: '这段时间报来的里，当场办好、只记一笔的占多少',
  numerator: total('opened', { only: ['recorded'] }),
  denominator: total('opened'),
  list: ({ from, to }) => ({ from, to, ending: 'recorded' }),
  source: '议题 3：负担',
})
