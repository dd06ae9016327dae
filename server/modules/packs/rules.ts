import type { PackCatalogue } from '#packs/index.ts'
import {
  arrangementColumns,
  disclosureItemColumns,
  gridMatterColumns,
  readCsv,
  readWithMore,
  villageServiceColumns,
  type Row,
} from '#packs/read.ts'

/** The promise of this module: the lists in the database say what the files say, and nothing once listed vanishes. */

/** An item of a catalogue as its row has it, without the days it is in force and its place in the list. */
export type ListItem = {
  code: string
  class: string
  name: string
  plain: string
  level: string
  limit_unit: 'hours' | 'workdays' | null
  limit_n: number | null
  evidence: string
  confidential: boolean
  unit: string | null
  words: string
  details: Record<string, string>
  source: string
}

const FORMS: Record<PackCatalogue['columns'], (source: string) => ListItem[]> = {
  'grid-matters': (source) => readWithMore(source, gridMatterColumns).map(gridMatter),
  'village-services': (source) => readWithMore(source, villageServiceColumns).map(villageService),
  'disclosure-items': (source) => readCsv(source, disclosureItemColumns).map(disclosureItem),
}

/** Reads a catalogue's file in its form. Throws a `CsvError` with line and column. */
export function readItems(columns: PackCatalogue['columns'], source: string): ListItem[] {
  return FORMS[columns](source)
}

/** A county's arrangement of a national list: its headings, its choice, its order. Throws for a code the list lacks. */
export function arranged(items: readonly ListItem[], source: string): ListItem[] {
  const byCode = new Map(items.map((item) => [item.code, item]))
  return readCsv(source, arrangementColumns).map((row) => {
    const item = byCode.get(row.code)
    if (!item) throw new Error(`${row.code} is not in the national list`)
    return { ...item, class: row.class, details: { ...item.details, arrangement: row.source } }
  })
}

/** A county's disclosure day, written into each item so that duties are made from the list alone. */
export function onDisclosureDay(items: readonly ListItem[], day: number): ListItem[] {
  return items.map((item) => ({ ...item, details: { ...item.details, disclosure_day: String(day) } }))
}

/** What a county calls the kinds of disclosure, written into each item as its disclosure day is. */
export function withKindNames(
  items: readonly ListItem[],
  names: Readonly<Record<string, string>>,
): ListItem[] {
  return items.map((item) => {
    const kind_name = names[item.details['kind'] ?? '']
    return kind_name === undefined ? item : { ...item, details: { ...item.details, kind_name } }
  })
}

function disclosureItem(row: Row<typeof disclosureItemColumns>): ListItem {
  const { code, name, source, due_days, mask, hot, opens_on, class: heading, ...rest } = row
  return {
    code,
    class: heading,
    name,
    plain: name,
    level: 'village',
    // Its clock runs from the end of a period and not from a report (practice/disclosure/period.ts).
    limit_unit: null,
    limit_n: null,
    evidence: 'none',
    confidential: false,
    unit: null,
    words: '',
    details: {
      ...rest,
      hot: String(hot),
      mask: mask.join('；'),
      ...(due_days === undefined ? {} : { due_days: String(due_days) }),
      ...(opens_on ? { opens_on } : {}),
    },
    source,
  }
}

type Read<C extends Record<string, (cell: string) => unknown>> = { row: Row<C>; more: Record<string, string> }

function gridMatter({ row, more }: Read<typeof gridMatterColumns>): ListItem {
  const { limit_workdays, limit_hours, priority, confirmer, route, words, unit, conduct, ...rest } = row
  // Hours beside working days are for the first report; the work itself has the working days.
  const whole = limit_workdays !== undefined
  const limit_n = limit_workdays ?? limit_hours ?? null
  return {
    ...rest,
    limit_unit: limit_n === null ? null : whole ? 'workdays' : 'hours',
    limit_n,
    unit: unit || null,
    words: words.join(' '),
    details: {
      priority,
      confirmer,
      route,
      ...(conduct ? { conduct: 'true' } : {}),
      ...(whole && limit_hours !== undefined ? { first_report_hours: String(limit_hours) } : {}),
      ...more,
    },
  }
}

const MODES = { direct: '村里直办', agent: '村里代办', assist: '村里协办', inform: '告诉您去哪办' } as const

function villageService({ row, more }: Read<typeof villageServiceColumns>): ListItem {
  const { code, name, mode, limit_workdays, unit, words, source } = row
  return {
    code,
    class: MODES[mode],
    name,
    plain: name,
    level: 'village',
    limit_unit: 'workdays',
    // 0 says “while you wait”; the clock counts it as the next close of business, so that an evening is not late.
    limit_n: Math.max(1, limit_workdays),
    evidence: 'none',
    confidential: false,
    unit: unit || null,
    words: words.join(' '),
    details: {
      mode,
      materials: row.materials.join('；'),
      conditions: row.conditions,
      basis: row.basis,
      fee_yuan: String(row.fee_yuan),
      common_mistakes: row.common_mistakes,
      ...(limit_workdays === 0 ? { at_once: 'true' } : {}),
      ...more,
    },
    source,
  }
}

export type Diff = { added: ListItem[]; changed: ListItem[]; ended: string[]; unchanged: string[] }

/** What a new list changes in the one in force. Items are compared by content; their order is not content. */
export function diffItems(inForce: readonly ListItem[], listed: readonly ListItem[]): Diff {
  const before = new Map(inForce.map((item) => [item.code, say(item)]))
  const now = new Set(listed.map(({ code }) => code))
  return {
    added: listed.filter(({ code }) => !before.has(code)),
    changed: listed.filter((item) => before.has(item.code) && before.get(item.code) !== say(item)),
    ended: inForce.map(({ code }) => code).filter((code) => !now.has(code)),
    unchanged: listed.filter((item) => before.get(item.code) === say(item)).map(({ code }) => code),
  }
}

/** An item as text that is equal when its content is. */
function say({ details, ...item }: ListItem): string {
  const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([sorted(item), sorted(details)])
}
