import { Link } from '#web/ui/link.tsx'

/** The way from one line to a question about it, and how many there are. */
export function AskLine({ n, href, asked = 0 }: { n: number; href: string; asked?: number | undefined }) {
  return (
    <p className="-mb-2 flex items-center justify-between gap-3 text-small">
      <span className="text-ink-3">{asked > 0 && `有 ${asked} 个提问，在下面`}</span>
      <Link
        href={href}
        aria-label={`问这一笔，第 ${n} 行`}
        className="-mr-2 inline-flex min-h-target items-center px-2 text-brand"
      >
        问这一笔
      </Link>
    </p>
  )
}
