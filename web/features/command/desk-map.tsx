import { useMemo } from 'react'
import { useCall } from '#web/client/queries.ts'
import type { Filter } from '#web/client/search-params.ts'
import { areasUnder } from '#web/matters/desk-areas.ts'
import { Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { MapView } from '#web/ui/map.tsx'

/** Where what cannot wait lies, while no matter is open beside the queue. */
export function Places({
  filter,
  own,
  onOpen,
}: {
  filter: Filter
  /** The division of one's post. */
  own: string
  onOpen: (id: string) => void
}) {
  const division = filter.division ?? own
  const level = division.length < 9 ? ('town' as const) : ('village' as const)
  const points = useCall('matters.points', { query: filter })
  const lines = useCall('places.boundaries', { query: { level } }, { staleMs: 3_600_000 })
  const areas = useMemo(() => lines.data && areasUnder(lines.data.features, division), [lines.data, division])
  const shown = useMemo(
    () => points.data?.points.map(({ mood, title, ...point }) => ({ ...point, name: title, tone: mood })),
    [points.data],
  )
  const error = points.error ?? lines.error
  if (error && !(areas && shown)) {
    return <Trouble error={error} onRetry={() => void Promise.all([points.refetch(), lines.refetch()])} />
  }
  if (!areas || !shown) return <Waiting lines={10} />
  return (
    <figure className="grid h-full min-h-0 grid-rows-[minmax(0,1fr)_auto] gap-2 p-3">
      <MapView
        label="要紧的事在哪里"
        height="100%"
        // The view is the areas'; this is only where it is before they are drawn.
        centre={shown[0] ?? { lng: 0, lat: 0 }}
        zoom={11}
        areas={areas}
        fit={division}
        points={shown}
        onOpen={onOpen}
      />
      <figcaption className="text-small text-ink-2">
        {shown.length === 0
          ? '有了要紧的事，位置会画在图上。'
          : `有位置的 ${shown.length} 件画在图上，点一下打开；没有位置的只在左边。圈里的颜色是其中各种状态的多少。`}
      </figcaption>
    </figure>
  )
}
