import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { may, type Permission } from '#contract/roles.ts'
import { DISCLOSURE_CATALOGUE } from '#practice/disclosure/item.ts'
import { useCatalogue } from '#web/client/county.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { Link } from '#web/ui/link.tsx'
import { paths } from './paths.ts'

/** Everything below the desk's tab 公开, each page with who may open it. */
const TABS: readonly { href: string; says: string; needs?: Permission; exact?: true; onDay?: true }[] = [
  { href: paths.disclosure(), says: '待办', exact: true },
  { href: paths.disclosureYear(), says: '年历' },
  { href: paths.disclosureWatch(), says: '督看', needs: 'disclosure.watch' },
  // Only in a county whose list names a day of the month.
  { href: paths.disclosureDay(), says: '公开日', needs: 'disclosure.watch', onDay: true },
  { href: paths.leaflets(), says: '明白纸', needs: 'disclosure.print' },
]

/** A page of the section under its row of tabs. */
export function DisclosureSection({ children }: { children: ReactNode }) {
  const post = actingPost(useMe())
  const [location] = useLocation()
  const items = useCatalogue(DISCLOSURE_CATALOGUE)?.items ?? []
  const hasDay = items.some(({ details }) => details['disclosure_day'])
  const tabs = TABS.filter(
    ({ needs, onDay }) => (needs === undefined || may(post, needs)) && (!onDay || hasDay),
  )
  return (
    <div className="grid h-full min-h-0 grid-rows-[2.5rem_minmax(0,1fr)]">
      <nav aria-label="公开" className="flex items-stretch gap-1 border-b border-line bg-ground px-4">
        {tabs.map(({ href, says, exact }) => {
          const isHere = exact ? location === href : location.startsWith(href)
          return (
            <Link
              key={href}
              href={href}
              aria-current={isHere ? 'page' : undefined}
              className={`flex items-center px-3 ${isHere ? 'font-bold text-brand' : 'text-ink-2 hover:text-brand'}`}
            >
              {says}
            </Link>
          )
        })}
      </nav>
      <div className="min-h-0">{children}</div>
    </div>
  )
}
