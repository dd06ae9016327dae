import { Button } from 'antd'
import type { ReactNode } from 'react'
import { may } from '#contract/roles.ts'
import { disclosureItem, DISCLOSURE_CATALOGUE, KIND_NAMES } from '#practice/disclosure/item.ts'
import { useCatalogue } from '#web/client/county.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { useToday } from './desk-day-of.ts'
import { Exemption } from './desk-exempt.tsx'
import { keyOf, useBegin } from './desk-row.ts'
import { dutyOf } from './desk-squares.tsx'
import { Hot } from './desk-table.tsx'
import {
  actorsOf,
  COLOURS,
  dayWords,
  OPENED_BY,
  REACHES,
  remainsText,
  stageOf,
  type Duty,
} from './desk-words.ts'

type PanelProps = { village: string; year: number; duty: string; onClose: () => void }

/** What lies behind a square: when it is due, who must act, what was published, and whether it is excused. */
export function DutyPanel({ village, year, duty: address, onClose }: PanelProps) {
  const { data, error, refetch } = useCall('disclosure.village', {
    params: { division: village },
    query: { year },
  })
  const duty = data?.duties.find((each) => dutyOf(each) === address)
  return (
    <aside aria-label="这一项公开" className="min-h-0 overflow-y-auto border-l border-line bg-ground">
      <div className="flex justify-end px-2 pt-2">
        <Button type="text" aria-label="关上" icon={<Icon name="close" />} onClick={onClose} />
      </div>
      {!data && error && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting lines={4} />}
      {data && !duty && (
        <Blank icon="search" title="没有找到这一项">
          公开目录可能改过，或者它在另一年到期。
        </Blank>
      )}
      {data && duty && <Facts key={keyOf(duty)} duty={duty} place={`${data.townName}${data.name}`} />}
    </aside>
  )
}

function Facts({ duty, place }: { duty: Duty; place: string }) {
  const today = useToday()
  const { says, icon, tone } = COLOURS[duty.colour]
  const isWaiting = duty.colour === 'red' || duty.colour === 'yellow' || duty.colour === 'grey'
  return (
    <div className="grid gap-5 px-5 pb-8">
      <header className="grid gap-1">
        <p className="text-small text-ink-2">
          {place} · {KIND_NAMES[duty.kind]} · {duty.class}
        </p>
        <h2 className="text-title font-bold">
          {duty.name}
          {duty.hot && <Hot />}
        </h2>
        <p className="text-ink-2">{duty.periodName}</p>
      </header>
      <p className={`flex items-center gap-2 text-lead font-bold ${tone}`}>
        <Icon name={icon} />
        {isWaiting ? remainsText(duty.dueOn, today) : says}
        {duty.colour === 'green' && duty.daysLate > 0 && (
          <span className="text-body font-normal text-late">晚了 {duty.daysLate} 天</span>
        )}
      </p>
      <Rows duty={duty} today={today} />
      <Next duty={duty} isWaiting={isWaiting} />
      <Exemption duty={duty} />
    </div>
  )
}

function Rows({ duty, today }: { duty: Duty; today: string }) {
  const listed = useCatalogue(DISCLOSURE_CATALOGUE)?.items.find(({ code }) => code === duty.item)
  const item = listed && disclosureItem(listed)
  return (
    <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-2">
      <Pair term="最迟公开">{dayWords(duty.dueOn, today)}</Pair>
      {duty.publishedOn && <Pair term="公开于">{dayWords(duty.publishedOn, today)}</Pair>}
      <Pair term="谁能看">{REACHES[duty.reach]}</Pair>
      {item?.fills && <Pair term="谁填报">{item.fills}</Pair>}
      {item?.reviews && <Pair term="谁审核">{item.reviews}</Pair>}
      <Pair term="怎么来的">{OPENED_BY[duty.openedBy]}</Pair>
      {duty.reason && <Pair term="为什么开">{duty.reason}</Pair>}
      {item?.basis && <Pair term="依据">{item.basis}</Pair>}
    </dl>
  )
}

function Pair({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** How far the draft has come, and the one button that leads on. */
function Next({ duty, isWaiting }: { duty: Duty; isWaiting: boolean }) {
  const post = actingPost(useMe())
  const begin = useBegin()
  // What is in work is nobody's business but the desk's; the calendar, which is public, does not say it.
  const work = useCall('disclosure.work', { query: { days: 120 } }).data
  const row = work?.find((each) => keyOf(each) === keyOf(duty))
  const publication = duty.publication ?? row?.publication
  const isOwn = post?.division === duty.division
  const drafts = may(post, 'disclosure.draft') && isOwn
  return (
    <div className="grid gap-3">
      {row && isWaiting && (
        <p className="rounded-card border border-line bg-paper p-3">
          现在：<b>{stageOf(row)}</b>
          <span className="block text-small text-ink-2">该{actorsOf(row.state)}办</span>
        </p>
      )}
      {publication !== undefined && (
        <Link href={paths.publication(publication)} className="text-brand underline underline-offset-4">
          {duty.publication ? '看公布的内容和各版' : '打开正在办的这一稿'}
        </Link>
      )}
      {publication === undefined && isWaiting && drafts && (
        <Button type="primary" loading={begin.busy === keyOf(duty)} onClick={() => begin.start(duty)}>
          起草
        </Button>
      )}
    </div>
  )
}
