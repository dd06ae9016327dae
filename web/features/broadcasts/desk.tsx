import { Button } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Output } from '#web/client/call.ts'
import { usePages } from '#web/client/queries.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { BroadcastDetail } from './desk-detail.tsx'
import { SendDrawer } from './desk-send.tsx'
import { LevelBadge } from './desk-words.tsx'

type Sent = Output<'broadcasts.sent'>['rows'][number]

/** What was broadcast to one’s area: the list, the one looked at beside it, and the drawer to send another. */
export function BroadcastsDesk({ id }: { id: string | undefined }) {
  const [, navigate] = useLocation()
  const [sending, setSending] = useState(false)
  const pages = usePages('broadcasts.sent', {})
  const shown = id ?? pages.rows[0]?.id
  return (
    <div className="grid h-full grid-cols-[26rem_minmax(0,1fr)]">
      <section
        aria-labelledby="broadcasts"
        className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)] border-r border-line bg-paper"
      >
        <div className="flex items-center justify-between border-b border-line px-4 py-3">
          <h1 id="broadcasts" className="text-title font-bold">
            群发通知
          </h1>
          <span className="flex gap-2">
            <DeskSheet of="broadcasts.sent" isEmpty={pages.rows.length === 0} />
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setSending(true)}>
              发通知
            </Button>
          </span>
        </div>
        <SentList pages={pages} shown={shown} />
      </section>
      <div className="min-h-0 overflow-y-auto">
        {shown ? (
          <BroadcastDetail key={shown} id={shown} />
        ) : (
          pages.isSuccess && (
            <Blank icon="speak" title="给辖区的网格员一次说清楚">
              普通通知只管送到，不统计谁看过；紧急通知能看到谁还没点“知道了”，可以再提醒、打电话。
            </Blank>
          )
        )}
      </div>
      <SendDrawer
        open={sending}
        onClose={() => setSending(false)}
        onSent={(sent) => {
          setSending(false)
          navigate(paths.broadcasts(sent))
        }}
      />
    </div>
  )
}

function SentList({
  pages,
  shown,
}: {
  pages: ReturnType<typeof usePages<'broadcasts.sent'>>
  shown: string | undefined
}) {
  const { rows, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = pages
  if (isPending) return <Waiting lines={6} />
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (rows.length === 0) return <Blank icon="speak" title="还没有发过通知" />
  return (
    <div className="overflow-y-auto">
      <ul>
        {rows.map((row) => (
          <SentRow key={row.id} row={row} isHere={row.id === shown} />
        ))}
      </ul>
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          看更早的
        </Button>
      )}
    </div>
  )
}

function SentRow({ row, isHere }: { row: Sent; isHere: boolean }) {
  const { id, level, text, divisionName, sentAt, recipients, known, withdrawn } = row
  return (
    <li>
      <Link
        href={paths.broadcasts(id)}
        aria-current={isHere ? 'page' : undefined}
        className={`grid gap-1 border-b border-line px-4 py-2.5 ${isHere ? 'bg-brand-soft' : 'hover:bg-well'}`}
      >
        <span className="flex items-center gap-2">
          <LevelBadge level={level} />
          <b className="min-w-0 flex-1 truncate">{divisionName}</b>
          <span className="text-small text-ink-2">
            <Moment at={sentAt} />
          </span>
        </span>
        <span className={`line-clamp-2 break-words ${withdrawn ? 'text-ink-3 line-through' : ''}`}>
          {text}
        </span>
        <span className="text-small text-ink-2">
          {withdrawn
            ? '已撤回'
            : known === undefined
              ? `发给 ${recipients} 名网格员`
              : `${recipients} 名网格员，${known} 人知道了`}
        </span>
      </Link>
    </li>
  )
}
