import { useEffect, useRef, useState } from 'react'
import type { Row } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { Icon } from '#web/ui/icon.tsx'
import { HEADING, isNumeric, type GridColumn } from './desk-cells.ts'
import { ActiveCell, RestingCell } from './desk-grid-cell.tsx'
import type { Place } from './desk-grid-keys.ts'
import { ROW_PX, useWindow } from './desk-window.ts'

export type CellFaults = ReadonlyMap<string, string>
export const placeKey = (row: number, column: string) => `${row} ${column}`

export type GridHands = {
  onCell: (at: Place, text: string) => void
  onPaste: (at: Place, block: string[][]) => void
  onAdd: () => void
}

type GridProps = {
  label: string
  columns: readonly GridColumn[]
  rows: readonly Row[]
  /** By `placeKey`; lines from 0 here. */
  faults: CellFaults
  warnings: CellFaults
  place: Place | undefined
  onPlace: (place: Place | undefined) => void
  /** Absent: to be read only. */
  hands: GridHands | undefined
}

/** The lines of a table, typed and pasted as in a spreadsheet. Only what is in sight is drawn. */
export function Grid(props: GridProps) {
  const { label, columns, rows, place, onPlace } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [from, to] = useWindow(scroller, rows.length)
  useInSight(scroller, place)
  const { template, minWidth } = layoutOf(columns, rows.length)
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 2}
      aria-colcount={columns.length + 2}
      aria-readonly={props.hands === undefined}
      // A table nobody stands in is entered by Tab and read by scrolling.
      tabIndex={place ? -1 : 0}
      style={{ scrollPaddingBlock: ROW_PX }}
      className="relative min-h-0 shrink overflow-auto rounded-card border border-line bg-paper focus-visible:outline-2 focus-visible:outline-focus"
      onFocus={({ target, currentTarget }) => {
        if (target === currentTarget && !place && rows.length > 0) onPlace({ row: 0, column: 0 })
      }}
    >
      <div style={{ minWidth }}>
        <Head columns={columns} template={template} />
        <div role="rowgroup" className="relative" style={{ height: rows.length * ROW_PX }}>
          {rows.slice(from, to).map((row, index) => (
            <Line key={from + index} {...props} row={row} at={from + index} template={template} />
          ))}
        </div>
        <Totals columns={columns} rows={rows} template={template} />
      </div>
    </div>
  )
}

/** The line the keyboard stands on is never under the head, the totals, or out of sight. */
function useInSight(scroller: React.RefObject<HTMLDivElement | null>, place: Place | undefined): void {
  const row = place?.row
  useEffect(() => {
    const element = scroller.current
    if (!element || row === undefined) return
    const [top, bottom] = [row * ROW_PX, (row + 1) * ROW_PX]
    const room = element.clientHeight - 2 * ROW_PX
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (bottom > element.scrollTop + room) element.scrollTo({ top: bottom - room })
  }, [scroller, row])
}

/** At least so wide, in rem, and so much of what is over: an account of eight columns fits beside its faults. */
function widthOf({ id, kind }: GridColumn): readonly [rem: number, share: number] {
  if (kind === 'money') return [7.25, 1]
  if (kind === 'number') return [5.5, 0.7]
  if (kind === 'date') return [6.75, 0.7]
  if (kind === 'voucher' || kind === 'person') return [5.5, 0.8]
  if (kind === 'idNumber' || kind === 'account') return [12, 1.2]
  if (kind === 'phone') return [8, 1]
  return id === 'remark' || id === HEADING ? [5.5, 1] : [8.5, 1.8]
}

/** Line number, columns, vouchers. The least width is said aloud: lines are grids of their own and cannot agree on one. */
function layoutOf(columns: readonly GridColumn[], lines: number): { template: string; minWidth: string } {
  const number = Math.max(2.75, 1.75 + String(lines).length * 0.6)
  const widths = columns.map(widthOf)
  const middle = widths.map(([rem, share]) => `minmax(${rem}rem, ${share}fr)`)
  return {
    template: [`${number}rem`, ...middle, '4rem'].join(' '),
    minWidth: `${widths.reduce((sum, [rem]) => sum + rem, number + 4)}rem`,
  }
}

