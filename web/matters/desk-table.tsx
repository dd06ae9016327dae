import { Table, type TableProps } from 'antd'
import type { AnyFlow } from '#practice/kit/index.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import type { Filter } from '#web/client/search-params.ts'
import { Link } from '#web/ui/link.tsx'
import { Where } from './desk-place.tsx'
import { Day, RowTime } from './desk-time.tsx'
import type { Row } from './desk-words.ts'

export type ListProps = {
  rows: readonly Row[]
  flows: Readonly<Record<string, AnyFlow>>
  filter: Filter
  /** Where the keyboard stands. */
  cursor: string | undefined
  /** Picked for one action on all of them. */
  picked: readonly string[]
  onPick: (ids: readonly string[]) => void
  onOpen: (id: string) => void
}

function columnsOf({
  flows,
  filter,
}: Pick<ListProps, 'flows' | 'filter'>): NonNullable<TableProps<Row>['columns']> {
  return [
    {
      title: '编号',
      dataIndex: 'number',
      width: 108,
      render: (number: string) => <span className="text-ink-2 tabular-nums">{number}</span>,
    },
    {
      title: '事项',
      dataIndex: 'title',
      ellipsis: true,
      render: (title: string, row) => (
        <Link href={paths.matter(row.id, filter)} title={title}>
          <span className="text-ink hover:text-brand">{title}</span>
        </Link>
      ),
    },
    {
      title: '类别',
      width: 132,
      ellipsis: true,
      render: (_, row) => row.itemName ?? flows[row.flow]?.name ?? row.flow,
    },
    { title: '地点', width: 132, ellipsis: true, render: (_, row) => <Where name={row.divisionName} /> },
    {
      title: '承办单位',
      dataIndex: 'unitName',
      width: 128,
      ellipsis: true,
      render: (name?: string) => name ?? <span className="text-ink-3">未派</span>,
    },
    {
      title: '环节',
      width: 108,
      render: (_, row) => row.stageName,
    },
    { title: '时限', width: 136, render: (_, row) => <RowTime row={row} /> },
    {
      title: '收到',
      width: 104,
      render: (_, row) => (
        <span className="text-ink-2">
          <Day at={row.openedAt} />
        </span>
      ),
    },
  ]
}

/** The list across the whole width, while nothing is open beside it. */
export function DeskTable({ rows, flows, filter, cursor, picked, onPick, onOpen }: ListProps) {
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      tableLayout="fixed"
      className="desk-table"
      columns={columnsOf({ flows, filter })}
      dataSource={[...rows]}
      pagination={false}
      rowSelection={{
        columnWidth: 44,
        selectedRowKeys: [...picked],
        onChange: (keys) => onPick(keys.map(String)),
        getCheckboxProps: (row) => ({ 'aria-label': `选中 ${row.number}` }),
        getTitleCheckboxProps: () => ({ 'aria-label': '选中这一页全部' }),
      }}
      onRow={(row) => ({
        'data-row': row.id,
        className: `cursor-pointer ${row.id === cursor ? 'desk-cursor' : ''}`,
        onClick: (event) => {
          // Links and boxes in the row are their own.
          if (event.target instanceof Element && !event.target.closest('a, label, input')) onOpen(row.id)
        },
      })}
    />
  )
}
