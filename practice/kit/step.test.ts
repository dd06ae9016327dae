import { describe, expect, it } from 'vitest'
import { getFlow } from '../flows.gen.ts'
import { mark, open, step, type Ground } from './step.ts'
import { ticking, writtenAt } from './clock.ts'
import { CLOCK, fold, type Actor, type Change, type Entry, type Matter } from './matter.ts'
import type { Item } from './flow.ts'
import type { Values } from './fields.ts'
import type { Span } from './span.ts'

/** What the clock of a stage does when a matter leaves it, comes back to it, or is given more time. */

const at = (local: string) => new Date(`${local}+08:00`)
/** No holidays: Monday the 2nd of March 2026 begins a plain week. */
const CALENDAR = { years: [2026], days: new Map(), closesAtHour: 18 }
const itemOf = (limit: Span): Item => ({
  code: 'any', class: '', name: '', plain: '', level: 'town', limit, evidence: 'none', confidential: false,
}) // prettier-ignore
const ACTOR: Actor = { person: 'someone' }

/** A matter of a flow, moved by hand: what may be done is the concern of available.ts. */
function begin(name: string, opener: string, limit: Span) {
  const flow = getFlow(name)
  const ground: Ground = { calendar: CALENDAR, findItem: () => itemOf(limit) }
  let matter: Matter
  const append = (action: string, now: Date, answers: Values, change: Change) => {
    const entry: Entry = { seq: (matter?.rev ?? 0) + 1, action, actor: 'someone', at: now.toISOString(), answers, change }
    matter = fold(matter, entry)
    return matter
  } // prettier-ignore
  const opened = at('2026-03-02T09:00')
  const opening = { asker: 'asker', division: '610114006205' }
  matter = fold(undefined, {
    seq: 1, action: opener, actor: 'asker', at: opened.toISOString(), answers: {}, change: open(flow, ground, opener, opening, {}, opened),
  }) // prettier-ignore
  return {
    flow,
    now: () => matter,
    act: (action: string, when: string, answers: Values = {}) =>
      append(action, at(when), answers, step(flow, ground, matter, action, ACTOR, answers, at(when))),
    /** Writes one thing the clock finds due; answers with its kind. */
    tick: (when: string) => {
      const tick = ticking(flow, CALENDAR, matter, at(when))
      if (!tick) return undefined
      const written = writtenAt(matter, tick)
      if (tick.kind === 'run') append(tick.action, written, {}, step(flow, ground, matter, tick.action, CLOCK, {}, written))
      else {
        const field = ({ warn: 'warnedAt', overdue: 'overdueAt', 'contact-late': 'contactLateAt' } as const)[tick.kind]
        append(tick.kind, written, {}, mark(flow, ground, matter, field, written))
      }
      return tick.kind === 'run' ? tick.action : tick.kind
    }, // prettier-ignore
  }
}

describe('a contact that is owed', () => {
  it('is written late once, though the unit accepts afterwards', () => {
    const matter = begin('grid-event', 'report', { unit: 'workdays', n: 5 })
    matter.act('dispatch', '2026-03-02T10:00', { unit: 'u' })
    expect(matter.tick('2026-03-03T10:30')).toBe('contact-late')
    matter.act('accept', '2026-03-03T11:00')
    expect(matter.tick('2026-03-03T11:30')).toBeUndefined()
    // The next unit has its own day.
    matter.act('handUp', '2026-03-03T12:00', { reason: '村里办不了' })
    matter.act('dispatch', '2026-03-03T13:00', { unit: 'v' })
    expect(matter.now().contactLateAt).toBeUndefined()
    expect(matter.now().contactDueAt).toBe(at('2026-03-04T13:00').toISOString())
  })
})

describe('more time', () => {
  const extended = (limit: Span, asked: string, days: number) => {
    const matter = begin('grid-event', 'report', limit)
    matter.act('dispatch', '2026-03-02T10:00', { unit: 'u' })
    matter.act('contact', '2026-03-02T10:30')
    matter.act('accept', '2026-03-02T11:00')
    while (matter.tick(asked));
    matter.act('askExtension', asked, { moreDays: days })
    return matter.act('grantExtension', asked)
  }

  it('is counted from the last day, also where that ends at midnight', () => {
    // Three working days from Monday end on Thursday at close of business, three days on Thursday at 24:00.
    for (const unit of ['workdays', 'days'] as const) {
      const { dueAt } = extended({ unit, n: 3 }, '2026-03-03T12:00', 1)
      expect(dueAt).toBe(at('2026-03-06T18:00').toISOString())
    }
  })

  it('takes the marks of the old limit away, unless the new one has passed as well', () => {
    const late = extended({ unit: 'workdays', n: 1 }, '2026-03-04T09:00', 5)
    expect([late.warnedAt, late.overdueAt]).toEqual([undefined, undefined])
    expect(late.done['overdue']?.times).toBe(1)
    expect(late.tickAt).toBeDefined()
    const still = extended({ unit: 'workdays', n: 1 }, '2026-03-12T09:00', 1)
    expect(still.overdueAt).toBeDefined()
  })
})

describe('a pause', () => {
  it('gives the stage entered after it all of its time, and the stage it came from only what was left', () => {
    const fresh = begin('village-service', 'apply', { unit: 'workdays', n: 4 })
    fresh.act('askMaterials', '2026-03-02T10:00', { missing: '户口本' })
    expect(fresh.act('supply', '2026-03-04T10:00').dueAt).toBe(at('2026-03-10T18:00').toISOString())
    const resumed = begin('village-service', 'apply', { unit: 'workdays', n: 4 })
    resumed.act('accept', '2026-03-02T10:00')
    resumed.act('askMaterials', '2026-03-03T10:00', { missing: '户口本' })
    const after = resumed.act('supply', '2026-03-05T10:00')
    expect(after.dueAt).toBe(at('2026-03-10T18:00').toISOString())
    expect([after.pausedAt, after.pausedIn]).toEqual([undefined, undefined])
  })
})

describe('a worker that slept', () => {
  it('writes each thing with the moment it should have happened, in the order of the entries', () => {
    const matter = begin('grid-event', 'report', { unit: 'workdays', n: 5 })
    const due = matter.now().dueAt ?? ''
    expect(matter.tick('2026-03-20T09:00')).toBe('overdue')
    expect(matter.now().overdueAt).toBe(due)
    expect(matter.tick('2026-03-20T09:00')).toBe('escalate')
    const { overdue, escalate } = matter.now().done
    expect(Date.parse(escalate?.at ?? '')).toBeGreaterThan(Date.parse(overdue?.at ?? ''))
    expect(matter.tick('2026-03-20T09:00')).toBeUndefined()
  })
})
