import type { Output } from '#web/client/call.ts'
import type { Finding } from '#practice/meetings/covenant-lint.ts'
import { Icon } from '#web/ui/icon.tsx'

/** What several surfaces show of a covenant. */

export type Covenant = Output<'covenants.show'>
export type Version = Output<'covenants.read'>['versions'][number]

const SIGNS = { added: '新增', removed: '删去', changed: '改了' } as const

/** The text with what changed against the version before: each article once, old words struck out above the new. */
export function Changes({ changes }: { changes: Covenant['changes'] }) {
  return (
    <ol className="grid gap-2">
      {changes.map(({ kind, words, before }, index) => (
        // Articles may be alike; their place is what tells them apart.
        <li
          key={`${index} ${words}`}
          className={
            kind === 'same'
              ? 'px-3'
              : `rounded-card px-3 py-2 ${kind === 'removed' ? 'bg-well' : 'bg-brand-soft'}`
          }
        >
          {kind !== 'same' && <b className="mr-2 text-small text-brand-deep">{SIGNS[kind]}</b>}
          {before && <del className="block text-ink-2">{before}</del>}
          {kind === 'removed' ? (
            <del className="text-ink-2">{words}</del>
          ) : kind === 'same' ? (
            words
          ) : (
            <ins className="no-underline">{words}</ins>
          )}
        </li>
      ))}
    </ol>
  )
}

/** The text of a version, article by article. */
export function Articles({ words }: { words: string }) {
  return (
    <div className="grid gap-2">
      {words
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, index) => (
          <p key={`${index} ${line}`}>{line}</p>
        ))}
    </div>
  )
}

/** What a text says that it may not, each with the article in words. */
export function Findings({ findings, note }: { findings: readonly Finding[]; note: string }) {
  if (findings.length === 0)
    return (
      <p className="flex items-start gap-2 text-done">
        <Icon name="check" className="mt-0.5 size-5 shrink-0" />
        没有发现侵害妇女或者成员权益、罚款这类条款。这是按字眼查的，拿不准的请法律顾问看。
      </p>
    )
  return (
    <section aria-label="可能违法的条款" className="grid gap-3 rounded-card bg-late-soft p-4">
      <p className="flex items-start gap-2 font-bold text-late">
        <Icon name="warning" className="mt-0.5 size-5 shrink-0" />
        {findings.length} 处可能违法。{note}
      </p>
      <ol className="grid gap-3">
        {findings.map(({ n, quote, says, law }) => (
          <li key={`${n} ${says}`} className="grid gap-0.5">
            <span>
              第 {n} 行“<b>{quote}</b>”：{says}
            </span>
            <span className="text-small text-ink-2">{law}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