const stripe = 'sticky z-20 grid bg-ground text-small'

function Head({ columns, template }: { columns: readonly GridColumn[]; template: string }) {
  const cell = 'truncate px-2 leading-9 font-bold text-ink-2'
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`${stripe} top-0 border-b border-line`}
      style={{ gridTemplateColumns: template }}
    >
      <span role="columnheader" className={`${cell} text-right`}>
        行
      </span>
      {columns.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          className={`${cell} ${isNumeric(column) ? 'text-right' : ''}`}
        >
          {column.name}
          {column.kind === 'money' && <span className="font-normal text-ink-3">（元）</span>}
          {column.unit && <span className="font-normal text-ink-3">（{column.unit}）</span>}
          {column.required && (
            <span className="text-late" title="必填">
              {' '}
              *
            </span>
          )}
        </span>
      ))}
      <span role="columnheader" className={cell}>
        凭证
      </span>
    </div>
  )
}

/** Live sums of the columns with money, at the foot and always in sight. */
function Totals({
  columns,
  rows,
  template,
}: {
  columns: readonly GridColumn[]
  rows: readonly Row[]
  template: string
}) {
  if (!columns.some(({ kind }) => kind === 'money')) return null
  return (
    <div
      role="row"
      aria-rowindex={rows.length + 2}
      className={`${stripe} bottom-0 border-t border-edge`}
      style={{ gridTemplateColumns: template }}
    >
      <span role="rowheader" className="px-2 text-right leading-9 font-bold">
        合计
      </span>
      {columns.map(({ id, kind }) => (
        <span key={id} role="gridcell" className="px-2 text-right leading-9 font-bold tabular-nums">
          {kind === 'money' && yuan(sumOf(rows, id))}
        </span>
      ))}
      <span role="gridcell" />
    </div>
  )
}

const sumOf = (rows: readonly Row[], id: string) =>
  rows.reduce((sum, { cells }) => {
    const value = cells[id]
    return sum + (typeof value === 'number' ? value : 0)
  }, 0)

type LineProps = GridProps & { row: Row; at: number; template: string }

function Line({ row, at, template, columns, rows, faults, warnings, place, onPlace, hands }: LineProps) {
  const isHere = place?.row === at
  const vouchers = row.vouchers?.length ?? 0
  const [isOver, setOver] = useState(false)
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={isHere}
      data-line={at + 1}
      className={`absolute inset-x-0 grid border-b border-line ${isHere ? 'bg-brand-soft' : isOver ? 'bg-ground' : ''}`}
      style={{ gridTemplate: `${ROW_PX}px / ${template}`, height: ROW_PX, top: at * ROW_PX }}
      onMouseEnter={() => setOver(true)}
      onMouseLeave={() => setOver(false)}
    >
      <span role="rowheader" className="px-2 text-right text-small leading-9 text-ink-3 tabular-nums">
        {at + 1}
      </span>
      {columns.map((column, index) => {
        const key = placeKey(at, column.id)
        const cell = { column, row, fault: faults.get(key), warning: warnings.get(key) }
        const here = { row: at, column: index }
        return isHere && place.column === index ? (
          <ActiveCell
            key={column.id}
            {...cell}
            place={here}
            size={{ rows: rows.length, columns: columns.length }}
            onPlace={onPlace}
            hands={hands}
          />
        ) : (
          <RestingCell key={column.id} {...cell} onPick={() => onPlace(here)} />
        )
      })}
      <span role="gridcell" className="px-2 text-small leading-9 text-ink-2">
        <button
          type="button"
          tabIndex={-1}
          className="flex h-full w-full items-center gap-1 hover:text-brand"
          aria-label={`第 ${at + 1} 行的凭证照片，${vouchers} 张`}
          onClick={() => onPlace({ row: at, column: place?.column ?? 0 })}
        >
          <Icon name="picture" className={`size-[1.2em] ${vouchers === 0 ? 'text-ink-3' : 'text-brand'}`} />
          {vouchers > 0 && vouchers}
        </button>
      </span>
    </div>
  )
}
