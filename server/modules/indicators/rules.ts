import type { MatterQuery } from '#contract/matters.ts'
import { INDICATORS } from '#practice/indicators.gen.ts'
import type { CountName, Counts, Indicator, Life, Outcome, Period, Term } from '#practice/kit/index.ts'
import { COUNTS, valueOf } from '#practice/kit/index.ts'

/**
 * The promise of this module: a number is the sum of what each matter counts for, no more and no less, however often
 * the worker was killed. What a matter counts for is a function of its entries (kit/life.ts); the fold adds the
 * difference new entries make, and a full count takes the sum anew.
 */

/** A table of numbers: what tells its rows apart besides county and division, and what they add up. */
type Table = { keys: Readonly<Record<string, 'text' | 'date' | 'boolean'>>; values: readonly string[] }

// Object.keys forgets what it was given.
export const COUNT_NAMES = Object.keys(COUNTS) as CountName[]

export const TABLES = {
  counters: {
    keys: {
      span: 'text',
      day_on: 'date',
      flow: 'text',
      class: 'text',
      confidential: 'boolean',
      outcome: 'text',
    },
    values: COUNT_NAMES,
  },
  counter_shares: {
    keys: { span: 'text', day_on: 'date', flow: 'text', confidential: 'boolean', kind: 'text', name: 'text' },
    values: ['n', 'seconds'],
  },
  standings: {
    keys: { flow: 'text', stage: 'text', clock: 'text', class: 'text', confidential: 'boolean' },
    values: ['n'],
  },
} as const satisfies Record<string, Table>
export type TableName = keyof typeof TABLES
// The keys of the record above, which Object.keys forgets.
export const TABLE_NAMES = Object.keys(TABLES) as TableName[]

type Key = string | boolean
export type Cell = { county: string; division: string; keys: readonly Key[]; values: number[] }

/** Whose number it is: the village a matter lies in, and what a list needs to know of who may see it. */
export type Place = { county: string; division: string; confidential: boolean }

/** The class of an item: its first two digits, where the list numbers its items so. */
export const classOf = (item: string | undefined): string => /^\d{2}/.exec(item ?? '')?.[0] ?? ''

/** Sums by village; towns and counties are added up in the end, because many villages share one. */
export class Tally {
  readonly #villages: Record<TableName, Map<string, Cell>> = {
    counters: new Map(),
    counter_shares: new Map(),
    standings: new Map(),
  }

  /** Adds what a matter counts for, or with −1 takes it away. */
  add(place: Place, life: Life | undefined, sign: 1 | -1): void {
    if (!life) return
    const { matter, outcome, counts, shares, standing } = life
    const { flow } = matter
    const { confidential } = place
    const cls = classOf(matter.item)
    for (const [day, number] of counts) {
      this.#putDay('counters', place, day, [flow, cls, confidential, outcome], valuesOf(number), sign)
    }
    const day = dayEnded(life)
    for (const { kind, name, n, seconds } of shares) {
      this.#putDay('counter_shares', place, day, [flow, confidential, kind, name], [n, seconds], sign)
    }
    if (standing)
      this.#put('standings', place, [flow, standing.stage, standing.clock, cls, confidential], [1], sign)
  }

  /** The sums of a table by village. */
  villages(table: TableName): Cell[] {
    return [...this.#villages[table].values()].filter(({ values }) => values.some((value) => value !== 0))
  }

  /** The sums of a table at every level, in the order of the table's key, so that pages are written once. */
  cells(table: TableName): Cell[] {
    const all = new Map<string, Cell>()
    for (const { county, division, keys, values } of this.villages(table)) {
      for (const length of LEVELS) {
        if (length <= division.length) addTo(all, county, division.slice(0, length), keys, values, 1)
      }
    }
    return [...all]
      .filter(([, { values }]) => values.some((value) => value !== 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, cell]) => cell)
  }

  #putDay(
    table: TableName,
    place: Place,
    day: string,
    keys: Key[],
    values: readonly number[],
    sign: 1 | -1,
  ): void {
    this.#put(table, place, ['day', day, ...keys], values, sign)
    this.#put(table, place, ['month', firstOf(day), ...keys], values, sign)
  }

  #put(
    table: TableName,
    { county, division }: Place,
    keys: Key[],
    values: readonly number[],
    sign: 1 | -1,
  ): void {
    addTo(this.#villages[table], county, division.slice(0, VILLAGE), keys, values, sign)
  }
}

/** County, town and village codes have this many digits (contract/division-codes.ts). */
const LEVELS = [6, 9, 12]
const VILLAGE = 12

/** The first day of a day's month. */
const firstOf = (day: string) => `${day.slice(0, 7)}-01`

/** The whole months of a period, and the days before and after them; what there is not is empty. */
export type Spans = { before: Range; months: Range; after: Range }
type Range = readonly [from: string, to: string]
/** After every day there is, so that nothing lies in between. */
const NONE: Range = ['infinity', '-infinity']

