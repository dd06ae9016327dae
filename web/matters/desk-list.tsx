import { Checkbox } from 'antd'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { Where } from './desk-place.tsx'
import { RowTime } from './desk-time.tsx'
import type { ListProps } from './desk-table.tsx'

/** The same list, narrow, while a matter lies open beside it: two lines each. */
export function DeskList({ rows, flows, filter, cursor, picked, onPick }: ListProps) {
  return (
    <ul>
      {rows.map((row) => {
        const isHere = row.id === cursor
        return (
          <li
            key={row.id}
            data-row={row.id}
            className={`flex gap-2.5 border-b border-line px-3 py-2.5 ${isHere ? 'desk-cursor bg-brand-soft' : 'hover:bg-ground'}`}
          >
            <Checkbox
              aria-label={`选中 ${row.number}`}
              className="self-start pt-0.5"
              checked={picked.includes(row.id)}
              onChange={(event) =>
                onPick(event.target.checked ? [...picked, row.id] : picked.filter((id) => id !== row.id))
              }
            />
            <Link
              href={paths.matter(row.id, filter)}
              aria-current={isHere ? 'true' : undefined}
              className="block min-w-0 flex-1"
            >
              <span className="flex items-baseline justify-between gap-2">
                <b className="truncate">{row.title}</b>
                <span className="shrink-0 text-small text-ink-2">{row.stageName}</span>
              </span>
              <span className="flex items-baseline justify-between gap-2 text-small text-ink-2">
                <span className="truncate">
                  <Where name={row.divisionName} /> · {row.itemName ?? flows[row.flow]?.name}
                </span>
                <RowTime row={row} />
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
