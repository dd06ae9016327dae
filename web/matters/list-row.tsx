import type { ReactNode } from 'react'
import { addressOf, type Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'

export type MatterRow = Output<'matters.list'>['rows'][number]

interface MatterCardProps {
  matter: MatterRow
  href: string
  /** Villagers read plain words, officials the exact ones. */
  words: 'plain' | 'exact'
  /** `h3` under a section that has its own heading. */
  heading?: 'h2' | 'h3'
  /** The one thing to press without opening it. */
  action?: ReactNode
}

/** One matter in a list: what it is, how it stands, and how long is left. */
export function MatterCard({ matter, href, words, heading: Heading = 'h2', action }: MatterCardProps) {
  const now = useNow()
  const open = matter.endedAt === undefined
  return (
    <article className="relative grid gap-2 rounded-card border border-line bg-paper p-4 active:bg-brand-soft">
      <div className="flex gap-3">
        <div className="grid min-w-0 flex-1 content-start gap-2">
          <Heading className="text-lead">
            <Link
              href={href}
              className="line-clamp-2 after:absolute after:inset-0 after:rounded-card focus-visible:outline-none
                focus-visible:after:outline-3 focus-visible:after:outline-focus"
            >
              {matter.title}
            </Link>
          </Heading>
          <p>
            <StateBadge state={matter.mood}>
              {words === 'plain' ? matter.stagePlain : matter.stageName}
            </StateBadge>
          </p>
        </div>
        {matter.photo && (
          <img
            src={addressOf('files.get', { params: { id: matter.photo }, query: { size: 'small' } })}
            alt=""
            loading="lazy"
            className="size-18 shrink-0 rounded-small bg-well object-cover"
          />
        )}
      </div>
      <footer className="flex items-center justify-between gap-3 text-small text-ink-3">
        {open && matter.dueAt ? (
          <TimeLeft dueAt={matter.dueAt} />
        ) : (
          <span>
            {dayText(matter.endedAt ?? matter.openedAt, now)}
            {open ? '提出' : ''}
          </span>
        )}
        <Icon name="forward" className="size-[1.1em]" />
      </footer>
      {action && <div className="relative pt-1">{action}</div>}
    </article>
  )
}
