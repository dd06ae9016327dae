import { asker, defineFlow, inUnit } from '../kit/flow.ts'
import { photos, text } from '../kit/fields.ts'
import { workdays } from '../kit/span.ts'

/** 协办: what one unit asks of another for a matter it leads (吹哨报到). Opened by an effect, never by hand. */
export const assist = defineFlow({
  id: 'assist',
  name: '协办',
  plain: '协办',
  roles: {
    lead: asker('主办人'),
    helper: inUnit('协办单位', ['handler', 'grid-worker', 'village-secretary']),
  },
  fields: {
    request: text('要协办什么', { max: 500, long: true }),
    result: text('协办结果', { min: 2, max: 500, long: true }),
    proof: photos('照片'),
    reason: text('不能协办的原因', { min: 4, max: 300, long: true }),
  },
  title: ({ request = '' }) => request.slice(0, 40) || '协办',
  stages: {
    requested: { name: '待协办', plain: '请别的单位帮忙', owner: 'helper', due: workdays(2) },
    helped: { name: '协办完成', plain: '帮好了', end: 'recorded' },
    declined: { name: '未能协办', plain: '没帮上', end: 'declined' },
    cancelled: { name: '主办撤回', plain: '不用帮了', end: 'cancelled' },
  },
  actions: {
    ask: { name: '请求协办', by: 'clock', to: 'requested', asks: ['request'] },
    help: {
      name: '协办完成',
      by: 'helper',
      from: 'requested',
      to: 'helped',
      asks: ['result'],
      allows: ['proof'],
    },
    decline: { name: '不能协办', by: 'helper', from: 'requested', to: 'declined', asks: ['reason'] },
    cancel: { name: '撤回', by: 'lead', from: 'requested', to: 'cancelled' },
  },
})
