import { choice, stars, text } from '../kit/fields.ts'
import { asker, defineFlow, inArea } from '../kit/flow.ts'
import { days, workdays } from '../kit/span.ts'

/**
 * 不同意见 (handbook, the villager's road 7): a villager says why a proposal should be otherwise, before it is voted on. What
 * is said and the committee's answer are read by the village, who said it is not. The vote decides (VCL 34); whoever is
 * not convinced keeps their opinion on the file.
 */
export const dissent = defineFlow({
  id: 'dissent',
  name: '不同意见',
  plain: '对提议的不同意见',
  unnamed: '一位村民',
  opensElsewhere: '请打开要说的那份提议，点“说不同意见”',
  roles: {
    asker: asker('提意见的人'),
    committee: inArea('村“两委”', ['village-director', 'village-secretary'], 'village'),
  },
  fields: {
    words: text('您的意见', {
      min: 4,
      max: 500,
      long: true,
      hint: '哪里不妥、您看怎么办才好。全村看得到，不会写您是谁',
    }),
    proposal: text('提议编号', { max: 40, hint: '从提议页上点“说不同意见”会自动带上' }),
    reply: text('回应', { min: 4, max: 1000, long: true, hint: '全村都能看到，不要写提意见的人是谁' }),
    outcome: choice('怎么处理', {
      taken: '采纳，写进方案',
      partly: '采纳一部分',
      explained: '没有采纳，已说明理由',
    }),
    reason: text('您还想说什么', { min: 2, max: 300, long: true }),
    stars: stars('满意度'),
  },
  title: ({ words = '' }) => words.slice(0, 40) || '不同意见',
  stages: {
    // No law names a term; a working week is what the agenda of a meeting takes to be drawn up.
    said: { name: '待村里回应', plain: '村里在看', owner: 'committee', shown: true, due: workdays(5) },
    answered: {
      name: '待提意见的人看过',
      plain: '村里回应了，请您看看',
      owner: 'asker',
      shown: true,
      due: days(7),
      late: { run: 'lapse' },
    },
    satisfied: { name: '已回应', plain: '您看过，没有别的意见了', end: 'satisfied' },
    recorded: { name: '保留意见', plain: '您的意见留在这份提议里，表决时大家看得到', end: 'recorded' },
    lapsed: { name: '回应未确认', plain: '没有回音，先记为未确认', end: 'unanswered' },
    withdrawn: { name: '已撤回', plain: '您撤回了', end: 'cancelled' },
  },
  actions: {
    say: { name: '说不同意见', by: 'anyone', to: 'said', asks: ['words'], allows: ['proposal'] },
    answer: { name: '回应', by: 'committee', from: 'said', to: 'answered', asks: ['reply', 'outcome'] },
    accept: { name: '明白了', by: 'asker', from: 'answered', to: 'satisfied', allows: ['stars'] },
    keep: { name: '保留意见', by: 'asker', from: 'answered', to: 'recorded', asks: ['reason'] },
    lapse: { name: '到期未确认', by: 'clock', from: 'answered', to: 'lapsed' },
    withdraw: { name: '撤回', by: 'asker', from: 'said', to: 'withdrawn' },
  },
})
