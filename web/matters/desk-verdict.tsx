import type { ReactNode } from 'react'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { Moment } from './desk-time.tsx'

type VerdictProps = {
  look: { icon: IconName; className: string; says: string }
  row: {
    decidedBy?: string | undefined
    decidedAt?: string | undefined
    said?: string | undefined
    until: string
  }
  /** Whether the day until which it waits or may be fetched is still of use. */
  isOpen: boolean
  children?: ReactNode
}

/** How something that takes two people stands: in a word, who answered and what, and until when. */
export function Verdict({
  look,
  row: { decidedBy, decidedAt, said, until },
  isOpen,
  children,
}: VerdictProps) {
  return (
    <span className="grid">
      <span className={`flex items-center gap-1 ${look.className}`}>
        <Icon name={look.icon} className="size-[1.1em]" />
        {look.says}
      </span>
      {decidedBy && decidedAt && (
        <span className="text-small text-ink-2">
          {decidedBy} <Moment at={decidedAt} />
          {said && `：${said}`}
        </span>
      )}
      {isOpen && (
        <span className="text-small text-ink-3">
          到 <Moment at={until} /> 为止
        </span>
      )}
      {children}
    </span>
  )
}
