import { Dropdown } from 'antd'
import { useContext } from 'react'
import { useLocation } from 'wouter'
import type { Holder } from '#contract/roles.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link, NavigateContext } from '#web/ui/link.tsx'
import { upkeepOf, workOf, type Tab } from './pages.ts'

const lookOf = (isHere: boolean) =>
  `flex items-center border-b-2 px-4 whitespace-nowrap max-[1400px]:px-3 ${isHere ? 'border-brand font-bold text-brand' : 'border-transparent hover:text-brand'}`

/** The pages of a post: its work stands side by side, and what is seldom wanted beside it lies under one word. */
export function Tabs({ post }: { post: Holder | undefined }) {
  const [location] = useLocation()
  const work = workOf(post)
  const upkeep = upkeepOf(post)
  const isFolded = work.length > 0 && upkeep.length > 1
  const isHere = ({ under }: Tab) => under.some((path) => location.startsWith(path))
  return (
    <nav aria-label="页面" className="flex h-full">
      {[...work, ...(isFolded ? [] : upkeep)].map((each) => (
        <Link
          key={each.says}
          href={each.href}
          aria-current={isHere(each) ? 'page' : undefined}
          className={lookOf(isHere(each))}
        >
          {each.says}
        </Link>
      ))}
      {isFolded && <Upkeep tabs={upkeep} here={upkeep.find(isHere)} />}
    </nav>
  )
}

function Upkeep({ tabs, here }: { tabs: readonly Tab[]; here: Tab | undefined }) {
  const navigate = useContext(NavigateContext)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: tabs.map(({ href, says }) => ({ key: href, label: says })),
        selectable: true,
        selectedKeys: here ? [here.href] : [],
        onClick: ({ key }) => navigate?.(key),
      }}
    >
      <button type="button" className={`gap-1 ${lookOf(here !== undefined)}`}>
        管理
        <Icon name="down" className="size-[1em]" />
      </button>
    </Dropdown>
  )
}
