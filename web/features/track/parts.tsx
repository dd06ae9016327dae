import type { ReactNode } from 'react'
import type { Output } from '#web/client/call.ts'
import { Notice } from '#web/ui/notice.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { TimeLeft } from '#web/ui/time-left.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import type { CallError } from '#web/client/call.ts'

/** The code in what a scanner read: the printed address ends with it. */
export function codeIn(line: string): string {
  return /\/t\/([^/?#\s]+)/.exec(line)?.[1] ?? line
}

type Matter = Output<'track.look'>

/** The newest entries; the rest is on the phone, where one can scroll. */
const ENTRIES_MAX = 5

/**
 * Where a matter stands, in type for reading from a step away: state, who has it, until when, what was done.
 * `beside` puts the history at the right, where a screen is wide.
 */
export function Progress({ matter, beside = false }: { matter: Matter; beside?: boolean }) {
  const now = useNow()
  const { title, number, divisionName, mood, stagePlain, holder, dueAt, endedAt, entries, agentName } = matter
  return (
    <div className={beside ? 'grid grid-cols-2 gap-x-16 gap-y-6' : 'grid gap-6'}>
      <div className="grid content-start gap-3">
        <p className="text-small text-ink-2">
          {number} · {divisionName}
        </p>
        <h2 className="text-title">{title}</h2>
        <p className="flex flex-wrap items-center gap-4">
          <StateBadge state={mood}>{stagePlain}</StateBadge>
          {dueAt && !endedAt && <TimeLeft dueAt={dueAt} />}
        </p>
        {holder && (
          <p>
            现在找：<b>{[holder.unit, holder.name].filter(Boolean).join(' ')}</b>
            {holder.phone && <span className="ml-4 font-bold text-brand">{holder.phone}</span>}
          </p>
        )}
      </div>
      <ol className="grid gap-3 border-l-4 border-line pl-5">
        {entries.slice(0, ENTRIES_MAX).map(({ seq, name, at, by }) => (
          <li key={seq}>
            <b>{name}</b>
            <span className="block text-small text-ink-2">
              {momentText(at, now)} · {by}
            </span>
          </li>
        ))}
      </ol>
      <p className="col-span-full text-small text-ink-2">
        {agentName
          ? '要补充、催办或确认满意，请用短信发给本人的 20 位码，在手机上办。'
          : '要补充、催办或确认满意，请用手机扫单子上的二维码。'}
      </p>
    </div>
  )
}

/** Why there is nothing to show, and what to try. */
export function NotFound({ error, action }: { error: CallError; action: ReactNode }) {
  const isUnknown = error.status === 404
  return (
    <Notice
      kind={isUnknown ? 'empty' : 'error'}
      title={isUnknown ? '没有找到这个查询码' : '现在查不了'}
      action={action}
    >
      {isUnknown ? '请对照单子再输一次，字母和数字都要对上。' : error.message}
    </Notice>
  )
}
