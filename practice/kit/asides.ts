import type { AnyAction, AnyFlow } from './flow.ts'
import { choice, photos, text, type Fields } from './fields.ts'
import { hours } from './span.ts'

/**
 * What can be done beside any flow's route without moving the matter: everyone concerned may add words, the asker
 * may urge, whoever answers for the area presses (督办), whoever holds it logs that the asker was spoken to. Declared once here instead of in every flow.
 */
export const ASIDE_FIELDS = {
  note: text('补充的话', { max: 1000, long: true, personal: true }),
  notePhotos: photos('照片', { personal: true }),
  order: text('督办要求', { max: 200, hint: '可以不填；填了会一起发给正在办的人', personal: true }),
  contactWay: choice('联系方式', { phone: '电话', visit: '上门', message: '短信或微信', counter: '来访' }),
  contactResult: text('联系结果', { min: 2, max: 500, hint: '跟报事人说了什么，对方怎么讲', personal: true }),
} satisfies Fields

const ASIDES = {
  add: { name: '补充', by: 'anyone', asks: ['note'], allows: ['notePhotos'] },
  urge: { name: '催一下', by: 'anyone', hint: '会提醒正在办的人，24 小时内只能催一次', every: hours(24) },
  // An hour: at night things move faster than by the day, but whoever is at work must not be rung without end.
  press: {
    name: '督办',
    by: 'anyone',
    hint: '提醒正在办的人，写进办理过程',
    allows: ['order'],
    every: hours(1),
  },
  contact: { name: '联系记录', by: 'anyone', asks: ['contactWay', 'contactResult'] },
} satisfies Record<string, AnyAction>
export type AsideId = keyof typeof ASIDES

/** Which aside is whose: the asker urges, the area's duty desk presses, the holder contacts, both may add. */
export const ASIDE_SIDE: Record<AsideId, 'both' | 'asking' | 'handling' | 'overseeing'> = {
  add: 'both',
  urge: 'asking',
  press: 'overseeing',
  contact: 'handling',
}

/**
 * Entries that nobody presses: the clock's three, the note that an assisting unit has finished, and that what it assists became
 * confidential or is so no more.
 */
export const NOTED = {
  warn: '临期提醒',
  overdue: '到期未办',
  'contact-late': '超时未联系报事人',
  assisted: '协办有了结果',
  kept: '主办事项改了类别，保密范围跟着改',
} as const
export type ClockEntry = Exclude<keyof typeof NOTED, 'assisted' | 'kept'>

export function isAside(action: string): action is AsideId {
  return Object.hasOwn(ASIDES, action)
}

/** The action of that name in the flow or beside it; undefined when there is none. */
export function findAction(flow: AnyFlow, action: string): AnyAction | undefined {
  if (isAside(action)) return ASIDES[action]
  return Object.hasOwn(flow.actions, action) ? flow.actions[action] : undefined
}

const gathered = new WeakMap<AnyFlow, Fields>()

/** All fields a matter of the flow can carry. Gathered once a flow: every answer is checked against them. */
export function fieldsOf(flow: AnyFlow): Fields {
  const known = gathered.get(flow)
  if (known) return known
  const fields = { ...flow.fields, ...ASIDE_FIELDS }
  gathered.set(flow, fields)
  return fields
}

/** The name of any entry of the flow, those nobody presses included. */
export function nameOfEntry(flow: AnyFlow, action: string): string {
  const noted: Record<string, string> = NOTED
  return findAction(flow, action)?.name ?? noted[action] ?? action
}
