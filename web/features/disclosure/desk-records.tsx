import { Button, Tag } from 'antd'
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useCall } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { useArea } from '#web/matters/desk-reference.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { COUNT_NAMES, oneSection, readCountFilter } from './desk-filter.ts'
import { WorkTable } from './desk-table.tsx'
import type { Work } from './desk-words.ts'

/** The duties a number of the watch counts, by due day. */
export function RecordsDesk() {
  const search = useSearch()
  const filter = useMemo(() => readCountFilter(search), [search])
  const [, navigate] = useLocation()
  // What the address says was checked when it was read.
  const count = (filter.count ?? 'late') as keyof typeof COUNT_NAMES
  const asked = {
    query: {
      count,
      ...(filter.under ? { under: filter.under } : {}),
      ...(filter.class ? { class: filter.class } : {}),
      ...(filter.hot ? { hot: 'true' } : {}),
    },
  }
  const { data, error, refetch } = useCall('disclosure.duties', asked)
  const place = useArea().find(({ code }) => code === filter.under)
  const isVillage = filter.under?.length === 12
  const open = (row: Work) => navigate(paths.duty(row))
  return (
    <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)] bg-paper">
      <div className="flex items-center gap-3 border-b border-line px-6 py-3">
        <Button onClick={() => history.back()}>返回</Button>
        <h1 className="text-lead font-bold">
          {place?.name ?? '全部村'}：{COUNT_NAMES[count]}
        </h1>
        {filter.class && <Tag className="m-0">{filter.class}</Tag>}
        {filter.hot && (
          <Tag color="error" className="m-0">
            只看热点
          </Tag>
        )}
        {data && (
          <span className="text-ink-2 tabular-nums">
            {data.total} 项{data.total > data.rows.length && `，只列最早的 ${data.rows.length} 项`}
          </span>
        )}
        <span className="flex-1" />
        <DeskSheet of="disclosure.duties" input={asked} isEmpty={(data?.rows ?? []).length === 0} />
      </div>
      {!data && error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && data.rows.length === 0 && <Blank icon="check" title="这里没有这样的公开事项" />}
      {data && data.rows.length > 0 && (
        <div className="min-h-0 overflow-y-auto pb-6">
          <WorkTable
            sections={oneSection(COUNT_NAMES[count], data.rows)}
            showsVillage={!isVillage}
            drafts={false}
            cursor={undefined}
            busy={undefined}
            onOpen={open}
            onBegin={open}
          />
        </div>
      )}
    </div>
  )
}
