import { TABLE_IDS, TABLES } from './columns.ts'
import type { DisclosureItem } from './content.ts'
import { DUE_SPANS, dueOn, FREQUENCIES, nextPeriod, periodAt } from './period.ts'

/** An item of the catalogue `disclosure-items` as the rules know it; the list of a county keeps texts. */

export const DISCLOSURE_CATALOGUE = 'disclosure-items'
export const KIND_NAMES = {
  party: '党务',
  village: '村务',
  finance: '财务',
  benefit: '政务惠民',
} as const satisfies Record<DisclosureItem['kind'], string>

/** How a list has an item: everything beyond the common columns is text in `details`. */
export type ListedItem = {
  code: string
  class: string
  name: string
  source: string
  details: Readonly<Record<string, string>>
}
export type KnownItem = DisclosureItem & {
  /** The county’s own day of the month. */
  disclosureDay?: number
  /** The flow whose ended matters open a duty of this item. */
  opensOn?: string
  /** What the county calls this kind of disclosure. */
  kindName: string
}

/** Reads a listed item. Throws for a list that was not checked when it was loaded (packs/read.ts). */
export function disclosureItem({ code, class: heading, name, source, details }: ListedItem): KnownItem {
  const { template, due_days, mask, disclosure_day, opens_on, fills, reviews, basis, kind_name } = details
  const kind = among(Object.keys(KIND_NAMES) as DisclosureItem['kind'][], details['kind'])
  return {
    code,
    class: heading,
    name,
    source,
    kind,
    kindName: kind_name ?? KIND_NAMES[kind],
    frequency: among(FREQUENCIES, details['frequency']),
    scope: among(['all', 'village', 'member'] as const, details['scope']),
    hot: details['hot'] === 'true',
    columns: TABLES[among(TABLE_IDS, template)],
    ...(mask ? { mask: mask.split('；') } : {}),
    ...(fills ? { fills } : {}),
    ...(reviews ? { reviews } : {}),
    ...(basis ? { basis } : {}),
    ...(due_days ? { dueDays: Number(due_days) } : {}),
    ...(disclosure_day ? { disclosureDay: Number(disclosure_day) } : {}),
    ...(opens_on ? { opensOn: opens_on } : {}),
  }
}

function among<const T extends string>(known: readonly T[], value: string | undefined): T {
  const found = known.find((each) => each === value)
  if (found === undefined) throw new Error(`the list says ${value ?? 'nothing'}, not ${known.join(', ')}`)
  return found
}

/** The last day for a period of an item, by its own days and the county’s disclosure day. */
export function itemDueOn(
  item: Pick<KnownItem, 'frequency' | 'dueDays' | 'disclosureDay'>,
  period: string,
): string {
  const { frequency, dueDays, disclosureDay } = item
  return dueOn(
    frequency,
    period,
    disclosureDay === undefined ? DUE_SPANS : { ...DUE_SPANS, disclosureDay },
    dueDays,
  )
}

/** The periods of an item that come due from one day to another, both counted. Events come by themselves. */
export function periodsDue(item: KnownItem, from: string, to: string): { period: string; dueOn: string }[] {
  if (item.frequency === 'event') return []
  const found: { period: string; dueOn: string }[] = []
  // A period that ends a little before `from` may come due after it.
  let period: string | undefined = periodAt(item.frequency, `${Number(from.slice(0, 4)) - 1}-01-01`)
  for (; period !== undefined; period = nextPeriod(period)) {
    const due = itemDueOn(item, period)
    if (due > to) break
    if (due >= from) found.push({ period, dueOn: due })
  }
  return found
}
