import type { KeyboardEvent } from 'react'

/** Where the keyboard stands in a table: a line and a column, both from 0. */
export type Place = { row: number; column: number }
export type Size = { rows: number; columns: number }

/** Where a key leads from a place; undefined when it is not for the table. Beyond the last line means: make one. */
export function leadsTo(
  {
    key,
    shiftKey,
    altKey,
    ctrlKey,
    metaKey,
  }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  { row, column }: Place,
  { rows, columns }: Size,
  /** Where the caret stands in what is typed; arrows to the side move it before they leave the cell. */
  caret: { atStart: boolean; atEnd: boolean },
): Place | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  const down = { row: row + 1, column }
  const up = row > 0 ? { row: row - 1, column } : undefined
  const next =
    column + 1 < columns
      ? { row, column: column + 1 }
      : row + 1 < rows
        ? { row: row + 1, column: 0 }
        : undefined
  const before =
    column > 0 ? { row, column: column - 1 } : row > 0 ? { row: row - 1, column: columns - 1 } : undefined
  switch (key) {
    case 'Enter':
      return shiftKey ? up : down
    case 'ArrowDown':
      return row + 1 < rows ? down : undefined
    case 'ArrowUp':
      return up
    // At the last cell Tab leaves the table, as it must be possible to leave everything by it.
    case 'Tab':
      return shiftKey ? before : next
    case 'ArrowRight':
      return caret.atEnd && column + 1 < columns ? next : undefined
    case 'ArrowLeft':
      return caret.atStart && column > 0 ? before : undefined
    case 'PageDown':
      return { row: Math.min(rows - 1, row + 15), column }
    case 'PageUp':
      return { row: Math.max(0, row - 15), column }
    default:
      return undefined
  }
}
