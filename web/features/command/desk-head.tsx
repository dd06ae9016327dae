import type { Output } from '#web/client/call.ts'
import type { Filter } from '#web/client/search-params.ts'
import { REASONS } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { LOOKS, REASON_NAMES } from './desk-reasons.tsx'

type Counts = Output<'matters.attention'>

/** How much there is of each, one press from its list; how old that is; and the ways out to many people. */
export function Head({
  counts,
  filter,
  isStale,
}: {
  counts: Counts | undefined
  filter: Filter
  isStale: boolean
}) {
  const now = useNow()
  const { reason: chosen, ...rest } = filter
  return (
    <header className="flex shrink-0 items-stretch gap-6 border-b border-line bg-paper px-4">
      <h1 className="self-center text-title font-bold">指挥席</h1>
      <nav aria-label="为什么要紧" className="flex">
        <Figure href={paths.command(rest)} here={chosen === undefined} name="要紧的事" n={counts?.all} />
        {REASON_NAMES.map((reason) => (
          <Figure
            key={reason}
            href={paths.command({ ...rest, reason })}
            here={chosen === reason}
            name={REASONS[reason]}
            n={counts?.reasons[reason]}
            tone={LOOKS[reason].text}
          />
        ))}
      </nav>
      <p
        role="status"
        className={`flex items-center gap-1.5 self-center text-small ${isStale ? 'text-late' : 'text-ink-2'}`}
      >
        <Icon name={isStale ? 'warning' : 'clock'} className="size-[1.1em]" />
        {counts ? `数据截至 ${momentText(counts.at, now)}${isStale ? '，没能更新' : ''}` : '正在清点'}
      </p>
      <span className="flex-1" />
      <a href={paths.broadcasts()} className="flex items-center gap-1.5 text-brand hover:underline">
        <Icon name="speak" className="size-[1.1em]" />
        群发通知
      </a>
      <a href="/wall" className="flex items-center gap-1.5 text-brand hover:underline">
        <Icon name="eye" className="size-[1.1em]" />
        大屏
      </a>
    </header>
  )
}

function Figure({
  href,
  here,
  name,
  n,
  tone = 'text-ink',
}: {
  href: string
  here: boolean
  name: string
  n: number | undefined
  tone?: string
}) {
  return (
    <Link
      href={href}
      aria-current={here ? 'true' : undefined}
      className={`grid min-w-20 justify-items-center border-b-2 px-3 py-1.5 ${here ? 'border-brand bg-brand-soft' : 'border-transparent hover:bg-ground'}`}
    >
      <b className={`text-display leading-tight tabular-nums ${n ? tone : 'text-ink-3'}`}>{n ?? '–'}</b>
      <span className="text-note text-ink-2">{name}</span>
    </Link>
  )
}
