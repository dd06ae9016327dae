import { useCatalogue } from '#web/client/county.ts'
import { disclosureItem, DISCLOSURE_CATALOGUE } from '#practice/disclosure/item.ts'
import { useToday } from './desk-day-of.ts'
import { Hot } from './desk-table.tsx'
import { COLOURS, type Duty } from './desk-words.ts'
import { Mark } from './desk-year.tsx'

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))

export const dutyOf = ({ item, period, n }: Pick<Duty, 'item' | 'period' | 'n'>) => `${item}/${period}/${n}`

/** Twelve months × items, grouped by heading; each square is a duty in the month it is due. */
export function Squares({
  year,
  duties,
  isWhole,
  open,
  onOpen,
}: {
  year: string
  duties: readonly Duty[]
  /** Nothing is filtered out, so what is missing is truly not owed. */
  isWhole: boolean
  open: string | undefined
  onOpen: (duty: string) => void
}) {
  const today = useToday()
  const listed = useCatalogue(DISCLOSURE_CATALOGUE)?.items ?? []
  // The county's order; what its list no longer has comes last.
  const owed = new Set(duties.map((duty) => duty.class))
  const headings = [
    ...new Set([...listed.map((item) => item.class).filter((each) => owed.has(each)), ...owed]),
  ]
  const thisMonth = today.slice(0, 7)
  return (
    <div className="min-h-0 overflow-auto">
      <table className="w-full table-fixed border-separate border-spacing-0">
        <thead className="text-small text-ink-2">
          <tr>
            <th
              scope="col"
              className="sticky top-0 z-2 w-72 border-b border-line bg-ground px-6 py-2 text-left font-bold"
            >
              公开事项（按到期月份）
            </th>
            {MONTHS.map((month) => (
              <th
                key={month}
                scope="col"
                className={`sticky top-0 z-2 border-b border-line px-1 py-2 text-center font-bold tabular-nums ${`${year}-${month}` === thisMonth ? 'bg-brand-soft text-brand' : 'bg-ground'}`}
              >
                {Number(month)}月
              </th>
            ))}
          </tr>
        </thead>
        {headings.map((heading) => (
          <Heading
            key={heading}
            heading={heading}
            duties={duties.filter((duty) => duty.class === heading)}
            year={year}
            open={open}
            onOpen={onOpen}
          />
        ))}
      </table>
      {isWhole && <OnEvents duties={duties} year={year} />}
    </div>
  )
}

function Heading({
  heading,
  duties,
  year,
  open,
  onOpen,
}: {
  heading: string
  duties: readonly Duty[]
  year: string
  open: string | undefined
  onOpen: (duty: string) => void
}) {
  const items = [...new Map(duties.map((duty) => [duty.item, duty]))].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const n = (colour: Duty['colour']) => duties.filter((duty) => duty.colour === colour).length
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={13} className="px-6 pt-4 pb-1 text-left">
          <span className="font-bold">{heading}</span>{' '}
          <span className="text-small font-normal text-ink-2 tabular-nums">
            全年 {duties.length} · 已公开 {n('green')}
            {n('red') > 0 && <span className="text-late"> · 逾期 {n('red')}</span>}
          </span>
        </th>
      </tr>
      {items.map(([code, { name, hot }]) => (
        <tr key={code} className="hover:bg-ground">
          <th
            scope="row"
            className="truncate border-t border-line px-6 py-0.5 text-left font-normal"
            title={name}
          >
            {name}
            {hot && <Hot />}
          </th>
          {MONTHS.map((month) => (
            <td key={month} className="border-t border-line py-0.5">
              <span className="flex flex-wrap justify-center gap-0.5">
                {duties
                  .filter(({ item, dueOn }) => item === code && dueOn.startsWith(`${year}-${month}`))
                  .map((duty) => (
                    <Square key={dutyOf(duty)} duty={duty} isOpen={dutyOf(duty) === open} onOpen={onOpen} />
                  ))}
              </span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Square({ duty, isOpen, onOpen }: { duty: Duty; isOpen: boolean; onOpen: (duty: string) => void }) {
  const says = `${duty.periodName}${duty.name}，${COLOURS[duty.colour].says}${duty.daysLate > 0 && duty.colour === 'green' ? `，晚了 ${duty.daysLate} 天` : ''}`
  return (
    <button
      type="button"
      aria-label={says}
      title={says}
      aria-pressed={isOpen}
      className={`rounded-small ${isOpen ? 'outline-2 outline-offset-1 outline-brand' : ''}`}
      onClick={() => onOpen(dutyOf(duty))}
    >
      <Mark colour={duty.colour} className="h-6 w-8" />
    </button>
  )
}

/** Items that come with an event have no square until it happened; they are named, so that nobody thinks them gone. */
function OnEvents({ duties, year }: { duties: readonly Duty[]; year: string }) {
  const items = useCatalogue(DISCLOSURE_CATALOGUE)?.items.map(disclosureItem) ?? []
  const known = new Set(duties.map(({ item }) => item))
  const others = items.filter(({ code, frequency }) => frequency === 'event' && !known.has(code))
  if (others.length === 0) return null
  return (
    <details className="px-6 py-5">
      <summary className="cursor-pointer font-bold">
        还有 {others.length} 项“随时公开”的，{year} 年还没有发生
      </summary>
      <p className="pt-1 text-small text-ink-2">
        发生了、或者村民要求公开时，在待办页“另开一项公开”；有的会在一件事办结后自动开出。
      </p>
      <ul className="columns-3 gap-6 pt-2">
        {others.map(({ code, name }) => (
          <li key={code} className="truncate py-0.5" title={name}>
            {name}
          </li>
        ))}
      </ul>
    </details>
  )
}
