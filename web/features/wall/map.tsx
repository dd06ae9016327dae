import { memo, useMemo } from 'react'
import { placeNameOf } from '#contract/division-codes.ts'
import { useCall } from '#web/client/queries.ts'
import { centreOf, fit, pathOf, stepOf, stepsFor, type Area, type Project } from './geometry.ts'
import { countText, ListLink, type WallData, type WallFigure } from './parts.tsx'

const WIDTH = 936
const HEIGHT = 676
/** Room for the three layers under the county and for the glow. */
const MARGIN = { x: 20, top: 10, bottom: 40 }
/** Lines change with the pack, not with the minute. */
const STALE_MS = 3_600_000
/** Moving dots beyond this number say nothing and cost a frame. */
const PULSES_MAX = 24

type Level = 'county' | 'town' | 'village'
const useAreas = (level: Level): readonly Area[] => {
  const answer = useCall('places.boundaries', { query: { level } }, { staleMs: STALE_MS }).data
  // GeoJSON leaves the contract as `any`; packs.test.ts proves that these are areas with code and name.
  return useMemo(() => (answer?.features ?? []) as readonly Area[], [answer])
}

/** The county as the hero: villages filled by what is open there, and a dot for each open matter that has a place. */
export function WallMap({ data, urgent }: { data: WallData; urgent: WallFigure | undefined }) {
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
    <div className="wall-map">
      {frame ? (
        <>
          <Ground frame={frame} />
          <Villages frame={frame} places={data.places} steps={steps} />
          <Points points={data.points} project={frame.project} />
          <Names frame={frame} />
        </>
      ) : (
        <p className="wall-calm">还没有这个县区的边界</p>
      )}
      <Legend steps={steps} isDrawn={frame?.isDrawn ?? false} />
      {urgent && <Urgent figure={urgent} />}
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
  const base =
    shown.length < 9 ? areas.counties : areas.towns.filter(({ properties }) => properties.code === shown)
  if (base.length === 0) return undefined
  const inner = fit(base, WIDTH - 2 * MARGIN.x, HEIGHT - MARGIN.top - MARGIN.bottom)
  const project: Project = (position) => {
    const [x, y] = inner(position)
    return [x + MARGIN.x, y + MARGIN.top]
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
  places,
  steps,
}: {
  frame: Frame
  places: WallData['places']
  steps: readonly number[]
}) {
  const counts = new Map(places.map((place) => [place.division, place]))
  return (
    <svg viewBox={box} className="wall-layer" role="group" aria-label="各村在办事项">
      {frame.villages.map(({ code, path, isOurs }) => {
        const place = counts.get(code)
        const shape = (
          <path
            d={path}
            className={
              isOurs ? `wall-village wall-step-${stepOf(place?.open ?? 0, steps)}` : 'wall-village wall-other'
            }
          />
        )
        if (!place || place.open === 0) return <g key={code}>{shape}</g>
        const says = `${place.name}：在办 ${countText(place.open)} 件${place.overdue > 0 ? `，超期 ${place.overdue} 件` : ''}${place.urgent > 0 ? `，突发事件 ${place.urgent} 件` : ''}`
        return (
          <a
            key={code}
            href={`/desk/matters?queue=open&division=${code}`}
            target="gongzhi-desk"
            aria-label={`${says}，打开清单`}
          >
            <title>{says}</title>
            {shape}
          </a>
        )
      })}
      {frame.towns.map(({ code, path }) => (
        <path key={code} d={path} className="wall-town" />
      ))}
      <path d={frame.outline} className="wall-outline" />
      {frame.villages.map(({ code, path }) =>
        (counts.get(code)?.urgent ?? 0) > 0 ? <path key={code} d={path} className="wall-alarm" /> : null,
      )}
    </svg>
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
    <div className="wall-layer" role="img" aria-label={`地图上有 ${points.length} 处在办事项`}>
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

function Legend({ steps, isDrawn }: { steps: readonly number[]; isDrawn: boolean }) {
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
      {isDrawn && <p>界线为示意，非官方</p>}
    </div>
  )
}

/** Red is kept for this, so that it is seen when it comes. */
function Urgent({ figure }: { figure: WallFigure }) {
  if (figure.value === 0) return <p className="wall-urgent">没有突发事件</p>
  return (
    <ListLink
      list={figure.list}

      className="wall-urgent wall-urgent-now"
    >
      突发事件 <b>{countText(figure.value)}</b> 件在办
    </ListLink>
  )
}
