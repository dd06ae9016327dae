import { useCall } from '#web/client/queries.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useToday } from './desk-day-of.ts'
import { dayWords } from './desk-words.ts'

/** On and around the county's disclosure day: how far it is, and the way to its screen. */
export function DayBanner({ under }: { under: string | undefined }) {
  const today = useToday()
  const { data } = useCall('disclosure.day', { query: under ? { under } : {} })
  if (!data?.isNear || data.due === 0) return null
  return (
    <Link
      href={paths.disclosureDay(under ? { under } : {})}
      className="mx-6 mb-3 flex items-center gap-3 rounded-card bg-brand-soft px-4 py-2.5 text-brand hover:underline"
    >
      <Icon name="clock" />
      <b>{data.on === today ? '今天是公开日' : `公开日 ${dayWords(data.on, today)}`}</b>
      <span className="tabular-nums">
        到期 {data.due} 项，已公开 {data.published} 项
      </span>
      <span className="flex-1" />
      看各村进度
      <Icon name="forward" />
    </Link>
  )
}
