import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { isKeeperOf } from './desk-who.ts'
import { useMe } from '#web/client/session.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { Door } from './desk-door.tsx'
import { Minutes } from './desk-minutes.tsx'
import { MotionDesk } from './desk-motion.tsx'
import { NextSteps } from './desk-steps.tsx'
import { NoticeOf } from './desk-notice.tsx'
import { QuorumPart } from './parts-quorum.tsx'
import { Roll } from './desk-roll.tsx'
import { useMeeting } from './use-meeting.ts'
import { meetsAtText, PAPER_MARK, STATE_TONES, type Meeting } from './words.ts'

/** One meeting at the desk that keeps it: what is decided and (`children`) said at the left, who came at the right. */
export function MeetingDesk({ id, aside, children }: { id: string; aside: ReactNode; children: ReactNode }) {
  const { data: meeting, error, refetch } = useMeeting(id, { spread: false })
  const me = useMe()
  if (!meeting) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const keeps = isKeeperOf(me, meeting)
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_27rem]">
      <div className="overflow-y-auto px-6 py-5">
        <div className="mx-auto grid max-w-[54rem] gap-5">
          <Head meeting={meeting} />
          <NoticeOf meeting={meeting} />
          {meeting.motions.map((motion) => (
            <MotionDesk key={motion.id} {...{ meeting, motion, keeps }} />
          ))}
          {children}
          <Minutes meeting={meeting} />
        </div>
      </div>
      <aside
        aria-label="到会"
        // Longer than the screen, it scrolls, also by keys.
        tabIndex={0}
        className="grid content-start gap-5 overflow-y-auto border-l border-line bg-paper p-5"
      >
        <NextSteps meeting={meeting} />
        <section aria-labelledby="quorum" className="grid gap-2">
          <h2 id="quorum" className="font-bold">
            到会人数
          </h2>
          <QuorumPart meeting={meeting} />
        </section>
        {keeps && <Door meeting={meeting} />}
        {aside}
        <Roll meeting={meeting} keeps={keeps} />
      </aside>
    </div>
  )
}

function Head({ meeting }: { meeting: Meeting }) {
  const now = useNow()
  const { id, title, bodyName, divisionName, place, meetsAt, state, stateName, paper, caller, basis } =
    meeting
  return (
    <header className="grid gap-1">
      <div className="flex items-center gap-3">
        <Link
          href={paths.meetings()}
          aria-label="回会议列表"
          className="-ml-2 grid size-8 place-items-center"
        >
          <Icon name="back" />
        </Link>
        <h1 className="text-title font-bold">{title}</h1>
        <StateBadge state={STATE_TONES[state]}>{stateName}</StateBadge>
        {paper && <Tag color="gold">{PAPER_MARK}</Tag>}
        <span className="flex-1" />
        <Link
          href={paths.meetingDocument(id, state === 'closed' || state === 'archived' ? 'minutes' : 'notice')}
          className="whitespace-nowrap text-brand underline-offset-4 hover:underline"
        >
          打印文书
        </Link>
      </div>
      <p className="text-ink-2">
        {[
          `${divisionName}${bodyName}`,
          meetsAtText(meetsAt, now),
          place,
          `召集：${caller}`,
          basis === 'households' ? '按户计算' : '按人计算',
        ].join(' · ')}
      </p>
    </header>
  )
}
