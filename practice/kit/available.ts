import { ASIDE_SIDE, fieldsOf, findAction, isAside } from './asides.ts'
import { dueAt, type Calendar } from './calendar.ts'
import { checkAnswer, isBlank, type Values } from './fields.ts'
import type { AnyAction, AnyFlow, Facts, Need } from './flow.ts'
import type { Actor, Matter } from './matter.ts'
import { hasWorkedOn, isHandlers, nameParts, plays, standsOn } from './parts.ts'
import { saySpan } from './span.ts'

/**
 * Whether an action is possible, decided once for the phone's button and for the server. A refusal is a code the
 * API answers with and a sentence the screen shows.
 */
export type Refusal = { code: 'moved' | 'denied' | 'hold' | 'needs' | 'limit' | 'rule'; says: string }
export type Available = { action: string; refused?: Refusal }

const NEEDS: Record<Need, (matter: Matter) => string | undefined> = {
  // 君山区 2018 年抽查：不满意工单大多因为“承办单位未联系当事人”（handbook R7）。
  contact: (matter) =>
    // Who handles their own report need not telephone themselves.
    matter.contactedAt || matter.holder === matter.asker ? undefined : '还没有联系过报事人，请先联系并记一笔',
  'assists-done': (matter) =>
    matter.assistsOpen > 0 ? `还有 ${matter.assistsOpen} 个协办单位没有办完，等办完再提交` : undefined,
}

function fromStage(flow: AnyFlow, action: AnyAction, matter: Matter): Refusal | undefined {
  const from = typeof action.from === 'string' ? [action.from] : (action.from ?? [])
  if (from.includes(matter.stage)) return undefined
  const now = flow.stages[matter.stage]?.name ?? matter.stage
  return { code: 'moved', says: `这件事现在是“${now}”，不能再“${action.name}”了` }
}

const ASIDE_DENIED: Record<(typeof ASIDE_SIDE)[keyof typeof ASIDE_SIDE], string> = {
  both: '只有与这件事有关的人能做',
  asking: '只有与这件事有关的人能做',
  handling: '只有正在办理的单位能做',
  overseeing: '只有值班的岗位能督办，而且要等别人在办的时候',
}

function byWhom(
  flow: AnyFlow,
  name: string,
  action: AnyAction,
  matter: Matter,
  actor: Actor,
): Refusal | undefined {
  if (isAside(name)) {
    const wanted = ASIDE_SIDE[name]
    const sides = wanted === 'both' ? (['asking', 'handling'] as const) : [wanted]
    if (sides.some((side) => standsOn(flow, matter, actor, side))) return undefined
    return {
      code: 'denied',
      says: ASIDE_DENIED[wanted],
    }
  }
  if (action.by === 'anyone') return undefined
  if (action.by === 'clock') {
    return actor.person === 'clock' ? undefined : { code: 'denied', says: '到时间系统会自己办' }
  }
  if (plays(flow, action.by, matter, actor)) return inAskersName(flow, name, action, matter, actor)
  return { code: 'denied', says: `这一步由${nameParts(flow, action.by)}来做` }
}

/**
 * Nobody confirms their own work in an old person's name, nor withdraws it before they can say what they think of it, nor
 * speaks for whoever can be asked themselves: closed only when the person who asked says so.
 */
function inAskersName(
  flow: AnyFlow,
  name: string,
  action: AnyAction,
  matter: Matter,
  actor: Actor,
): Refusal | undefined {
  const to = action.to === undefined ? undefined : flow.stages[action.to]
  const ends = to !== undefined && 'end' in to && !isHandlers(flow, name)
  if (!ends || actor.person === matter.asker) return undefined
  if (hasWorkedOn(flow, matter, actor))
    return {
      code: 'denied',
      says: '您经办过这件事，不能替本人确认或撤回。请本人登录来办，或用发到本人手机上的 20 位码；没有手机的，到期记为“未确认”',
    }
  if (actor.askerHears !== true) return undefined
  return {
    code: 'denied',
    says: '本人登记了手机，要由本人确认或撤回：请本人登录来办，或用短信发给本人的 20 位码',
  }
}

