import { Calm, listWithin, Panel, useListLink, type WallData } from './parts.tsx'

/** Drawn as large as it stands on the stage, so that its figures are as large as all others. */
const SIZES = { column: { width: 396, height: 212 }, page: { width: 896, height: 250 } } as const
type Size = (typeof SIZES)[keyof typeof SIZES]
const plotOf = ({ width, height }: Size) => ({ left: 34, right: width - 10, top: 14, bottom: height - 30 })
const LINES = 4

type Days = WallData['days']

/** Opened and ended by day. Two lines that part are a backlog growing. */
export function Trend({ data, isWide = false }: { data: WallData; isWide?: boolean }) {
  const { days } = data
  const most = Math.max(0, ...days.flatMap(({ opened, ended }) => [opened, ended]))
  return (
    <Panel
      title="上报与办结"
      note={
        <>
          <i className="wall-key wall-key-opened" /> 上报 <i className="wall-key wall-key-ended" /> 办结 · 近
          14 天
        </>
      }
    >
      {most === 0 ? (
        <Calm more="每天的上报和办结画在这里">近 14 天没有上报和办结</Calm>
      ) : (
        <Plot data={data} top={niceTop(most)} size={isWide ? SIZES.page : SIZES.column} />
      )}
    </Panel>
  )
}

/** The end of the scale: the first round number, in steps people count in, that holds the most. */
export function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / LINES)))
  const step = [1, 2, 2.5, 3, 4, 5, 10]
    .map((each) => each * power)
    .find((each) => each * LINES >= most && each % 1 === 0)
  return (step ?? power * 10) * LINES
}

function Plot({ data, top, size }: { data: WallData; top: number; size: Size }) {
  const { days } = data
  const plot = plotOf(size)
  const x = (index: number) => plot.left + ((plot.right - plot.left) * (index + 0.5)) / days.length
  const y = (value: number) => plot.bottom - ((plot.bottom - plot.top) * value) / top
  const line = (key: 'opened' | 'ended', from: number, to: number) =>
    days
      .slice(from, to)
      .map(
        (day, index) => `${index === 0 ? 'M' : 'L'}${x(from + index).toFixed(1)} ${y(day[key]).toFixed(1)}`,
      )
      .join('')
  const whole = days.length - 1
  const area = `${line('opened', 0, whole)}L${x(whole - 1)} ${plot.bottom}L${x(0)} ${plot.bottom}Z`
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="wall-plot"
      role="group"
      aria-label="近 14 天每天的上报和办结"
    >
      <defs>
        <linearGradient id={`wall-plot-fill-${size.width}`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#4ab6e8" stopOpacity="0.32" />
          <stop offset="1" stopColor="#4ab6e8" stopOpacity="0" />
        </linearGradient>
      </defs>
      {Array.from({ length: LINES + 1 }, (_, index) => (
        <g key={index} aria-hidden="true">
          <line x1={plot.left} x2={plot.right} y1={y((top * index) / LINES)} y2={y((top * index) / LINES)} />
          <text x={plot.left - 8} y={y((top * index) / LINES) + 5} textAnchor="end">
            {(top * index) / LINES}
          </text>
        </g>
      ))}
      <path d={area} fill={`url(#wall-plot-fill-${size.width})`} />
      {(['opened', 'ended'] as const).map((key) => (
        <g key={key} className={`wall-stroke-${key}`}>
          <path d={line(key, 0, whole)} />
          {/* Today is not over: its line is no fall. */}
          <path d={line(key, whole - 1, whole + 1)} strokeDasharray="2 5" strokeOpacity="0.7" />
        </g>
      ))}
      {days.map((day, index) => (
        <Marks
          key={day.day}
          {...{ data, day }}
          x={x(index)}
          y={y}
          name={nameOf(day.day, index - days.length + 1)}
        />
      ))}
    </svg>
  )
}

/** Every third day back from today, which is not over yet and says so. */
function nameOf(day: string, ago: number): string {
  if (ago === 0) return '今天'
  return ago % 3 === 0 ? `${Number(day.slice(8))}日` : ''
}

function Marks({
  data,
  day: { day, opened, ended },
  x,
  y,
  name,
}: {
  data: WallData
  day: Days[number]
  x: number
  y: (value: number) => number
  name: string
}) {
  const lists = {
    opened: listWithin(data, `day=${day}`),
    ended: listWithin(data, `endedFrom=${day}&endedTo=${day}`),
  }
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return (
    <g>
      {name !== '' && (
        <text x={x} y={y(0) + 22} textAnchor="middle" aria-hidden="true">
          {name}
        </text>
      )}
      {ended > 0 && (
        <Mark kind="ended" value={ended} name={`${date}办结`} list={lists.ended} x={x} y={y(ended)} />
      )}
      {opened > 0 && (
        <Mark kind="opened" value={opened} name={`${date}上报`} list={lists.opened} x={x} y={y(opened)} />
      )}
    </g>
  )
}

function Mark({
  kind,
  value,
  name,
  list,
  x,
  y,
}: {
  kind: 'opened' | 'ended'
  value: number
  name: string
  list: string
  x: number
  y: number
}) {
  const link = useListLink(list, name)
  return (
    <a {...link} aria-label={`${name} ${value} 件，打开清单`} className="wall-mark">
      <title>{`${name} ${value} 件`}</title>
      <circle cx={x} cy={y} r={10} className="wall-touch" />
      <circle cx={x} cy={y} r={2.6} className={`wall-mark-${kind}`} />
    </a>
  )
}
