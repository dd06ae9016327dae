import { Button } from 'antd'
import { useState } from 'react'
import { Moment } from '#web/matters/desk-time.tsx'
import type { Content } from '#practice/disclosure/content.ts'
import { Changes } from './desk-changes.tsx'
import type { Version } from './desk-words.ts'

/** Every version that was published and, when there is one, the correction in work; each against the one before. */
export function Versions({
  versions,
  inWork,
}: {
  /** Newest first. */
  versions: readonly Version[]
  inWork: { content: Content; reason: string | undefined } | undefined
}) {
  const [newest] = versions
  if (!newest) return null
  return (
    <section aria-label="各个版本" className="grid gap-3">
      <h2 className="font-bold">各个版本</h2>
      {inWork && (
        <One
          title={`第 ${newest.version + 1} 版，正在更正`}
          reason={inWork.reason}
          before={newest}
          after={{ version: newest.version + 1, content: inWork.content }}
          isOpen
        />
      )}
      {versions.map((version, index) => (
        <One
          key={version.version}
          title={`第 ${version.version} 版`}
          reason={version.reason}
          before={versions[index + 1]}
          after={version}
          published={version}
        />
      ))}
    </section>
  )
}

type Side = { version: number; content: Content }

function One({
  title,
  reason,
  before,
  after,
  published,
  isOpen = false,
}: {
  title: string
  reason: string | undefined
  before: Side | undefined
  after: Side
  published?: Version
  isOpen?: boolean
}) {
  const [open, setOpen] = useState(isOpen)
  return (
    <article className="grid gap-2 rounded-card border border-line bg-paper p-3" aria-label={title}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="font-bold">{title}</h3>
        {published && (
          <span className="text-small text-ink-2">
            {published.author} 填报，{published.publisher} <Moment at={published.at} /> 公布
          </span>
        )}
        {published && <span className="text-small tabular-nums">核验码 {published.code}</span>}
        <span className="flex-1" />
        {before && (
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? '收起改动' : `和第 ${before.version} 版比`}
          </Button>
        )}
      </header>
      {reason !== undefined && <p className="text-small">更正理由：{reason}</p>}
      {open && before && (
        <Changes
          before={before.content}
          after={after.content}
          names={[`第 ${before.version} 版`, `第 ${after.version} 版`]}
        />
      )}
    </article>
  )
}
