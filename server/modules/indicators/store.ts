import type { Entry } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { START, type Cursor } from '#server/modules/matters/index.ts'
import { COUNT_NAMES, spansOf, TABLES, type Cell, type Numbers, type TableName } from './rules.ts'

/** The worker's side runs as the owner, across counties; what is read for people is of one county. */

const READER = 'counters'

/** When the numbers were true, and how long ago that is: nothing when all that is written is in them. */
type Age = { at: Date; behindSeconds: number }

/**
 * Now if every entry is counted, else when the first that is not was written, but not before the counting last moved:
 * histories are brought in with the days they happened on. Two statements, so that the cursor is a constant and the look
 * past it one step of the index: joined, it read all entries (1.6 s of 1,050,000).
 */
export async function ageOf(tx: Tx): Promise<Age> {
  // An outer join always has its row, which its type does not tell.
  const { moved, now, ...from } = (await tx.first<Cursor & { moved: Date | null; now: Date }>(
    `select coalesce(tx::text, $2) as tx, coalesce(county, $3) as county, coalesce(matter, $4::uuid) as matter,
       coalesce(seq, $5) as seq, moved_at as moved, now() as now
     from (select now()) as one left join cursors on reader = $1`,
    [READER, START.tx, START.county, START.matter, START.seq],
  )) ?? { ...START, moved: null, now: new Date() }
  const [waiting] = await tx.rows<{ at: Date }>(
    `select at from entries where (tx, county, matter, seq) > ($1::xid8, $2, $3::uuid, $4)
     order by tx, county, matter, seq limit 1`,
    [from.tx, from.county, from.matter, from.seq],
  )
  if (!waiting) return { at: now, behindSeconds: 0 }
  const since = Math.max(waiting.at.getTime(), moved?.getTime() ?? 0)
  const at = Math.min(since, now.getTime())
  return { at: new Date(at), behindSeconds: Math.ceil((now.getTime() - at) / 1000) }
}

export type History = { county: string; matter: string; flow: string; division: string; entries: Entry[] }
type Row = Omit<Entry, 'actor' | 'at' | 'post'> & { matter: string; actor: string | null; at: Date }

export const entryOf = ({ seq, action, actor, at, answers, change }: Omit<Row, 'matter'>): Entry => ({
  seq,
  action,
  actor: actor ?? 'clock',
  at: at.toISOString(),
  answers,
  change,
})

/** The entries of these matters before the given ones, oldest first. */
export async function entriesBefore(
  tx: Tx,
  firsts: readonly { county: string; matter: string; seq: number }[],
): Promise<Map<string, Entry[]>> {
  const found = new Map<string, Entry[]>()
  if (firsts.length === 0) return found
  const rows = await tx.rows<Row>(
    `select e.matter, e.seq, e.action, e.actor, e.at, e.answers, e.change
     from unnest($1::text[], $2::uuid[], $3::int[]) as w (county, matter, seq)
     join entries e on e.county = w.county and e.matter = w.matter and e.seq < w.seq
     order by e.matter, e.seq`,
    [firsts.map(({ county }) => county), firsts.map(({ matter }) => matter), firsts.map(({ seq }) => seq)],
  )
  for (const row of rows) {
    const known = found.get(row.matter)
    if (known) known.push(entryOf(row))
    else found.set(row.matter, [entryOf(row)])
  }
  return found
}

/** Adds the sums to their rows, one statement a table. */
export async function addCells(tx: Tx, table: TableName, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return
  const { keys, values } = TABLES[table]
  const names = Object.keys(keys)
  const columns = ['county', 'division', ...names]
  const types = [
    ...['text', 'text', ...Object.values(keys)].map((type) => `${type}[]`),
    ...values.map(() => 'bigint[]'),
  ]
  await tx.rows(
    `insert into ${table} (${[...columns, ...values].join(', ')})
     select * from unnest(${types.map((type, index) => `$${index + 1}::${type}`).join(', ')})
     on conflict (${columns.join(', ')}) do update set
       ${values.map((value) => `${value} = ${table}.${value} + excluded.${value}`).join(', ')}`,
    [
      cells.map(({ county }) => county),
      cells.map(({ division }) => division),
      ...names.map((_, index) => cells.map((cell) => cell.keys[index])),
      ...values.map((_, index) => cells.map((cell) => cell.values[index])),
    ],
  )
}

/** The rows of a division that say anything, as they are kept. */
export async function cellsOf(tx: Tx, table: TableName, division: string): Promise<Cell[]> {
  const { keys, values } = TABLES[table]
  const rows = await tx.rows<{ county: string; keys: Cell['keys']; values: number[] }>(
    `select county, jsonb_build_array(${Object.keys(keys).join(', ')}) as keys,
       jsonb_build_array(${values.join(', ')}) as values
     from ${table} where county = current_county() and division = $1
       and (${values.map((value) => `${value} <> 0`).join(' or ')})`,
    [division],
  )
  return rows.map((row) => ({ ...row, division }))
}

/** Rows of towns and of the county that are not the sum of their villages. */
export async function uneven(tx: Tx, table: TableName): Promise<{ division: string; keys: string[] }[]> {
  const { keys, values } = TABLES[table]
  const names = Object.keys(keys).join(', ')
  const sums = values.map((value) => `sum(${value}) as ${value}`).join(', ')
  return tx.rows(
    `with own as (select division, ${names}, ${values.join(', ')} from ${table}
       where county = current_county() and length(division) < 12),
     villages as (
       select left(division, digits) as division, ${names}, ${sums} from ${table}, unnest(array[6, 9]) as digits
       where county = current_county() and length(division) = 12 group by left(division, digits), ${names})
     select division, array[${Object.keys(keys)
       .map((key) => `${key}::text`)
       .join(', ')}] as keys
     from own full join villages using (division, ${names})
     where ${values.map((value) => `coalesce(own.${value}, 0) <> coalesce(villages.${value}, 0)`).join(' or ')}
     limit 100`,
  )
}

