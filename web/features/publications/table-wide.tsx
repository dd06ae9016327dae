import { Fragment, useMemo, type ReactNode } from 'react'
import type { Column } from '#practice/disclosure/content.ts'
import { cellText, isFigure, sumsOf, type NumberedRow } from '#practice/disclosure/lines.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { AskLine } from './parts-ask-line.tsx'
import { Vouchers } from './parts-vouchers.tsx'
import type { LinesProps } from './table.tsx'

/** Lines as a table, for screens with room; columns in which nothing stands are left out. */
export function LinesAsTable({ content, groups, whole, askHref, askedOf, publication }: LinesProps) {
  const columns = useMemo(
    () => content.columns.filter(({ id }) => content.rows.some(({ cells }) => hasValue(cells[id]))),
    [content],
  )
  const hasVouchers = groups.some(({ rows }) => rows.some(({ row }) => row.vouchers?.length))
  const width = columns.length + 1 + (hasVouchers ? 1 : 0) + (askHref ? 1 : 0)
  return (
    <div className="overflow-hidden rounded-card border border-line bg-paper">
      <table className="w-full border-collapse text-left">
        <thead className="bg-well">
          <tr>
            <Head>行</Head>
            {columns.map((column) => (
              <Head key={column.id} right={isFigure(column)}>
                {column.name}
                {column.kind === 'money' && '（元）'}
              </Head>
            ))}
            {hasVouchers && <Head>凭证照片</Head>}
            {askHref && <Head>提问</Head>}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ heading, rows }) => (
            <Fragment key={heading ?? ''}>
              {heading && (
                <tr className="border-t border-line">
                  <th scope="colgroup" colSpan={width} className="px-3 pt-4 pb-2">
                    {heading}
                    <span className="ml-3 text-small font-normal text-ink-2 tabular-nums">
                      {sumsOf(content.columns, whole.find((group) => group.heading === heading)?.rows ?? [])
                        .map(({ column, fen }) => `${column.name} ${yuan(fen)} 元`)
                        .join('，')}
                    </span>
                  </th>
                </tr>
              )}
              {rows.map((line) => (
                <tr key={line.n} id={`line-${line.n}`} className="border-t border-line align-top">
                  <td className="px-3 py-2 text-ink-3 tabular-nums">{line.n}</td>
                  <Cells columns={columns} line={line} />
                  {hasVouchers && (
                    <td className="px-3 py-2">
                      <Vouchers {...{ line, publication }} />
                    </td>
                  )}
                  {askHref && (
                    <td className="px-3 py-2">
                      <AskLine n={line.n} href={askHref(line.n)} asked={askedOf?.(line.n)} />
                    </td>
                  )}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const hasValue = (value: string | number | null | undefined) =>
  value !== undefined && value !== null && value !== ''

function Head({ children, right = false }: { children: ReactNode; right?: boolean }) {
  return (
    <th scope="col" className={`px-3 py-2 text-small text-ink-2 ${right ? 'text-right' : ''}`}>
      {children}
    </th>
  )
}

function Cells({ columns, line: { row } }: { columns: readonly Column[]; line: NumberedRow }) {
  return columns.map((column) => {
    const text = cellText(column, row.cells[column.id])
    const isWhole = column.kind === 'date' || text.length <= SHORT
    const look = isFigure(column)
      ? 'text-right whitespace-nowrap tabular-nums'
      : isWhole
        ? 'whitespace-nowrap'
        : ''
    return (
      <td key={column.id} className={`px-3 py-2 ${look}`}>
        {text}
      </td>
    )
  })
}

/** Letters of a name or a voucher's number, which stay on one line however little room there is. */
const SHORT = 5
