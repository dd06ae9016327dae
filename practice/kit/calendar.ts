import type { Span } from './span.ts'

/**
 * The county's working days. `days` lists only what differs from an ordinary week: public holidays (`off`) and
 * weekend days worked in exchange (`work`), from the State Council's yearly notice.
 */
export type Calendar = {
  /** Years the lists cover; counting into any other fails loudly (rules.md 0.5). */
  years: readonly number[]
  days: ReadonlyMap<string, 'off' | 'work'>
  /** Local hour at which a period counted in working days ends: close of business (rules.md 0.3). */
  closesAtHour: number
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** China keeps one clock all year, UTC+8, so local dates need no time-zone data. */
const CHINA_MS = 8 * HOUR_MS

/** The date in China, YYYY-MM-DD, of an instant. */
export function dateOf(at: Date): string {
  return new Date(at.getTime() + CHINA_MS).toISOString().slice(0, 10)
}

/** An instant on the county's clock to the minute: `2026-11-24 18:00`. */
export function minuteOf(at: Date): string {
  return new Date(at.getTime() + CHINA_MS).toISOString().slice(0, 16).replace('T', ' ')
}

/** A day of the calendar as people say it: `11月24日`. */
export function saidDay(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

/** The same with its year: `2026年11月24日`. */
export const saidDate = (day: string): string => `${Number(day.slice(0, 4))}年${saidDay(day)}`

/** An instant on the county's clock as people say it: `11月24日 18:00`. */
export function saidMinute(at: Date): string {
  const [day = '', time = ''] = minuteOf(at).split(' ')
  return `${saidDay(day)} ${time}`
}

const instant = (date: string, hour: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) - CHINA_MS + hour * HOUR_MS)
const addDays = (date: string, n: number) =>
  new Date(Date.parse(date) + n * DAY_MS).toISOString().slice(0, 10)

/** Whether people work on that date. Throws when the calendar has no list for its year. */
export function isWorkday(calendar: Calendar, date: string): boolean {
  if (!calendar.years.includes(Number(date.slice(0, 4)))) {
    throw new Error(`no holiday list for ${date.slice(0, 4)}: add it to packs/national/calendar.csv`)
  }
  const special = calendar.days.get(date)
  if (special) return special === 'work'
  const weekday = new Date(date).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function nthWorkdayAfter(calendar: Calendar, from: string, n: number): string {
  let date = from
  for (let left = n; left > 0;) {
    date = addDays(date, 1)
    if (isWorkday(calendar, date)) left -= 1
  }
  return date
}

/**
 * When a span that begins at `from` runs out.
 * Hours run from the event itself (民法典 201, rules.md 0.4). Days begin on the day after, and a last day that is a
 * public holiday moves to the end of the next working day (民法典 203, rules.md 0.2–0.3). Working days end at close
 * of business of the last one.
 */
export function dueAt(calendar: Calendar, from: Date, { unit, n }: Span): Date {
  if (unit === 'hours') return new Date(from.getTime() + n * HOUR_MS)
  const start = dateOf(from)
  if (unit === 'workdays') return instant(nthWorkdayAfter(calendar, start, n), calendar.closesAtHour)
  return endOfDay(calendar, addDays(start, n))
}

/** Midnight after a last day, which moves to the next working day when it is a holiday (民法典 203). */
function endOfDay(calendar: Calendar, last: string): Date {
  return instant(isWorkday(calendar, last) ? last : nthWorkdayAfter(calendar, last, 1), 24)
}

/** The last day of a limit: one that ends at 24:00 is written as midnight, which is the next day's first moment. */
const lastDayOf = (due: Date) => dateOf(new Date(due.getTime() - 1))

/** A limit moved on by a span, counted from its last day. */
export function extended(calendar: Calendar, due: Date, more: Span): Date {
  return more.unit === 'hours'
    ? dueAt(calendar, due, more)
    : dueAt(calendar, new Date(due.getTime() - 1), more)
}

/**
 * The due time after a pause from `from` to `to`: days that passed are given back as days, working days as working
 * days, hours as the time itself.
 */
export function afterPause(calendar: Calendar, due: Date, unit: Span['unit'], from: Date, to: Date): Date {
  if (unit === 'hours') return new Date(due.getTime() + to.getTime() - from.getTime())
  const lost = passed(calendar, dateOf(from), dateOf(to), unit)
  if (lost === 0) return due
  if (unit === 'days') return endOfDay(calendar, addDays(lastDayOf(due), lost))
  return instant(nthWorkdayAfter(calendar, lastDayOf(due), lost), calendar.closesAtHour)
}

function passed(calendar: Calendar, from: string, to: string, unit: 'days' | 'workdays'): number {
  let n = 0
  for (let date = from; date < to;) {
    date = addDays(date, 1)
    if (unit === 'days' || isWorkday(calendar, date)) n += 1
  }
  return n
}
