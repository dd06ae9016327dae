import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'

type Work = Output<'disclosure.work'>[number]

/** What has to be published next, and by whom; a row leads to its publication. */
export function DisclosureDesk() {
  const { data, error, refetch } = useCall('disclosure.work', { query: { days: 30 } })
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const groups = [
    { title: '我的待办', rows: data.filter(({ mine }) => mine) },
    { title: '别人在办', rows: data.filter(({ mine }) => !mine) },
  ]
  if (data.length === 0) return <Blank icon="check" title="三十天内没有要公开的事项" />
  return (
    <div className="grid h-full content-start gap-6 overflow-y-auto p-6">
      <h1 className="text-lead font-bold">公开</h1>
      {groups.map(({ title, rows }) => (
        <section key={title} aria-label={title} className="grid gap-2">
          <h2 className="font-bold">
            {title} {rows.length}
          </h2>
          <ul className="divide-y divide-line rounded-card border border-line bg-paper">
            {rows.map((row) => (
              <li key={`${row.division}${row.item}${row.period}${row.n}`}>
                <Line row={row} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Line({ row }: { row: Work }) {
  const [, navigate] = useLocation()
  const [trouble, setTrouble] = useState<string>()
  const begin = useChange('publications.begin', ['disclosure.work'])
  const { division, item, period, n, publication } = row
  const open = () =>
    publication === undefined
      ? begin.mutate(
          { input: { body: { division, item, period, n } } },
          {
            onSuccess: ({ id }) => navigate(paths.publication(id)),
            onError: ({ message }) => setTrouble(message),
          },
        )
      : navigate(paths.publication(publication))
  return (
    <div className="flex items-center gap-4 px-4 py-2">
      <span className="min-w-0 flex-1">
        {row.periodName} {row.name}
        <span className="text-small text-ink-2">
          {row.divisionName} · {row.dueOn} 前{row.daysLate > 0 && `，已超 ${row.daysLate} 天`}
        </span>
      </span>
      {trouble !== undefined && <Alert type="error" showIcon title={trouble} />}
      <span className="text-ink-2">{row.stateName}</span>
      <Button loading={begin.isPending} onClick={open}>
        {publication === undefined ? '开始填' : '打开'}
      </Button>
    </div>
  )
}
