import { tightened, type Limit } from '../meetings/limits.ts'
import type { Frequency } from './content.ts'

/**
 * When something must be public. A period is text: `2026-10`, `2026Q3`, `2026H1`, `2026`; for an event it is the day
 * it happened. Days are `YYYY-MM-DD` in China; all of it is arithmetic on dates, so no clock is read here.
 */

/** What the law asks of every county (rules.md §6, §12). A county may tighten it, never weaken it (rules 0.8). */
export const DISCLOSURE_LIMITS = {
  'disclose.min_posted_days': {
    kind: 'least',
    name: '公布期限',
    value: 15,
    unit: '日',
    law: 'vcl',
    article: '第三十五条',
    rule: '6.3',
  },
  'disclose.general': {
    kind: 'most',
    name: '一般事项公布间隔',
    value: 3,
    unit: '个月',
    law: 'vcl',
    article: '第三十五条',
    rule: '6.2',
  },
  'disclose.finance_busy': {
    kind: 'most',
    name: '财务往来较多时收支公布间隔',
    value: 1,
    unit: '个月',
    law: 'vcl',
    article: '第三十五条',
    rule: '6.2',
  },
} as const satisfies Record<string, Limit>
export type DisclosureLimit = keyof typeof DISCLOSURE_LIMITS

/** The value of a limit where a county has its own. Throws `WeakerThanLaw`, which names the article. */
export function limitOf(name: DisclosureLimit, own?: { value: number; source: string }): number {
  const law: Limit = DISCLOSURE_LIMITS[name]
  const limit = own ? tightened(law, own.value, own.source) : law
  return Number(limit.value)
}

/** Days after the period’s last day; `disclosureDay` is a day of the month on which a county publishes everything. */
export type DueSpans = Readonly<Record<Frequency, number>> & { readonly disclosureDay?: number }

/**
 * Handbook D2: monthly accounts within 10 days, quarterly items by the 20th of the next month. Half years and years
 * are ours, like the quarter; an event has 10 days (四川省村务公开条例 9, the one figure in law).
 */
export const DUE_SPANS: DueSpans = { month: 10, quarter: 20, half: 20, year: 20, event: 10 }

/** A county’s or an item’s own days. Throws a `RangeError` with a Chinese sentence for a later day than ours. */
export function spansWith(own: Partial<DueSpans>, source: string): DueSpans {
  for (const frequency of FREQUENCIES) {
    const days = own[frequency]
    if (days !== undefined && !(Number.isInteger(days) && days >= 0 && days <= DUE_SPANS[frequency]))
      throw new RangeError(
        `公开时限只能从严：按公开目录，${FREQUENCY_NAMES[frequency]}事项最迟为期末后 ${DUE_SPANS[frequency]} 日，${source}不能定为 ${days} 日`,
      )
  }
  const day = own.disclosureDay
  if (day !== undefined && !(Number.isInteger(day) && day >= 1 && day <= 28))
    throw new RangeError(`公开日须是每月 1 日至 28 日中的一天，${source}写的是 ${day}`)
  return { ...DUE_SPANS, ...own }
}

export const FREQUENCIES = [
  'month',
  'quarter',
  'half',
  'year',
  'event',
] as const satisfies readonly Frequency[]
export const FREQUENCY_NAMES: Readonly<Record<Frequency, string>> = {
  month: '每月',
  quarter: '每季度',
  half: '每半年',
  year: '每年',
  event: '随时',
}

/** The period of a frequency that holds a day; an event’s period is its day. */
export function periodAt(frequency: Frequency, date: string): string {
  const [year = '', month = ''] = date.split('-')
  const m = Number(month)
  if (frequency === 'event') return date
  if (frequency === 'month') return `${year}-${month}`
  if (frequency === 'quarter') return `${year}Q${Math.ceil(m / 3)}`
  if (frequency === 'half') return `${year}H${Math.ceil(m / 6)}`
  return year
}

/** Which frequency a period is of. Throws for text that is no period. */
export function frequencyOf(period: string): Frequency {
  const form = FORMS.find(([, pattern]) => pattern.test(period))
  if (!form) throw new Error(`not a period: ${period}`)
  return form[0]
}

const FORMS: readonly (readonly [Frequency, RegExp])[] = [
  ['event', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/],
  ['month', /^\d{4}-(0[1-9]|1[0-2])$/],
  ['quarter', /^\d{4}Q[1-4]$/],
  ['half', /^\d{4}H[12]$/],
  ['year', /^\d{4}$/],
]

