import { useMemo } from 'react'
import { useCall } from '#web/client/queries.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { SIDE_NAMES, totalOf, type Side } from '#practice/disclosure/sums.ts'
import { summarize } from '#practice/disclosure/summary.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { useNow } from '#web/ui/use-now.ts'
import { Link } from '#web/ui/link.tsx'
import type { Draft } from './desk-words.ts'

/** What villagers will read first, written from the lines as they are typed, against the period before. */
export function Summary({ draft, content }: { draft: Draft; content: Content }) {
  const { previous, itemName: name, period, divisionName: village } = draft
  const { data } = useCall(
    'publications.show',
    previous === undefined ? undefined : { params: { id: previous } },
  )
  const last = data?.versions[0]?.content
  const today = dateOf(new Date(useNow()))
  const says = useMemo(
    () => summarize(content, { name, period, village, today }, last),
    [content, name, period, village, today, last],
  )
  const sides = (['income', 'expense'] as const).filter((side) =>
    content.columns.some((column) => column.side === side),
  )
  return (
    <section aria-label="白话说明" className="grid gap-2">
      <h2 className="font-bold">
        白话说明 <span className="font-normal text-ink-3">按表格自动写，公布时放在最前面</span>
      </h2>
      <p className="rounded-card bg-ground px-3 py-2 leading-relaxed">{says}</p>
      {last && sides.length > 0 && previous !== undefined && (
        <table className="text-small">
          <thead className="text-left text-ink-2">
            <tr>
              <td />
              <th scope="col" className="text-right font-normal">
                <Link href={paths.publication(previous)} className="text-brand hover:underline">
                  上期
                </Link>
              </th>
              <th scope="col" className="text-right font-normal">
                本期
              </th>
              <th scope="col" className="text-right font-normal">
                增减
              </th>
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => (
              <Compared key={side} side={side} before={totalOf(last, side)} now={totalOf(content, side)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Compared({ side, before, now }: { side: Side; before: number; now: number }) {
  const by = now - before
  return (
    <tr className="tabular-nums">
      <th scope="row" className="text-left font-normal text-ink-2">
        {SIDE_NAMES[side]}
      </th>
      <td className="text-right">{yuan(before)}</td>
      <td className="text-right">{yuan(now)}</td>
      <td className="text-right">
        {by > 0 ? '+' : ''}
        {yuan(by)}
      </td>
    </tr>
  )
}
