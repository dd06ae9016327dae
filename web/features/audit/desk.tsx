import { Button } from 'antd'
import { useLocation, useSearch } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { useCall, usePages } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { AuditFilters } from './desk-filters.tsx'
import { AuditTable } from './desk-table.tsx'
import { readSought } from './sought.ts'

/** The audit log: who did what, from where, on which record. What is looked for stands in the address. */
export function AuditDesk() {
  const [, navigate] = useLocation()
  const sought = readSought(useSearch())
  const pages = usePages('audit.search', sought)
  const { data: state } = useCall('audit.state', {})
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-start gap-4 px-6 pt-4 pb-3">
        <div className="grid flex-1 gap-1">
          <h1 className="text-lead font-bold">审计日志</h1>
          <Sealed state={state} />
        </div>
        <DeskSheet of="audit.search" input={{ query: sought }} isEmpty={pages.rows.length === 0} />
      </div>
      <AuditFilters
        key={JSON.stringify(sought)}
        sought={sought}
        routes={state?.routes ?? []}
        onSeek={(wanted) => {
          // The same again is asked again: the log has grown meanwhile.
          if (paths.audit(wanted) === paths.audit(sought)) void pages.refetch()
          else navigate(paths.audit(wanted))
        }}
      />
      <Rows pages={pages} isNarrowed={Object.keys(sought).length > 0} />
    </div>
  )
}

/** Whether the log proves itself, and how long it is kept. */
function Sealed({ state: data }: { state: Output<'audit.state'> | undefined }) {
  if (!data) return <p className="text-small text-ink-3">正在看封存情况</p>
  return (
    <p className="text-small text-ink-2">
      {data.sealedAt ? (
        <>
          最近封存 <Moment at={data.sealedAt} />
          ，第 {data.seals} 次，链尾 <code className="tabular-nums select-all">{data.head}</code>
        </>
      ) : (
        '还没有封存过'
      )}
      <span className="text-ink-3" title={data.rule}>
        {`；保存 ${data.keptMonths} 个月。查询也会记进日志。`}
      </span>
    </p>
  )
}

function Rows({
  pages,
  isNarrowed,
}: {
  pages: ReturnType<typeof usePages<'audit.search'>>
  isNarrowed: boolean
}) {
  const { rows, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = pages
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (isPending) return <Waiting />
  if (rows.length === 0)
    return isNarrowed ? (
      <Blank icon="search" title="没有找到">
        姓名要写全；事项写编号，其他记录写它的编码；日期按北京时间。
      </Blank>
    ) : (
      <Blank icon="list" title="日志还是空的">
        有人登录、办事、查看别人的信息或者被拒绝，这里就会有记录。
      </Blank>
    )
  return (
    <div tabIndex={0} role="region" aria-label="日志" className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
      <AuditTable rows={rows} />
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          看更早的
        </Button>
      )}
    </div>
  )
}
