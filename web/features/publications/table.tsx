import { useMemo, useState } from 'react'
import type { Content } from '#practice/disclosure/content.ts'
import { cellText, groupsOf, sumsOf, type LineGroup, type NumberedRow } from '#practice/disclosure/lines.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { Button } from '#web/ui/button.tsx'
import { LinesAsRows } from './table-rows.tsx'
import { LinesAsTable } from './table-wide.tsx'

export interface PublicationTableProps {
  content: Content
  /** Whose vouchers are fetched. */
  publication: string
  /** `rows` reads at 390 px without sideways scrolling; `table` where there is room for columns. */
  layout: 'rows' | 'table'
  perPage?: number
  /** Only lines with these words. */
  find?: string
  /** Where one asks about a line; without it lines are only read. */
  askHref?: ((n: number) => string) | undefined
  /** How many questions a line has. */
  askedOf?: ((n: number) => number) | undefined
  /** The line to begin with, as when a question points to it. */
  startAt?: number | undefined
}

/** One page of lines, each group with the heading it belongs to. */
export interface LinesProps {
  content: Content
  groups: readonly LineGroup[]
  /** The whole groups of the table, whose sums stand at their headings. */
  whole: readonly LineGroup[]
  askHref?: ((n: number) => string) | undefined
  askedOf?: ((n: number) => number) | undefined
  publication: string
}

const PER_PAGE = 50

/** The lines of a publication with their headings, sums and vouchers, a page at a time: there may be 20,000. */
export function PublicationTable(props: PublicationTableProps) {
  const { content, publication, layout, perPage = PER_PAGE, find = '', askHref, askedOf, startAt } = props
  const whole = useMemo(() => groupsOf(content), [content])
  const lines = useMemo(() => flat(whole).filter(says(content, find)), [whole, content, find])
  const [page, setPage] = usePage(lines, perPage, startAt, find)
  const from = page * perPage
  const shown = useMemo(() => grouped(lines.slice(from, from + perPage)), [lines, from, perPage])
  const Lines = layout === 'rows' ? LinesAsRows : LinesAsTable
  if (content.rows.length === 0) return <Remark content={content} />
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      {lines.length === 0 ? (
        <p className="text-ink-2">没有哪一行有“{find}”</p>
      ) : (
        <Lines {...{ content, whole, askHref, askedOf, publication }} groups={shown} />
      )}
      {lines.length > perPage && <Pager {...{ page, perPage }} count={lines.length} onGo={setPage} />}
      <Sums content={content} />
      <Remark content={content} />
    </div>
  )
}

type Flat = NumberedRow & { heading: string | undefined }

const flat = (groups: readonly LineGroup[]): Flat[] =>
  groups.flatMap(({ heading, rows }) => rows.map((line) => ({ ...line, heading })))

/** The lines of one page under their headings again. */
function grouped(lines: readonly Flat[]): LineGroup[] {
  const groups: LineGroup[] = []
  for (const { heading, ...line } of lines) {
    const last = groups.at(-1)
    if (last && last.heading === heading) last.rows.push(line)
    else groups.push({ heading, rows: [line] })
  }
  return groups
}

const says =
  ({ columns }: Content, find: string) =>
  ({ row, heading = '' }: Flat) =>
    find === '' ||
    heading.includes(find) ||
    columns.some((column) => cellText(column, row.cells[column.id]).includes(find))

/** The page one looks at; it begins with the line asked for, and anew when other words are looked for. */
function usePage(lines: readonly Flat[], perPage: number, startAt: number | undefined, find: string) {
  const start = startAt === undefined ? 0 : lines.findIndex(({ n }) => n === startAt)
  const key = `${startAt ?? ''} ${find}`
  const [turned, setTurned] = useState<{ key: string; page: number }>()
  const last = Math.max(0, Math.ceil(lines.length / perPage) - 1)
  const page = turned?.key === key ? turned.page : Math.floor(Math.max(0, start) / perPage)
  return [Math.min(page, last), (next: number) => setTurned({ key, page: next })] as const
}

function Pager(props: { page: number; perPage: number; count: number; onGo: (page: number) => void }) {
  const { page, perPage, count, onGo } = props
  const to = Math.min(count, (page + 1) * perPage)
  return (
    <nav aria-label="翻页" className="grid gap-2">
      <p role="status" className="text-center text-small text-ink-2">
        第 {page * perPage + 1}–{to} 行，共 {count.toLocaleString('zh-CN')} 行
      </p>
      <div className="flex gap-2 [&>*]:flex-1">
        <Button kind="plain" reason={page === 0 ? '这是第一页' : undefined} onClick={() => onGo(page - 1)}>
          上一页
        </Button>
        <Button kind="plain" reason={to >= count ? '这是最后一页' : undefined} onClick={() => onGo(page + 1)}>
          下一页
        </Button>
      </div>
    </nav>
  )
}

/** What all lines add up to, and the money in hand before and after. */
function Sums({ content }: { content: Content }) {
  const sums = useMemo(() => sumsOf(content.columns, flat(groupsOf(content))), [content])
  const rows = [
    ...(content.opening === undefined ? [] : [['期初结余', content.opening] as const]),
    ...sums.map(({ column, fen }) => [`${column.name}合计`, fen] as const),
    ...(content.closing === undefined ? [] : [['期末结余', content.closing] as const]),
  ]
  if (rows.length === 0) return null
  return (
    <dl className="grid gap-1 rounded-card bg-well px-4 py-3">
      {rows.map(([name, fen]) => (
        <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-3">
          <dt>{name}</dt>
          <dd className="ml-auto font-bold tabular-nums">{yuan(fen)} 元</dd>
        </div>
      ))}
    </dl>
  )
}

function Remark({ content: { rows, remark } }: { content: Content }) {
  if (!remark) return rows.length === 0 ? <p className="text-ink-2">这一期没有要列的明细。</p> : null
  return (
    <p className="whitespace-pre-line">
      {rows.length > 0 && <b>说明：</b>}
      {remark}
    </p>
  )
}
