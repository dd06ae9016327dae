import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

interface CardProps {
  title?: ReactNode
  /** Usually a StateBadge. */
  state?: ReactNode
  /** The one fact. */
  children?: ReactNode
  /** The one next step: a TimeLeft, a sentence, a Button. */
  next?: ReactNode
  /** Makes the whole card press through to the record; the link is the title. */
  href?: string | undefined
  /** `h3` under a section that has its own heading. */
  heading?: 'h2' | 'h3'
}

/** One fact, one state, one next step. */
export function Card({ title, state, children, next, href, heading: Heading = 'h2' }: CardProps) {
  return (
    <article className="relative grid gap-2 rounded-card border border-line bg-paper p-4">
      {(title || state) && (
        <header className="flex items-start justify-between gap-3">
          <Heading className="text-lead">
            {href ? (
              <Link
                href={href}
                className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none
                  focus-visible:after:outline-3 focus-visible:after:outline-focus"
              >
                {title}
              </Link>
            ) : (
              title
            )}
          </Heading>
          {state}
        </header>
      )}
      {children && <div className="text-ink-2">{children}</div>}
      {next && (
        <footer className="flex items-center justify-between gap-3 border-t border-line pt-2 text-small text-ink-2">
          <div className="min-w-0 flex-1">{next}</div>
          {href && <Icon name="forward" className="size-[1.1em] text-ink-3" />}
        </footer>
      )}
    </article>
  )
}
