import { useCall } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { meetsAtText } from './words.ts'

/** The newest ones: what is ahead comes first. */
const NEWEST = 5

/** A meeting one is counted at and that is ahead or being held: it stands on the first page until it is over. */
export function HomeMeetings() {
  const me = useMe()
  const now = useNow()
  const { data } = useCall('meetings.list', me ? { query: { limit: NEWEST } } : undefined)
  const of = (wanted: string) => (data?.rows ?? []).filter(({ mine, state }) => mine && state === wanted)
  // The one that is being held first, then what comes next.
  const ahead = [...of('open'), ...of('noticed').reverse()]
  if (ahead.length === 0) return null
  return (
    <section aria-label="请来开会" className="grid gap-2">
      {ahead.map(({ id, title, state, meetsAt, place }) => (
        <Link
          key={id}
          href={paths.meeting(id)}
          className="flex min-h-target items-center gap-3 rounded-card border border-line bg-paper p-4"
        >
          <Icon name="people" className="size-7 text-brand" />
          <span className="min-w-0 flex-1">
            <b className="block text-lead">
              {state === 'open' ? `正在开会：${title}` : `请来开会：${title}`}
            </b>
            <span className="block text-small text-ink-2">
              {meetsAtText(meetsAt, now)}，{place}
            </span>
          </span>
          <Icon name="forward" className="size-[1.1em] text-ink-3" />
        </Link>
      ))}
    </section>
  )
}
