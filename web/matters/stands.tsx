import type { ReactNode } from 'react'
import type { AnyFlow } from '#practice/kit/index.ts'
import { contactWords } from './contact-words.ts'
import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import type { Matter } from './action-sheet.tsx'

const ENDINGS: Readonly<Record<NonNullable<Matter['ending']>, string>> = {
  satisfied: '办好了，本人确认过',
  unanswered: '办好了，本人没有回音，不算满意',
  recorded: '当场办好，已记录',
  declined: '没有办，原因见下面的记录',
  cancelled: '本人撤回了',
  merged: '和更早的一件并在一起办',
}

interface StandsProps {
  flow: AnyFlow
  matter: Matter
  words: 'plain' | 'exact'
  children?: ReactNode
}

/** Where it stands: the state in words, who holds it and how to ring them, and the time left. */
export function Stands({ flow, matter, words, children }: StandsProps) {
  const ended = matter.endedAt !== undefined
  const stage = flow.stages[matter.stage]
  const pauses = stage !== undefined && 'pauses' in stage && stage.pauses
  return (
    <section aria-label="现在到哪了" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StateBadge state={matter.mood}>
          {words === 'plain' ? matter.stagePlain : matter.stageName}
        </StateBadge>
        {pauses && <span className="text-ink-2">时间先停着</span>}
        {!ended && !pauses && matter.dueAt && <TimeLeft dueAt={matter.dueAt} />}
      </div>
      {ended && matter.ending && <p>{ENDINGS[matter.ending]}</p>}
      {children}
      {!ended && <Holder matter={matter} />}
      {matter.side === 'handling' && !ended && <ContactLine matter={matter} />}
      {matter.followers > 0 && (
        <p className="flex items-center gap-2 text-ink-2">
          <Icon name="people" className="size-5" />
          还有 {matter.followers} 位也遇到了
        </p>
      )}
    </section>
  )
}

function Holder({ matter }: { matter: Matter }) {
  const { holder, unitName, side } = matter
  if (!holder) {
    return unitName ? <p>由 {unitName} 办</p> : null
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
      <p className="min-w-0 flex-[1_1_6em]">
        <span className="block text-small text-ink-3">{side === 'handling' ? '在谁手里' : '找谁问'}</span>
        <b>{holder.name}</b>
        {holder.unit && holder.unit !== holder.name && (
          <span className="block text-small text-ink-2">{holder.unit}</span>
        )}
      </p>
      {holder.phone && <CallLink phone={holder.phone} name={holder.name} />}
    </div>
  )
}

/** A number one can press; those who only look at it can read it. */
export function CallLink({ phone, name }: { phone: string; name: string }) {
  return (
    <a
      href={`tel:${phone}`}
      aria-label={`给${name}打电话，${phone}`}
      className="flex min-h-target shrink-0 items-center gap-2 rounded-full bg-brand-soft px-4 font-bold text-brand"
    >
      <Icon name="phone" />
      <span className="tabular-nums">{phone}</span>
    </a>
  )
}

/** The 24-hour rule as whoever handles it sees it, and the asker’s number. */
function ContactLine({ matter }: { matter: Matter & Pick<Output<'matters.detail'>, 'askerPhone'> }) {
  const now = useNow()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
      <p className="min-w-0 flex-[1_1_6em]">
        <span className="block text-small text-ink-3">谁报的</span>
        <b>{matter.askerName}</b>
        {matter.agentName && <span className="block text-small text-ink-2">{matter.agentName} 代办</span>}
        <span className="block text-small text-ink-2">{contactWords(matter, now)}</span>
      </p>
      {matter.askerPhone && <CallLink phone={matter.askerPhone} name={matter.askerName} />}
    </div>
  )
}
