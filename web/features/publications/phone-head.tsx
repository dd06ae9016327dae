import { KIND_NAMES } from '#practice/disclosure/item.ts'
import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'

type Detail = Output<'publications.show'>

interface HeadProps {
  publication: Detail
  /** The version one looks at; undefined where it may not be read. */
  version: Detail['versions'][number] | undefined
}

/** Whose and what it is, since when it hangs and how long, and whether it was corrected or came late. */
export function Head({ publication, version }: HeadProps) {
  const now = useNow()
  const { divisionName, kind, periodName, itemName, postedFrom, postedUntil, takenDownOn, late, hot } =
    publication
  const days = [
    `${dayText(postedFrom, now)}公布`,
    takenDownOn ? `${dayText(takenDownOn, now)}撤下` : `至少挂到${dayText(postedUntil, now)}`,
  ]
  return (
    <header className="grid gap-2">
      <p className="text-small text-ink-2">
        {divisionName} · {KIND_NAMES[kind]} · {periodName}
      </p>
      <h2 className="text-title">{version?.title ?? publication.title}</h2>
      {itemName !== publication.title && <p className="text-small text-ink-2">{itemName}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {takenDownOn ? (
          <StateBadge state="done">已撤下</StateBadge>
        ) : (
          <StateBadge state="move">正在公示</StateBadge>
        )}
        {publication.version > 1 && <StateBadge state="wait">更正过，第 {publication.version} 版</StateBadge>}
        {late > 0 && <StateBadge state="late">迟了 {late} 天</StateBadge>}
      </div>
      <p className="text-small text-ink-2">
        {days.join('，')}
        {version && `；${version.author}填报，${version.publisher}公布`}
      </p>
      {hot && (
        <p className="flex items-start gap-1 text-small text-ink-2">
          <Icon name="eye" className="mt-[0.2em] size-[1.05em]" />
          热点事项，村里不能不公开
        </p>
      )}
      {publication.basis && <p className="text-small text-ink-3">依据：{publication.basis}</p>}
    </header>
  )
}
