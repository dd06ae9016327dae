import { useMemo } from 'react'
import { at as divisionAt } from '#contract/division-codes.ts'
import { useDivisions } from '#web/client/county.ts'
import { useCall } from '#web/client/queries.ts'
import { areasUnder, isWithin, type Area } from '#web/matters/desk-areas.ts'

/** The areas to draw: the parts of the division looked at, or itself when it has none. */
export function useAreas(division: string) {
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
export function useShaded(
  areas: Area[] | undefined,
  points: readonly { lng: number; lat: number }[] | undefined,
) {
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

export function middleOf(areas: readonly Area[]): { lng: number; lat: number } {
  const [area] = areas
  const ring = area?.geometry.type === 'Polygon' ? area.geometry.coordinates[0] : undefined
  const [lng = 0, lat = 0] = ring?.[0] ?? []
  return { lng, lat }
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
