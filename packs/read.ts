// Reads the lists of a pack: CSV (RFC 4180, UTF-8, a header row) into records typed by their columns. Pure.
// An official edits these files in a spreadsheet, so whatever is wrong is reported with its line and its column.

import { TABLE_IDS } from '#practice/disclosure/columns.ts'

/** Turns one cell into a value, or throws a sentence that says what was expected. */
export type Column<T> = (cell: string) => T
export type Columns = Readonly<Record<string, Column<unknown>>>
export type Row<C extends Columns> = { -readonly [K in keyof C]: ReturnType<C[K]> }

export class CsvError extends Error {
  readonly line: number
  constructor(line: number, sentence: string) {
    super(`line ${line}: ${sentence}`)
    this.name = 'CsvError'
    this.line = line
  }
}

export const text: Column<string> = (cell) => cell
export const filled: Column<string> = (cell) => {
  if (cell === '') throw new Error('must not be empty')
  return cell
}
export const number: Column<number> = (cell) => {
  if (!/^-?\d+(\.\d+)?$/.test(cell)) throw new Error(`must be a number, not "${cell}"`)
  return Number(cell)
}
export const words: Column<string[]> = (cell) => cell.split(/\s+/).filter(Boolean)
export const list: Column<string[]> = (cell) =>
  cell
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter(Boolean)
export const truth: Column<boolean> = (cell) => oneOf('true', 'false')(cell) === 'true'
export const day: Column<string> = (cell) => {
  const real = /^\d{4}-\d\d-\d\d$/.test(cell) && new Date(`${cell}T00:00:00Z`).toJSON()?.startsWith(cell)
  if (!real) throw new Error(`must be a day like 2026-02-28, not "${cell}"`)
  return cell
}
export const oneOf =
  <const T extends string>(...choices: T[]): Column<T> =>
  (cell) => {
    const choice = choices.find((each) => each === cell)
    if (choice === undefined) throw new Error(`must be one of ${choices.join(', ')}, not "${cell}"`)
    return choice
  }
export const optional =
  <T>(column: Column<T>): Column<T | undefined> =>
  (cell) =>
    cell === '' ? undefined : column(cell)

export function readCsv<C extends Columns>(source: string, columns: C): Row<C>[] {
  const names = Object.keys(columns)
  return readWithMore(source, columns).map(({ row, more }, index) => {
    const [extra] = Object.keys(more)
    if (index === 0 && extra !== undefined)
      throw new CsvError(1, `columns must be ${names.join(', ')}, not also ${extra}`)
    return row
  })
}

/** The same, and the filled cells of whatever further columns follow: a county's list may say more than we know. */
export function readWithMore<C extends Columns>(
  source: string,
  columns: C,
): { row: Row<C>; more: Record<string, string> }[] {
  const names = Object.keys(columns)
  const [header, ...records] = splitCsv(source)
  if (!header) throw new CsvError(1, 'the file is empty; its first row must name the columns')
  if (header.cells.slice(0, names.length).join() !== names.join())
    throw new CsvError(1, `columns must be ${names.join(', ')}, not ${header.cells.join(', ')}`)
  const further = header.cells.slice(names.length)
  return records.map(({ line, cells }) => {
    if (cells.length !== header.cells.length)
      throw new CsvError(line, `has ${cells.length} cells, the header has ${header.cells.length}`)
    const entries = names.map((name, i) => {
      try {
        return [name, columns[name]?.(cells[i] ?? '')] as const
      } catch (error) {
        throw new CsvError(line, `${name} ${error instanceof Error ? error.message : String(error)}`)
      }
    })
    const said = further.map((name, i) => [name, cells[names.length + i] ?? ''] as const)
    return {
      row: Object.fromEntries(entries) as Row<C>, // each key of `columns` was just read by its own column
      more: Object.fromEntries(said.filter(([, cell]) => cell !== '')),
    }
  })
}

/** The inverse of `readCsv` for text and numbers; quotes only where RFC 4180 asks for it. */
export function writeCsv(
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
  columns: Columns,
): string {
  const names = Object.keys(columns)
  const cell = (value: string | number | undefined) => {
    const plain = value === undefined ? '' : String(value)
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
  }
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => cells.map(cell).join(',') + '\n')
    .join('')
}

