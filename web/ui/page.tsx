import { useEffect, type ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

interface PageProps {
  title: string
  /** Where back leads. A page with a bottom tab has none. */
  back?: string | undefined
  /** At the right of the title: one small Button or a link. */
  action?: ReactNode
  /** In place of the plain header, as on the first page with its picture; `title` still names the page. */
  banner?: ReactNode
  children: ReactNode
  /** Stays at the bottom within the thumb's reach: the primary Button. */
  bar?: ReactNode
  /** The TabsBar. */
  tabs?: ReactNode
}

/** The frame of a screen: header, main, and what stays at the bottom. */
export function Page({ title, back, action, banner, children, bar, tabs }: PageProps) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="flex min-h-dvh flex-col">
      {banner ?? (
        <header className="sticky top-0 z-10 border-b border-line bg-paper pt-[env(safe-area-inset-top)]">
          <div className="flex min-h-14 items-center gap-1 px-page py-2">
            {back && (
              <Link
                href={back}
                aria-label="返回"
                className="-ml-3 grid size-target place-items-center rounded-full"
              >
                <Icon name="back" />
              </Link>
            )}
            <h1 className="min-w-0 flex-1 text-lead">{title}</h1>
            {action}
          </div>
        </header>
      )}
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[40rem] flex-1 p-page outline-none">
        {children}
      </main>
      {(bar || tabs) && (
        <footer className="sticky bottom-0 z-10">
          {bar && (
            <div
              className={`border-t border-line bg-paper px-page pt-3 ${
                tabs ? 'pb-3' : 'pb-[max(0.75rem,env(safe-area-inset-bottom))]'
              }`}
            >
              {bar}
            </div>
          )}
          {tabs}
        </footer>
      )}
    </div>
  )
}
