import type { z } from 'zod'
import { contains } from '#contract/division-codes.ts'
import type { Mood } from '#contract/matters.ts'
import type { Wall } from '#contract/wall.ts'
import { dateOf, nameOfEntry, type AnyFlow } from '#practice/kit/index.ts'
import { moodOf, type Filter } from '#server/modules/matters/index.ts'
import type { County } from '#server/modules/places/index.ts'
import type {
  ClassCount,
  ClosedCounts,
  DayCount,
  EventRow,
  OpenedCounts,
  PlaceCount,
  StageTime,
} from './store.ts'

/**
 * The promise of this module: no number without its records. Every figure is a filter of the desk's list, counted with
 * the conditions that list is drawn with; nobody's name and nothing confidential is ever shown to a room.
 */

type Answer = z.input<typeof Wall>
type Figure = Answer['figures'][number]

const DAY_MS = 86_400_000
const MONTH_DAYS = 30
const TREND_DAYS = 14
/** The class that is an emergency whatever its clock says (handbook D1, priority P1). */
const URGENT_CLASS = '突发事件'

/** The days the numbers are about, on the county's clock. */
export type Window = { today: string; monthFrom: string; days: readonly string[] }

export function windowAt(now: Date): Window {
  const day = (ago: number) => dateOf(new Date(now.getTime() - ago * DAY_MS))
  const days = Array.from({ length: TREND_DAYS }, (_, index) => day(TREND_DAYS - 1 - index))
  return { today: day(0), monthFrom: day(MONTH_DAYS - 1), days }
}

/** What each number counts, as the filter of its list; `of` is what a share is a share of. */
export function measures({ today, monthFrom }: Window, urgent: string | undefined) {
  const ended: Filter = { queue: 'ended', endedFrom: monthFrom }
  return {
    today: { day: today },
    open: { queue: 'open' },
    warned: { queue: 'warned' },
    overdue: { queue: 'overdue' },
    // A county whose list has no such class has none of these.
    urgent: { queue: 'open', item: urgent ?? URGENT_CLASS },
    ended,
    // Things done on the spot were never waiting, so they would only flatter both rates.
    opened: { from: monthFrom, except: 'recorded' },
    closed: { queue: 'ended', from: monthFrom, except: 'recorded' },
    handled: { ...ended, except: 'recorded' },
    onTime: { ...ended, except: 'recorded', late: 'no' },
    satisfied: { ...ended, ending: 'satisfied' },
    unanswered: { ...ended, ending: 'unanswered' },
    refused: { refusedFrom: monthFrom },
  } as const satisfies Record<string, Filter>
}
export type Measures = ReturnType<typeof measures>

/** The filter as the end of the desk's address. */
export function listOf(filter: Filter): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) search.set(key, value)
  return search.toString()
}

/** The beginning of the item codes of the emergencies; undefined where the list has no such class. */
export function urgentPrefix(county: County): string | undefined {
  return [...county.catalogues.values()]
    .flatMap(({ items }) => items)
    .find((item) => item.class === URGENT_CLASS && isClassed(item.code))
    ?.code.slice(0, 2)
}

const isClassed = (code: string) => /^\d{2}/.test(code)

export function figuresOf(
  m: Measures,
  places: readonly PlaceCount[],
  opened: OpenedCounts,
  closed: ClosedCounts,
): Figure[] {
  const sum = (key: 'open' | 'warned' | 'overdue' | 'urgent' | 'refused') =>
    places.reduce((total, place) => total + place[key], 0)
  const refused = sum('refused') + closed.refused
  // All that askers had to say something about: content, silent, or sent back (handbook R6).
  const asked = closed.satisfied + closed.unanswered + refused
  return [
    { id: 'opened-today', name: '今日新报', value: opened.today, list: listOf(m.today) },
    { id: 'open', name: '正在办理', value: sum('open'), list: listOf(m.open) },
    { id: 'warned', name: '临期', value: sum('warned'), list: listOf(m.warned) },
    { id: 'overdue', name: '超期', value: sum('overdue'), list: listOf(m.overdue) },
    { id: 'urgent', name: '突发事件', value: sum('urgent'), list: listOf(m.urgent) },
    { id: 'ended', name: '近30天办结', value: closed.ended, list: listOf(m.ended) },
    { id: 'closing', name: '办结率', value: opened.closed, of: opened.month, list: listOf(m.closed) },
    { id: 'on-time', name: '按时办结率', value: closed.onTime, of: closed.handled, list: listOf(m.onTime) },
    { id: 'satisfied', name: '群众满意率', value: closed.satisfied, of: asked, list: listOf(m.satisfied) },
    { id: 'unanswered', name: '未回音', value: closed.unanswered, of: asked, list: listOf(m.unanswered) },
    { id: 'refused', name: '不满意退回', value: refused, of: asked, list: listOf(m.refused) },
  ]
}

