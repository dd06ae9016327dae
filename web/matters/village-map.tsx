import type { ComponentProps } from 'react'
import { useCall } from '#web/client/queries.ts'
import { MapView } from '#web/ui/map.tsx'

type VillageMapProps = Pick<
  ComponentProps<typeof MapView>,
  'centre' | 'label' | 'points' | 'picked' | 'onPick'
> & {
  /** The village whose outline is drawn; without it all of them are. */
  village?: string
}

const STALE_MS = 3_600_000

/** A map with the outlines of villages: the house asks nothing of the internet, so these lines are the map. */
export function VillageMap({ village, ...content }: VillageMapProps) {
  const { data, isPending } = useCall(
    'places.boundaries',
    { query: { level: 'village' } },
    { staleMs: STALE_MS },
  )
  // The map fits itself to the outlines it is first given, so it opens once they are here, or known not to come.
  if (isPending) return <p className="appear-late py-8 text-center text-ink-2">正在打开地图</p>
  const features = (data?.features ?? []).filter(
    ({ properties }) => village === undefined || properties?.code === village,
  )
  return (
    <MapView
      {...content}
      height="min(60dvh, 26rem)"
      zoom={15}
      areas={
        village !== undefined && features.length > 0 ? { type: 'FeatureCollection', features } : undefined
      }
    />
  )
}
