import { defineIndicator, total } from '../kit/indicator.ts'

/** How units take what they are given. */

export const objections = defineIndicator({
  id: 'objections',
  name: '单位异议',
  unit: 'share',
  formula: '这段时间办结、交给单位办过的里，单位提过“不是我的职责”的占多少',
  numerator: total('objected'),
  denominator: total('handed'),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'objection' }),
  source: '要求 R8',
})

export const upheld = defineIndicator({
  id: 'upheld',
  name: '异议成立',
  unit: 'share',
  formula: '这段时间办结、单位提过异议的里，指挥中心裁定换了单位的占多少',
  numerator: total('upheld'),
  denominator: total('objected'),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'upheld' }),
  source: '要求 R8',
})

export const extended = defineIndicator({
  id: 'extended',
  name: '申请延期',
  unit: 'share',
  formula: '这段时间办结的里，申请过延期的占多少；随手办的不算在内',
  numerator: total('extended', { but: ['recorded'] }),
  denominator: total('ended', { but: ['recorded'] }),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'extension' }),
  source: '要求 R10',
})
