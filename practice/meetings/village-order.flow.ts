import { asker, defineFlow, inArea } from '../kit/flow.ts'
import { photos, stars, text } from '../kit/fields.ts'
import { days, workdays } from '../kit/span.ts'

/**
 * 群众点单—协商定单—村委派单—干部埋单—群众评单 (system L2): a villager orders, the monthly meeting settles what will be
 * done, the committee gives it out, an officer does it, the villager rates it.
 */
export const villageOrder = defineFlow({
  id: 'village-order',
  name: '群众点单',
  plain: '给村里点单',
  roles: {
    asker: asker('点单人'),
    table: inArea('协商主持人', ['village-secretary', 'village-director'], 'village'),
    officer: inArea(
      '埋单干部',
      ['village-agent', 'village-secretary', 'village-director', 'grid-worker'],
      'village',
    ),
  },
  fields: {
    words: text('想让村里办什么', {
      min: 4,
      max: 500,
      long: true,
      hint: '会在村里的月例会上公开商量，请不要写个人隐私',
    }),
    pictures: photos('照片', { max: 6 }),
    settled: text('协商结果：办什么、怎么办', { min: 4, max: 500, long: true }),
    task: text('派给谁、什么时候办完', { min: 2, max: 300 }),
    result: text('办理结果', { min: 4, max: 500, long: true }),
    proof: photos('办好的照片', { max: 6 }),
    reason: text('原因', { min: 4, max: 500, long: true, hint: '会告诉点单人' }),
    stars: stars('满意度'),
  },
  title: ({ words = '' }) => words.slice(0, 40) || '群众点单',
  stages: {
    // The monthly meeting settles it: a month and some days to spare.
    ordered: { name: '待协商定单', plain: '等月例会上商量', owner: 'table', queue: 'accept', due: days(35) },
    settled: { name: '待村委派单', plain: '会上定了，等着派人', owner: 'table', due: workdays(3) },
    assigned: { name: '干部在办', plain: '有人在办了', owner: 'officer', due: days(30) },
    done: {
      name: '待群众评单',
      plain: '办好了，请您评一评',
      owner: 'asker',
      due: days(7),
      late: { run: 'lapse' },
    },
    rated: { name: '已评单', plain: '您已经评过', end: 'satisfied' },
    lapsed: { name: '办结未评', plain: '没有回音，先记为未评', end: 'unanswered' },
    declined: { name: '会上没有定', plain: '这次没能定下来，原因已告诉您', end: 'declined' },
    cancelled: { name: '已撤回', plain: '您撤回了', end: 'cancelled' },
  },
  actions: {
    order: { name: '点单', by: 'anyone', to: 'ordered', asks: ['words'], allows: ['pictures'] },
    settle: { name: '协商定单', by: 'table', from: 'ordered', to: 'settled', asks: ['settled'] },
    assign: { name: '村委派单', by: 'table', from: 'settled', to: 'assigned', asks: ['task'] },
    deliver: {
      name: '干部埋单',
      by: 'officer',
      from: 'assigned',
      to: 'done',
      asks: ['result'],
      allows: ['proof'],
    },
    rate: { name: '群众评单', by: 'asker', from: 'done', to: 'rated', asks: ['stars'] },
    // Not good enough: it goes back to who had it, once; after that it is the next meeting's.
    redo: {
      name: '没办好',
      by: 'asker',
      from: 'done',
      to: 'assigned',
      asks: ['reason'],
      atMost: { times: 1, says: '已经重办过一次，还不满意请在下次例会上提出，或者另点一单' },
    },
    lapse: { name: '到期未评', by: 'clock', from: 'done', to: 'lapsed' },
    decline: { name: '没有定', by: 'table', from: ['ordered', 'settled'], to: 'declined', asks: ['reason'] },
    cancel: { name: '撤回', by: 'asker', from: ['ordered', 'settled'], to: 'cancelled' },
  },
})
