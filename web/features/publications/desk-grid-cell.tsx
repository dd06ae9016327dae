import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Row } from '#practice/disclosure/content.ts'
import { cellText, isNumeric, type GridColumn } from './desk-cells.ts'
import { leadsTo, type Place, type Size } from './desk-grid-keys.ts'
import type { GridHands } from './desk-grid.tsx'
import { cellsOf, isBlock } from './desk-rows.ts'

type CellProps = {
  column: GridColumn
  row: Row
  fault: string | undefined
  warning: string | undefined
}

/** A cell nobody stands on: its text, and by colour and hint whether something is wrong. */
export function RestingCell({ column, row, fault, warning, onPick }: CellProps & { onPick: () => void }) {
  const text = cellText(column, row)
  const look = fault ? 'bg-late-soft text-ink' : warning ? 'bg-wait-soft text-ink' : ''
  return (
    <span
      role="gridcell"
      aria-invalid={fault !== undefined}
      title={fault ?? warning ?? text}
      className={`cursor-text truncate border-l border-line px-2 leading-9 ${isNumeric(column) ? 'text-right tabular-nums' : ''} ${look}`}
      // Down, not click: what was typed in another cell is committed before this one opens.
      onMouseDown={(event) => {
        event.preventDefault()
        onPick()
      }}
    >
      {text === '' && fault ? <span className="text-late">要填</span> : text}
    </span>
  )
}

type ActiveProps = CellProps & {
  place: Place
  size: Size
  onPlace: (place: Place | undefined) => void
  hands: GridHands | undefined
}

/** The cell the keyboard stands on: typed into, or only read. */
export function ActiveCell(props: ActiveProps) {
  const { column, fault, warning, place, hands } = props
  const box = useRef<HTMLInputElement>(null)
  const { typed, change, press, paste } = useTyping(props)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.select()
  }, [])
  return (
    <span role="gridcell" className="relative border-l border-line">
      <input
        ref={box}
        value={typed}
        readOnly={hands === undefined}
        aria-label={`第 ${place.row + 1} 行 ${column.name}`}
        aria-invalid={fault !== undefined}
        title={fault ?? warning}
        placeholder={hands && column.kind === 'date' ? '2026-10-08' : undefined}
        inputMode={column.kind === 'money' ? 'decimal' : undefined}
        className={`absolute inset-0 w-full bg-paper px-2 outline-2 -outline-offset-2 outline-brand ${isNumeric(column) ? 'text-right tabular-nums' : ''}`}
        onChange={({ currentTarget: { value } }) => change(value)}
        onKeyDown={press}
        onPaste={paste}
      />
    </span>
  )
}

/** What is typed into the cell, and where its keys lead. */
function useTyping({ column, row, place, size, onPlace, hands }: ActiveProps) {
  const [before] = useState(() => cellText(column, row))
  // As typed, until the cell is left: “12.” must not become 12.00 under the caret.
  const [typed, setTyped] = useState(before)
  const change = (text: string) => {
    setTyped(text)
    hands?.onCell(place, text)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (typed === before) onPlace(undefined)
      else change(before)
      return
    }
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isAll = selectionStart === 0 && selectionEnd === value.length
    const caret = { atStart: selectionEnd === 0 || isAll, atEnd: selectionStart === value.length || isAll }
    const to = leadsTo(event, place, size, caret)
    if (!to) return
    event.preventDefault()
    if (to.row < size.rows) onPlace(to)
    else hands?.onAdd()
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text/plain')
    if (!hands || !isBlock(text)) return
    event.preventDefault()
    const block = cellsOf(text)
    hands.onPaste(place, block)
    setTyped(block[0]?.[0] ?? '')
  }
  return { typed, change, press, paste }
}