/** The first and the last day of a period. */
export function daysOf(period: string): { first: string; last: string } {
  const frequency = frequencyOf(period)
  if (frequency === 'event') return { first: period, last: period }
  const months = MONTHS[frequency]
  const n = frequency === 'year' ? 1 : Number(period.slice(5))
  const start = (n - 1) * months
  const year = Number(period.slice(0, 4))
  return { first: dayText(Date.UTC(year, start, 1)), last: dayText(Date.UTC(year, start + months, 0)) }
}

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const

/** The period before; for an event there is none, so `undefined`. */
export function previousPeriod(period: string): string | undefined {
  const frequency = frequencyOf(period)
  return frequency === 'event' ? undefined : periodAt(frequency, plusDays(daysOf(period).first, -1))
}

/** The period after; for an event there is none. */
export function nextPeriod(period: string): string | undefined {
  const frequency = frequencyOf(period)
  return frequency === 'event' ? undefined : periodAt(frequency, plusDays(daysOf(period).last, 1))
}

/** A period as people say it: 2026年10月, 2026年第三季度, 2026年上半年, 2026年, 2026年10月8日. */
export function periodName(period: string): string {
  const year = `${period.slice(0, 4)}年`
  const n = Number(period.slice(5, 7))
  switch (frequencyOf(period)) {
    case 'event':
      return `${year}${n}月${Number(period.slice(8))}日`
    case 'month':
      return `${year}${n}月`
    case 'quarter':
      return `${year}第${'一二三四'[n - 1] ?? ''}季度`
    case 'half':
      return `${year}${n === 1 ? '上' : '下'}半年`
    case 'year':
      return year
  }
}

/**
 * The last day on which a duty is in time: N days after the period’s last day, or the county’s disclosure day if that
 * comes first. An item’s own days (`itemDays`, e.g. land compensation in 5, F13) stand before the general ones.
 */
export function dueOn(
  frequency: Frequency,
  period: string,
  spans: DueSpans = DUE_SPANS,
  itemDays?: number,
): string {
  const { last } = daysOf(period)
  const due = plusDays(last, itemDays ?? spans[frequency])
  // An event does not wait for the calendar, and the calendar does not hurry an event.
  if (spans.disclosureDay === undefined || frequency === 'event') return due
  const onDay = nextDayOfMonth(last, spans.disclosureDay)
  return onDay < due ? onDay : due
}

function nextDayOfMonth(after: string, dayOfMonth: number): string {
  const [year = 0, month = 0, day = 0] = after.split('-').map(Number)
  return dayText(Date.UTC(year, day < dayOfMonth ? month - 1 : month, dayOfMonth))
}

/**
 * The disclosure day a county has in mind: the last one for three days after it, while stragglers come, else the next.
 * `isNear` from three days before, as duties turn yellow, to three days after.
 */
export function disclosureDayNear(dayOfMonth: number, today: string): { on: string; isNear: boolean } {
  const on = nextDayOfMonth(plusDays(today, -YELLOW_DAYS - 1), dayOfMonth)
  return { on, isNear: on <= plusDays(today, YELLOW_DAYS) }
}

/** What colours a duty. An exemption is given by two named people (life.ts); days are local. */
export type DutyDays = { dueOn: string; publishedOn?: string | null; exempt?: boolean }
export type DutyColour = 'green' | 'yellow' | 'red' | 'grey' | 'exempt'

/** Handbook D2: yellow with three days left, red when late. */
export const YELLOW_DAYS = 3

/** Green published, yellow with three days or fewer left, red late, grey not yet, `exempt` excused by name. */
export function colourOf(duty: DutyDays, today: string): DutyColour {
  if (duty.publishedOn) return 'green'
  if (duty.exempt) return 'exempt'
  if (today > duty.dueOn) return 'red'
  return plusDays(today, YELLOW_DAYS) >= duty.dueOn ? 'yellow' : 'grey'
}

/** Days late, 0 when in time: to the day of publication, or to today when there is none yet. */
export function daysLate(duty: DutyDays, today: string): number {
  if (duty.exempt) return 0
  const until = duty.publishedOn ?? today
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(duty.dueOn)) / DAY_MS))
}

const DAY_MS = 86_400_000
const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** A day moved by n days. */
export function plusDays(date: string, n: number): string {
  return dayText(Date.parse(date) + n * DAY_MS)
}
