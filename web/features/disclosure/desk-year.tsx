import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { KIND_NAMES } from '#practice/disclosure/item.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { DeskSheet } from '#web/matters/desk-export.tsx'
import { useKeys } from '#web/matters/desk-keys.ts'
import { useArea } from '#web/matters/desk-reference.ts'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useToday } from './desk-day-of.ts'
import { DutyPanel } from './desk-duty.tsx'
import { readYearFilter, type YearFilter } from './desk-filter.ts'
import { Squares } from './desk-squares.tsx'
import { COLOURS, dayWords, type Colour, type Year } from './desk-words.ts'

/** A village's year as squares: every item it owes, month by month, and the duty behind a square. */
export function YearDesk() {
  const post = actingPost(useMe())
  const today = useToday()
  const search = useSearch()
  const filter = useMemo(() => readYearFilter(search), [search])
  const [, navigate] = useLocation()
  const own = post?.division.length === 12 ? post.division : undefined
  const village = filter.village ?? own
  const year = filter.year ?? today.slice(0, 4)
  const change = (next: YearFilter) => navigate(paths.disclosureYear(next), { replace: true })
  const { duty: _, ...closed } = filter
  useKeys({ Escape: () => filter.duty && change(closed) })
  return (
    <div
      className={`grid h-full min-h-0 bg-paper ${filter.duty ? 'grid-cols-[minmax(0,1fr)_25rem]' : 'grid-cols-[minmax(0,1fr)]'}`}
    >
      <section aria-label="年历" className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
        <Head filter={{ ...filter, ...(village ? { village } : {}), year }} onChange={change} />
        {village ? (
          <Calendar filter={{ ...filter, village, year }} onChange={change} />
        ) : (
          <Blank icon="list" title="先选一个村、社区">
            在左上角选一个，看它全年要公开什么、哪些公开了、哪些逾期。
          </Blank>
        )}
      </section>
      {village && filter.duty && (
        <DutyPanel village={village} year={Number(year)} duty={filter.duty} onClose={() => change(closed)} />
      )}
    </div>
  )
}

type HeadProps = { filter: YearFilter; onChange: (next: YearFilter) => void }

function Head({ filter, onChange }: HeadProps) {
  const { village, year = '', kind } = filter
  const villages = useArea().filter(({ level }) => level === 'village')
  const turn = (by: number) => {
    const { duty: _, ...rest } = filter
    onChange({ ...rest, year: String(Number(year) + by) })
  }
  return (
    <div className="grid gap-2.5 border-b border-line px-6 py-3">
      <div className="flex items-center gap-3">
        {villages.length > 1 && (
          <Select
            aria-label="哪个村、社区"
            className="w-52"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个村、社区"
            value={village ?? null}
            options={villages.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(code: string | null) => code && onChange({ year, village: code })}
          />
        )}
        <h1 className="flex items-center gap-1 text-lead font-bold">
          <Button type="text" aria-label="前一年" icon={<Icon name="back" />} onClick={() => turn(-1)} />
          <span className="tabular-nums">{year} 年</span>
          <Button type="text" aria-label="后一年" icon={<Icon name="forward" />} onClick={() => turn(1)} />
        </h1>
        <Select
          aria-label="大类"
          className="w-32"
          allowClear
          placeholder="全部大类"
          value={kind ?? null}
          options={Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }))}
          onChange={(value: string | null | undefined) => {
            const { kind: _, ...rest } = filter
            onChange(value ? { ...rest, kind: value } : rest)
          }}
        />
        <span className="flex-1" />
        {village && <Counts village={village} year={Number(year)} />}
        {village && (
          <DeskSheet
            of="disclosure.village"
            input={{ params: { division: village }, query: { year: Number(year) } }}
          />
        )}
      </div>
      <Legend filter={filter} onChange={onChange} />
    </div>
  )
}

/** What villagers read as well: the last twelve months, and whatever is late for longer. */
function Counts({ village, year }: { village: string; year: number }) {
  const { data } = useCall('disclosure.village', { params: { division: village }, query: { year } })
  const today = useToday()
  if (!data) return null
  return (
    <p className="text-right text-ink-2">
      <span title={`截至 ${dayWords(data.asOf, today)}，近十二个月，另加更早仍逾期的`}>
        近十二个月应公开 <b className="text-ink tabular-nums">{data.due}</b> · 已公开{' '}
        <b className="text-ink tabular-nums">{data.published}</b> · 逾期{' '}
        <b className={`tabular-nums ${data.late > 0 ? 'text-late' : 'text-ink'}`}>{data.late}</b>
      </span>
    </p>
  )
}

