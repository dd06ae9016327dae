import { useMemo } from 'react'
import type { Content } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { factsOf } from '#practice/disclosure/summary.ts'

/** What was published in plain words, with its few large figures first; every figure is added up from the lines. */
export function Summary({ content, summary }: { content: Content; summary: string }) {
  const figures = useMemo(() => figuresOf(content), [content])
  return (
    <div className="grid gap-3">
      {figures.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2">
          {figures.map(([name, fen]) => (
            <div key={name}>
              <dt className="text-small text-ink-2">{name}（元）</dt>
              <dd className="font-numerals text-title font-bold whitespace-nowrap tabular-nums">
                {yuan(fen)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="grid gap-1">
        {sentencesOf(summary).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  )
}

/** A summary as its sentences, each with its full stop. Old televisions know no lookbehind. */
export const sentencesOf = (summary: string): string[] => summary.match(/[^。]+。?/g) ?? []

function figuresOf(content: Content): (readonly [string, number])[] {
  const { income, expense, closing } = factsOf(content)
  const all = [
    ['收入', income],
    ['支出', expense],
    ['期末结余', closing ?? 0],
  ] as const
  return all.filter(([, fen]) => fen !== 0)
}
