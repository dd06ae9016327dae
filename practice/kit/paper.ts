/**
 * A paper as blocks, without a size or a font: server/core/blocks.ts sets it on pages, server/core/word.ts in Word. What
 * a paper says is written once, whichever way it comes out.
 */

export type Align = 'left' | 'centre' | 'right'
export type Cell = {
  text: string
  /** How many columns it takes; 1 unless said. */
  span?: number
  /** The name of what stands beside or below it. */
  head?: true
  align?: Align
  bold?: true
}
export type GridRow = {
  cells: readonly Cell[]
  /** Room for this many lines at least: somebody writes there by hand. */
  lines?: number
}
export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  /** `small` and grey for what explains the paper itself. */
  | { kind: 'line'; text: string; align?: Align; bold?: true; small?: true }
  /** Running text; its first line stands back two characters. */
  | { kind: 'paragraph'; text: string }
  /** A table with lines around. The first `repeats` rows stand on every page it goes on to. */
  | { kind: 'grid'; shares: readonly number[]; rows: readonly GridRow[]; repeats?: number }
  /** Empty lines. With `keeps`, what comes next wants so many lines on the same page, else it begins on a new one. */
  | { kind: 'room'; lines: number; keeps?: number }
  /** Where scissors go. */
  | { kind: 'cut' }
  | { kind: 'page' }

export type Paper = {
  /** What its file is called. */
  name: string
  author: string
  /** Stands below every page, beside its number. */
  foot: string
  blocks: readonly Block[]
}

const label = (text: string): Cell => ({ text, head: true, align: 'centre' })

/** Pairs of a name and what it says, `across` of them in a line; an odd one takes the rest of its line. */
export function pairs(
  all: readonly (readonly [name: string, says: string, lines?: number])[],
  across: 1 | 2 = 1,
): GridRow[] {
  const rows: GridRow[] = []
  for (let from = 0; from < all.length; from += across) {
    const some = all.slice(from, from + across)
    const lines = Math.max(...some.map(([, , least = 1]) => least))
    const cells = some.flatMap(([name, says], n): Cell[] => {
      const isLast = n === some.length - 1
      return [label(name), { text: says, ...(isLast ? { span: 1 + 2 * (across - some.length) } : {}) }]
    })
    rows.push({ cells, lines })
  }
  return rows
}

/** A row of headings. */
export const headings = (names: readonly string[]): GridRow => ({ cells: names.map(label) })

/** A block with its words said otherwise. */
export function retold(block: Block, say: (text: string) => string): Block {
  if (block.kind !== 'grid') return 'text' in block ? { ...block, text: say(block.text) } : block
  const rows = block.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, text: say(cell.text) })),
  }))
  return { ...block, rows }
}
