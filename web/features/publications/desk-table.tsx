import { useMemo, type ReactNode } from 'react'
import { shareOfOther } from '#practice/disclosure/sums.ts'
import type { Fault } from '#practice/disclosure/checks.ts'
import type { Content, Row } from '#practice/disclosure/content.ts'
import { gridColumns, readColumns, type GridColumn } from './desk-cells.ts'
import { byCell } from './desk-faults.tsx'
import { Grid, type GridHands } from './desk-grid.tsx'
import type { Place } from './desk-grid-keys.ts'
import { LineBar } from './desk-line.tsx'
import { BLANK, changeCell, changeRow, insertRow, moveRow, pasteBlock, removeRow } from './desk-rows.ts'

/** The lines of a content with the one in hand below them. `onRows` absent: to be read. */
export function LineTable({
  publication,
  label,
  content,
  faults,
  place,
  onPlace,
  onRows,
  empty,
}: {
  publication: string
  label: string
  content: Content
  faults: readonly Fault[]
  place: Place | undefined
  onPlace: (place: Place | undefined) => void
  /** `where` names the cell typed in, so that its letters are undone together. */
  onRows: ((rows: readonly Row[], where?: string) => void) | undefined
  empty: ReactNode
}) {
  const { rows } = content
  const isWritten = onRows !== undefined
  const columns = useMemo(
    () => (isWritten ? gridColumns : readColumns)(content.columns, rows),
    [isWritten, content.columns, rows],
  )
  const [wrong, warned] = useMemo(() => [byCell(faults, 'fault'), byCell(faults, 'warning')], [faults])
  const row = place && rows[place.row]
  if (rows.length === 0) return <>{empty}</>
  return (
    <>
      <Grid
        label={label}
        columns={columns}
        rows={rows}
        faults={wrong}
        warnings={warned}
        place={place}
        onPlace={onPlace}
        hands={onRows && handsOf(rows, columns, onRows, onPlace)}
      />
      {place && row && (
        <LineBar
          publication={publication}
          line={place.row + 1}
          lines={rows.length}
          row={row}
          isOther={isOnlyOther(content, row)}
          faults={faults.filter((fault) => fault.row === place.row + 1)}
          hands={onRows && lineHands(rows, place, onRows, onPlace)}
        />
      )}
    </>
  )
}

/** Whether a line says “其他” and no more. */
const isOnlyOther = (content: Content, row: Row) =>
  shareOfOther({ ...content, rows: [row] }).some(({ lines }) => lines.length > 0)

type OnRows = (rows: readonly Row[], where?: string) => void
type OnPlace = (place: Place | undefined) => void

function handsOf(
  rows: readonly Row[],
  columns: readonly GridColumn[],
  onRows: OnRows,
  onPlace: OnPlace,
): GridHands {
  return {
    onCell: ({ row, column: index }, text) => {
      const column = columns[index]
      if (column) onRows(changeCell(rows, row, column, text), `${row} ${column.id}`)
    },
    onPaste: ({ row, column }, block) => onRows(pasteBlock(rows, row, columns.slice(column), block)),
    onAdd: () => {
      onRows([...rows, BLANK])
      onPlace({ row: rows.length, column: 0 })
    },
  }
}

function lineHands(rows: readonly Row[], { row: at, column }: Place, onRows: OnRows, onPlace: OnPlace) {
  return {
    onInsert: () => {
      onRows(insertRow(rows, at + 1))
      onPlace({ row: at + 1, column: 0 })
    },
    onMove: (by: -1 | 1) => {
      onRows(moveRow(rows, at, by))
      onPlace({ row: at + by, column })
    },
    onRemove: () => {
      onRows(removeRow(rows, at))
      onPlace(undefined)
    },
    // The day and the vouchers belong to both halves; what each is for has to be written.
    onSplit: () => {
      const { vouchers, cells } = rows[at] ?? BLANK
      const { on } = cells
      const half = { cells: on === undefined ? {} : { on }, ...(vouchers ? { vouchers } : {}) }
      onRows(insertRow(rows, at + 1, half))
      onPlace({ row: at, column: 0 })
    },
    onVouchers: (files: readonly string[]) =>
      onRows(
        changeRow(rows, at, ({ vouchers: _, ...row }) =>
          files.length === 0 ? row : { ...row, vouchers: files },
        ),
      ),
  }
}
