import { asker, defineFlow, inArea, raiseLevel } from '../kit/flow.ts'
import { choice, stars, text } from '../kit/fields.ts'
import { days, workdays } from '../kit/span.ts'

/**
 * 个人信息更正、删除 (个人信息保护法 44–50): somebody asks what is kept about them, has it corrected or erased. Whoever
 * keeps it answers within fifteen working days (App违法违规收集使用个人信息行为认定方法 六) and says why where it stays: the
 * law may want it kept (47). Who is not content is answered by the town.
 */
export const personalData = defineFlow({
  id: 'personal-data',
  name: '个人信息更正、删除',
  plain: '我的信息',
  roles: {
    asker: asker('本人'),
    village: inArea('村里', ['village-secretary', 'village-director'], 'village'),
    town: inArea('镇街', ['town-dispatcher'], 'town'),
  },
  fields: {
    wish: choice('要做什么', {
      correct: '有写错的，请改过来',
      erase: '不用再留的，请删掉',
      explain: '想知道怎么用的',
      stop: '不同意再用，请停下来',
    }),
    words: text('说清楚是哪一项', {
      min: 2,
      max: 300,
      long: true,
      hint: '比如：门牌号写错了，应该是 3 组 12 号。请不要写身份证号',
    }),
    outcome: choice('结果', { done: '照办了', partly: '办了一部分', kept: '依法要留着，没有办' }),
    reply: text('答复和理由', { min: 4, max: 500, long: true, hint: '没有照办的，写明依据哪一条' }),
    reason: text('还有什么要说', { min: 2, max: 300, long: true }),
    stars: stars('满意度'),
  },
  title: ({ words = '' }) => words.slice(0, 40) || '个人信息更正、删除',
  stages: {
    asked: { name: '待村里答复', plain: '村里在办', owner: 'village', due: workdays(15) },
    answered: {
      name: '待本人确认',
      plain: '答复了，请您看看',
      owner: 'asker',
      due: days(7),
      late: { run: 'lapse' },
    },
    withTown: { name: '待镇街答复', plain: '转到镇街答复', owner: 'town', due: workdays(15) },
    settled: {
      name: '镇街已答复',
      plain: '镇街答复了，请您看看',
      owner: 'asker',
      due: days(7),
      late: { run: 'lapse' },
    },
    satisfied: { name: '已办', plain: '办好了', end: 'satisfied' },
    recorded: { name: '仍有异议', plain: '您的异议记下了，可以向区里或法院反映', end: 'recorded' },
    lapsed: { name: '答复未确认', plain: '没有回音，先记为未确认', end: 'unanswered' },
    withdrawn: { name: '已撤回', plain: '您撤回了', end: 'cancelled' },
  },
  actions: {
    ask: { name: '提出来', by: 'anyone', to: 'asked', asks: ['wish', 'words'] },
    answer: { name: '答复', by: 'village', from: 'asked', to: 'answered', asks: ['outcome', 'reply'] },
    accept: { name: '可以', by: 'asker', from: ['answered', 'settled'], to: 'satisfied', allows: ['stars'] },
    askAgain: {
      name: '不同意，请镇街看',
      by: 'asker',
      from: 'answered',
      to: 'withTown',
      asks: ['reason'],
      effects: [raiseLevel],
    },
    answerForTown: {
      name: '镇街答复',
      by: 'town',
      from: 'withTown',
      to: 'settled',
      asks: ['outcome', 'reply'],
    },
    disagree: { name: '仍有异议', by: 'asker', from: 'settled', to: 'recorded', asks: ['reason'] },
    lapse: { name: '到期未确认', by: 'clock', from: ['answered', 'settled'], to: 'lapsed' },
    withdraw: { name: '撤回', by: 'asker', from: 'asked', to: 'withdrawn' },
  },
})
