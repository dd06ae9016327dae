import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** The four things a matter or a duty can be doing: waiting for someone, moving, done, or past its time. */
export type State = 'wait' | 'move' | 'done' | 'late'

const looks: Record<State, { icon: IconName; className: string }> = {
  wait: { icon: 'wait', className: 'bg-wait-soft text-wait' },
  move: { icon: 'move', className: 'bg-move-soft text-move' },
  done: { icon: 'check', className: 'bg-done-soft text-done' },
  late: { icon: 'warning', className: 'bg-late-soft text-late' },
}

/** A state as an icon and a word, so that colour never speaks alone. */
export function StateBadge({ state, children }: { state: State; children: ReactNode }) {
  const { icon, className } = looks[state]
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1 rounded-small px-2 py-0.5 text-small font-bold
        whitespace-nowrap ${className}`}
    >
      <Icon name={icon} className="size-[1.05em]" />
      {children}
    </span>
  )
}
