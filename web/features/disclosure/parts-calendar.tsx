import { Icon } from '#web/ui/icon.tsx'
import { COLOURS, worst, type Duty } from './parts.tsx'

interface CalendarProps {
  year: number
  duties: readonly Duty[]
  /** The month looked at, from 1. */
  month: number
  onMonth: (month: number) => void
  /** How many stand side by side. */
  columns: string
}

/** A year as twelve squares, each in the colour of the worst that is due in it, with its word and its count. */
export function Calendar({ year, duties, month, onMonth, columns }: CalendarProps) {
  return (
    <ol aria-label={`${year}年公开日历`} className={`grid gap-2 ${columns}`}>
      {Array.from({ length: 12 }, (_, index) => (
        <li key={index}>
          <Month
            name={`${index + 1}月`}
            duties={duties.filter(({ dueOn }) => Number(dueOn.slice(5, 7)) === index + 1)}
            chosen={month === index + 1}
            onChoose={() => onMonth(index + 1)}
          />
        </li>
      ))}
    </ol>
  )
}

interface MonthProps {
  name: string
  duties: readonly Duty[]
  chosen: boolean
  onChoose: () => void
}

function Month({ name, duties, chosen, onChoose }: MonthProps) {
  const colour = worst(duties)
  const n = colour && duties.filter((duty) => duty.colour === colour).length
  const { word, icon, look } = colour ? COLOURS[colour] : NOTHING
  const isWhole = n === duties.length && colour === 'green'
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={`grid min-h-20 w-full content-center justify-items-center gap-0.5 rounded-card border p-2 text-center ${look} ${
        chosen ? 'outline-3 outline-offset-1 outline-ink' : ''
      }`}
    >
      <b className="text-ink">{name}</b>
      <span className="inline-flex items-center gap-1 text-small">
        {icon && <Icon name={icon} className="size-[1.05em]" />}
        {isWhole ? '全公开' : word}
        {n !== undefined && ` ${n}`}
      </span>
    </button>
  )
}

const NOTHING = { word: '没有', icon: undefined, look: 'bg-paper text-ink-3 border-line border-dashed' }
