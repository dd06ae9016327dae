import { useState } from 'react'
import { useVillageDuties } from '#web/client/board.ts'
import type { KioskPlace } from '#web/surfaces/kiosk/paths.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { COLOURS, countsText, monthsOf, type Duty, type Month, type Village } from './screen-months.ts'

const PAGE = 9
type Place = Extract<KioskPlace, { at: 'calendar' }>

interface Props {
  village: string | undefined
  place: Place
  onTurn: (place: Place) => void
  onOpen: (publication: string) => void
}

/** The year in squares, one for each thing the village must publish; a month opens its list. */
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
  const months = monthsOf(data)
  const month = months.find((one) => one.month === place.month)
  if (month) {
    return (
      <MonthList month={month} onOpen={onOpen} onBack={() => onTurn({ at: 'calendar' })} key={month.month} />
    )
  }
  return (
    <div className="grid gap-6">
      <h1 className="text-display">{data.year} 年公开日历</h1>
      <Counts village={data} />
      <Legend />
      {months.length === 0 ? (
        <Notice kind="empty" title="今年还没有要公开的事项">
          公开目录排好以后，这里一个方格就是一件要公开的事。
        </Notice>
      ) : (
        <ul className="grid grid-cols-3 gap-3">
          {months.map((one) => (
            <li key={one.month}>
              <MonthCard month={one} onOpen={() => onTurn({ at: 'calendar', month: one.month })} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The counts of the last twelve months, whatever is late for longer among them. */
export function Counts({ village }: { village: Pick<Village, 'due' | 'published' | 'late'> }) {
  return (
    <p className="text-lead">
      近 12 个月{countsText(village)}
      {village.late > 0 && <span className="text-late">，逾期的村里要说明原因</span>}
    </p>
  )
}

function Legend() {
  return (
    <ul aria-label="方格的颜色" className="flex flex-wrap gap-x-6 gap-y-1 text-small text-ink-2">
      {Object.values(COLOURS).map(({ says, square }) => (
        <li key={says} className="flex items-center gap-2">
          <span aria-hidden="true" className={`size-5 rounded-small ${square}`} />
          {says}
        </li>
      ))}
    </ul>
  )
}

function MonthCard({ month, onOpen }: { month: Month; onOpen: () => void }) {
  const { name, duties, due, published, late } = month
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid h-full min-h-[7.5rem] w-full content-start gap-2 rounded-card border border-line bg-paper p-4 text-left active:bg-brand-soft"
    >
      <span className="flex items-baseline justify-between gap-2">
        <b className="text-lead">{name}</b>
        <span className={`text-small ${late > 0 ? 'text-late' : 'text-ink-2'}`}>
          {late > 0 ? `逾期 ${late}` : `${published} / ${due}`}
        </span>
      </span>
      <span aria-hidden="true" className="flex flex-wrap gap-1">
        {duties.map(({ item, period, n, colour }) => (
          <span
            key={`${item} ${period} ${n}`}
            className={`size-4 rounded-[0.15rem] ${COLOURS[colour].square}`}
          />
        ))}
      </span>
    </button>
  )
}

interface ListProps {
  month: Month
  onOpen: (publication: string) => void
  onBack: () => void
}

/** The month’s duties, late ones first; what was published opens. */
function MonthList({ month: { name, duties, due, published, late }, onOpen, onBack }: ListProps) {
  const [page, setPage] = useState(0)
  const sorted = duties.toSorted((a, b) => Number(b.colour === 'red') - Number(a.colour === 'red'))
  const pages = Math.ceil(sorted.length / PAGE)
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-display">{name}到期的</h1>
        <Button kind="soft" icon="back" onClick={onBack}>
          看全年
        </Button>
      </div>
      <p className="text-lead">{countsText({ due, published, late })}</p>
      <ul className="grid gap-3">
        {sorted.slice(page * PAGE, (page + 1) * PAGE).map((duty) => (
          <li key={`${duty.item} ${duty.period} ${duty.n}`}>
            <DutyRow duty={duty} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <Button kind="plain" full onClick={() => setPage((page + 1) % pages)}>
          看后面的（第 {page + 1} 页，共 {pages} 页）
        </Button>
      )}
    </div>
  )
}

function DutyRow({ duty, onOpen }: { duty: Duty; onOpen: (publication: string) => void }) {
  const { name, periodName, dueOn, colour, daysLate, publication } = duty
  const when = `${Number(dueOn.slice(5, 7))}月${Number(dueOn.slice(8))}日`
  const inside = (
    <>
      <span aria-hidden="true" className={`size-8 shrink-0 rounded-small ${COLOURS[colour].square}`} />
      <span className="min-w-0 flex-1">
        <b className="line-clamp-2 text-lead">{name}</b>
        <span className={`text-small ${colour === 'red' ? 'text-late' : 'text-ink-2'}`}>
          {periodName} · 应在{when}前公布 · {COLOURS[colour].says}
          {daysLate > 0 && (colour === 'green' ? `，晚了 ${daysLate} 天` : `，已晚 ${daysLate} 天`)}
        </span>
      </span>
    </>
  )
  const look =
    'flex min-h-[4.6rem] w-full items-center gap-5 rounded-card border border-line bg-paper px-6 py-3 text-left'
  if (publication === undefined || colour !== 'green') return <div className={look}>{inside}</div>
  return (
    <button type="button" onClick={() => onOpen(publication)} className={`${look} active:bg-brand-soft`}>
      {inside}
      <Icon name="forward" className="size-7 text-ink-3" />
    </button>
  )
}
