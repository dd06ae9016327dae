import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'

/** Rows on one sheet of paper. Give it a `label` when no heading stands above. */
export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper"
    >
      {children}
    </ul>
  )
}

interface RowProps {
  title: ReactNode
  note?: ReactNode
  /** At the right: a StateBadge, a figure, a time. */
  end?: ReactNode
  icon?: IconName
  href?: string | undefined
  onClick?: () => void
}

/** One row: pressed as a whole when it leads somewhere. */
export function Row({ title, note, end, icon, href, onClick }: RowProps) {
  const look =
    'flex min-h-target w-full items-center gap-3 px-4 py-3 text-left focus-visible:-outline-offset-4'
  const inside = (
    <>
      {icon && <Icon name={icon} className="size-6 text-brand" />}
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-[1_1_8em]">
          <span className="block">{title}</span>
          {note && <span className="block text-small text-ink-3">{note}</span>}
        </span>
        {end}
      </span>
      {(href || onClick) && <Icon name="forward" className="size-[1.1em] text-ink-3" />}
    </>
  )
  return (
    <li>
      {href ? (
        <Link href={href} className={`${look} active:bg-brand-soft`}>
          {inside}
        </Link>
      ) : onClick ? (
        <button type="button" onClick={onClick} className={`${look} active:bg-brand-soft`}>
          {inside}
        </button>
      ) : (
        <div className={look}>{inside}</div>
      )}
    </li>
  )
}
