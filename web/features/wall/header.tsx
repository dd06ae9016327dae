import { VIEWS, writePlace, type Go, type Place, type View } from './address.ts'
import { useSeconds, type useWall } from './fresh.ts'
import { dateText, lineOf, lineText, secondText, type Known } from './line.ts'
import type { WallData } from './parts.tsx'
import { TURN_MS, type Rotation } from './rotation.ts'

type HeaderProps = {
  place: Place
  go: Go
  rotation: Rotation
  data: WallData | undefined
  county: string | undefined
  wall: Pick<ReturnType<typeof useWall>, 'isLive' | 'failed' | 'dataUpdatedAt'>
}

/** Whose wall it is, the way back up, what the middle shows, and how old the numbers are. */
export function Header({ place, go, rotation, data, county, wall }: HeaderProps) {
  const now = useSeconds()
  const { isLive, failed, dataUpdatedAt: updatedAt } = wall
  const known: Known = { isLive, failed, updatedAt, behindSeconds: data?.behindSeconds ?? 0 }
  const line = lineOf(known, now)
  return (
    <header className="wall-header">
      <div className="wall-where">
        {data && <Path data={data} go={go} />}
        {data && <Turns {...{ place, go, rotation }} />}
      </div>
      <h1>{titleOf(data, county)}</h1>
      <p className="wall-when">
        <span>{dateText(now)}</span>
        <b>{secondText(now)}</b>
        {data && (
          <span className={`wall-line wall-line-${line}`} role="status">
            <i aria-hidden="true" />
            <span>
              数据截至 {secondText(Date.parse(data.at))} · {lineText(line, known, now)}
            </span>
          </span>
        )}
      </p>
    </header>
  )
}

/** The county’s centre, or the wall of the town or village whose numbers these are. */
function titleOf(data: WallData | undefined, county: string | undefined): string {
  if (!data) return `${county ?? ''}社会治理综合指挥中心`
  return data.area.division.length <= 6
    ? `${data.county}社会治理综合指挥中心`
    : `${data.area.name}社会治理大屏`
}

/** County › street › village, each a step back. */
function Path({ data, go }: { data: WallData; go: Go }) {
  const villages = data.places.length
  return (
    <nav aria-label="位置" className="wall-path">
      {data.path.map(({ division, name }, index) => {
        const before = data.path[index - 1]?.name ?? ''
        const short = name.startsWith(before) ? name.slice(before.length) : name
        if (division === data.area.division)
          return (
            <b key={division} aria-current="page">
              {short}
            </b>
          )
        const target: Place = index === 0 ? {} : { division }
        return (
          <a
            key={division}
            href={writePlace(target)}
            className="wall-chip"
            onClick={(event) => {
              event.preventDefault()
              go(target)
            }}
          >
            ‹ {short}
          </a>
        )
      })}
      {villages > 1 && <span>{villages} 个村、社区</span>}
    </nav>
  )
}

const NAMES: Record<View, string> = { map: '地图', trend: '趋势', speed: '用时', quality: '评价' }

/** What the middle shows, and whether the pages turn by themselves. */
function Turns({ place, go, rotation }: Pick<HeaderProps, 'place' | 'go' | 'rotation'>) {
  const { isOn, isResting, page, pages, toggle } = rotation
  return (
    <div className="wall-turns">
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          className="wall-chip"
          aria-pressed={(place.view ?? 'map') === view}
          onClick={() => go({ division: place.division, view: view === 'map' ? undefined : view })}
        >
          {NAMES[view]}
        </button>
      ))}
      <button type="button" className="wall-chip" aria-pressed={isOn} onClick={toggle}>
        轮播
      </button>
      {isOn && (
        <span className="wall-turn">
          {isResting ? '有人在看，一分钟没人动再轮播' : `第 ${Math.max(1, page)} / ${pages} 页`}
          {!isResting && <i key={page} aria-hidden="true" style={{ animationDuration: `${TURN_MS}ms` }} />}
        </span>
      )}
    </div>
  )
}
