import { count, defineIndicator } from '../kit/indicator.ts'

/** How fast it goes. What was done on the spot was never waiting and would only flatter, so it is left out. */

export const closingRate = defineIndicator({
  id: 'closing-rate',
  name: '办结率',
  unit: 'share',
  formula: '这段时间报来的里，现在已经有结果的占多少；随手办的不算在内',
  numerator: count('opened', { but: ['open', 'recorded'] }),
  denominator: count('opened', { but: ['recorded'] }),
  list: ({ from, to }) => ({ queue: 'ended', from, to, except: 'recorded' }),
  source: '要求 R6',
})

export const onTimeRate = defineIndicator({
  id: 'on-time-rate',
  name: '按时办结率',
  unit: 'share',
  formula:
    '这段时间办结的里，在单位手里没有过期过的占多少；中间过期过就不算按时，群众没有回音不算单位超期；随手办的不算在内',
  // Two terms would be “ended less late”; the complement is named instead, because a list can show it.
  numerator: count('ended', { but: ['recorded'] }).concat(),
  denominator: count('ended', { but: ['recorded'] }),
  list: (period) => ({ queue: 'ended', endedFrom: period.from, endedTo: period.to, except: 'recorded', late: 'no' }),
  source: '要求 R6、R10',
})
