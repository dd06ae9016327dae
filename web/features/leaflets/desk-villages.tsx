import { Input } from 'antd'
import { useState } from 'react'
import type { Output } from '#web/client/call.ts'

export type Village = Output<'leaflets.villages'>['rows'][number]

/** A list that needs no search box is one that can be seen at once. */
const SEEN_AT_ONCE = 12

/** The villages of the area by street, each with what there is to print. */
export function VillageList({
  rows,
  here,
  onChoose,
}: {
  rows: readonly Village[]
  here: string | undefined
  onChoose: (division: string) => void
}) {
  const [sought, setSought] = useState('')
  const found = rows.filter(({ name, townName }) => `${townName}${name}`.includes(sought.trim()))
  const towns = [...new Map(found.map(({ town, townName }) => [town, townName]))]
  return (
    <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      {rows.length > SEEN_AT_ONCE ? (
        <div className="px-4 pt-3">
          <Input
            allowClear
            aria-label="找村"
            placeholder={`在 ${rows.length} 个村里找`}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </div>
      ) : (
        <span />
      )}
      <nav aria-label="村" className="min-h-0 overflow-y-auto p-2">
        {found.length === 0 && <p className="p-2 text-ink-3">没有叫这个名字的村。</p>}
        {towns.map(([town, name]) => (
          <section key={town} aria-label={name}>
            {towns.length > 1 && <h2 className="px-2 pb-1 pt-3 text-small text-ink-2">{name}</h2>}
            <ul>
              {found
                .filter((row) => row.town === town)
                .map((row) => (
                  <Row key={row.division} row={row} isHere={row.division === here} onChoose={onChoose} />
                ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  )
}

function Row({
  row: { division, name, published, late },
  isHere,
  onChoose,
}: {
  row: Village
  isHere: boolean
  onChoose: (division: string) => void
}) {
  return (
    <li>
      <button
        type="button"
        aria-current={isHere ? 'page' : undefined}
        onClick={() => onChoose(division)}
        className={`flex w-full items-baseline justify-between gap-2 rounded-small px-2 py-1.5 text-left ${isHere ? 'bg-brand-soft font-bold' : 'hover:bg-well'}`}
      >
        <span className="truncate">{name}</span>
        <span className="whitespace-nowrap text-small font-normal tabular-nums">
          {published > 0 ? (
            <span className="text-ink-2">{published} 项</span>
          ) : (
            <span className="text-ink-3">没有公布</span>
          )}
          {late > 0 && <span className="ml-2 text-late">逾期 {late}</span>}
        </span>
      </button>
    </li>
  )
}
