import type { ReactNode } from 'react'
import { faultOf, useKeptSince } from '#web/client/queries.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { KeptLine } from '#web/ui/kept-line.tsx'
import { Page } from '#web/ui/page.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { PresencePart } from './phone-presence.tsx'
import { MinutesPart } from './phone-minutes.tsx'
import { MotionPart } from './phone-motion.tsx'
import { QuorumPart } from './parts-quorum.tsx'
import { useMeeting } from './use-meeting.ts'
import { meetsAtText, PAPER_MARK, STATE_TONES, type Meeting } from './words.ts'

/** One meeting for those who sit in it: what is voted on now before all else, who is missing, what is decided. */
export function MeetingScreen({
  id,
  picture,
  roll,
  said,
}: {
  id: string
  picture: ReactNode
  /** What is said against the roll, below whether one is on it. */
  roll: ReactNode
  said: ReactNode
}) {
  const read = useMeeting(id)
  const { data: meeting, refetch } = read
  const fault = faultOf(read)
  const keptSince = useKeptSince(read)
  const parts = (isNow: boolean) =>
    meeting?.motions
      .filter(({ state }) => (state === 'voting') === isNow)
      .map((motion) => <MotionPart key={motion.id} meeting={meeting} motion={motion} />)
  return (
    <Page title={meeting?.title ?? '村里的会'} back={paths.meetings()}>
      {meeting ? (
        <div className="grid gap-5">
          <KeptLine at={keptSince} />
          <Head meeting={meeting} />
          {parts(true)}
          {picture}
          <PresencePart meeting={meeting} />
          {roll}
          {meeting.state !== 'drafted' && meeting.state !== 'cancelled' && (
            <section aria-labelledby="quorum" className="rounded-card border border-line bg-paper p-4">
              <h2 id="quorum" className="pb-1 text-lead">
                来了多少人
              </h2>
              <QuorumPart meeting={meeting} />
            </section>
          )}
          {parts(false)}
          {said}
          <MinutesPart meeting={meeting} />
        </div>
      ) : fault ? (
        <Fault error={fault} onRetry={() => void refetch()} signInHref={paths.signIn(paths.meeting(id))} />
      ) : (
        <Skeleton shape="detail" />
      )}
    </Page>
  )
}

function Head({ meeting }: { meeting: Meeting }) {
  const now = useNow()
  const { bodyName, state, stateName, meetsAt, place, paper, steps } = meeting
  const cancelled = steps.find(({ action }) => action === 'cancel')
  return (
    <section aria-label="会议通知" className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge state={STATE_TONES[state]}>{stateName}</StateBadge>
        <span className="text-ink-2">{bodyName}</span>
        {paper && (
          <span className="rounded-small bg-harvest-soft px-2 py-0.5 text-small font-bold text-harvest">
            {PAPER_MARK}
          </span>
        )}
      </div>
      <p className="flex items-start gap-2 text-lead">
        <Icon name="clock" className="mt-0.5 size-6 text-brand" />
        {meetsAtText(meetsAt, now)}
      </p>
      <p className="flex items-start gap-2 text-lead">
        <Icon name="place" className="mt-0.5 size-6 text-brand" />
        {place}
      </p>
      {cancelled && <p className="rounded-card bg-late-soft p-3 text-late">取消了：{cancelled.reason}</p>}
    </section>
  )
}
