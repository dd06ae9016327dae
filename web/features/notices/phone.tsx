import { useEffect, type ReactNode } from 'react'
import { useChange, usePages } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { More } from '#web/ui/more.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

/** Long enough to have seen which ones were new. */
const SEEN_MS = 2_000

/** What concerns me, newest first. Looking at it is reading it. */
export function NoticesScreen({ tabs, broadcasts }: { tabs: ReactNode; broadcasts: ReactNode }) {
  const me = useMe()
  const pages = usePages('notices.list', {})
  const { mutate: read } = useChange('notices.read', ['notices.list'])
  const unread = pages.data?.pages[0]?.unread ?? 0
  useEffect(() => {
    if (unread === 0) return undefined
    const timer = setTimeout(() => read({ input: {} }), SEEN_MS)
    return () => clearTimeout(timer)
  }, [unread, read])
  return (
    <Page title="消息" tabs={tabs}>
      <div className="grid gap-6">
        {me && broadcasts}
        {pages.error && !pages.data ? (
          <Fault
            error={pages.error}
            onRetry={() => void pages.refetch()}
            signInHref={paths.signIn(paths.notices())}
          />
        ) : pages.isPending ? (
          <Skeleton />
        ) : pages.rows.length === 0 ? (
          <Notice
            kind="empty"
            title="还没有消息"
            action={me ? <Button href={paths.report()}>去报事</Button> : undefined}
          >
            您的事有了进展，这里会告诉您
          </Notice>
        ) : (
          <div className="grid gap-3">
            {pages.rows.map((notice) => (
              <NoticeCard key={notice.id} notice={notice} />
            ))}
            <More pages={pages} />
          </div>
        )}
      </div>
    </Page>
  )
}

type NoticeRow = ReturnType<typeof usePages<'notices.list'>>['rows'][number]

function NoticeCard({ notice }: { notice: NoticeRow }) {
  const now = useNow()
  const { title, text, at, matter, meeting, readAt } = notice
  return (
    <Card
      href={matter ? paths.matter(matter) : meeting && paths.meeting(meeting)}
      title={
        <>
          {!readAt && (
            <span className="mr-2 inline-block size-2.5 rounded-full bg-late align-middle">
              <span className="sr-only">未看</span>
            </span>
          )}
          {title}
        </>
      }
      state={
        <time dateTime={at} className="shrink-0 pt-0.5 text-small text-ink-3">
          {momentText(at, now)}
        </time>
      }
    >
      {text}
    </Card>
  )
}
