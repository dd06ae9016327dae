import type { ReactNode } from 'react'
import { Photos, type Picture } from './photos.tsx'
import type { State } from './state-badge.tsx'
import { useNow } from './use-now.ts'
import { momentText, type Instant } from './when.ts'

export interface TimelineEntry {
  id: string
  who: string
  at: Instant
  /** The verb: 派单, 埋单. */
  what: string
  text?: ReactNode
  photos?: readonly Picture[]
  /** Colours the dot; the verb already says it in words. */
  state?: State
}

const dots: Record<State, string> = { wait: 'bg-wait', move: 'bg-move', done: 'bg-done', late: 'bg-late' }

/** Who did what and when, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const now = useNow()
  const newestFirst = [...entries].sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())
  return (
    <ol>
      {newestFirst.map(({ id, who, at, what, text, photos, state }, index) => (
        <li key={id} className="relative pb-5 pl-7 last:pb-0">
          {index < newestFirst.length - 1 && (
            <span aria-hidden="true" className="absolute top-3 -bottom-3 left-[0.5rem] w-0.5 bg-line" />
          )}
          <span
            aria-hidden="true"
            className={`absolute top-[0.45em] left-0.5 size-3.5 rounded-full border-2 border-paper ${
              state ? dots[state] : index === 0 ? 'bg-brand' : 'bg-edge'
            }`}
          />
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span>
              <b>{what}</b> <span className="text-ink-2">{who}</span>
            </span>
            <time dateTime={new Date(at).toISOString()} className="text-small text-ink-3">
              {momentText(at, now)}
            </time>
          </p>
          {text && <div className="text-ink-2">{text}</div>}
          {photos && photos.length > 0 && (
            <div className="pt-2">
              <Photos photos={photos} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
