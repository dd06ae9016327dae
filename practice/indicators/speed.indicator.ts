import { defineIndicator, total } from '../kit/indicator.ts'

/** How fast it goes. What was done on the spot was never waiting and would only flatter, so it is left out. */

export const closingRate = defineIndicator({
  id: 'closing-rate',
  name: '办结率',
  unit: 'share',
  formula: '这段时间报来的里，现在已经有结果的占多少；随手办的不算在内',
  numerator: total('opened', { but: ['open', 'recorded'] }),
  denominator: total('opened', { but: ['recorded'] }),
  list: ({ from, to }) => ({ queue: 'ended', from, to, except: 'recorded' }),
  source: '要求 R6',
})

export const onTimeRate = defineIndicator({
  id: 'on-time-rate',
  name: '按时办结率',
  unit: 'share',
  formula: '这段时间办结的里，在单位手里从没过期的占多少；群众没有回音不算单位超期，随手办的不算在内',
  numerator: total('timely', { but: ['recorded'] }),
  denominator: total('ended', { but: ['recorded'] }),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, except: 'recorded', late: 'no' }),
  source: '要求 R6、R10',
})

export const firstContact = defineIndicator({
  id: 'first-contact',
  name: '多久有人联系',
  unit: 'hours',
  formula: '这段时间办结的里，从报来到第一次联系报事人平均多少小时；没有联系过的不算在内',
  numerator: total('contact_seconds'),
  denominator: total('contacted'),
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'contact' }),
  source: '要求 R7',
})

export const contactKept = defineIndicator({
  id: 'contact-kept',
  name: '按时首联率',
  unit: 'share',
  formula: '这段时间办结、联系过或者该联系没联系的里，没有超时的占多少',
  numerator: total('kept'),
  denominator: [...total('kept'), ...total('missed')],
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, had: 'kept' }),
  source: '要求 R7：24 小时首联',
})

export const stageHours = defineIndicator({
  id: 'stage-hours',
  name: '环节用时',
  unit: 'hours',
  formula: '这段时间办结的里，每经过一次这个环节平均停留多少小时；随手办的不算在内',
  numerator: [{ each: 'stage', take: 'seconds' }],
  denominator: [{ each: 'stage', take: 'n' }],
  list: ({ from, to }) => ({ queue: 'ended', endedFrom: from, endedTo: to, except: 'recorded' }),
  source: '议题 3',
})
