import { Alert, Button, Select, Table, type TableProps } from 'antd'
import { useState } from 'react'
import type { Input, Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { count, type Import } from './words.ts'

type Looked = Output<'people.preview'>
type Row = Looked['rows'][number]
type Field = Looked['fields'][number]
type Columns = Input<'people.start'>['body']['columns']

/** A list before it is loaded: which column is what, and what becomes of its first rows. */
export function Preview({ row: { id, file } }: { row: Import }) {
  const [columns, setColumns] = useState<Columns>()
  const { data, error, refetch } = useCall(
    'people.preview',
    { params: { id }, body: columns ? { columns } : {} },
    { keepsLast: true },
  )
  const start = useChange('people.start', ['people.import', 'people.imports', 'people.register'])
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} />
  if (!data) return <Waiting />
  const now = columns ?? columnsOf(data.fields)
  const missing = data.fields.filter(({ field, needed }) => needed && now[field] === undefined)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-5 p-6">
      <header className="flex items-start justify-between gap-4">
        <div>
          <h2 className="text-lead font-bold">核对“{file}”</h2>
          <p className="text-ink-2">共 {count(data.total)} 行。现在还没有写进名册，列对上了再开始。</p>
        </div>
        <div className="grid justify-items-end gap-1">
          <Button
            type="primary"
            size="large"
            disabled={missing.length > 0}
            loading={start.isPending}
            onClick={() => start.mutate({ input: { params: { id }, body: { columns: now } } })}
          >
            开始导入 {count(data.total)} 行
          </Button>
          {missing.length > 0 && (
            <p className="text-small text-late">
              先指明哪一列是{missing.map(({ name }) => `“${name}”`).join('和')}
            </p>
          )}
        </div>
      </header>
      {start.error && <Alert type="error" showIcon title={start.error.message} />}
      <Mapping looked={data} columns={now} onChange={setColumns} />
      {missing.length === 0 && <FirstRows looked={data} />}
    </section>
  )
}

const columnsOf = (fields: readonly Field[]): Columns =>
  Object.fromEntries(fields.flatMap(({ field, column }) => (column === undefined ? [] : [[field, column]])))

function Mapping({
  looked: { fields, headings },
  columns,
  onChange,
}: {
  looked: Looked
  columns: Columns
  onChange: (columns: Columns) => void
}) {
  const options = headings.map((heading, column) => ({
    value: column,
    label: heading.trim() || `第 ${column + 1} 列（没有列名）`,
  }))
  return (
    <div role="group" aria-label="哪一列是什么" className="grid gap-2">
      <h3 className="font-bold">
        哪一列是什么 <span className="font-normal text-ink-3">按列名认的，不对就改</span>
      </h3>
      <div className="grid grid-cols-5 items-start gap-x-4 gap-y-3 rounded-card border border-line bg-paper p-4">
        {fields.map(({ field, name, needed }) => (
          <DeskField
            key={field}
            label={name}
            required={needed}
            fault={needed && columns[field] === undefined ? '请选一列' : undefined}
          >
            {(bound) => (
              <Select
                {...bound}
                allowClear={!needed}
                placeholder="名单里没有"
                value={columns[field] ?? null}
                options={options}
                onChange={(column: number | undefined) => {
                  const { [field]: _, ...others } = columns
                  onChange(column === undefined ? others : { ...others, [field]: column })
                }}
              />
            )}
          </DeskField>
        ))}
      </div>
    </div>
  )
}

function FirstRows({ looked: { fields, rows } }: { looked: Looked }) {
  const shown = fields.filter(({ column }) => column !== undefined)
  const faulty = rows.filter(({ fault }) => fault).length
  const columns: NonNullable<TableProps<Row>['columns']> = [
    { title: '行', dataIndex: 'row', width: 56 },
    {
      title: '结果',
      key: 'fault',
      width: 280,
      render: (_, { fault }) =>
        fault ? (
          <span className="text-late">
            <Icon name="warning" className="mr-1 inline size-[1.1em]" />
            {fault.reason}
          </span>
        ) : (
          <span className="text-ink-2">可以导入</span>
        ),
    },
    ...shown.map(({ field, name }) => ({
      title: name,
      key: field,
      width: field === 'idNumber' ? 176 : field === 'address' ? 160 : 112,
      ellipsis: true,
      onCell: ({ fault }: Row) => (fault?.field === field ? { className: 'bg-late-soft' } : {}),
      render: (_: unknown, { cells, fault }: Row) =>
        cells[field] || <span className="text-ink-3">{fault?.field === field ? '空着' : ''}</span>,
    })),
  ]
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline gap-3">
        <h3 className="font-bold">前 {rows.length} 行会怎么导</h3>
        <span className={faulty > 0 ? 'text-late' : 'text-done'}>
          {faulty > 0
            ? `其中 ${faulty} 行会退回，其余照常导入；可以先改好名单，也可以导完再改`
            : '都可以导入'}
        </span>
      </div>
      <Table<Row>
        size="small"
        rowKey="row"
        bordered
        tableLayout="fixed"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </div>
  )
}
