import { Link } from './link.tsx'

interface TabsProps {
  /** What is chosen here, for those who listen. */
  label: string
  tabs: readonly { label: string; href: string; current: boolean }[]
}

/** Lists side by side; each has its own address. */
export function Tabs({ label: name, tabs }: TabsProps) {
  return (
    <nav aria-label={name} className="flex rounded-card bg-well p-1">
      {tabs.map(({ label, href, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={`grid min-h-target flex-1 place-items-center rounded-small text-center ${
            current ? 'bg-paper font-bold text-brand' : 'text-ink-2'
          }`}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
