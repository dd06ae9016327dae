import type { z } from 'zod'
import { at, contains, levelOf, type Level } from '#contract/division-codes.ts'
import type { Mood } from '#contract/matters.ts'
import type { Wall } from '#contract/wall.ts'
import { INDICATORS } from '#practice/indicators.gen.ts'
import { dateOf, nameOfEntry, type AnyFlow, type Indicator } from '#practice/kit/index.ts'
import { evaluate, figureOf, listOf, partsOf, type Numbers } from '#server/modules/indicators/index.ts'
import { isClassed, moodOf, URGENT_CLASS, urgentItems, type Filter } from '#server/modules/matters/index.ts'
import type { County } from '#server/modules/places/index.ts'
import type { ClassCounts, DayCounts, EventRow, PlaceStanding } from './store.ts'

/**
 * The promise of this module: no number without its records. Every figure is an indicator or a standing, kept by the
 * worker's counters, with the desk's list that shows exactly what it counts; no villager's name and nothing
 * confidential is ever shown to a room.
 */

type Answer = z.input<typeof Wall>
type Figure = Answer['figures'][number]
type Place = Answer['places'][number]

const DAY_MS = 86_400_000
const MONTH_DAYS = 30
const TREND_DAYS = 14

/** The days the numbers are about, on the county's clock. */
export type Window = { today: string; monthFrom: string; days: readonly string[] }

export function windowAt(now: Date): Window {
  const day = (ago: number) => dateOf(new Date(now.getTime() - ago * DAY_MS))
  const days = Array.from({ length: TREND_DAYS }, (_, index) => day(TREND_DAYS - 1 - index))
  return { today: day(0), monthFrom: day(MONTH_DAYS - 1), days }
}

/** Where the caller looks: the area, and how a list of it is narrowed from what the post sees anyway. */
export type Area = { division: string; own: string }

/** A list is no wider than the area, and a village's without what its numbers leave out (`countsConfidential`). */
const narrowing = ({ division, own }: Area): Filter => ({
  ...(division === own ? {} : { division }),
  ...(own.length >= VILLAGE_DIGITS ? { confidential: 'no' } : {}),
})
const VILLAGE_DIGITS = 12

/** The list of the desk that the filter opens there. */
const listIn = (area: Area, filter: Filter) => listOf({ ...filter, ...narrowing(area) })

/** From the post's own place down to the area. */
export function pathOf(county: County, { division, own }: Area): Answer['path'] {
  const levels: readonly Level[] = ['county', 'town', 'village']
  return levels.flatMap((level) => {
    const code = at(level, division)
    return code !== undefined && contains(own, code) ? [{ division: code, name: county.placeName(code) }] : []
  })
}

/** The area itself and every street and village in it: where counters are read for one page. */
export function partsOfArea(county: County, division: string): string[] {
  const below = [...county.divisions.values()].filter(
    ({ code, level }) =>
      (level === 'town' || level === 'village') && code !== division && contains(division, code),
  )
  return [division, ...below.map(({ code }) => code)]
}

/** What was read for the area. */
export type Read = {
  month: readonly ClassCounts[]
  days: readonly DayCounts[]
  standings: readonly PlaceStanding[]
  urgent: readonly PlaceStanding[]
  shares: Numbers['shares']
  /** Grid events since the first day, and whether the confidential ones are among them. */
  ever: { counts: Numbers['counts']; isWhole: boolean }
}

/** What counties publish of themselves is the number of their grid events and how many are closed. */
export const PUBLISHED_FLOW = 'grid-event'
/** Before any day the county has records of. */
export const BEGINNING = '2000-01-01'
/** As the wall calls them. */
const EVER = [
  ['ever', '累计网格事件', 'opened'],
  ['ever-closing', '累计办结率', 'closing-rate'],
] as const

function indicator(id: string): Indicator {
  const found = INDICATORS.find((each) => each.id === id)
  if (!found) throw new Error(`no indicator ${id}`)
  return found
}

/** The indicators of the last 30 days, as the wall calls them. */
const MONTHLY = [
  ['ended', '近30天办结', indicator('closed')],
  ['closing', '办结率', indicator('closing-rate')],
  ['on-time', '按时办结率', indicator('on-time-rate')],
  ['satisfied', '群众满意率', indicator('satisfied')],
  ['unanswered', '未回音', indicator('unanswered')],
  ['refused', '不满意退回', indicator('dissatisfied')],
  ['reopened', '退回重办过', indicator('reopened')],
  ['objections', '单位异议', indicator('objections')],
  ['upheld', '异议成立', indicator('upheld')],
] as const
/** What stands open now. */
const STANDING = [
  ['open', '正在办理', indicator('open')],
  ['warned', '临期', indicator('due-soon')],
  ['overdue', '超期', indicator('overdue')],
] as const

