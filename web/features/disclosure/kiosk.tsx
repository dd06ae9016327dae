import { useState } from 'react'
import { useVillageDuties } from '#web/client/board.ts'
import type { KioskPlace } from '#web/surfaces/kiosk/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { Calendar } from './parts-calendar.tsx'
import { Counts, Square, standing, type Duty } from './parts.tsx'

/** As many as fit below the calendar. */
const PAGE = 5
type Place = Extract<KioskPlace, { at: 'calendar' }>

interface Props {
  village: string | undefined
  place: Place
  onTurn: (place: Place) => void
  onOpen: (publication: string) => void
}

/** The year in squares, and what is due in the month that was touched; what was published opens. */
export function CalendarKiosk({ village, place, onTurn, onOpen }: Props) {
  const { data, error } = useVillageDuties(village)
  if (!data) {
    if (!error) return <Skeleton shape="cards" />
    return (
      <Notice kind="error" title="现在读不到公开日历">
        {error.message}
      </Notice>
    )
  }
  const month = place.month ?? Number(data.asOf.slice(5, 7))
  const due = data.duties.filter(({ dueOn }) => Number(dueOn.slice(5, 7)) === month)
  return (
    <div className="grid gap-5">
      <h1 className="text-display">{data.year} 年公开日历</h1>
      <Counts counts={data} />
      <Calendar
        year={data.year}
        duties={data.duties}
        month={month}
        onMonth={(next) => onTurn({ at: 'calendar', month: next })}
        columns="grid-cols-4"
      />
      <MonthList key={month} month={month} duties={due} onOpen={onOpen} />
    </div>
  )
}

interface ListProps {
  month: number
  duties: readonly Duty[]
  onOpen: (publication: string) => void
}

/** The month’s duties, late ones first. */
function MonthList({ month, duties, onOpen }: ListProps) {
  const [page, setPage] = useState(0)
  const pages = Math.ceil(duties.length / PAGE)
  if (duties.length === 0) return <p className="text-lead text-ink-2">{month} 月没有要公开的事项。</p>
  const sorted = duties.toSorted((a, b) => Number(b.colour === 'red') - Number(a.colour === 'red'))
  return (
    <section aria-labelledby="month" className="grid gap-3">
      <h2 id="month" className="text-title">
        {month} 月到期的 {duties.length} 项
      </h2>
      <ul className="grid gap-2">
        {sorted.slice(page * PAGE, (page + 1) * PAGE).map((duty) => (
          <li key={`${duty.item} ${duty.period} ${duty.n}`}>
            <DutyRow duty={duty} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <Button kind="plain" full onClick={() => setPage((page + 1) % pages)}>
          {page + 1 < pages ? '看后面的' : '从头看'}（第 {page + 1} 页，共 {pages} 页）
        </Button>
      )}
    </section>
  )
}

function DutyRow({ duty, onOpen }: { duty: Duty; onOpen: (publication: string) => void }) {
  const { name, periodName, colour, publication } = duty
  const inside = (
    <>
      <Square colour={colour} />
      <span className="min-w-0 flex-1">
        <b className="block truncate text-lead">{name}</b>
        <span className={`block truncate text-small ${colour === 'red' ? 'text-late' : 'text-ink-2'}`}>
          {periodName} · {standing(duty)}
        </span>
      </span>
    </>
  )
  const look =
    'flex min-h-[4.2rem] w-full items-center gap-5 rounded-card border border-line bg-paper px-6 py-2 text-left'
  if (publication === undefined) return <div className={look}>{inside}</div>
  return (
    <button type="button" onClick={() => onOpen(publication)} className={`${look} active:bg-brand-soft`}>
      {inside}
      <Icon name="forward" className="size-7 text-ink-3" />
    </button>
  )
}
