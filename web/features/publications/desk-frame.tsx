import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { KIND_NAMES } from '#practice/disclosure/item.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { dateText } from '#web/ui/when.ts'
import { Strip } from './desk-strip.tsx'
import { REACHES, type Draft } from './desk-words.ts'

const COLOURS = {
  green: 'text-done',
  yellow: 'text-wait',
  red: 'text-late',
  grey: 'text-ink-2',
  exempt: 'text-ink-2',
} as const

/** What stands around a publication: what it is, where it stands, and beside it what can be done. */
export function Frame({
  draft,
  title,
  state,
  aside,
  children,
}: {
  draft: Draft
  title: ReactNode
  state?: ReactNode
  aside: ReactNode
  children: ReactNode
}) {
  const { kind, class: heading, itemName, periodName, divisionName, reach, hot, dueOn, colour } = draft
  return (
    <article aria-label={draft.title} className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <header className="grid gap-2 border-b border-line bg-paper px-6 py-3">
        <div className="flex items-center gap-4">
          <Link
            href={paths.disclosure()}
            className="inline-flex items-center gap-1 whitespace-nowrap text-brand hover:underline"
          >
            <Icon name="back" className="size-[1em]" />
            公开
          </Link>
          <div className="min-w-0 flex-1">{title}</div>
          {state}
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2">
          <span>{divisionName}</span>
          <span>
            {KIND_NAMES[kind]} · {heading} · {itemName}
          </span>
          <span>{periodName}</span>
          <span>{REACHES[reach]}</span>
          {hot && (
            <Tag color="error" variant="filled" className="m-0">
              热点，必须公开
            </Tag>
          )}
          <span className={COLOURS[colour]}>最迟{dateText(dueOn)}公布</span>
        </p>
        <Strip draft={draft} />
      </header>
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">{children}</div>
        <div
          className="grid content-start gap-6 overflow-y-auto border-l border-line bg-paper p-4"
          tabIndex={0}
          role="region"
          aria-label="办理和说明"
        >
          {aside}
        </div>
      </div>
    </article>
  )
}
