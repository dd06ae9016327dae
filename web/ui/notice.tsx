import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

const looks: Record<NoticeKind, { icon: IconName; className: string }> = {
  empty: { icon: 'document', className: 'bg-brand-soft text-brand' },
  error: { icon: 'warning', className: 'bg-wait-soft text-wait' },
  denied: { icon: 'lock', className: 'bg-well text-ink-2' },
  done: { icon: 'check', className: 'bg-brand-soft text-brand' },
}

type NoticeKind = 'empty' | 'error' | 'denied' | 'done'

interface NoticeProps {
  kind: NoticeKind
  title: string
  /** Empty: what will be here. Error: what happened and what was kept. Denied: who may, and how to ask. */
  children?: ReactNode
  /** The first thing to do: a Button. */
  action?: ReactNode
}

/** What stands where content would: nothing yet, something went wrong, not for you, or it is done. */
export function Notice({ kind, title, children, action }: NoticeProps) {
  const { icon, className } = looks[kind]
  return (
    <section
      role={kind === 'error' ? 'alert' : undefined}
      className="grid justify-items-center gap-3 px-4 py-10 text-center"
    >
      <span className={`grid size-16 place-items-center rounded-full ${className}`}>
        <Icon name={icon} className="size-8" />
      </span>
      <h2 className="text-lead">{title}</h2>
      {children && <div className="max-w-[20em] text-balance text-ink-2">{children}</div>}
      {action}
    </section>
  )
}
