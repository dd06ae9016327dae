import type { Output } from '#web/client/call.ts'

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
