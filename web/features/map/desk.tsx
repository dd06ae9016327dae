import { Alert, Select } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Output } from '#web/client/call.ts'
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
import { Places } from './desk-places.tsx'
import { middleOf, useAreas, useShaded, type Shaded } from './desk-shade.ts'

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
  return (
    <div
      className={`grid h-full min-h-0 ${opened ? 'grid-cols-[15rem_minmax(0,1fr)_36rem]' : 'grid-cols-[15rem_minmax(0,1fr)]'}`}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-3">
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
        {areas && areas.length > 0 && (
          <Drawing
            areas={shown}
            division={division}
            points={points.data.points}
            onArea={(code) => go({ ...filter, division: code })}
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

function Drawing({
  areas: { collection },
  division,
  points,
  onArea,
  onOpen,
}: {
  areas: Shaded
  division: string
  points: Output<'matters.points'>['points']
  onArea: (code: string) => void
  onOpen: (id: string) => void
}) {
  return (
    <MapView
      label="事项分布图"
      height="calc(100vh - 3rem - 1.75rem)"
      centre={middleOf(collection.features)}
      zoom={11}
      areas={collection}
      fit={division}
      points={points.map(({ mood, title, ...point }) => ({ ...point, name: title, tone: mood }))}
      onArea={(code) => {
        if (code.length > division.length) onArea(code)
      }}
      onOpen={onOpen}
    />
  )
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