/** Every village of the area, busy or not, so that the map has no holes. */
export function placesOf(
  county: County,
  division: string,
  open: readonly PlaceCount[],
  month: ReadonlyMap<string, number>,
): Answer['places'] {
  const counts = new Map(open.map((place) => [place.village, place]))
  return [...county.divisions.values()]
    .filter(({ code, level }) => level === 'village' && contains(division, code))
    .map(({ code }) => ({
      division: code,
      name: county.placeName(code),
      open: counts.get(code)?.open ?? 0,
      overdue: counts.get(code)?.overdue ?? 0,
      urgent: counts.get(code)?.urgent ?? 0,
      month: month.get(code) ?? 0,
    }))
}

/** Counts by flow and the first two digits of the item, as classes with their names; most first. */
export function classesOf(
  county: County,
  counts: readonly ClassCount[],
  { monthFrom }: Window,
): Answer['classes'] {
  const classes = new Map<string, Answer['classes'][number]>()
  for (const { flow: id, prefix, n } of counts) {
    const flow = county.flow(id)
    if (!isAsked(flow)) continue
    const { key, name, filter } = classOf(county, flow, prefix)
    const list = listOf({ flow: id, ...filter, from: monthFrom })
    classes.set(key, { class: key, name, list, count: (classes.get(key)?.count ?? 0) + n })
  }
  return [...classes.values()].sort((a, b) => b.count - a.count)
}

function classOf(
  county: County,
  flow: AnyFlow,
  prefix: string | null,
): { key: string; name: string; filter: Filter } {
  const items = county.catalogues.get(flow.catalogue ?? '')?.items ?? []
  if (!items.some(({ code }) => isClassed(code))) return { key: flow.id, name: flow.name, filter: {} }
  const item = prefix === null ? undefined : items.find(({ code }) => code.startsWith(prefix))
  return item && prefix !== null
    ? { key: prefix, name: item.class, filter: { item: prefix } }
    : { key: 'none', name: '未归类', filter: { item: 'none' } }
}

/** Whether people ask for it; what one unit asks of another is part of a matter already counted. */
function isAsked(flow: AnyFlow): boolean {
  return Object.values(flow.actions).some(({ from, by }) => from === undefined && by !== 'clock')
}

export function daysOf(
  { days }: Window,
  opened: readonly DayCount[],
  ended: readonly DayCount[],
): Answer['days'] {
  const by = (counts: readonly DayCount[]) => new Map(counts.map(({ day, n }) => [day, n]))
  const [o, e] = [by(opened), by(ended)]
  return days.map((day) => ({ day, opened: o.get(day) ?? 0, ended: e.get(day) ?? 0 }))
}

/** Fewer passages than this say more about one matter than about the stage. */
const SAMPLES_MIN = 3

/** Slowest first. What waits for the asker, or stands still by leave, is not time that officials took. */
export function stagesOf(county: County, times: readonly StageTime[]): Answer['stages'] {
  return times
    .flatMap(({ flow: id, stage: key, hours, n }) => {
      const flow = county.flow(id)
      const stage = flow.stages[key]
      if (!stage || 'end' in stage || n < SAMPLES_MIN || stage.pauses || !isAsked(flow)) return []
      if (flow.roles[stage.owner]?.sits === 'asker') return []
      const list = listOf({ queue: 'open', flow: id, stage: key })
      const name = `${flow.plain} · ${stage.name}`
      return [{ flow: id, stage: key, name, hours: Math.round(hours * 10) / 10, count: n, list }]
    })
    .sort((a, b) => b.hours - a.hours)
}

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
