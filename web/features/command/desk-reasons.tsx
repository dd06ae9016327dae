import type { Filter } from '#web/client/search-params.ts'
import { REASONS, type Row } from '#web/matters/desk-words.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

type Reason = NonNullable<Filter['reason']>
type Look = { icon: IconName; text: string; tag: string }

/** Colour, icon and word, never colour alone; only an emergency is filled. */
export const LOOKS: Readonly<Record<Reason, Look>> = {
  urgent: { icon: 'bell', text: 'text-late', tag: 'bg-late text-on-late font-bold' },
  overdue: { icon: 'clock', text: 'text-late', tag: 'bg-late-soft text-late' },
  disputed: { icon: 'people', text: 'text-wait', tag: 'bg-wait-soft text-wait' },
  reopened: { icon: 'return', text: 'text-move', tag: 'bg-move-soft text-move' },
}

/** As the contract orders them, worst first. */
export const REASON_NAMES: readonly Reason[] = ['urgent', 'overdue', 'disputed', 'reopened']

/** Why a row stands here, each with the moment since when. */
export function Reasons({ reasons }: { reasons: NonNullable<Row['reasons']> }) {
  const now = useNow()
  return (
    <span className="flex flex-wrap gap-1.5">
      {reasons.map(({ reason, since }) => (
        <span
          key={reason}
          className={`inline-flex items-center gap-1 rounded-small px-1.5 text-note ${LOOKS[reason].tag}`}
        >
          <Icon name={LOOKS[reason].icon} className="size-[1.05em]" />
          {REASONS[reason]}
          <time dateTime={since} className="font-normal">
            {momentText(since, now)} 起
          </time>
        </span>
      ))}
    </span>
  )
}
