import { Icon, type IconName } from '#web/ui/icon.tsx'
import { timeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayNumber, dayText, hourText, momentText } from '#web/ui/when.ts'
import { ENDINGS, type Row } from './desk-words.ts'

type Look = { icon: IconName; className: string; says: string; title?: string }

/** How a matter stands against its clock: colour, icon and word, never colour alone. */
function lookOf(row: Row, now: number): Look {
  if (row.ending) return { icon: 'check', className: 'text-done', says: ENDINGS[row.ending] }
  if (!row.dueAt) return { icon: 'wait', className: 'text-ink-3', says: '不计时' }
  const { span, state } = timeLeft(row.dueAt, now)
  const title = `${momentText(row.dueAt, now)} 前`
  if (row.overdue || state === 'late') return { icon: 'warning', className: 'text-late', says: span, title }
  if (row.warned)
    return { icon: 'clock', className: 'text-wait', says: `临期，${span.replace('还剩', '剩')}`, title }
  return { icon: 'clock', className: 'text-ink-2', says: span, title }
}

/** The time left of a row of a list. */
export function RowTime({ row }: { row: Row }) {
  const now = useNow()
  const { icon, className, says, title } = lookOf(row, now)
  return (
    <span
      className={`inline-flex items-center gap-1 align-bottom whitespace-nowrap ${className}`}
      title={title}
    >
      <Icon name={icon} className="size-[1.1em]" />
      {says}
    </span>
  )
}

/** A moment, short, with the whole of it for machines and on hover. */
export function Moment({ at }: { at: string }) {
  const now = useNow()
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {momentText(at, now)}
    </time>
  )
}

/** The day, or the hour while it is today's: what a narrow column has room for. */
export function Day({ at }: { at: string }) {
  const now = useNow()
  return (
    <time dateTime={at} className="whitespace-nowrap" title={momentText(at, now)}>
      {dayNumber(at) === dayNumber(now) ? `今天 ${hourText(at)}` : dayText(at, now)}
    </time>
  )
}
