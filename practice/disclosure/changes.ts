import { canonical } from './canonical.ts'
import type { Column, Content, Row } from './content.ts'

/** What a correction changed, line by line, so that a reader sees both figures and not only the new ones. */

export type CellChange = { column: Column; before: string | number | null; after: string | number | null }
export type RowChange =
  | { kind: 'changed'; before: number; after: number; cells: CellChange[] }
  | { kind: 'added'; after: number }
  | { kind: 'removed'; before: number }
/** Lines are counted from 1, as on the page. `rest` names what changed beside the lines. */
export type Changes = { rows: RowChange[]; rest: string[] }

/**
 * Compares two versions. A line that stands word for word in both was not changed, wherever it stands; of the others
 * those at the same place belong together, and what is left over was added or removed.
 */
export function changesBetween(before: Content, after: Content): Changes {
  const [olds, news] = unmatched(before.rows, after.rows)
  const rows: RowChange[] = []
  for (const at of news) {
    const row = after.rows[at]
    const old = before.rows[at]
    if (row && old && olds.delete(at))
      rows.push({ kind: 'changed', before: at + 1, after: at + 1, cells: cellsOf(after.columns, old, row) })
    else rows.push({ kind: 'added', after: at + 1 })
  }
  for (const at of olds) rows.push({ kind: 'removed', before: at + 1 })
  rows.sort((a, b) => placeOf(a) - placeOf(b))
  return { rows, rest: restOf(before, after) }
}

const placeOf = (change: RowChange) => (change.kind === 'removed' ? change.before : change.after)

/** The places of lines that only one of the two has. Each line answers for one like it. */
function unmatched(before: readonly Row[], after: readonly Row[]): [Set<number>, Set<number>] {
  const places = new Map<string, number[]>()
  for (const [at, row] of before.entries()) {
    const key = canonical(row)
    const same = places.get(key)
    if (same) same.push(at)
    else places.set(key, [at])
  }
  const olds = new Set(before.keys())
  const news = new Set<number>()
  for (const [at, row] of after.entries()) {
    const same = places.get(canonical(row))?.shift()
    if (same === undefined) news.add(at)
    else olds.delete(same)
  }
  return [olds, news]
}

const cellsOf = (columns: readonly Column[], before: Row, after: Row): CellChange[] =>
  columns.flatMap((column) => {
    const [old, now] = [before.cells[column.id] ?? null, after.cells[column.id] ?? null]
    return old === now ? [] : [{ column, before: old, after: now }]
  })

function restOf(before: Content, after: Content): string[] {
  const differ = (name: keyof Content) => canonical(before[name]) !== canonical(after[name])
  return [
    ...(differ('columns') ? ['表头'] : []),
    ...(differ('opening') ? ['期初结余'] : []),
    ...(differ('closing') ? ['期末结余'] : []),
    ...(differ('totals') ? ['合计'] : []),
    ...(differ('remark') ? ['说明'] : []),
  ]
}
