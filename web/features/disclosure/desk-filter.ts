import { KIND_NAMES } from '#practice/disclosure/item.ts'
import type { WorkFilter } from '#practice/disclosure/work.ts'
import { COLOURS, WORK_STATES, type Work } from './desk-words.ts'

/** What the lists of duties are narrowed by; all of it stands in the address bar. */
export type DutyFilter = WorkFilter
export type FilterKey = keyof WorkFilter
export const FILTER_KEYS = [
  'village',
  'kind',
  'class',
  'state',
  'colour',
  'hot',
  'mine',
  'q',
] as const satisfies readonly FilterKey[]

const isPlace = (value: string) => /^\d{9}(\d{3})?$/.test(value)
const isYes = (value: string) => value === 'yes'
const isText = (value: string) => value.trim() !== ''
const oneOf = (known: object) => (value: string) => Object.hasOwn(known, value)

const checks: Readonly<Record<FilterKey, (value: string) => boolean>> = {
  village: isPlace,
  kind: oneOf(KIND_NAMES),
  class: isText,
  state: oneOf(WORK_STATES),
  colour: oneOf(COLOURS),
  hot: isYes,
  mine: isYes,
  q: isText,
}

/** The filters in an address; what an old link or a slip of the hand put there is left out. */
export const readDutyFilter = (search: string): DutyFilter => readKnown(search, checks)

function readKnown<Key extends string>(
  search: string,
  known: Readonly<Record<Key, (value: string) => boolean>>,
): Partial<Record<Key, string>> {
  const given = new URLSearchParams(search)
  const kept: Partial<Record<Key, string>> = {}
  // The keys of a record are what its type says; `keys` forgets it.
  for (const key of Object.keys(known) as Key[]) {
    const value = given.get(key)
    if (value !== null && known[key](value)) kept[key] = value
  }
  return kept
}

/** The calendar of one village in one year; `duty` is the one whose square is open. */
export type YearFilter = Partial<Record<'village' | 'year' | 'duty' | 'kind' | 'colour' | 'hot', string>>

export const readYearFilter = (search: string): YearFilter => readKnown(search, yearChecks)

const yearChecks: Readonly<Record<keyof YearFilter, (value: string) => boolean>> = {
  village: (value) => /^\d{12}$/.test(value),
  year: (value) => /^20[2-9]\d$/.test(value),
  duty: (value) => /^[^/]+\/[^/]+\/\d+$/.test(value),
  kind: checks.kind,
  colour: checks.colour,
  hot: isYes,
}

/** The villages of an area in the order of one of their numbers, or summed up by street. */
export type WatchFilter = Partial<Record<'under' | 'by' | 'sort', string>>
const SORTS = [
  'due',
  'published',
  'late',
  'lateHot',
  'daysLate',
  'soon',
  'questionsOpen',
  'correctionsOwed',
  'otherShare',
  'reminders',
] as const
export type Sort = (typeof SORTS)[number]

const watchChecks: Readonly<Record<keyof WatchFilter, (value: string) => boolean>> = {
  under: isPlace,
  by: (value) => value === 'town',
  sort: (value) => SORTS.some((sort) => sort === value),
}
export const readWatchFilter = (search: string): WatchFilter => readKnown(search, watchChecks)

/** The duties one number of the watch counts. */
export type CountFilter = Partial<Record<'under' | 'count' | 'class' | 'hot', string>>
export const COUNT_NAMES = { due: '应公开', published: '已公开', late: '逾期', soon: '三天内到期' } as const

const countChecks: Readonly<Record<keyof CountFilter, (value: string) => boolean>> = {
  under: (value) => /^\d{6}(\d{3}(\d{3})?)?$/.test(value),
  count: oneOf(COUNT_NAMES),
  class: isText,
  hot: isYes,
}
export const readCountFilter = (search: string): CountFilter => readKnown(search, countChecks)

type Group = { dueOn: string; rows: Work[] }
export type Section = { id: 'now' | 'late' | 'soon' | 'ahead'; title: string; n: number; groups: Group[] }

const TITLES: Readonly<Record<Section['id'], string>> = {
  now: '现在轮到我办',
  late: '逾期，等别人办',
  soon: '三天内到期',
  ahead: '以后到期',
}

/** The list as it is worked through: what waits for this post first, then by urgency, each by due day. */
export function sectionsOf(rows: readonly Work[]): Section[] {
  const order = ['now', 'late', 'soon', 'ahead'] as const
  return order.flatMap((id) => {
    const own = rows.filter((row) => sectionOf(row) === id)
    if (own.length === 0) return []
    return [{ id, title: TITLES[id], n: own.length, groups: byDay(own) }]
  })
}

/** Rows by their due day, under one heading. */
export const oneSection = (title: string, rows: readonly Work[]): Section[] =>
  rows.length === 0 ? [] : [{ id: 'now', title, n: rows.length, groups: byDay(rows) }]

function byDay(rows: readonly Work[]): Group[] {
  const days = [...new Set(rows.map(({ dueOn }) => dueOn))].toSorted()
  return days.map((dueOn) => ({ dueOn, rows: rows.filter((row) => row.dueOn === dueOn) }))
}

/** A draft that waits, or what is due: it is this post's turn. What is merely ahead can wait. */
function sectionOf({ mine, state, colour, waitsFor, owed }: Work): Section['id'] {
  const isOpen = state !== undefined || waitsFor !== undefined || owed
  if (mine && (isOpen || colour === 'red' || colour === 'yellow')) return 'now'
  if (colour === 'red') return 'late'
  return colour === 'yellow' ? 'soon' : 'ahead'
}
