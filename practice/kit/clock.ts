import type { ClockEntry } from './asides.ts'
import { extended, type Calendar } from './calendar.ts'
import type { AnyFlow } from './flow.ts'
import type { Matter } from './matter.ts'

/**
 * What happens by itself, and when. A matter keeps one moment, `tickAt`; when it comes, `ticking` says what to do.
 * The order is fixed: a missed contact, the warning, the due time, then whatever runs once late.
 */
export type Tick = ({ kind: ClockEntry } | { kind: 'run'; action: string }) & {
  /** When it should happen, which is not when a worker that slept finds it. */
  at: Date
}

/** The warning comes when a quarter of the time is left (handbook R10). */
const WARN_LEFT = 0.25

function warnAt(matter: Matter, due: Date): Date {
  const start = new Date(matter.stageAt).getTime()
  return new Date(due.getTime() - Math.max(0, due.getTime() - start) * WARN_LEFT)
}

function moments(flow: AnyFlow, calendar: Calendar, matter: Matter): Tick[] {
  if (matter.endedAt || matter.pausedAt) return []
  const list: Tick[] = []
  if (matter.contactDueAt && !matter.contactedAt && !matter.contactLateAt) {
    list.push({ kind: 'contact-late', at: new Date(matter.contactDueAt) })
  }
  if (!matter.dueAt) return list
  const due = new Date(matter.dueAt)
  if (!matter.warnedAt && !matter.overdueAt) list.push({ kind: 'warn', at: warnAt(matter, due) })
  if (!matter.overdueAt) list.push({ kind: 'overdue', at: due })
  const stage = flow.stages[matter.stage]
  if (stage && 'late' in stage && stage.late && !matter.lateRunAt) {
    const at = stage.late.after ? extended(calendar, due, stage.late.after) : due
    list.push({ kind: 'run', action: stage.late.run, at })
  }
  return list
}

/** The next moment anything can happen by itself; undefined when nothing will. */
export function nextTick(flow: AnyFlow, calendar: Calendar, matter: Matter): Date | undefined {
  const times = moments(flow, calendar, matter).map(({ at }) => at.getTime())
  return times.length === 0 ? undefined : new Date(Math.min(...times))
}

/**
 * What is due at `now`; lateness before its warning, so that a worker that slept does not first warn of what is late.
 */
export function ticking(flow: AnyFlow, calendar: Calendar, matter: Matter, now: Date): Tick | undefined {
  const come = moments(flow, calendar, matter).filter(({ at }) => at <= now)
  return come.find(({ kind }) => kind === 'overdue') ?? come[0]
}

/** The instant a tick is written with: when it should have happened, but never before what happened since. */
export function writtenAt(matter: Matter, tick: Tick): Date {
  const since = Object.values(matter.done).map(({ at }) => Date.parse(at))
  return new Date(Math.max(tick.at.getTime(), ...since))
}
