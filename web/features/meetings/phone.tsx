import { usePages } from '#web/client/queries.ts'
import { useMe } from '#web/client/session.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Card } from '#web/ui/card.tsx'
import { More } from '#web/ui/more.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { meetsAtText, PAPER_MARK, STATE_TONES, subjectsOf, type Listed } from './words.ts'

export { MeetingScreen } from './phone-meeting.tsx'
export { DoorScreen } from './phone-door.tsx'

/** The meetings of one’s village: those that concern me say so. */
export function MeetingsScreen() {
  const me = useMe()
  const pages = usePages('meetings.list', {})
  return (
    <Page title="村里的会" back={paths.discuss()}>
      {pages.error && !pages.data ? (
        <Fault
          error={pages.error}
          onRetry={() => void pages.refetch()}
          signInHref={paths.signIn(paths.meetings())}
        />
      ) : pages.isPending ? (
        <Skeleton shape="cards" />
      ) : pages.rows.length === 0 ? (
        <Notice kind="empty" title="还没有会">
          {me?.homeName ? '村里要开会，通知会出现在这里' : '还不知道您是哪个村的，请村里在名册上登记'}
        </Notice>
      ) : (
        <div className="grid gap-5">
          <Meetings
            title="要开的会"
            meetings={pages.rows.filter((meeting) => !isOver(meeting)).toReversed()}
          />
          <Meetings title="开过的会" meetings={pages.rows.filter(isOver)} />
          <More pages={pages} />
        </div>
      )}
    </Page>
  )
}

const isOver = ({ state }: Listed) => state === 'closed' || state === 'archived' || state === 'cancelled'

/** What comes next first; of those that were, the last. */
function Meetings({ title, meetings }: { title: string; meetings: readonly Listed[] }) {
  if (meetings.length === 0) return null
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-lead">{title}</h2>
      {meetings.map((meeting) => (
        <MeetingCard key={meeting.id} meeting={meeting} />
      ))}
    </section>
  )
}

function MeetingCard({ meeting }: { meeting: Listed }) {
  const now = useNow()
  const { id, title, state, stateName, meetsAt, place, mine, paper, due, present } = meeting
  return (
    <Card
      href={paths.meeting(id)}
      title={title}
      state={<StateBadge state={STATE_TONES[state]}>{stateName}</StateBadge>}
      next={
        state === 'cancelled'
          ? '取消了，不用来'
          : isOver(meeting)
            ? `应到 ${due ?? 0}，实到 ${present}`
            : mine
              ? '您在名册上，请来开会'
              : '您可以列席旁听'
      }
    >
      {paper && <p className="font-bold text-harvest">{PAPER_MARK}</p>}
      <p>
        {meetsAtText(meetsAt, now)}，{place}
      </p>
      <p>{subjectsOf(meeting)}</p>
    </Card>
  )
}
