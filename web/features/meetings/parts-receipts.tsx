import { papersBack } from '#practice/meetings/ballot.ts'
import { CHOICES } from '#practice/meetings/life.ts'
import { paperCountText, type Box } from './words.ts'

/** Every ballot by its receipt, public once counted: each voter finds theirs, and anybody counts again. */
export function Receipts({ box: { ballots, issued, paper }, own }: { box: Box; own?: string | undefined }) {
  return (
    <div className="grid gap-1">
      {paper.counted && (
        <p>
          纸票：发出 {paper.given} 张，收回 {papersBack(paper.counted)} 张，{paperCountText(paper.counted)}
          {paper.counted.missing && (
            <span className="block text-small text-ink-2">没有收回的：{paper.counted.missing}</span>
          )}
        </p>
      )}
      <details>
        <summary className="min-h-target content-center text-brand">
          {paper.counted ? '手机' : ''}选票清单：发出 {issued} 张，收到 {ballots.length} 张
        </summary>
        <ul
          aria-label="选票清单"
          className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(12em,1fr))] gap-x-6"
        >
          {ballots.map(({ receipt, choice }) => (
            <li
              key={receipt}
              className={`flex justify-between gap-2 border-b border-line px-1 py-1 ${receipt === own ? 'bg-brand-soft font-bold' : ''}`}
            >
              <span className="tabular-nums">{receipt}</span>
              <span>{CHOICES[choice]}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
