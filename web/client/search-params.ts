import type { Input } from './call.ts'

/** What a list of matters is narrowed by; all of it can stand in the address bar. */
export type Filter = Omit<NonNullable<Input<'matters.list'>['query']>, 'cursor' | 'limit'>
export type FilterKey = keyof Filter
type Queue = NonNullable<Filter['queue']>

const isOneOf =
  <V extends string>(values: Readonly<Record<V, true>>) =>
  (value: string): value is V =>
    Object.hasOwn(values, value)

const isQueue = isOneOf<Queue>({
  mine: true,
  accept: true,
  dispatch: true,
  disputed: true,
  attention: true,
  confirming: true,
  warned: true,
  overdue: true,
  open: true,
  ended: true,
})
const isSort = isOneOf<NonNullable<Filter['sort']>>({ due: true, newest: true, worst: true })
const isReason = isOneOf<NonNullable<Filter['reason']>>({
  urgent: true,
  overdue: true,
  disputed: true,
  reopened: true,
})
const isEnding = isOneOf<NonNullable<Filter['ending']>>({
  satisfied: true,
  unanswered: true,
  recorded: true,
  declined: true,
  cancelled: true,
  merged: true,
})
const hasHad = isOneOf<NonNullable<Filter['had']>>({
  handover: true,
  objection: true,
  upheld: true,
  extension: true,
  refusal: true,
  contact: true,
  kept: true,
  missed: true,
})
const isDay = (value: string): value is string => /^\d{4}-\d\d-\d\d$/.test(value)
const isYesNo = isOneOf<NonNullable<Filter['late']>>({ yes: true, no: true })
const isNo = isOneOf<NonNullable<Filter['confidential']>>({ no: true })
const isText = (value: string): value is string => value !== ''

/**
 * In the order they are written, so that the same filters are always the same address. Complete but for the side one
 * looks from, which is the screen's own: a filter left out here would make a number's list longer than the number.
 */
const checks: Readonly<Record<Exclude<FilterKey, 'view'>, (value: string) => boolean>> = {
  queue: isQueue,
  reason: isReason,
  flow: isText,
  stage: isText,
  item: isText,
  division: isText,
  unit: isText,
  ending: isEnding,
  except: isEnding,
  day: isDay,
  from: isDay,
  to: isDay,
  endedFrom: isDay,
  endedTo: isDay,
  late: isYesNo,
  refusedFrom: isDay,
  refusedTo: isDay,
  had: hasHad,
  confidential: isNo,
  q: isText,
  sort: isSort,
}

/** The filters in an address; what an old link or a slip of the hand put there is left out. */
export function readSearch(search: string): Filter {
  const given = new URLSearchParams(search)
  const kept = Object.entries(checks).flatMap(([key, fits]) => {
    const value = given.get(key)
    return value !== null && fits(value) ? [[key, value]] : []
  })
  return Object.fromEntries(kept)
}

/** The filters as the end of an address, with its question mark; empty when there are none. */
export function writeSearch(filter: Filter): string {
  const search = new URLSearchParams()
  for (const key of Object.keys(checks)) {
    const value = filter[key as FilterKey]
    if (value) search.set(key, value)
  }
  return search.size > 0 ? `?${search}` : ''
}