const DAY_MS = 86_400_000
const shifted = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
/** 31 days after a first lies in the next month. */
const nextFirst = (first: string) => firstOf(shifted(first, 31))

export function spansOf(from: string, to: string): Spans {
  const start = from === firstOf(from) ? from : nextFirst(firstOf(from))
  // The month of the day after is not whole.
  const end = firstOf(shifted(to, 1))
  if (start >= end) return { before: [from, to], months: NONE, after: NONE }
  const before: Range = from < start ? [from, shifted(start, -1)] : NONE
  const after: Range = to >= end ? [end, to] : NONE
  return { before, months: [start, shifted(end, -1)], after }
}

const valuesOf = (counts: Counts) => COUNT_NAMES.map((name) => counts[name] ?? 0)

/** The day that carries what ended; a life without an end has no shares. */
function dayEnded({ counts }: Life): string {
  for (const [day, { ended }] of counts) if (ended) return day
  return ''
}

export const nameOfCell = (county: string, division: string, keys: readonly Key[]) =>
  [county, division, ...keys].join(' ')

function addTo(
  cells: Map<string, Cell>,
  county: string,
  division: string,
  keys: readonly Key[],
  values: readonly number[],
  sign: 1 | -1,
): void {
  const name = nameOfCell(county, division, keys)
  const known = cells.get(name)
  if (!known)
    cells.set(name, {
      county,
      division,
      keys,
      values: values.map((value) => (value === 0 ? 0 : sign * value)),
    })
  else values.forEach((value, index) => (known.values[index] = (known.values[index] ?? 0) + sign * value))
}

/** What was read for one area and period, or one part of it. */
export type Numbers = {
  counts: readonly ({ flow: string; outcome: Outcome } & Record<CountName, number>)[]
  standings: readonly { flow: string; stage: string; clock: '' | 'warned' | 'overdue'; n: number }[]
  shares: readonly { flow: string; kind: 'stage' | 'part'; name: string; n: number; seconds: number }[]
}

export type Value = { numerator: number; denominator?: number; value: number | null }

/** An indicator's number; those that are one number per stage or part come from `partsOf`. */
export function evaluate(indicator: Indicator, numbers: Numbers): Value {
  const { numerator, denominator } = indicator
  return valued(indicator, sum(numerator, numbers), denominator && sum(denominator, numbers))
}

/** A filter as the end of the desk's address. */
export function listOf(query: MatterQuery): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value)
  return search.toString()
}

export type Figure = { indicator: string; name: string; value: number; of?: number; list: string }

/** What is counted of an indicator, with its records; `narrowing` is how the numbers were narrowed. Throws when there is none. */
export function figureOf(id: string, numbers: Numbers, period: Period, narrowing: MatterQuery): Figure {
  const indicator = INDICATORS.find((each) => each.id === id)
  if (!indicator) throw new Error(`no indicator ${id}`)
  const { numerator, denominator } = evaluate(indicator, numbers)
  return {
    indicator: id,
    name: indicator.name,
    value: numerator,
    ...(denominator === undefined ? {} : { of: denominator }),
    list: listOf({ ...indicator.list(period), ...narrowing }),
  }
}

export type Part = Value & { flow: string; name: string }

/** One number for each stage or part. */
export function partsOf(indicator: Indicator, numbers: Numbers): Part[] {
  const [term] = indicator.numerator
  if (!term || !('each' in term)) return []
  const of = indicator.denominator?.[0]
  return numbers.shares
    .filter(({ kind }) => kind === term.each)
    .map((share) => {
      const own = { ...numbers, counts: numbers.counts.filter(({ flow }) => flow === share.flow) }
      const below = of && 'each' in of ? share[of.take] : sum(indicator.denominator ?? [], own)
      return { flow: share.flow, name: share.name, ...valued(indicator, share[term.take], below) }
    })
}

function valued(indicator: Indicator, numerator: number, denominator: number | undefined): Value {
  const value = valueOf(indicator, numerator, denominator) ?? null
  return { numerator, value, ...(denominator === undefined ? {} : { denominator }) }
}

const sum = (terms: readonly Term[], numbers: Numbers) =>
  terms.reduce((total, term) => total + sumOf(term, numbers), 0)

function sumOf(term: Term, { counts, standings, shares }: Numbers): number {
  if ('now' in term) {
    const fits = standings.filter(({ clock }) => term.now === 'open' || clock === term.now)
    return fits.reduce((total, { n }) => total + n, 0)
  }
  if ('each' in term) {
    return shares
      .filter(({ kind }) => kind === term.each)
      .reduce((total, share) => total + share[term.take], 0)
  }
  const { of, only, but } = term
  return counts
    .filter(({ outcome }) => (only?.includes(outcome) ?? true) && !but?.includes(outcome))
    .reduce((total, row) => total + row[of], 0)
}
