import { Link } from '#web/ui/link.tsx'

/** The way from one line to a question about it, and how many there are. */
export function AskLine({ n, href, asked = 0 }: { n: number; href: string; asked?: number | undefined }) {
  return (
    <Link
      href={href}
      className="-my-2 -mr-2 ml-auto inline-flex min-h-target items-center gap-1 px-2 text-small text-brand"
    >
      {asked > 0 && <span className="rounded-small bg-wait-soft px-2 text-wait">{asked} 问</span>}
      <span>
        问这一笔<span className="sr-only">，第 {n} 行</span>
      </span>
    </Link>
  )
}
