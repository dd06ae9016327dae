import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPause, dateOf, dueAt, isWorkday, type Calendar } from './calendar.ts'
import { days, hours, workdays } from './span.ts'

/** Spring Festival 2026 as the State Council set it: nine days off, two weekend days worked in exchange. */
const SPRING_2026: Calendar = {
  years: [2025, 2026, 2027],
  days: new Map([
    ['2026-02-14', 'work'],
    ...['16', '17', '18', '19', '20', '23'].map((day) => [`2026-02-${day}`, 'off'] as const),
    ['2026-02-28', 'work'],
  ]),
  closesAtHour: 18,
}
const at = (local: string) => new Date(`${local}+08:00`)

describe('working days', () => {
  it('counts through Spring Festival and the weekend days worked for it', () => {
    expect(dueAt(SPRING_2026, at('2026-02-13T09:00'), workdays(1))).toEqual(at('2026-02-14T18:00'))
    expect(dueAt(SPRING_2026, at('2026-02-14T09:00'), workdays(1))).toEqual(at('2026-02-24T18:00'))
    expect(dueAt(SPRING_2026, at('2026-02-24T09:00'), workdays(4))).toEqual(at('2026-02-28T18:00'))
  })

  it('does not count the day of the event (民法典 201)', () => {
    expect(dueAt(SPRING_2026, at('2026-03-02T00:01'), workdays(1))).toEqual(at('2026-03-03T18:00'))
    expect(dueAt(SPRING_2026, at('2026-03-02T23:59'), workdays(1))).toEqual(at('2026-03-03T18:00'))
  })

  it('moves a last day that is a holiday to the end of the next working day (民法典 203)', () => {
    expect(dueAt(SPRING_2026, at('2026-02-13T09:00'), days(3))).toEqual(at('2026-02-25T00:00'))
    expect(dueAt(SPRING_2026, at('2026-03-02T09:00'), days(3))).toEqual(at('2026-03-06T00:00'))
  })

  it('lets hours run on from the event', () => {
    expect(dueAt(SPRING_2026, at('2026-02-16T22:00'), hours(24))).toEqual(at('2026-02-17T22:00'))
  })

  it('fails loudly in a year without a list', () => {
    expect(() => dueAt(SPRING_2026, at('2027-12-31T09:00'), workdays(1))).toThrow(/2028/)
  })

  it('agrees with a slow count over the days', () => {
    const start = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 40 }), (offset, n) => {
        const from = new Date(at('2025-06-01T10:30').getTime() + offset * 86_400_000)
        const due = dueAt(SPRING_2026, from, workdays(n))
        let counted = 0
        for (let day = from.getTime() + 86_400_000; dateOf(new Date(day)) <= dateOf(due); day += 86_400_000) {
          if (isWorkday(SPRING_2026, dateOf(new Date(day)))) counted += 1
        }
        expect(counted).toBe(n)
        expect(isWorkday(SPRING_2026, dateOf(due))).toBe(true)
      }),
    )
  })
})

describe('pausing', () => {
  it('gives back the working days that passed', () => {
    const due = at('2026-03-06T18:00')
    expect(afterPause(SPRING_2026, due, 'workdays', at('2026-03-03T09:00'), at('2026-03-05T17:00'))).toEqual(
      at('2026-03-10T18:00'),
    )
  })

  it('gives back nothing for a pause within a day', () => {
    const due = at('2026-03-06T18:00')
    expect(afterPause(SPRING_2026, due, 'workdays', at('2026-03-03T09:00'), at('2026-03-03T17:00'))).toEqual(
      due,
    )
  })

  it('gives back days, and moves a last day that is a holiday as every other', () => {
    // Thursday at 24:00; two days later would be Saturday.
    const due = at('2026-03-06T00:00')
    expect(afterPause(SPRING_2026, due, 'days', at('2026-03-03T09:00'), at('2026-03-04T09:00'))).toEqual(
      at('2026-03-07T00:00'),
    )
    expect(afterPause(SPRING_2026, due, 'days', at('2026-03-02T09:00'), at('2026-03-04T09:00'))).toEqual(
      at('2026-03-10T00:00'),
    )
  })

  it('gives back the time that passed where time was counted', () => {
    const due = at('2026-03-06T18:00')
    expect(afterPause(SPRING_2026, due, 'hours', at('2026-03-03T09:00'), at('2026-03-03T12:00'))).toEqual(
      at('2026-03-06T21:00'),
    )
  })
})