/** Every village that has matters or numbers. */
export async function villagesCounted(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ division: string }>(
    `select distinct left(code, 12) as division from divisions where county = current_county() and length(code) >= 12
     order by 1`,
  )
  return rows.map(({ division }) => division)
}

export type Page = { openedAt: Date; id: string }

/** A page of a village's matters, newest first, with all entries the counting has read. */
export async function historiesOf(
  tx: Tx,
  village: string,
  cursor: Cursor,
  after: Page | undefined,
  limit: number,
): Promise<{ histories: History[]; next: Page | undefined }> {
  const rows = await tx.rows<Row & { county: string; flow: string; division: string; opened_at: Date }>(
    `select m.county, m.id as matter, m.flow, m.division, m.opened_at, e.seq, e.action, e.actor, e.at, e.answers, e.change
     from (select county, id, flow, division, opened_at from matters
       where county = current_county() and village = $1
         and ($2::timestamptz is null or (opened_at, id) < ($2, $3::uuid))
       order by opened_at desc, id desc limit $4) as m
     left join entries e on e.county = m.county and e.matter = m.id
       and (e.tx, e.county, e.matter, e.seq) <= ($5::xid8, $6, $7::uuid, $8)
     order by m.opened_at desc, m.id desc, e.seq`,
    [village, after?.openedAt ?? null, after?.id ?? null, limit, cursor.tx, cursor.county, cursor.matter, cursor.seq],
  ) // prettier-ignore
  const histories: History[] = []
  for (const row of rows) {
    const { county, matter, flow, division } = row
    let last = histories.at(-1)
    if (last?.matter !== matter) histories.push((last = { county, matter, flow, division, entries: [] }))
    // Without an entry that was read already, the matter does not count yet.
    if (row.seq !== null) last.entries.push(entryOf(row))
  }
  const end = rows.at(-1)
  return {
    histories,
    next: histories.length < limit || !end ? undefined : { openedAt: end.opened_at, id: end.matter },
  }
}

/** What is asked for: areas, days, and what narrows them. `confidential`: whether the reader may see those too. */
export type Asked = {
  divisions: readonly string[]
  from: string
  to: string
  flow: string | undefined
  class: string | undefined
  confidential: boolean
}
/** What the numbers are told apart by, besides flow and outcome. */
export type By = 'all' | 'division' | 'class' | 'day'
const KEY: Record<By, string> = { all: `''`, division: 'division', class: 'class', day: 'day_on::text' }

const SUMS = COUNT_NAMES.map((name) => `sum(${name})::bigint as ${name}`).join(', ')
const NARROWED = `county = current_county() and division = any($1) and ($2::text is null or flow = $2)
  and ($3 or not confidential)`
const narrowing = ({ divisions, flow, confidential }: Asked) => [divisions, flow ?? null, confidential]

/** The period, as whole months and the days around them; by day, days alone. */
const WITHIN = `(span = 'day' and (day_on between $4 and $5 or day_on between $6 and $7)
    or span = 'month' and day_on between $8 and $9)`
function period({ from, to }: Asked, by: By): string[] {
  const { before, months, after } =
    by === 'day'
      ? { before: [from, to], months: ['infinity', '-infinity'], after: ['infinity', '-infinity'] }
      : spansOf(from, to)
  return [...before, ...after, ...months]
}

type Keyed<R> = (R & { key: string })[]

/** Sums over the period. */
export function countsOf(tx: Tx, asked: Asked, by: By): Promise<Keyed<Numbers['counts'][number]>> {
  return tx.rows(
    `select ${KEY[by]} as key, flow, outcome, ${SUMS} from counters
     where ${NARROWED} and ${WITHIN} and ($10::text is null or class = $10)
     group by 1, flow, outcome`,
    [...narrowing(asked), ...period(asked, by), asked.class ?? null],
  )
}

/** What stands open now. Days do not narrow it, so by day there is nothing. */
export async function standingsOf(
  tx: Tx,
  asked: Asked,
  by: By,
): Promise<Keyed<Numbers['standings'][number]>> {
  if (by === 'day') return []
  return tx.rows(
    `select ${KEY[by]} as key, flow, stage, clock, sum(n)::int as n from standings
     where ${NARROWED} and ($4::text is null or class = $4) group by 1, flow, stage, clock having sum(n) <> 0`,
    [...narrowing(asked), asked.class ?? null],
  )
}

/** Passages of stages and actions of parts over the period; they know no classes. */
export function sharesOf(tx: Tx, asked: Asked): Promise<Numbers['shares'][number][]> {
  return tx.rows(
    `select flow, kind, name, sum(n)::int as n, sum(seconds)::bigint as seconds from counter_shares
     where ${NARROWED} and ${WITHIN} group by flow, kind, name having sum(n) <> 0
     order by flow, kind, name`,
    [...narrowing(asked), ...period(asked, 'all')],
  )
}

/** Everything an indicator is made of, over the period and now. */
export async function numbersOf(tx: Tx, asked: Asked): Promise<Numbers> {
  return {
    counts: await countsOf(tx, asked, 'all'),
    standings: await standingsOf(tx, asked, 'all'),
    shares: await sharesOf(tx, asked),
  }
}
