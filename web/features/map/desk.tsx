import { Alert, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { at as divisionAt } from '#contract/division-codes.ts'
import { useDivisions } from '#web/client/county.ts'
import { useCall } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { DeskDetail } from '#web/matters/desk-detail.tsx'
import { useFilter } from '#web/matters/desk-filter.ts'
import { useKeys } from '#web/matters/desk-keys.ts'
import { useActor } from '#web/matters/desk-reference.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { QUEUES } from '#web/matters/desk-words.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { MapView } from '#web/ui/map.tsx'
import { areasUnder, isWithin, type Area } from '#web/matters/desk-areas.ts'
import { Places } from './desk-places.tsx'

const QUEUE_OPTIONS = Object.entries(QUEUES)
  .filter(([queue]) => queue !== 'ended')
  .map(([value, label]) => ({ value, label }))

/** Where the open matters are: county, street, village, one level at a time; a point opens its matter. */
export function MapDesk() {
  const filter = useFilter()
  const actor = useActor()
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState<string>()
  const own = actor?.post?.division.slice(0, 12)
  const division = filter.division ?? own ?? ''
  const query: Filter = { queue: 'open', ...filter, division }
  const points = useCall('matters.points', own === undefined ? undefined : { query })
  const { areas, trouble } = useAreas(division)
  const shown = useShaded(areas, points.data?.points)
  useKeys({ Escape: opened === undefined ? undefined : () => setOpened(undefined) })
  const go = (next: Filter) => navigate(paths.map(next))
  const error = points.error ?? trouble
  if (error) return <Trouble error={error} onRetry={() => void points.refetch()} />
  if (!shown || own === undefined || !points.data) return <Waiting lines={10} />
  const centre = areas?.length ? middleOf(areas) : undefined
  return (
    <div
      className={`grid h-full min-h-0 ${opened ? 'grid-cols-[15rem_minmax(0,1fr)_36rem]' : 'grid-cols-[15rem_minmax(0,1fr)]'}`}
    >
      <div className="grid content-start gap-4 overflow-y-auto p-3">
        <h1 className="sr-only">事项地图</h1>
        <Select
          aria-label="看哪些事项"
          value={query.queue ?? 'open'}
          options={QUEUE_OPTIONS}
          onChange={(queue) => go({ ...filter, queue })}
        />
        <Places
          division={division}
          top={own}
          areas={shown}
          hrefOf={(code) => paths.map({ ...filter, division: code })}
          listHref={paths.matters(query)}
          points={points.data.points}
          onOpen={setOpened}
        />
        {points.data.more && <Alert type="warning" showIcon title="只画出最新的 2000 件，往下点一级看全" />}
        <Legend />
      </div>
      <div className="min-h-0 p-3 pl-0">
        {centre && (
          <MapView
            label="事项分布图"
            height="calc(100vh - 3rem - 1.75rem)"
            centre={centre}
            zoom={11}
            areas={shown.collection}
            fit={division}
            points={points.data.points.map(({ mood, title, ...point }) => ({
              ...point,
              name: title,
              tone: mood,
            }))}
            onArea={(code) => {
              if (code.length > division.length) go({ ...filter, division: code })
            }}
            onOpen={setOpened}
          />
        )}
      </div>
      {opened && (
        <div className="min-h-0 border-l border-line">
          <DeskDetail id={opened} onClose={() => setOpened(undefined)} />
        </div>
      )}
    </div>
  )
}

/** The areas to draw: the parts of the division looked at, or itself when it has none. */
function useAreas(division: string) {
  const level = division.length < 9 ? ('town' as const) : ('village' as const)
  const { data, error } = useCall('places.boundaries', { query: { level } }, { staleMs: 3_600_000 })
  const areas = useMemo(() => data && areasUnder(data.features, division).features, [data, division])
  return { areas, trouble: error }
}

export type Shaded = {
  collection: { type: 'FeatureCollection'; features: Area[] }
  counts: ReadonlyMap<string, number>
}

/** Each area filled by how many open matters lie in it, against the fullest. */
function useShaded(areas: Area[] | undefined, points: readonly { lng: number; lat: number }[] | undefined) {
  return useMemo((): Shaded | undefined => {
    if (!areas || !points) return undefined
    const counts = new Map(
      areas.map((area) => [area.properties.id ?? '', points.filter((point) => isWithin(area, point)).length]),
    )
    // One area alone is compared with nothing, and its name would only stand in the way.
    const alone = areas.length < 2
    const most = Math.max(1, ...counts.values())
    const features = areas.map((area) => ({
      ...area,
      properties: alone
        ? { id: area.properties.id ?? '' }
        : { ...area.properties, shade: ((counts.get(area.properties.id ?? '') ?? 0) / most) * 0.6 },
    }))
    return { collection: { type: 'FeatureCollection', features }, counts }
  }, [areas, points])
}

function middleOf(areas: readonly Area[]): { lng: number; lat: number } {
  const [area] = areas
  const ring = area?.geometry.type === 'Polygon' ? area.geometry.coordinates[0] : undefined
  const [lng = 0, lat = 0] = ring?.[0] ?? []
  return { lng, lat }
}

const moods = [
  { says: '等待', className: 'bg-wait' },
  { says: '在办', className: 'bg-move' },
  { says: '超期', className: 'bg-late' },
  { says: '办好', className: 'bg-done' },
]

function Legend() {
  return (
    <ul aria-label="图例" className="flex flex-wrap gap-x-4 gap-y-1 px-1 text-small text-ink-2">
      {moods.map(({ says, className }) => (
        <li key={says} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-full ${className}`} />
          {says}
        </li>
      ))}
    </ul>
  )
}

/** The divisions from the top of one's area down to the one looked at. */
export function useTrail(top: string, division: string): { code: string; name: string }[] {
  const divisions = useDivisions() ?? []
  const codes = (['county', 'town', 'village'] as const).map((level) => divisionAt(level, division))
  return [...new Set(codes)].flatMap((code) => {
    const found =
      code !== undefined && code.length >= top.length ? divisions.find((one) => one.code === code) : undefined
    return found ? [found] : []
  })
}
