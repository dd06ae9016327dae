import { memo, useMemo, type ReactNode } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { useCall } from '#web/client/queries.ts'
import { shareText } from '#web/ui/figure.tsx'
import { writePlace } from './address.ts'
import { centreOf, fit, pathOf, stepOf, stepsFor, type Area, type Project } from './geometry.ts'
import { countText, ListLink, type WallData, type WallFigure } from './parts.tsx'

const WIDTH = 936
const HEIGHT = 632
/** Room for the three layers under the county and for the glow. */
const MARGIN = { x: 20, top: 10, bottom: 40 }
/** A village is looked at closely, with its neighbours around it. */
const CLOSE = { x: 230, top: 110, bottom: 150 }
/** Lines change with the pack, not with the minute. */
const STALE_MS = 3_600_000
/** Moving dots beyond this number say nothing and cost a frame. */
const PULSES_MAX = 24

/** So many dots lie on each other at their usual size. */
const CROWD = 150

type Level = 'county' | 'town' | 'village'
const useAreas = (level: Level): readonly Area[] => {
  const answer = useCall('places.boundaries', { query: { level } }, { staleMs: STALE_MS }).data
  // GeoJSON leaves the contract as `any`; packs.test.ts proves that these are areas with code and name.
  return useMemo(() => (answer?.features ?? []) as readonly Area[], [answer])
}

/** The county as the hero: villages filled by what is open there, and a dot for each open matter that has a place. */
export function WallMap({
  data,
  figures,
  onEnter,
}: {
  data: WallData
  figures: ReadonlyMap<string, WallFigure>
  onEnter: (division: string) => void
}) {
  const urgent = figures.get('urgent')
  const counties = useAreas('county')
  const towns = useAreas('town')
  const villages = useAreas('village')
  const division = data.area.division
  const frame = useMemo(
    () => frameOf({ counties, towns, villages }, division),
    [counties, towns, villages, division],
  )
  const most = Math.max(0, ...data.places.map(({ open }) => open))
  const steps = stepsFor(most)
  return (
    <div className={data.area.division.length > 9 ? 'wall-map wall-map-close' : 'wall-map'}>
      {frame ? (
        <>
          <Ground frame={frame} />
          <Villages frame={frame} data={data} steps={steps} onEnter={onEnter} />
          <Points points={data.points} project={frame.project} />
          <Names frame={frame} />
        </>
      ) : (
        <p className="wall-calm">还没有这个县区的边界</p>
      )}
      <Legend
        steps={steps}
        isDrawn={frame?.isDrawn ?? false}
        dots={data.points.length}
        open={figures.get('open')?.value ?? 0}
      />
      {urgent && <Urgent figure={urgent} />}
      <Ever all={figures.get('ever')} closing={figures.get('ever-closing')} />
    </div>
  )
}

type Frame = {
  project: Project
  /** What stands out of the ground: the outline of the area. */
  outline: string
  villages: readonly (Shape & { isOurs: boolean })[]
  towns: readonly Shape[]
  isDrawn: boolean
}

type Shape = { code: string; name: string; path: string; x: number; y: number }

function shapeOf(area: Area, project: Project): Shape {
  const [x, y] = centreOf(area, project)
  const { code, name } = area.properties
  return { code, name, path: pathOf(area, project), x, y }
}

/** Everything that does not change with the numbers, once. */
function frameOf(
  areas: Record<'counties' | 'towns' | 'villages', readonly Area[]>,
  division: string,
): Frame | undefined {
  // A village alone would be a blot; it is shown among its neighbours.
  const shown = division.slice(0, 9)
  const own = areas.villages.filter(({ properties }) => properties.code === division)
  const margin = own.length > 0 ? CLOSE : MARGIN
  const base =
    shown.length < 9 ? areas.counties : areas.towns.filter(({ properties }) => properties.code === shown)
  if (base.length === 0) return undefined
  const inner = fit(own.length > 0 ? own : base, WIDTH - 2 * margin.x, HEIGHT - margin.top - margin.bottom)
  const project: Project = (position) => {
    const [x, y] = inner(position)
    return [x + margin.x, y + margin.top]
  }
  const within = ({ properties }: Area) => properties.code.startsWith(shown)
  return {
    project,
    outline: base.map((area) => pathOf(area, project)).join(''),
    villages: areas.villages.filter(within).map((area) => ({
      ...shapeOf(area, project),
      isOurs: area.properties.code.startsWith(division),
    })),
    towns: areas.towns.filter(within).map((area) => shapeOf(area, project)),
    isDrawn: base.some(({ properties }) => properties.drawn),
  }
}

const box = `0 0 ${WIDTH} ${HEIGHT}`

/** Three outlines below each other lift the county off the ground; a glow says it is lit from within. */
const Ground = memo(function Ground({ frame }: { frame: Frame }) {
  return (
    <svg viewBox={box} aria-hidden="true" className="wall-layer wall-ground">
      <path d={frame.outline} className="wall-glow" />
      {[24, 16, 8].map((drop) => (
        <path
          key={drop}
          d={frame.outline}
          transform={`translate(0 ${drop})`}
          className={`wall-drop wall-drop-${drop}`}
        />
      ))}
    </svg>
  )
})

