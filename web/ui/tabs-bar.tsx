import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'

export interface Tab {
  label: string
  icon: IconName
  href: string
  /** How many things are waiting there. */
  count?: number | undefined
  /** The one verb among places, drawn as a round button without words: ＋. */
  raised?: boolean
}

/** The phone's tabs, within the thumb's reach: 首页 · 事项 · ＋ · 消息 · 我的. */
export function TabsBar({ tabs, current }: { tabs: readonly Tab[]; current: string | undefined }) {
  return (
    <nav aria-label="主要栏目" className="border-t border-line bg-paper pb-[env(safe-area-inset-bottom)]">
      <ul className="flex">
        {tabs.map((tab) => (
          <li key={tab.href} className="flex-1">
            <TabLink tab={tab} current={tab.href === current} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TabLink({ tab, current }: { tab: Tab; current: boolean }) {
  const { label, icon, href, count = 0, raised = false } = tab
  if (raised) {
    return (
      <Link href={href} aria-label={label} className="grid min-h-14 place-items-center rounded-card">
        <span className="grid size-12 place-items-center rounded-full bg-brand text-on-brand">
          <Icon name={icon} className="size-6" />
        </span>
      </Link>
    )
  }
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={`grid min-h-14 content-center justify-items-center rounded-card text-note ${
        current ? 'font-bold text-brand' : 'text-ink-2'
      }`}
    >
      <span className="relative">
        <Icon name={icon} className="size-6" />
        {count > 0 && (
          <span
            className="absolute -top-1 left-[60%] min-w-[1.5em] whitespace-nowrap rounded-full bg-late px-1 text-center text-note
              leading-[1.5] text-on-late"
          >
            {count > 99 ? '99+' : count}
            <span className="sr-only">条未看</span>
          </span>
        )}
      </span>
      {label}
    </Link>
  )
}
