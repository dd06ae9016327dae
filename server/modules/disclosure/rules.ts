import type { z } from 'zod'
import { at, placeNameOf } from '#contract/division-codes.ts'
import type { Duty, VillageCounts, WorkRow } from '#contract/disclosure.ts'
import { may, type Holder } from '#contract/roles.ts'
import { periodsDue, type KnownItem } from '#practice/disclosure/item.ts'
import { onward, PUBLICATION_STATES, STEPS } from '#practice/disclosure/life.ts'
import { colourOf, daysLate, periodName, plusDays } from '#practice/disclosure/period.ts'
import type { County } from '#server/modules/places/index.ts'
import type { Items } from './items.ts'
import type { Due, DutyRow, OpenRow, Signature, VillageRow, YearRow } from './store.ts'

/**
 * The promise of this module: what the list asks of a village stands there months ahead, and whether it was done is seen
 * by everybody, also when it was not.
 */

/** What is more urgent stands first; nobody reads further than this. */
export const WORK_MAX = 500
/** So far ahead an accountant plans; the year’s items are known by then. */
const AHEAD_DAYS = 120
/** Counts look back a year; what is late for longer stays. */
export const yearBefore = (today: string) => plusDays(today, -365)
export const horizon = (today: string) => plusDays(today, AHEAD_DAYS)

/**
 * What the list asks for between two days. Nothing is asked for a time before the item was in force: nobody is late with
 * what nobody asked for.
 */
export function duesOf(items: Items['inForce'], from: string, until: string): Due[] {
  return items.flatMap((item) => {
    const since = item.startsOn > from ? item.startsOn : from
    return periodsDue(item, since, until).map(({ period, dueOn }) => ({
      item: item.code,
      period,
      due_on: dueOn,
      item_on: item.startsOn,
    }))
  })
}

/**
 * What the list asks for in a time, whenever it began to: a duty that is there goes only when its item or its frequency
 * is gone, and not because the new last day is over already.
 */
export function stillAsked(items: Items['inForce'], today: string, until: string) {
  // No item has more than a year between two due days, and a month within the period's end.
  const from = plusDays(today, -400)
  return items.flatMap((item) =>
    periodsDue(item, from, until).map(({ period }) => ({ item: item.code, period })),
  )
}

const days = ({ due_on, published_on, exempt_on }: DutyRow) => ({
  dueOn: due_on,
  publishedOn: published_on,
  exempt: exempt_on !== null,
})

const common = (duty: DutyRow, item: KnownItem, today: string) => ({
  division: duty.division,
  item: duty.item,
  period: duty.period,
  n: duty.n,
  name: item.name,
  periodName: periodName(duty.period),
  kind: item.kind,
  class: item.class,
  hot: item.hot,
  dueOn: duty.due_on,
  colour: colourOf(days(duty), today),
  daysLate: daysLate(days(duty), today),
})

/** A square of the calendar. */
export function presentDuty(
  duty: YearRow,
  item: KnownItem,
  signed: readonly Signature[],
  today: string,
): z.input<typeof Duty> {
  const by = (side: Signature['side']) => signed.find((signature) => signature.side === side)?.by
  const [supervisor, town] = [by('supervisor'), by('town')]
  return {
    ...common(duty, item, today),
    reach: item.scope,
    ...(item.fills ? { owedBy: item.fills } : {}),
    openedBy: duty.opened_by,
    ...(duty.reason === null ? {} : { reason: duty.reason }),
    ...(duty.published_on === null ? {} : { publishedOn: duty.published_on }),
    ...(duty.publication && duty.version ? { publication: duty.publication } : {}),
    ...(signed[0]
      ? {
          exemption: {
            reason: signed[0].reason,
            ...(supervisor ? { supervisor } : {}),
            ...(town ? { town } : {}),
            ...(duty.exempt_on ? { on: duty.exempt_on } : {}),
          },
        }
      : {}),
  }
}

export function presentVillage(
  county: County,
  { division, name, ...counts }: VillageRow,
): z.input<typeof VillageCounts> {
  const town = at('town', division) ?? division
  return {
    ...counts,
    division,
    name: placeNameOf(name),
    town,
    townName: county.divisions.get(town)?.name ?? town,
  }
}

export function sumOf(rows: readonly Pick<VillageRow, 'due' | 'published' | 'late' | 'soon'>[]) {
  const sum = { due: 0, published: 0, late: 0, soon: 0 }
  for (const row of rows) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += row[key]
  return sum
}

export function presentWork(
  county: County,
  duty: OpenRow,
  item: KnownItem,
  post: Holder | undefined,
  today: string,
): z.input<typeof WorkRow> {
  const { publication, state, version, signed, owed } = duty
  const [first] = signed
  const waitsFor = first && (first === 'town' ? 'supervisor' : 'town')
  const signs = waitsFor && may(post, SIGNS[waitsFor])
  const ahead = onward(state ?? undefined)
  const steps = ahead.length === 0 && owed ? (['correct'] as const) : ahead
  return {
    ...common(duty, item, today),
    divisionName: county.placeName(duty.division),
    version: version ?? 0,
    owed,
    ...(publication ? { publication } : {}),
    ...(state ? { state, stateName: PUBLICATION_STATES[state] } : {}),
    ...(waitsFor ? { waitsFor } : {}),
    mine: signs || steps.some((step) => may(post, STEPS[step].permission)),
  }
}

const SIGNS = { supervisor: 'disclosure.review', town: 'disclosure.exempt.town' } as const

/** Rows by what `keyOf` says of them, in their order. */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return groups
}
