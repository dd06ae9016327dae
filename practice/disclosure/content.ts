/**
 * What is published, as a table and not as an article (handbook R13). The same shapes are filled in at the desk,
 * checked by the server, and drawn on phone, touch screen, TV and paper.
 */

/** `money` is integer fen; `person` and the three below it are masked before anyone publishes (rules 6.13). */
export type ColumnKind =
  'text' | 'money' | 'number' | 'date' | 'person' | 'idNumber' | 'phone' | 'account' | 'voucher'

export type Column = {
  id: string
  name: string
  kind: ColumnKind
  required?: true
  /** Which way the money of this column goes; a table of accounts has both. */
  side?: 'income' | 'expense'
  unit?: string
  /** A telephone of a duty, not of a person: published as it is (D2 C13, G21). */
  open?: true
}

/** A cell by column: text and days (`YYYY-MM-DD`) as strings, money in fen and numbers as numbers. */
export type Row = {
  cells: Readonly<Record<string, string | number | null>>
  /** Heading in the accounts the line belongs to; `其他` above its share must be split. */
  heading?: string
  /** Ids of voucher pictures, already masked. */
  vouchers?: readonly string[]
}

/** Where in the life of one affair this stands (handbook R14). */
export type Node = 'before' | 'during' | 'after'

export type Content = {
  columns: readonly Column[]
  rows: readonly Row[]
  /** Stated totals by column, in fen; they must be what the lines add up to. */
  totals?: Readonly<Record<string, number>>
  /** Money in hand at the beginning and the end of the period, in fen. */
  opening?: number
  closing?: number
  /** In people’s own words: what this is, why it came late, what to look at. */
  remark?: string
  node?: Node
}

/** One item of the catalogue, as the list of a county says it. */
export type DisclosureItem = {
  code: string
  /** 党务 村务 财务 政务惠民. */
  kind: 'party' | 'village' | 'finance' | 'benefit'
  /** The county’s own heading, e.g. one of Yanliang’s nineteen. */
  class: string
  name: string
  frequency: Frequency
  /** Who may read it: everyone, the people of the village, members of the collective. */
  scope: 'all' | 'village' | 'member'
  /** Cannot be removed or waived by the village (handbook R12). */
  hot: boolean
  /** What the table looks like when the first line is typed. */
  columns: readonly Column[]
  /** Days after the period’s end, where the item has its own (land compensation: 5). */
  dueDays?: number
  fills?: string
  reviews?: string
  /** Columns whose names are hidden in part: minors, the disabled. */
  mask?: readonly string[]
  basis?: string
  source: string
}

/** `event` opens a duty when something happens; the others by the calendar. */
export type Frequency = 'month' | 'quarter' | 'half' | 'year' | 'event'
