import { Table, type TableProps } from 'antd'
import { Icon } from '#web/ui/icon.tsx'
import type { Row } from './use-many.ts'

/** What becomes of each row of a table; those that are refused stand first, whatever is to be mended is seen at once. */
export function ManyRows({ rows }: { rows: readonly Row[] }) {
  const refusedFirst = rows.toSorted((a, b) => Number(!a.faults) - Number(!b.faults) || a.row - b.row)
  return (
    <div
      className="min-h-0 flex-1 overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label="表格里的每一行会怎么开"
    >
      <Table<Row>
        size="small"
        bordered
        rowKey="row"
        tableLayout="fixed"
        className="desk-table"
        columns={COLUMNS}
        dataSource={refusedFirst}
        pagination={false}
        sticky
      />
    </div>
  )
}

type Field = 'person' | 'phone' | 'signInName'

function columnOf(
  field: Field,
  title: string,
  width: number,
): NonNullable<TableProps<Row>['columns']>[number] {
  return {
    title,
    key: field,
    width,
    ellipsis: true,
    onCell: ({ faults }) => (faults?.[field] ? { className: 'bg-late-soft' } : {}),
    render: (_, row) => row[field] || <span className="text-ink-3">空着</span>,
  }
}

const COLUMNS: NonNullable<TableProps<Row>['columns']> = [
  { title: '行', dataIndex: 'row', width: 56, className: 'tabular-nums' },
  columnOf('person', '姓名', 110),
  columnOf('phone', '手机号', 130),
  columnOf('signInName', '登录名', 150),
  {
    title: '结果',
    key: 'says',
    render: (_, { faults }) =>
      faults ? (
        <ul className="text-late">
          {Object.values(faults).map((says) => (
            <li key={says}>
              <Icon name="warning" className="mr-1 inline size-[1.1em]" />
              {says}
            </li>
          ))}
        </ul>
      ) : (
        <span className="flex items-center gap-1 text-done">
          <Icon name="check" className="size-[1.1em]" />
          能开
        </span>
      ),
  },
]
