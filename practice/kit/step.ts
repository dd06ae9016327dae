import { above, type HandlingLevel } from '#contract/division-codes.ts'
import { isAside, findAction } from './asides.ts'
import { afterPause, dueAt, extended, type Calendar } from './calendar.ts'
import type { AnyFlow, AnyStage, Effect, Item } from './flow.ts'
import type { Fields, Values } from './fields.ts'
import { fold, type Actor, type Change, type Matter } from './matter.ts'
import { nextTick } from './clock.ts'
import type { Span } from './span.ts'

/** What a step needs to know besides the matter: the county's working days, and the list that classes it. */
export type Ground = {
  calendar: Calendar
  findItem: (code: string | undefined) => Item | undefined
}

type Working = Exclude<AnyStage, { end: unknown }>

const isWorking = (stage: AnyStage): stage is Working => !('end' in stage)

/** Opening a matter: who asks, where, and what was answered. */
export type Opening = {
  asker: string
  agent?: string
  division: string
  parent?: string
  level?: HandlingLevel
  unit?: string
}

/** What opening changes: everything a matter cannot be without. */
export function open(
  flow: AnyFlow,
  ground: Ground,
  action: string,
  opening: Opening,
  answers: Values,
  now: Date,
): Change {
  const item = ground.findItem(stringOf(answers['item']))
  const start: Change = {
    flow: flow.id,
    level: opening.level ?? flow.opensAt?.(item) ?? 'village',
    division: opening.division,
    asker: opening.asker,
    openedAt: now.toISOString(),
    ...(opening.agent ? { agent: opening.agent } : {}),
    ...(opening.parent ? { parent: opening.parent } : {}),
    ...(opening.unit ? { unit: opening.unit } : {}),
    ...(item ? { item: item.code } : {}),
  }
  const to = findAction(flow, action)?.to
  if (to === undefined) throw new Error(`${flow.id}.${action} does not open a matter`)
  const blank: Matter = fold(undefined, {
    seq: 0,
    action,
    actor: opening.asker,
    at: now.toISOString(),
    answers,
    change: start,
  })
  return withTick(flow, ground, blank, { ...start, ...enter(flow, ground, blank, to, now) })
}

/** What an action changes. The caller has checked that it is allowed and that the answers fit. */
export function step(
  flow: AnyFlow,
  ground: Ground,
  matter: Matter,
  name: string,
  actor: Actor,
  answers: Values,
  now: Date,
): Change {
  if (isAside(name)) return aside(flow, ground, matter, name, now)
  const action = findAction(flow, name)
  if (!action) throw new Error(`no action ${flow.id}.${name}`)
  const known: Matter = { ...matter, answers: { ...matter.answers, ...answers } }
  const effects = (action.effects ?? []).map((effect) => carryOut(effect, ground, known, actor, now))
  const changed: Change = Object.assign({}, ...effects)
  if (actor.person === 'clock') changed.lateRunAt = now.toISOString()
  const after = merged(known, changed)
  const moved = action.to === undefined ? {} : enter(flow, ground, after, action.to, now)
  return withTick(flow, ground, matter, { ...changed, ...moved })
}

/** Notes what the clock wrote, so that it is not written twice. */
export function mark(
  flow: AnyFlow,
  ground: Ground,
  matter: Matter,
  field: 'warnedAt' | 'overdueAt' | 'contactLateAt',
  now: Date,
): Change {
  return withTick(flow, ground, matter, { [field]: now.toISOString() })
}

/** An assisting unit's matter ended: its parent waits for one less. */
export function assistEnded(flow: AnyFlow, ground: Ground, parent: Matter): Change {
  return withTick(flow, ground, parent, { assistsOpen: Math.max(0, parent.assistsOpen - 1) })
}

function aside(flow: AnyFlow, ground: Ground, matter: Matter, name: string, now: Date): Change {
  return name === 'contact' ? withTick(flow, ground, matter, { contactedAt: now.toISOString() }) : {}
}

