import type { ReactNode } from 'react'

/** A titled part of a page; the title is quiet, because what stands under it matters. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <div className="flex min-h-6 items-center justify-between gap-2 border-b border-line pb-1">
        <h3 className="text-small font-bold text-ink-2">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}
