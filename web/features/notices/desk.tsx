import { Button, Popover } from 'antd'
import { useState } from 'react'
import { useChange, usePages } from '#web/client/queries.ts'
import { Moment } from '#web/matters/desk-time.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'

/** The bell: how many are unread, and on pressing, what they say. */
export function DeskNotices() {
  const [open, setOpen] = useState(false)
  const pages = usePages('notices.list', {})
  const read = useChange('notices.read', ['notices.list'])
  const unread = pages.data?.pages[0]?.unread ?? 0
  const toggle = (next: boolean) => {
    setOpen(next)
    // Closing means they were seen; while it is open the new ones stay marked.
    if (!next && unread > 0) read.mutate({ input: {} })
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={toggle}
      title="消息"
      content={<Notices pages={pages} onOpen={() => toggle(false)} />}
    >
      <Button type="text" aria-expanded={open} icon={<Icon name="bell" />}>
        消息
        {unread > 0 && (
          <span className="rounded-full bg-late px-1.5 text-note leading-5 text-on-late">
            {unread > 99 ? '99+' : unread}
            <span className="sr-only">条没看</span>
          </span>
        )}
      </Button>
    </Popover>
  )
}

function Notices({
  pages,
  onOpen,
}: {
  pages: ReturnType<typeof usePages<'notices.list'>>
  onOpen: () => void
}) {
  const { rows, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = pages
  if (isPending) return <Waiting lines={4} />
  if (error && rows.length === 0) return <Trouble error={error} onRetry={() => void pages.refetch()} />
  if (rows.length === 0) {
    return (
      <Blank icon="bell" title="还没有消息">
        派给您的事、临期和超期提醒会出现在这里。
      </Blank>
    )
  }
  return (
    <div className="max-h-[70vh] w-96 overflow-y-auto" tabIndex={0} role="region" aria-label="消息列表">
      <ul>
        {rows.map(({ id, at, title, text, matter, meeting, readAt }) => (
          <li key={id} className="border-b border-line py-2 last:border-0">
            <p className="flex items-baseline justify-between gap-2">
              <span className={readAt ? '' : 'font-bold'}>
                {!readAt && (
                  <span className="mr-1 inline-block size-2 rounded-full bg-brand" aria-hidden="true" />
                )}
                {title}
              </span>
              <span className="shrink-0 text-small text-ink-3">
                <Moment at={at} />
              </span>
            </p>
            <p className="text-small text-ink-2">{text}</p>
            {(matter ?? meeting) && (
              <Link
                href={matter ? paths.matter(matter) : paths.meeting(meeting ?? '')}
                className="text-small text-brand hover:underline"
                onClick={onOpen}
              >
                {matter ? '看这件事' : '看这次会'}
              </Link>
            )}
          </li>
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
