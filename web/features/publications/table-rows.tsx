import type { ReactNode } from 'react'
import type { Column, Row } from '#practice/disclosure/content.ts'
import { cellText, isFigure, nameColumn, sumsOf, type NumberedRow } from '#practice/disclosure/lines.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { AskLine } from './parts-ask-line.tsx'
import { Vouchers } from './parts-vouchers.tsx'
import type { LinesProps } from './table.tsx'

/** Lines as rows of a narrow screen: what it was and how much, then the rest in small. */
export function LinesAsRows({ content, groups, whole, askHref, askedOf, publication }: LinesProps) {
  return (
    <div className="grid gap-3">
      {groups.map(({ heading, rows }) => (
        <section key={heading ?? ''} aria-label={heading} className="grid gap-1">
          {heading && (
            <GroupHead
              heading={heading}
              sums={sumsOf(content.columns, whole.find((group) => group.heading === heading)?.rows ?? [])}
            />
          )}
          <ol className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
            {rows.map((line) => (
              <li key={line.n} value={line.n} id={`line-${line.n}`} className="grid gap-1 px-4 py-3">
                <Line columns={content.columns} line={line}>
                  {askHref && <AskLine n={line.n} href={askHref(line.n)} asked={askedOf?.(line.n)} />}
                </Line>
                <Vouchers {...{ line, publication }} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function GroupHead({ heading, sums }: { heading: string; sums: ReturnType<typeof sumsOf> }) {
  return (
    <h3 className="flex flex-wrap items-baseline justify-between gap-x-3">
      <span>{heading}</span>
      <span className="ml-auto text-small font-normal text-ink-2 tabular-nums">
        {sums.map(({ column, fen }) => `${column.name} ${yuan(fen)}`).join('，')}
      </span>
    </h3>
  )
}

interface LineProps {
  columns: readonly Column[]
  line: NumberedRow
  /** At the right of what stands in small. */
  children: ReactNode
}

function Line({ columns, line: { n, row }, children }: LineProps) {
  const name = nameColumn(columns, row)
  const figures = columns.filter((column) => isFigure(column) && isFilled(column, row))
  const one = figures.length === 1 ? figures[0] : undefined
  const rest = columns.filter((column) => column !== name && !isFigure(column) && isFilled(column, row))
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <b className="min-w-0 flex-[1_1_6em]">{name ? cellText(name, row.cells[name.id]) : `第 ${n} 行`}</b>
        {one && <Figure column={one} row={row} />}
      </p>
      {figures.length > 1 && (
        <dl className="grid gap-0.5">
          {figures.map((column) => (
            <div key={column.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
              <dt className="text-ink-2">{column.name}</dt>
              <dd className="ml-auto">
                <Figure column={column} row={row} named />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <dl className="flex min-w-0 flex-[1_1_9em] flex-wrap content-center gap-x-4 text-small text-ink-2">
          {rest.map((column) => (
            <div key={column.id} className="flex gap-1">
              <dt className="shrink-0 text-ink-3">{column.name}</dt>
              <dd>{cellText(column, row.cells[column.id])}</dd>
            </div>
          ))}
        </dl>
        {children}
      </div>
    </>
  )
}

const isFilled = (column: Column, row: Row) => cellText(column, row.cells[column.id]) !== ''
const SIDES = { income: '收', expense: '支' } as const

/** Money with its way and its unit; `named` where the name of the column stands beside it. */
function Figure({ column, row, named = false }: { column: Column; row: Row; named?: boolean }) {
  const way = named ? '' : column.side ? SIDES[column.side] : ''
  return (
    <span className="ml-auto shrink-0 text-right whitespace-nowrap tabular-nums">
      {way && <span className="text-small text-ink-2">{way} </span>}
      <b>{cellText(column, row.cells[column.id])}</b>
      {column.kind === 'money' && <span className="text-small text-ink-2"> 元</span>}
    </span>
  )
}
