import { asker, defineFlow, inArea, raiseLevel } from '../kit/flow.ts'
import { choice, count, photos, stars, text } from '../kit/fields.ts'
import { days } from '../kit/span.ts'

/**
 * 公开质询 (handbook R15): a villager asks about what was published or should have been. Supervisors have five days, the
 * committee five more (山东省村务公开条例 16), then the town twenty (浙江 43). Question and answers are public, who asked
 * is not; wrong figures lead to a correction, never to an edit.
 */
export const disclosureQuestion = defineFlow({
  id: 'disclosure-question',
  name: '公开质询',
  plain: '对公开的疑问',
  unnamed: '一位村民',
  opensElsewhere: '请打开要问的那一项公开，点“问这一笔”来问',
  roles: {
    asker: asker('提问人'),
    supervisors: inArea('村务监督委员会', ['village-supervisor'], 'village'),
    committee: inArea('村“两委”', ['village-director', 'village-secretary'], 'village'),
    town: inArea('镇街', ['town-dispatcher'], 'town'),
  },
  fields: {
    words: text('您的疑问', {
      min: 2,
      max: 500,
      long: true,
      hint: '问哪一笔、哪一项，答复会公开，不会写您是谁',
    }),
    photos: photos('照片', { personal: true }),
    line: count('第几行', { min: 1, hint: '从公开页上点“提问”会自动带上' }),
    publication: text('公开编号', { max: 40, hint: '从公开页上点“提问”会自动带上' }),
    reply: text('公开答复', { min: 4, max: 1000, long: true, hint: '所有人都能看到，不要写提问人是谁' }),
    outcome: choice('结论', { right: '公开无误', explained: '已作说明', wrong: '数字有误，要更正' }),
    reason: text('还有什么疑问', { min: 2, max: 300, long: true }),
    stars: stars('满意度'),
  },
  title: ({ words = '' }) => words.slice(0, 40) || '公开质询',
  stages: {
    asked: {
      name: '待监委会答复',
      plain: '监委会在查',
      owner: 'supervisors',
      shown: true,
      due: days(5),
      late: { run: 'riseToCommittee' },
    },
    withCommittee: {
      name: '待村委会答复',
      plain: '转到村委会答复',
      owner: 'committee',
      shown: true,
      due: days(5),
      late: { run: 'riseToTown' },
    },
    withTown: { name: '待镇街答复', plain: '转到镇街答复', owner: 'town', shown: true, due: days(20) },
    answered: {
      name: '待提问人确认',
      plain: '答复了，请您看看',
      owner: 'asker',
      shown: true,
      due: days(7),
      late: { run: 'lapse' },
    },
    settled: {
      name: '镇街已答复',
      plain: '镇街答复了，请您看看',
      owner: 'asker',
      shown: true,
      due: days(7),
      late: { run: 'lapse' },
    },
    satisfied: { name: '已答复', plain: '您的疑问解开了', end: 'satisfied' },
    recorded: { name: '仍有异议', plain: '您的异议记下了，可以再向区里反映', end: 'recorded' },
    lapsed: { name: '答复未确认', plain: '没有回音，先记为未确认', end: 'unanswered' },
    withdrawn: { name: '已撤回', plain: '您撤回了', end: 'cancelled' },
  },
  actions: {
    ask: {
      name: '提问',
      by: 'anyone',
      to: 'asked',
      asks: ['words'],
      allows: ['photos', 'line', 'publication'],
    },
    answer: {
      name: '公开答复',
      by: 'supervisors',
      from: 'asked',
      to: 'answered',
      asks: ['reply', 'outcome'],
    },
    passOn: { name: '转村委会', by: 'supervisors', from: 'asked', to: 'withCommittee' },
    riseToCommittee: { name: '到期转村委会', by: 'clock', from: 'asked', to: 'withCommittee' },
    answerForCommittee: {
      name: '村委会答复',
      by: 'committee',
      from: 'withCommittee',
      to: 'answered',
      asks: ['reply', 'outcome'],
    },
    riseToTown: {
      name: '到期转镇街',
      by: 'clock',
      from: 'withCommittee',
      to: 'withTown',
      effects: [raiseLevel],
    },
    answerForTown: {
      name: '镇街答复',
      by: 'town',
      from: 'withTown',
      to: 'settled',
      asks: ['reply', 'outcome'],
    },
    accept: {
      name: '明白了',
      by: 'asker',
      from: ['answered', 'settled'],
      to: 'satisfied',
      allows: ['stars'],
    },
    askAgain: {
      name: '还有疑问',
      by: 'asker',
      from: 'answered',
      to: 'withTown',
      asks: ['reason'],
      effects: [raiseLevel],
    },
    disagree: { name: '仍有异议', by: 'asker', from: 'settled', to: 'recorded', asks: ['reason'] },
    lapse: { name: '到期未确认', by: 'clock', from: ['answered', 'settled'], to: 'lapsed' },
    withdraw: { name: '撤回', by: 'asker', from: ['asked', 'withCommittee'], to: 'withdrawn' },
  },
})