export function figuresOf(county: County, area: Area, window: Window, read: Read): Figure[] {
  const { today, monthFrom } = window
  const standings = read.standings.filter(({ key }) => key === area.division)
  const numbers: Numbers = { counts: read.month, standings, shares: read.shares }
  const figure = (id: string, name: string, value: number, filter: Filter): Figure => ({
    id,
    name,
    value,
    list: listIn(area, filter),
  })
  const shown = (
    from: string,
    [id, name, each]: readonly [string, string, Indicator],
    by = numbers,
  ): Figure => {
    const { numerator, denominator } = evaluate(each, by)
    const filter = each.list({ from, to: today })
    return {
      ...figure(id, name, numerator, filter),
      ...(denominator === undefined ? {} : { of: denominator }),
    }
  }
  const ofToday = { ...numbers, counts: read.days.filter(({ key }) => key === today) }
  const urgent = read.urgent.filter(({ key }) => key === area.division)
  const late = urgent.filter(({ clock }) => clock === 'overdue')
  const disputed = standings.filter((row) => queueOf(county, row) === 'disputed')
  // A county whose list has no such class has none of these.
  const item = urgentItems(county)?.prefix ?? URGENT_CLASS
  return [
    shown(today, ['opened-today', '今日新报', indicator('opened')], ofToday),
    ...STANDING.map((each) => shown(monthFrom, each)),
    figure('urgent', '突发事件', sum(urgent), { queue: 'open', item }),
    figure('urgent-overdue', '突发事件超期', sum(late), { queue: 'overdue', item }),
    figure('disputed', '异议待裁定', sum(disputed), { queue: 'disputed' }),
    ...MONTHLY.map((each) => shown(monthFrom, each)),
    ...everOf(area, today, read),
  ]
}

/** Whoever may not see confidential matters does not count them; a published number says so. */
function everOf(area: Area, today: string, { ever: { counts, isWhole } }: Read): Figure[] {
  const numbers: Numbers = { counts, standings: [], shares: [] }
  const narrowed = { flow: PUBLISHED_FLOW, ...narrowing(area) }
  return EVER.map(([id, name, counted]) => {
    const { value, of, list } = figureOf(counted, numbers, { from: BEGINNING, to: today }, narrowed)
    const called = isWhole ? name : `${name}（不含保密）`
    return { id, name: called, value, list, ...(of === undefined ? {} : { of }) }
  })
}

const sum = (rows: readonly { n: number }[]) => rows.reduce((total, { n }) => total + n, 0)

function queueOf(county: County, { flow, stage }: { flow: string; stage: string }): string | undefined {
  const found = county.flow(flow).stages[stage]
  return found && 'queue' in found ? found.queue : undefined
}

/** Every street or village of the area, busy or not, so that the map has no holes. */
export function placesOf(county: County, division: string, level: Level, read: Read): Place[] {
  const open = totals(read.standings)
  const overdue = totals(read.standings.filter(({ clock }) => clock === 'overdue'))
  const urgent = totals(read.urgent)
  return [...county.divisions.values()]
    .filter((place) => place.level === level && contains(division, place.code))
    .map(({ code }) => ({
      division: code,
      name: county.placeName(code),
      open: open.get(code) ?? 0,
      overdue: overdue.get(code) ?? 0,
      urgent: urgent.get(code) ?? 0,
    }))
}

/** The streets of a county; a street has its villages. */
export function townsOf(county: County, division: string, read: Read): Place[] {
  return levelOf(division) === 'county' ? placesOf(county, division, 'town', read) : []
}

function totals(rows: readonly PlaceStanding[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { key, n } of rows) found.set(key, (found.get(key) ?? 0) + n)
  return found
}

/** Counts by flow and the first two digits of the item, as classes with their names; most first. */
export function classesOf(
  county: County,
  area: Area,
  counts: readonly ClassCounts[],
  { monthFrom }: Window,
): Answer['classes'] {
  const classes = new Map<string, Answer['classes'][number]>()
  for (const { flow: id, key: prefix, opened } of counts) {
    const flow = county.flow(id)
    if (!isAsked(flow) || opened === 0) continue
    const { key, name, filter } = classOf(county, flow, prefix)
    const list = listIn(area, { flow: id, ...filter, from: monthFrom })
    classes.set(key, { class: key, name, list, count: (classes.get(key)?.count ?? 0) + opened })
  }
  return [...classes.values()].sort((a, b) => b.count - a.count)
}

