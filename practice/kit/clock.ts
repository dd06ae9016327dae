import type { ClockEntry } from './asides.ts'
import { dueAt, type Calendar } from './calendar.ts'
import type { AnyFlow } from './flow.ts'
import type { Matter } from './matter.ts'

/**
 * What happens by itself, and when. A matter keeps one moment, `tickAt`; when it comes, `ticking` says what to do.
 * The order is fixed: a missed contact, the warning, the due time, then whatever runs once late.
 */
export type Tick = { kind: ClockEntry } | { kind: 'run'; action: string }

/** The warning comes when a quarter of the time is left (handbook R10). */
const WARN_LEFT = 0.25

function warnAt(matter: Matter, due: Date): Date {
  const start = new Date(matter.stageAt).getTime()
  return new Date(due.getTime() - Math.max(0, due.getTime() - start) * WARN_LEFT)
}

function moments(flow: AnyFlow, calendar: Calendar, matter: Matter): { at: Date; tick: Tick }[] {
  if (matter.endedAt || matter.pausedAt) return []
  const list: { at: Date; tick: Tick }[] = []
  if (matter.contactDueAt && !matter.contactedAt && !matter.contactLateAt) {
    list.push({ at: new Date(matter.contactDueAt), tick: { kind: 'contact-late' } })
  }
  if (!matter.dueAt) return list
  const due = new Date(matter.dueAt)
  if (!matter.warnedAt && !matter.overdueAt) list.push({ at: warnAt(matter, due), tick: { kind: 'warn' } })
  if (!matter.overdueAt) list.push({ at: due, tick: { kind: 'overdue' } })
  const stage = flow.stages[matter.stage]
  if (stage && 'late' in stage && stage.late && !matter.lateRunAt) {
    const at = stage.late.after ? dueAt(calendar, due, stage.late.after) : due
    list.push({ at, tick: { kind: 'run', action: stage.late.run } })
  }
  return list
}

/** The next moment anything can happen by itself; undefined when nothing will. */
export function nextTick(flow: AnyFlow, calendar: Calendar, matter: Matter): Date | undefined {
  const times = moments(flow, calendar, matter).map(({ at }) => at.getTime())
  return times.length === 0 ? undefined : new Date(Math.min(...times))
}

/** What is due at `now`: the last of what has come, so that a sleeping worker does not first warn of what is late. */
export function ticking(flow: AnyFlow, calendar: Calendar, matter: Matter, now: Date): Tick | undefined {
  const come = moments(flow, calendar, matter).filter(({ at }) => at <= now)
  const overdue = come.find(({ tick }) => tick.kind === 'overdue')
  return (overdue ?? come[0])?.tick
}