/** Cells as written. A quoted cell may hold commas, line ends and doubled quotes; an empty last line is no record. */
function splitCsv(source: string): { line: number; cells: string[] }[] {
  if (source.startsWith('\uFEFF'))
    throw new CsvError(1, 'starts with a byte order mark; save as UTF-8 without BOM')
  const records: { line: number; cells: string[] }[] = []
  let line = 1
  let started = { line, cells: [] as string[] }
  for (let i = 0; i < source.length;) {
    let cell: string
    if (source[i] === '"') {
      const end = closingQuote(source, i, line)
      cell = source.slice(i + 1, end).replaceAll('""', '"')
      line += cell.split('\n').length - 1
      i = end + 1
    } else {
      plainCell.lastIndex = i
      cell = plainCell.exec(source)?.[0] ?? ''
      if (cell.includes('"'))
        throw new CsvError(line, `a quote inside "${cell}"; quote the whole cell and double the quote`)
      i += cell.length
    }
    started.cells.push(cell)
    const rest = source.startsWith('\r\n', i) ? 2 : 1
    if (i >= source.length || source[i] === '\n' || rest === 2) {
      records.push(started)
      line += 1
      started = { line, cells: [] }
    } else if (source[i] !== ',')
      throw new CsvError(
        line,
        `after a closing quote comes a comma or the end of the line, not "${source[i]}"`,
      )
    else if (i === source.length - 1) records.push({ ...started, cells: [...started.cells, ''] })
    i += rest
  }
  return records
}

const plainCell = /[^,\r\n]*/y

function closingQuote(source: string, open: number, line: number): number {
  for (let i = open + 1; i < source.length; i++) {
    if (source[i] !== '"') continue
    if (source[i + 1] !== '"') return i
    i += 1
  }
  throw new CsvError(line, 'a quoted cell is never closed')
}

// The lists a county pack holds. `source` says where each row comes from; a row of ours says so.

export const divisionColumns = {
  code: filled,
  level: oneOf('province', 'city', 'county', 'town', 'village'),
  name: filled,
  parent: text,
  seat_lng: optional(number),
  seat_lat: optional(number),
  seat_source: text,
} as const

export const unitColumns = {
  code: filled,
  name: filled,
  kind: oneOf('street', 'department', 'village', 'centre'),
  level: oneOf('county', 'town', 'village'),
  division: filled,
  parent: text,
  phone: filled,
  source: filled,
} as const

export const gridMatterColumns = {
  code: filled,
  class: filled,
  name: filled,
  level: oneOf('village', 'town', 'county'),
  limit_workdays: optional(number),
  limit_hours: optional(number), // a first report at once; beside workdays it is the shorter, earlier duty
  priority: oneOf('P1', 'P2', 'P3', 'P4'),
  evidence: oneOf('none', 'scene'), // asked when work is finished, never when a matter is raised
  confirmer: oneOf('asker', 'unit'),
  confidential: truth,
  conduct: truth, // about those who run the village: kept from all of them (信访工作条例 30)
  route: oneOf('dispatch', 'mediation', 'urgent', 'refer'),
  unit: text,
  words,
  plain: filled,
  source: filled,
} as const

export const villageServiceColumns = {
  code: filled,
  name: filled,
  mode: oneOf('direct', 'agent', 'assist', 'inform'),
  limit_workdays: number,
  fee_yuan: number,
  materials: list, // a trailing * marks a paper the platform may reuse
  conditions: filled,
  basis: filled,
  unit: text,
  words,
  common_mistakes: filled,
  source: filled,
} as const

export const disclosureItemColumns = {
  code: filled,
  kind: oneOf('party', 'village', 'finance', 'benefit'),
  class: filled,
  name: filled,
  frequency: oneOf('month', 'quarter', 'half', 'year', 'event'),
  due_days: optional(number), // after the period's end, where the item has its own
  fills: filled,
  reviews: filled,
  scope: oneOf('all', 'village', 'member'),
  mask: list, // columns whose names are hidden in part
  hot: truth,
  template: oneOf(...TABLE_IDS),
  opens_on: text, // the flow whose ended matters open a duty
  basis: filled,
  source: filled,
} as const

/** A county's own headings over the national items; what it does not name is not in its list. */
export const arrangementColumns = { code: filled, class: filled, source: filled } as const

export const calendarColumns = { date: day, day: oneOf('off', 'work'), name: filled, source: filled } as const

export const templateColumns = { flow: filled, action: filled, title: filled, text: filled } as const
