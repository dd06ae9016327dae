import { useQueryClient } from '@tanstack/react-query'
import { Button, Table, type TableProps } from 'antd'
import { useState } from 'react'
import { LIST_KINDS, PURPOSES } from '#contract/purposes.ts'
import { may } from '#contract/roles.ts'
import { download } from '#web/client/call.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskExport, DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { SaidBy } from '#web/matters/desk-said-by.tsx'
import { Verdict } from '#web/matters/desk-verdict.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { AskDrawer } from './desk-ask.tsx'
import { DecideDialog } from './desk-decide.tsx'
import { daysText, STATES, wholeText, type ListExport } from './words.ts'

/** Lists of personal data on their way out: asked for by one, approved by another, fetched by the first. */
export function ListExportsDesk() {
  const post = actingPost(useMe())
  const list = useCall('listExports.list', {})
  const [asking, setAsking] = useState(false)
  const [deciding, setDeciding] = useState<ListExport>()
  const canAsk = may(post, 'exports.ask')
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-4 px-6 py-4">
        <h1 className="text-lead font-bold whitespace-nowrap">导出申请</h1>
        <span className="flex-1" />
        {list.data && list.data.length > 0 && <DeskSheet of="listExports.list" says="导出申请记录" />}
        {may(post, 'people.read') && (
          <Link href={paths.people()} className="text-brand hover:underline">
            回到名册
          </Link>
        )}
        {canAsk && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAsking(true)}>
            申请导出
          </Button>
        )}
      </div>
      <p className="px-6 pb-3 text-small text-ink-2">
        含个人信息的名单要两个人：一个人写明理由申请，本辖区另一个人审批，不能批自己的。每次下载都记进审计日志，文件上印着谁、什么时候导出。
      </p>
      {list.error && !list.data ? (
        <Trouble error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Waiting />
      ) : list.data.length === 0 ? (
        <None canAsk={canAsk} onAsk={() => setAsking(true)} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
          <Table<ListExport>
            size="small"
            bordered
            rowKey="id"
            tableLayout="fixed"
            className="desk-table"
            columns={columnsOf(may(post, 'exports.approve'), setDeciding)}
            dataSource={list.data}
            pagination={false}
          />
        </div>
      )}
      <AskDrawer post={post} open={asking} onClose={() => setAsking(false)} />
      <DecideDialog row={deciding} onClose={() => setDeciding(undefined)} />
    </div>
  )
}

function None({ canAsk, onAsk }: { canAsk: boolean; onAsk: () => void }) {
  return (
    <Blank
      icon="document"
      title="还没有导出申请"
      action={
        canAsk && (
          <Button type="primary" onClick={onAsk}>
            申请导出
          </Button>
        )
      }
    >
      {canAsk
        ? '要带走一份名单时在这里申请，写明用在哪件事上；别人的申请等您审批时也在这里。'
        : '有人申请导出名单时，会在这里等您审批。'}
    </Blank>
  )
}

function columnsOf(
  canApprove: boolean,
  onDecide: (row: ListExport) => void,
): NonNullable<TableProps<ListExport>['columns']> {
  return [
    {
      title: '导出什么',
      width: 260,
      render: (_, row) => (
        <Lines
          first={LIST_KINDS[row.kind]}
          then={[
            [row.divisionName, daysText(row)].filter(Boolean).join('，'),
            `${row.rows.toLocaleString('zh-CN')} 行，${wholeText(row.whole)}`,
          ]}
        />
      ),
    },
    {
      title: '为什么',
      render: (_, { purpose, reason }) => <Lines first={PURPOSES[purpose]} then={[reason]} />,
    },
    {
      title: '谁申请的',
      width: 190,
      render: (_, { by, byTitle, askedAt }) => <SaidBy by={by} title={byTitle} at={askedAt} />,
    },
    { title: '到哪一步', width: 260, render: (_, row) => <Standing row={row} /> },
    {
      title: '可以做的',
      width: 150,
      render: (_, row) => <Deed row={row} canApprove={canApprove} onDecide={onDecide} />,
    },
  ]
}

function Lines({ first, then }: { first: string; then: readonly string[] }) {
  return (
    <span className="grid">
      <b>{first}</b>
      {then.map((line) => (
        <span key={line} className="text-small break-words text-ink-2">
          {line}
        </span>
      ))}
    </span>
  )
}

const Standing = ({ row }: { row: ListExport }) => (
  <Verdict look={STATES[row.state]} row={row} isOpen={row.state === 'ready' || row.state === 'waiting'}>
    {row.downloads > 0 && <span className="text-small text-ink-3">下载过 {row.downloads} 次</span>}
  </Verdict>
)

function Deed({
  row,
  canApprove,
  onDecide,
}: {
  row: ListExport
  canApprove: boolean
  onDecide: (row: ListExport) => void
}) {
  if (row.state === 'waiting' && row.isOwn) return <span className="text-ink-3">要由另一个人审批</span>
  if (row.state === 'waiting' && canApprove)
    return (
      <Button type="primary" size="small" onClick={() => onDecide(row)}>
        审批
      </Button>
    )
  return row.state === 'ready' && row.isOwn ? <Fetch row={row} /> : null
}

function Fetch({ row: { id, kind, left } }: { row: ListExport }) {
  const cache = useQueryClient()
  const load = () =>
    download('listExports.file', { params: { id } }, `${LIST_KINDS[kind]}.xlsx`).finally(
      () => void cache.invalidateQueries({ queryKey: ['listExports.list'] }),
    )
  return (
    <span className="grid justify-items-start">
      <DeskExport load={load} says="下载 Excel" />
      <span className="text-small text-ink-3">还能下载 {left} 次</span>
    </span>
  )
}