/** The legend narrows the calendar: a tap on a colour leaves only that. */
function Legend({ filter, onChange }: HeadProps) {
  const { village, year = '' } = filter
  const { data } = useCall(
    'disclosure.village',
    village ? { params: { division: village }, query: { year: Number(year) } } : undefined,
  )
  if (!data) return null
  const toggle = (key: 'colour' | 'hot', value: string) => {
    const { [key]: before, ...rest } = filter
    onChange(before === value ? rest : { ...rest, [key]: value })
  }
  const shown = data.duties.filter(({ kind }) => filter.kind === undefined || kind === filter.kind)
  const hot = shown.filter(({ hot: isHot }) => isHot).length
  return (
    <div className="flex flex-wrap gap-1.5" role="group" aria-label="只看一种">
      {(Object.keys(COLOURS) as Colour[]).map((colour) => {
        const n = shown.filter((duty) => duty.colour === colour).length
        const isOn = filter.colour === colour
        return (
          <button
            key={colour}
            type="button"
            aria-pressed={isOn}
            disabled={n === 0 && !isOn}
            onClick={() => toggle('colour', colour)}
            className={`flex items-center gap-1.5 rounded-card border px-2 py-1 text-small ${isOn ? 'border-brand bg-brand-soft text-brand' : 'border-line enabled:hover:bg-ground'}`}
          >
            <Mark colour={colour} />
            {COLOURS[colour].says}
            <span className="tabular-nums text-ink-2">{n}</span>
          </button>
        )
      })}
      <button
        type="button"
        aria-pressed={filter.hot === 'yes'}
        onClick={() => toggle('hot', 'yes')}
        className={`rounded-card border px-2 py-1 text-small ${filter.hot ? 'border-brand bg-brand-soft text-brand' : 'border-line hover:bg-ground'}`}
      >
        只看热点 <span className="tabular-nums text-ink-2">{hot}</span>
      </button>
    </div>
  )
}

/** The mark of a colour, as large as a square of the calendar. */
export function Mark({ colour, className = 'size-5' }: { colour: Colour; className?: string }) {
  const { icon, square } = COLOURS[colour]
  return (
    <span
      aria-hidden="true"
      className={`grid place-items-center rounded-small border border-transparent ${square} ${className}`}
    >
      <Icon name={icon} className="size-3.5" />
    </span>
  )
}

function Calendar({
  filter,
  onChange,
}: {
  filter: YearFilter & { village: string; year: string }
  onChange: (next: YearFilter) => void
}) {
  const { village, year } = filter
  const { data, error, refetch } = useCall(
    'disclosure.village',
    { params: { division: village }, query: { year: Number(year) } },
    { keepsLast: true },
  )
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const duties = data.duties.filter((duty) => fits(duty, filter))
  if (duties.length === 0)
    return <Empty year={year} isNarrowed={data.duties.length > 0} onChange={onChange} filter={filter} />
  return (
    <Squares
      year={year}
      duties={duties}
      isWhole={filter.colour === undefined && filter.hot === undefined && filter.kind === undefined}
      open={filter.duty}
      onOpen={(duty) => onChange({ ...filter, duty })}
    />
  )
}

const fits = (duty: Year['duties'][number], { kind, colour, hot }: YearFilter) =>
  (kind === undefined || duty.kind === kind) &&
  (colour === undefined || duty.colour === colour) &&
  (hot === undefined || duty.hot)

function Empty({
  year,
  isNarrowed,
  filter,
  onChange,
}: {
  year: string
  isNarrowed: boolean
  filter: YearFilter
  onChange: (next: YearFilter) => void
}) {
  if (isNarrowed)
    return (
      <Blank
        icon="search"
        title="这一年没有这样的公开事项"
        action={
          <Button onClick={() => onChange({ ...(filter.village ? { village: filter.village } : {}), year })}>
            看全部
          </Button>
        }
      />
    )
  return (
    <Blank icon="list" title={`${year} 年还没有公开事项`}>
      公开事项提前四个月列出；系统启用以前的在纸上，这里没有。
    </Blank>
  )
}
