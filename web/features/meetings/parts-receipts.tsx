import { CHOICES } from '#practice/meetings/life.ts'
import type { Box } from './words.ts'

/** Every ballot by its receipt, public once counted: each voter finds theirs, and anybody counts again. */
export function Receipts({ box: { ballots, issued }, own }: { box: Box; own?: string | undefined }) {
  return (
    <details>
      <summary className="min-h-target content-center text-brand">
        选票清单：发出 {issued} 张，收到 {ballots.length} 张
      </summary>
      <ul aria-label="选票清单" className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(12em,1fr))] gap-x-6">
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
  )
}
