import { defineIndicator, total } from '../kit/indicator.ts'

/**
 * What askers say. The denominator is always everybody who was asked (handbook R6): content, silent, or sent back;
 * none of the three hides in another.
 */
const ASKED = [...total('ended', { only: ['satisfied', 'unanswered'] }), ...total('refused')]

export const satisfied = defineIndicator({
  id: 'satisfied',
  name: '确认满意',
  unit: 'share',
  formula: '这段时间请群众确认的里，本人说满意的占多少；没有回音和退回重办的都在分母里',
  numerator: total('ended', { only: ['satisfied'] }),
  denominator: ASKED,
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, ending: 'satisfied' }),
  source: '要求 R6',
})

export const dissatisfied = defineIndicator({
  id: 'dissatisfied',
  name: '确认不满意',
  unit: 'share',
  formula: '这段时间请群众确认的里，本人说不满意、退回重办的占多少',
  numerator: total('refused'),
  denominator: ASKED,
  list: ({ from, to }) => ({ refusedFrom: from, refusedTo: to }),
  source: '要求 R6',
})

export const unanswered = defineIndicator({
  id: 'unanswered',
  name: '没有回音',
  unit: 'share',
  formula: '这段时间请群众确认的里，到期没有回音的占多少；不算满意',
  numerator: total('ended', { only: ['unanswered'] }),
  denominator: ASKED,
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, ending: 'unanswered' }),
  source: '要求 R6',
})

export const reopened = defineIndicator({
  id: 'reopened',
  name: '返工',
  unit: 'share',
  formula: '这段时间办结的里，被群众退回重办过的占多少；随手办的不算在内',
  numerator: total('reopened', { but: ['recorded'] }),
  denominator: total('ended', { but: ['recorded'] }),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'refusal' }),
  source: '议题 3',
})
