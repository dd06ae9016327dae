import { useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { useSeenAt } from './seen.ts'

type Broadcast = Output<'broadcasts.mine'>[number]

/** As many as leave one’s own notices on the first screen. */
const SHOWN_AT_FIRST = 2

/** What was broadcast to me as a grid worker; nothing at all for anybody else. */
function useBroadcasts(): readonly Broadcast[] {
  const isWorker = useMe()?.posts.some(({ role }) => role === 'grid-worker') ?? false
  return useCall('broadcasts.mine', isWorker ? {} : undefined).data ?? []
}

/** Emergencies that stand and wait for my word, large and before everything else. */
export function Emergencies() {
  const waiting = useBroadcasts().filter(({ awaits }) => awaits)
  if (waiting.length === 0) return null
  return (
    <section aria-label="紧急通知" className="grid gap-3">
      {waiting.map((broadcast) => (
        <Emergency key={broadcast.id} broadcast={broadcast} />
      ))}
    </section>
  )
}

/** The broadcasts of the last weeks, on the page of notices. */
export function Broadcasts() {
  const broadcasts = useBroadcasts()
  const [all, setAll] = useState(false)
  const seenAt = useSeenAt(
    broadcasts
      .map(({ sentAt }) => sentAt)
      .toSorted()
      .at(-1),
  )
  if (broadcasts.length === 0) return null
  // Emergencies that wait come first, and none of them is folded away.
  const first = Math.max(SHOWN_AT_FIRST, broadcasts.filter(({ awaits }) => awaits).length)
  const shown = all ? broadcasts : broadcasts.slice(0, first)
  const more = broadcasts.length - shown.length
  return (
    <section aria-labelledby="broadcasts" className="grid gap-3">
      <h2 id="broadcasts" className="text-lead">
        群发通知
      </h2>
      {shown.map((broadcast) =>
        broadcast.awaits ? (
          <Emergency key={broadcast.id} broadcast={broadcast} />
        ) : (
          <BroadcastCard
            key={broadcast.id}
            broadcast={broadcast}
            isNew={seenAt !== undefined && broadcast.sentAt > seenAt}
          />
        ),
      )}
      {more > 0 && (
        <Button full kind="plain" onClick={() => setAll(true)}>
          {`看更早的 ${more} 条`}
        </Button>
      )}
    </section>
  )
}

function Emergency({ broadcast }: { broadcast: Broadcast }) {
  const { id, text, by, sentAt, remindedAt } = broadcast
  const now = useNow()
  const know = useChange('broadcasts.acknowledge', ['broadcasts.mine'])
  return (
    <article className="grid gap-3 rounded-card border-2 border-late bg-late-soft p-4">
      <h3 className="flex items-center gap-2 text-lead text-late">
        <Icon name="warning" className="size-7" />
        紧急通知
      </h3>
      <p className="text-lead break-words whitespace-pre-line">{text}</p>
      <p className="text-small text-ink-2">
        {by}，<time dateTime={sentAt}>{momentText(sentAt, now)}</time>
        {remindedAt && `，${momentText(remindedAt, now)} 又提醒了一次`}
      </p>
      {know.error && (
        <p role="alert" className="text-late">
          {know.error.message}
        </p>
      )}
      <Button
        full
        icon="check"
        busy={know.isPending}
        onClick={() => know.mutate({ input: { params: { id } } })}
      >
        知道了
      </Button>
      <p className="text-center text-small text-ink-2">点了以后，发通知的人就知道您已经看到</p>
    </article>
  )
}

function BroadcastCard({ broadcast, isNew }: { broadcast: Broadcast; isNew: boolean }) {
  const now = useNow()
  const { level, text, by, sentAt, knownAt, withdrawn } = broadcast
  return (
    <Card
      heading="h3"
      title={
        <>
          {isNew && (
            <span className="mr-2 inline-block size-2.5 rounded-full bg-late align-middle">
              <span className="sr-only">新的</span>
            </span>
          )}
          {level === 'emergency' ? '紧急通知' : '通知'}
          {withdrawn && <span className="text-ink-3">（已撤回）</span>}
        </>
      }
      state={
        <time dateTime={sentAt} className="shrink-0 pt-0.5 text-small text-ink-3">
          {momentText(sentAt, now)}
        </time>
      }
    >
      <p className={`break-words whitespace-pre-line ${withdrawn ? 'line-through' : 'text-ink'}`}>{text}</p>
      <p className="pt-1 text-small">{by}</p>
      {withdrawn ? (
        <p className="text-small">
          {withdrawn.by} {momentText(withdrawn.at, now)} 撤回：{withdrawn.reason}
        </p>
      ) : (
        knownAt && (
          <p className="flex items-center gap-1 text-small text-done">
            <Icon name="check" className="size-[1.1em]" />
            {momentText(knownAt, now)} 您点了知道了
          </p>
        )
      )}
    </Card>
  )
}
