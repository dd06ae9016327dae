import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { CallError } from '#web/client/call.ts'
import { Link } from '#web/ui/link.tsx'
import { Trouble, Waiting } from './desk-state.tsx'

export type Columns<Row> = NonNullable<TableProps<Row>['columns']>

interface Props<Row> {
  read: UseQueryResult<readonly Row[], CallError>
  columns: Columns<Row> | ((rows: readonly Row[]) => Columns<Row>)
  /** Instead of a table without rows. */
  empty: ReactNode
}

/** Everything of one kind a village has, in one table; there are a few dozen in a year, so it has no pages. */
export function VillageList<Row extends { id: string }>({ read, columns, empty }: Props<Row>) {
  const { data, error, refetch } = read
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  if (data.length === 0) return empty
  return (
    <div className="h-full overflow-y-auto px-6 pb-6">
      <Table<Row>
        size="small"
        rowKey="id"
        tableLayout="fixed"
        className="desk-table"
        pagination={false}
        dataSource={[...data]}
        columns={typeof columns === 'function' ? columns(data) : columns}
      />
    </div>
  )
}

/** The cell that opens the row, with what it is of below it. */
export function TitleCell({ href, title, note }: { href: string; title: string; note?: string | undefined }) {
  return (
    <span className="grid">
      <Link href={href} className="font-bold text-brand underline-offset-4 hover:underline">
        {title}
      </Link>
      {note !== undefined && <span className="text-small text-ink-3">{note}</span>}
    </span>
  )
}
