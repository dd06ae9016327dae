import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { Moment } from '#web/matters/desk-time.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { OUTCOMES, type AuditRow } from './sought.ts'

/** Rows of the log, the newest first; one opens to what it chose and what it changed. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <Table<AuditRow>
      size="small"
      bordered
      rowKey="id"
      tableLayout="fixed"
      className="desk-table"
      columns={COLUMNS}
      dataSource={rows}
      pagination={false}
      expandable={{
        expandRowByClick: true,
        columnWidth: 40,
        expandedRowRender: moreOf,
      }}
    />
  )
}

const Two = ({ first, second }: { first: ReactNode; second: ReactNode }) => (
  <span className="grid">
    <span className="truncate">{first}</span>
    {second && <span className="truncate text-small text-ink-3">{second}</span>}
  </span>
)

const LOOK: Readonly<Record<AuditRow['outcome'], { icon: 'check' | 'lock' | 'warning'; className: string }>> =
  {
    done: { icon: 'check', className: 'text-ink-2' },
    refused: { icon: 'lock', className: 'text-wait' },
    failed: { icon: 'warning', className: 'text-late' },
  }

function Outcome({ outcome }: { outcome: AuditRow['outcome'] }) {
  const { icon, className } = LOOK[outcome]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${className}`}>
      <Icon name={icon} className="size-[1.1em]" />
      {OUTCOMES[outcome]}
    </span>
  )
}

const COLUMNS: NonNullable<TableProps<AuditRow>['columns']> = [
  { title: '时间', width: 168, render: (_, { at }) => <Moment at={at} /> },
  {
    title: '谁',
    width: 180,
    render: (_, { who, post }) => <Two first={who || '没有登录'} second={post} />,
  },
  {
    title: '做了什么',
    render: (_, { does, said, changes }) => <Two first={does} second={inShort(said, changes)} />,
  },
  {
    title: '记录',
    width: 200,
    render: (_, { record }) => (
      <span className="block truncate tabular-nums" title={record}>
        {record ?? '—'}
      </span>
    ),
  },
  {
    title: '结果',
    width: 168,
    render: (_, { outcome, reason }) => <Two first={<Outcome outcome={outcome} />} second={reason} />,
  },
  {
    title: '从哪里',
    width: 150,
    render: (_, { surfaceName, address }) => <Two first={surfaceName} second={address} />,
  },
]

/** What changed, else what was chosen, in one line. */
function inShort(said: AuditRow['said'], changes: AuditRow['changes']): string {
  return (changes.length > 0 ? changes : said).map(told).join('，')
}

const told = ({ name, before, after }: AuditRow['said'][number]) =>
  before === undefined ? `${name} ${after ?? ''}` : `${name} ${before} → ${after ?? '无'}`

function moreOf(row: AuditRow) {
  const { at, changes, said, reason, status, call, route, recordId, id } = row
  const lines: [says: string, value: ReactNode][] = [
    ['时间', new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })],
    ['改了什么', changes.map(told).join('，')],
    ['选了什么', said.map(told).join('，')],
    ['为什么没办成', reason ? `${reason}（${status}）` : ''],
    ['记录编码', recordId],
    ['请求', `${call}，接口 ${route}`],
    ['日志编码', id],
  ]
  return (
    <dl className="grid grid-cols-[8em_1fr] gap-x-3 gap-y-1 py-1 text-small">
      {lines.map(
        ([says, value]) =>
          value && (
            <div key={says} className="contents">
              <dt className="text-ink-3">{says}</dt>
              <dd className="break-all tabular-nums select-text">{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