function carryOut(effect: Effect<Fields>, ground: Ground, matter: Matter, actor: Actor, now: Date): Change {
  switch (effect.do) {
    case 'hand-to': {
      const unit = stringOf(matter.answers[effect.unit])
      return unit === undefined ? {} : { unit, holder: null }
    }
    case 'take-on':
      return { holder: actor.person, ...(actor.post?.unit ? { unit: actor.post.unit } : {}) }
    case 'release':
      return { unit: null, holder: null }
    case 'raise-level':
      return { level: above(matter.level) }
    case 'extend': {
      const more = matter.answers[effect.by]
      if (typeof more !== 'number' || !matter.dueAt) return {}
      const due = extended(ground.calendar, new Date(matter.dueAt), { unit: 'workdays', n: more })
      // The new limit is warned of anew; one that has passed as well stays late.
      return { dueAt: due.toISOString(), ...(due > now ? unmarked : {}) }
    }
    case 'class-as': {
      const item = ground.findItem(stringOf(matter.answers[effect.item]))
      return item ? { item: item.code, level: item.level } : {}
    }
    case 'open-child':
      return { assistsOpen: matter.assistsOpen + 1 }
    case 'merge-into':
      return {}
  }
}

/** Arriving at a stage: its clock starts, unless it keeps the one before or takes up a paused one. */
function enter(flow: AnyFlow, ground: Ground, matter: Matter, to: string, now: Date): Change {
  const stage = flow.stages[to]
  if (!stage) throw new Error(`no stage ${flow.id}.${to}`)
  const here: Change = { stage: to, stageAt: now.toISOString() }
  if (isWorking(stage) && stage.shown && !matter.shownAt) here.shownAt = now.toISOString()
  if (!isWorking(stage)) {
    return {
      ...here,
      endedAt: now.toISOString(),
      ending: stage.end,
      dueAt: null,
      contactDueAt: null,
      pausedAt: null,
      pausedIn: null,
      contactLateAt: null,
      ...unmarked,
    }
  }
  if (stage.pauses) return { ...here, pausedAt: now.toISOString(), pausedIn: matter.stage }
  const awake: Change = matter.pausedAt ? { pausedAt: null, pausedIn: null } : {}
  // Only the stage that was paused goes on where it stood: what is entered for the first time has all of its time.
  if (matter.pausedAt && (matter.pausedIn ?? to) === to)
    return { ...here, ...awake, ...resumed(ground, matter, now) }
  if (stage.due === 'keeps') return { ...here, ...awake }
  if (keptBy(flow, matter.stage)) return here
  return { ...here, ...awake, ...unmarked, ...clockOf(ground, stage, matter, now) }
}

/** Whether the stage being left kept the clock of the one before, so that going back keeps it too. */
function keptBy(flow: AnyFlow, from: string | undefined): boolean {
  const stage = from === undefined ? undefined : flow.stages[from]
  return stage !== undefined && isWorking(stage) && stage.due === 'keeps'
}

const unmarked: Change = { warnedAt: null, overdueAt: null, lateRunAt: null }

function clockOf(ground: Ground, stage: Working, matter: Matter, now: Date): Change {
  const change: Change = { dueAt: null, dueUnit: null, contactDueAt: null, contactLateAt: null }
  const due = spanOf(stage, ground, matter)
  if (due instanceof Date) Object.assign(change, { dueAt: due.toISOString(), dueUnit: 'days' })
  else if (due)
    Object.assign(change, { dueAt: dueAt(ground.calendar, now, due).toISOString(), dueUnit: due.unit })
  const contact = stage.contactWithin
  if (contact) {
    change.contactDueAt = dueAt(ground.calendar, now, contact).toISOString()
    change.contactedAt = null
  } else if (matter.contactDueAt && !matter.contactedAt) {
    // Still owed: its clock runs on, and a lateness already written is not written again.
    delete change.contactDueAt
    delete change.contactLateAt
  }
  return change
}

function spanOf(stage: Working, ground: Ground, matter: Matter): Span | Date | undefined {
  if (stage.due === 'keeps') return undefined
  return typeof stage.due === 'function' ? stage.due(matter.answers, ground.findItem(matter.item)) : stage.due
}

function resumed(ground: Ground, matter: Matter, now: Date): Change {
  if (!matter.dueAt || !matter.pausedAt) return {}
  const due = afterPause(
    ground.calendar,
    new Date(matter.dueAt),
    matter.dueUnit ?? 'days',
    new Date(matter.pausedAt),
    now,
  )
  return { dueAt: due.toISOString() }
}

function merged(matter: Matter, change: Change): Matter {
  return fold(matter, { seq: matter.rev, action: '', actor: '', at: matter.stageAt, answers: {}, change })
}

function withTick(flow: AnyFlow, ground: Ground, matter: Matter, change: Change): Change {
  const tick = nextTick(flow, ground.calendar, merged(matter, change))
  return { ...change, tickAt: tick?.toISOString() ?? null }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
