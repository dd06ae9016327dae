import type { ReactNode } from 'react'
import { yuan } from '#practice/disclosure/money.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { shareText } from '#web/ui/figure.tsx'
import { Link } from '#web/ui/link.tsx'
import type { Sort, WatchFilter } from './desk-filter.ts'
import { isMuchOther, sorted, type WatchRow } from './desk-watch-rows.ts'

type Column = {
  sort: Sort
  title: string
  width: string
  cell: (row: WatchRow) => ReactNode
}

const COLUMNS: readonly Column[] = [
  { sort: 'due', title: '应公开', width: 'w-16', cell: (row) => <Duties row={row} count="due" /> },
  {
    sort: 'published',
    title: '已公开',
    width: 'w-16',
    cell: (row) => <Duties row={row} count="published" />,
  },
  { sort: 'late', title: '逾期', width: 'w-14', cell: (row) => <Duties row={row} count="late" isBad /> },
  {
    sort: 'lateHot',
    title: '热点逾期',
    width: 'w-20',
    cell: (row) => (
      <Count value={row.lateHot} isBad href={paths.disclosureDuties({ ...late(row), hot: 'yes' })} />
    ),
  },
  {
    sort: 'daysLate',
    title: '最长逾期',
    width: 'w-20',
    cell: (row) => <Count value={row.daysLate} unit="天" href={paths.disclosureDuties(late(row))} />,
  },
  { sort: 'soon', title: '三天内', width: 'w-16', cell: (row) => <Duties row={row} count="soon" /> },
  {
    sort: 'questionsOpen',
    title: '待答质询',
    width: 'w-24',
    cell: (row) => (
      <Count value={row.questionsOpen} href={recordsOf(row, 'questions', 'questionsOpen')}>
        {row.questionsLate > 0 && <span className="text-late"> 超期 {row.questionsLate}</span>}
      </Count>
    ),
  },
  {
    sort: 'correctionsOwed',
    title: '应更正',
    width: 'w-16',
    cell: (row) => (
      <Count value={row.correctionsOwed} isBad href={recordsOf(row, 'owed', 'correctionsOwed')} />
    ),
  },
  {
    sort: 'otherShare',
    title: '“其他” / 公开的金额',
    width: 'w-52',
    cell: (row) => <Other row={row} />,
  },
  {
    sort: 'reminders',
    title: '催报',
    width: 'w-20',
    cell: (row) => <Count value={row.reminders} href={recordsOf(row, 'reminders', 'reminders')} />,
  },
]

const late = ({ division }: WatchRow) => ({ under: division, count: 'late' })

/** Behind a village's number lie its records; behind a street's, its villages in the order of that number. */
const recordsOf = ({ division, isTown }: WatchRow, section: string, sort: Sort) =>
  isTown ? paths.disclosureWatch({ under: division, sort }) : paths.disclosureVillage(division, section)

/** Villages, or streets, with what they owe; every number opens what it counts. No places, no medals. */
export function WatchTable({
  rows,
  filter,
  showsTown,
}: {
  rows: readonly WatchRow[]
  filter: WatchFilter
  showsTown: boolean
}) {
  // What the address says was checked when it was read.
  const sort = filter.sort as Sort | undefined
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="sticky top-0 z-2 bg-ground text-small text-ink-2">
        <tr>
          <th scope="col" className="border-b border-line py-2 pl-6 text-left font-bold">
            {rows[0]?.isTown ? '镇（街道）' : '村、社区'}
          </th>
          {COLUMNS.map((column) => (
            <Heading key={column.sort} column={column} filter={filter} isHere={sort === column.sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted(rows, sort).map((row) => (
          <tr key={row.division} className="h-10 border-b border-line hover:bg-ground">
            <th scope="row" className="truncate py-1 pl-6 text-left font-normal">
              <Link
                href={
                  row.isTown
                    ? paths.disclosureWatch({ under: row.division })
                    : paths.disclosureVillage(row.division)
                }
                className="font-bold hover:text-brand"
              >
                {row.name}
              </Link>
              {showsTown && row.townName && (
                <span className="pl-2 text-small text-ink-3">{row.townName}</span>
              )}
            </th>
            {COLUMNS.map((column) => (
              <td key={column.sort} className="px-2 py-1 text-right whitespace-nowrap tabular-nums last:pr-6">
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Heading({ column, filter, isHere }: { column: Column; filter: WatchFilter; isHere: boolean }) {
  const { sort: _, ...rest } = filter
  return (
    <th
      scope="col"
      aria-sort={isHere ? 'descending' : 'none'}
      className={`border-b border-line px-2 py-2 text-right font-bold last:pr-6 ${column.width}`}
    >
      <Link
        href={paths.disclosureWatch(isHere ? rest : { ...rest, sort: column.sort })}
        title={isHere ? '回到最要紧的在前' : `按“${column.title}”多的在前`}
        className={`whitespace-nowrap hover:text-brand ${isHere ? 'text-brand' : ''}`}
      >
        {column.title}
        {isHere && ' ↓'}
      </Link>
    </th>
  )
}

function Duties({
  row,
  count,
  isBad = false,
}: {
  row: WatchRow
  count: 'due' | 'published' | 'late' | 'soon'
  isBad?: boolean
}) {
  return (
    <Count value={row[count]} isBad={isBad} href={paths.disclosureDuties({ under: row.division, count })} />
  )
}

/** A number that opens its records; a nought has none. */
function Count({
  value,
  unit = '',
  isBad = false,
  href,
  children,
}: {
  value: number
  unit?: string
  isBad?: boolean
  href: string
  children?: ReactNode
}) {
  if (value === 0) return <span className="text-ink-3">0</span>
  return (
    <Link
      href={href}
      className={`underline-offset-4 hover:underline ${isBad ? 'font-bold text-late' : 'text-ink'}`}
    >
      {value.toLocaleString('zh-CN')}
      {unit && ` ${unit}`}
      {children}
    </Link>
  )
}

function Other({ row }: { row: WatchRow }) {
  if (row.moneyFen === 0) return <span className="text-ink-3">没有公开过金额</span>
  return (
    <Link
      href={recordsOf(row, 'money', 'otherShare')}
      className="underline-offset-4 hover:underline"
      title={`${yuan(row.otherFen)} / ${yuan(row.moneyFen)} 元`}
    >
      <span className="text-small text-ink-2">
        {tenThousands(row.otherFen)} / {tenThousands(row.moneyFen)} 万元
      </span>{' '}
      <b className={isMuchOther(row) ? 'text-late' : ''}>{shareText(row.otherFen, row.moneyFen)}</b>
    </Link>
  )
}

export const tenThousands = (fen: number): string =>
  (fen / 1_000_000).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