function byTime(
  flow: AnyFlow,
  name: string,
  action: AnyAction,
  matter: Matter,
  actor: Actor,
  now: Date,
  calendar: Calendar,
): Refusal | undefined {
  const stage = flow.stages[matter.stage]
  if (stage && 'hold' in stage && stage.hold && action.to !== undefined) {
    const until = dueAt(calendar, new Date(matter.stageAt), stage.hold)
    if (now < until) return { code: 'hold', says: '公示期还没有满，到期后才能进行' }
  }
  const done = matter.done[name]
  if (action.atMost && done && done.times >= action.atMost.times)
    return { code: 'limit', says: action.atMost.says }
  if (action.every && done && now < dueAt(calendar, new Date(done.at), action.every)) {
    return { code: 'limit', says: `刚刚做过，${saySpan(action.every)}内一次就够，正在办的人已经收到提醒` }
  }
  if (action.notBy && matter.done[action.notBy]?.by === actor.person) {
    return { code: 'denied', says: '要由另一位同事来复核，不能自己复核自己' }
  }
  return undefined
}

/** Why the person may not do this now, before anything is filled in; undefined when they may. */
export function refusal(
  flow: AnyFlow,
  name: string,
  matter: Matter,
  actor: Actor,
  now: Date,
  calendar: Calendar,
): Refusal | undefined {
  const action = findAction(flow, name)
  if (!action) return { code: 'rule', says: '没有这个办理动作' }
  if (matter.endedAt) return { code: 'moved', says: '这件事已经结束了' }
  const moved = isAside(name) ? undefined : fromStage(flow, action, matter)
  if (moved) return moved
  const denied = byWhom(flow, name, action, matter, actor)
  if (denied) return denied
  const early = byTime(flow, name, action, matter, actor, now, calendar)
  if (early) return early
  const missing = (action.needs ?? []).map((need) => NEEDS[need](matter)).find((says) => says !== undefined)
  return missing === undefined ? undefined : { code: 'needs', says: missing }
}

/** The actions of this person at this stage: possible ones, and those only waiting for something, with the reason. */
export function available(
  flow: AnyFlow,
  matter: Matter,
  actor: Actor,
  now: Date,
  calendar: Calendar,
): Available[] {
  const names = [...Object.keys(flow.actions), 'contact', 'add', 'urge', 'press']
  return names.flatMap((action) => {
    const refused = refusal(flow, action, matter, actor, now, calendar)
    if (!refused) return [{ action }]
    const shown = refused.code === 'hold' || refused.code === 'needs' || refused.code === 'limit'
    return shown ? [{ action, refused }] : []
  })
}

/** What is wrong with the answers of an action: sentences by field, and a rule's refusal of the whole. */
export type Faults = { fields: Record<string, string>; rule?: string }

/** Checks the answers given with an action; undefined when nothing is wrong. */
export function faults(
  flow: AnyFlow,
  name: string,
  given: Values,
  known: Values,
  facts: Facts,
): Faults | undefined {
  const action = findAction(flow, name)
  if (!action) return { fields: {}, rule: '没有这个办理动作' }
  const all = fieldsOf(flow)
  const open = new Set([...(action.asks ?? []), ...(action.allows ?? [])])
  const wrong: Record<string, string> = {}
  for (const key of Object.keys(given)) if (!open.has(key)) wrong[key] = '这一步不用填这一项'
  for (const key of open) {
    const field = all[key]
    if (!field) continue
    const value = given[key]
    if (isBlank(value)) {
      if (action.asks?.includes(key)) wrong[key] = `请填写${field.label}`
      continue
    }
    const says = checkAnswer(field, value)
    if (says) wrong[key] = says
  }
  const clean = Object.keys(wrong).length === 0
  const rule = clean ? action.unless?.({ ...known, ...given }, facts) : undefined
  if (clean && rule === undefined) return undefined
  return rule === undefined ? { fields: wrong } : { fields: wrong, rule }
}