function classOf(
  county: County,
  flow: AnyFlow,
  prefix: string,
): { key: string; name: string; filter: Filter } {
  const items = county.catalogues.get(flow.catalogue ?? '')?.items ?? []
  if (!items.some(({ code }) => isClassed(code))) return { key: flow.id, name: flow.name, filter: {} }
  const item = prefix === '' ? undefined : items.find(({ code }) => code.startsWith(prefix))
  return item
    ? { key: prefix, name: item.class, filter: { item: prefix } }
    : { key: 'none', name: '未归类', filter: { item: 'none' } }
}

/** Whether people ask for it; what one unit asks of another is part of a matter already counted. */
function isAsked(flow: AnyFlow): boolean {
  return Object.values(flow.actions).some(({ from, by }) => from === undefined && by !== 'clock')
}

export function daysOf({ days }: Window, counts: readonly DayCounts[]): Answer['days'] {
  const by = new Map(days.map((day) => [day, { day, opened: 0, ended: 0 }]))
  for (const { key, opened, ended } of counts) {
    const day = by.get(key)
    if (!day) continue
    day.opened += opened
    day.ended += ended
  }
  return [...by.values()]
}

/** Fewer passages than this say more about one matter than about the stage. */
const SAMPLES_MIN = 3

/** Slowest first. What waits for the asker, or stands still by leave, is not time that officials took. */
export function stagesOf(county: County, area: Area, read: Read): Answer['stages'] {
  const here = read.standings.filter(({ key }) => key === area.division)
  return partsOf(indicator('stage-hours'), { counts: [], standings: [], shares: read.shares })
    .flatMap(({ flow: id, name: key, value, denominator: n = 0 }) => {
      const flow = county.flow(id)
      const stage = flow.stages[key]
      if (!stage || 'end' in stage || n < SAMPLES_MIN || value === null || stage.pauses || !isAsked(flow))
        return []
      if (flow.roles[stage.owner]?.sits === 'asker') return []
      const list = listIn(area, { queue: 'open', flow: id, stage: key })
      const name = `${flow.plain} · ${stage.name}`
      const open = sum(here.filter((row) => row.flow === id && row.stage === key))
      return [{ flow: id, stage: key, name, hours: Math.round(value * 10) / 10, count: n, open, list }]
    })
    .sort((a, b) => b.hours - a.hours)
}

/** The phones of the area's offices: the command centre, the streets, the village; departments have too many. */
export function phonesOf(county: County, division: string): Answer['duty']['phones'] {
  return [...county.units.values()]
    .filter(({ kind, division: seat }) => kind !== 'department' && isNear(seat, division))
    .flatMap(({ name, phone }) => (phone === null || phone === '' ? [] : [{ name, phone }]))
}

/** Above the area or the area itself; of a county also its streets. */
const isNear = (seat: string, division: string) =>
  contains(seat, division) || (levelOf(division) === 'county' && levelOf(seat) === 'town')

/** What just happened: the deed and the place, never who. */
export function eventOf(county: County, row: EventRow): Answer['events'][number] {
  const flow = county.flow(row.flow)
  return {
    id: row.matter,
    seq: row.seq,
    at: row.at.toISOString(),
    title: kindOf(county, flow, row.item),
    name: nameOfEntry(flow, row.action),
    divisionName: county.placeName(row.division),
    mood: moodThen(flow, row),
  }
}

/** What kind of thing it is. Never the words people wrote: they name neighbours in them. */
function kindOf(county: County, flow: AnyFlow, code: string | null): string {
  const item = county.item(flow, code ?? undefined)
  return item ? `${item.class} · ${item.name}` : flow.name
}

/** How the matter stood after the entry, which may not be how it stands now. */
function moodThen(flow: AnyFlow, row: EventRow): z.infer<typeof Mood> {
  if (row.action === 'overdue') return 'late'
  if (row.entered === null) return moodOf(flow, row)
  const stage = flow.stages[row.entered]
  const ended = stage !== undefined && 'end' in stage ? row.at : null
  return moodOf(flow, { stage: row.entered, ended_at: ended, overdue_at: null })
}
