import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Link } from '#web/ui/link.tsx'
import { paths } from './paths.ts'

/** Everything below the desk's tab 会议. */
const TABS: readonly { href: string; says: string; under?: readonly string[] }[] = [
  { href: paths.meetings(), says: '会议' },
  { href: paths.proposals(), says: '四议两公开' },
  { href: paths.resolutions(), says: '决议' },
  { href: paths.seats(), says: '组织成员' },
  { href: paths.covenants(), says: '村规民约' },
  { href: paths.law(), says: '议事规矩' },
  { href: paths.agenda(), says: '月例会' },
  { href: paths.elections(), says: '选举记录' },
]

/** A page of the section under its row of tabs. */
export function MeetingsSection({ children }: { children: ReactNode }) {
  const [location] = useLocation()
  // The longest that fits: the list of meetings is above all its neighbours.
  const here = TABS.filter(({ href, under = [] }) =>
    [href, ...under].some((path) => location.startsWith(path)),
  ).sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <div className="grid h-full min-h-0 grid-rows-[2.5rem_minmax(0,1fr)]">
      <nav aria-label="会议" className="flex items-stretch gap-1 border-b border-line bg-ground px-4">
        {TABS.map(({ href, says }) => (
          <Link
            key={href}
            href={href}
            aria-current={href === here?.href ? 'page' : undefined}
            className={`flex items-center px-3 ${href === here?.href ? 'font-bold text-brand' : 'text-ink-2 hover:text-brand'}`}
          >
            {says}
          </Link>
        ))}
      </nav>
      <div className="min-h-0">{children}</div>
    </div>
  )
}