function Villages({
  frame,
  data,
  steps,
  onEnter,
}: {
  frame: Frame
  data: WallData
  steps: readonly number[]
  onEnter: (division: string) => void
}) {
  const counts = new Map([...data.towns, ...data.places].map((place) => [place.division, place]))
  const isCounty = data.towns.length > 0
  const isVillage = data.area.division.length > 9
  // One village alone compares with nothing: a calm ground for its dots.
  const looks = ({ code, isOurs }: Frame['villages'][number]) =>
    isOurs && isVillage
      ? 'wall-village wall-step-2'
      : isOurs
        ? `wall-village wall-step-${stepOf(counts.get(code)?.open ?? 0, steps)}`
        : 'wall-village wall-other'
  return (
    <svg viewBox={box} className="wall-layer" role="group" aria-label="各地在办事项">
      {frame.villages.map((village) => {
        const shape = <path key={village.code} d={village.path} className={looks(village)} />
        const place = counts.get(village.code)
        if (isCounty || isVillage || !place) return shape
        return (
          <Enter key={village.code} place={place} onEnter={onEnter}>
            {shape}
          </Enter>
        )
      })}
      {frame.towns.map(({ code, path }) => {
        const place = isCounty ? counts.get(code) : undefined
        if (!place) return <path key={code} d={path} className="wall-town" />
        return (
          <Enter key={code} place={place} onEnter={onEnter}>
            <path d={path} className="wall-town wall-town-open" />
          </Enter>
        )
      })}
      <path d={frame.outline} className="wall-outline" />
      {frame.villages.map(({ code, path }) =>
        (counts.get(code)?.urgent ?? 0) > 0 ? <path key={code} d={path} className="wall-alarm" /> : null,
      )}
    </svg>
  )
}

/** A place that is gone into, by click, touch or key. */
function Enter({
  place: { division, name, open, overdue, urgent },
  onEnter,
  children,
}: {
  place: WallData['places'][number]
  onEnter: (division: string) => void
  children: ReactNode
}) {
  const more = `${overdue > 0 ? `，超期 ${overdue} 件` : ''}${urgent > 0 ? `，突发事件 ${urgent} 件` : ''}`
  const says = `${name}：在办 ${countText(open)} 件${more}`
  return (
    <a
      href={writePlace({ division })}
      aria-label={`${says}，进入`}
      className="wall-enter"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        onEnter(division)
      }}
    >
      <title>{says}</title>
      {children}
    </a>
  )
}

/** Streets in a county; in one street its villages. */
const Names = memo(function Names({ frame: { towns, villages } }: { frame: Frame }) {
  const isCounty = towns.length > 1
  const looks = isCounty ? 'wall-name' : 'wall-name wall-name-small'
  return (
    <div className="wall-layer" aria-hidden="true">
      {(isCounty ? towns : villages).map(({ code, name, x, y }) => (
        <span key={code} className={looks} style={{ left: x, top: y }}>
          {placeNameOf(name)}
        </span>
      ))}
    </div>
  )
})

/** Dots of their own layer, so that what moves repaints nothing else. */
function Points({ points, project }: { points: WallData['points']; project: Project }) {
  const ranked = points
    .map((point) => ({ ...point, rank: point.urgent ? 0 : point.mood === 'late' ? 1 : 2 }))
    .sort((a, b) => a.rank - b.rank)
  return (
    <div
      className={`wall-layer ${points.length > CROWD ? 'wall-crowd' : ''}`}
      role="img"
      aria-label={`地图上有 ${points.length} 处在办事项`}
    >
      {ranked.toReversed().map(({ lng, lat, rank }, index) => {
        const [x, y] = project([lng, lat])
        const moves = rank < 2 && ranked.length - 1 - index < PULSES_MAX
        const kind = ['urgent', 'late', 'open'][rank] ?? 'open'
        return (
          <i
            key={`${lng} ${lat} ${rank}`}
            className={`wall-dot wall-dot-${kind} ${moves ? 'wall-pulse' : ''}`}
            style={{ left: x, top: y, animationDelay: `${-(index % 8) * 0.3}s` }}
          />
        )
      })}
    </div>
  )
}

function Legend({
  steps,
  isDrawn,
  dots,
  open,
}: {
  steps: readonly number[]
  isDrawn: boolean
  dots: number
  open: number
}) {
  return (
    <div className="wall-legend">
      <p>
        <span>在办件数</span>
        <i className="wall-step-0" /> 0
        {steps.map((end, index) => {
          const from = (steps[index - 1] ?? 0) + 1
          return (
            <span key={end}>
              <i className={`wall-step-${stepOf(end, steps)}`} /> {from === end ? end : `${from}–${end}`}
            </span>
          )
        })}
      </p>
      <p>
        <span>
          <i className="wall-dot wall-dot-open" /> 在办
        </span>
        <span>
          <i className="wall-dot wall-dot-late" /> 超期
        </span>
        <span>
          <i className="wall-dot wall-dot-urgent" /> 突发事件
        </span>
      </p>
      <p>
        地图标出 {countText(dots)} 处，在办共 {countText(open)} 件
      </p>
      {isDrawn && <p>示意边界，非官方</p>}
    </div>
  )
}

/** Red is kept for this, so that it is seen when it comes. */
function Urgent({ figure }: { figure: WallFigure }) {
  if (figure.value === 0) return <p className="wall-urgent">没有突发事件</p>
  return (
    <ListLink list={figure.list} name={figure.name} isNamed className="wall-urgent wall-urgent-now">
      突发事件 <b>{countText(figure.value)}</b> 件在办
    </ListLink>
  )
}

/** What the county publishes of itself: all of its grid events, and how many of them are closed. */
function Ever({ all, closing }: { all: WallFigure | undefined; closing: WallFigure | undefined }) {
  if (!all || !closing || all.value === 0) return null
  const { value, of = 0, list, name } = closing
  return (
    <p className="wall-ever">
      <ListLink list={all.list} name={all.name} isNamed>
        {all.name} <b>{countText(all.value)}</b> 件
      </ListLink>
      {of > 0 && (
        <ListLink list={list} name={name} isNamed>
          办结率 <b>{shareText(value, of)}</b>{' '}
          <span className="wall-note">
            {countText(value)} / {countText(of)}
          </span>
        </ListLink>
      )}
    </p>
  )
}
