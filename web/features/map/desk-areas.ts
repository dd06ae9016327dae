import type { MapAreas } from '#web/ui/map-canvas.ts'

export type Area = MapAreas['features'][number]
type LngLat = { lng: number; lat: number }

/** What the boundaries route sends, which the contract leaves open: areas with their code and name. */
export function readAreas(features: readonly unknown[]): Area[] {
  return features.flatMap((feature) => {
    const { properties, geometry } = feature as {
      properties: { code: string; name: string }
      geometry: Area['geometry']
    }
    return [
      { type: 'Feature' as const, properties: { id: properties.code, name: properties.name }, geometry },
    ]
  })
}

/** Whether the point lies within the area: an odd number of borders lie east of it. */
export function isWithin({ geometry }: Area, { lng, lat }: LngLat): boolean {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  return polygons.some((rings) => rings.filter((ring) => isInRing(ring, lng, lat)).length % 2 === 1)
}

function isInRing(ring: readonly (readonly number[])[], lng: number, lat: number): boolean {
  let inside = false
  for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring.at(index - 1) ?? []
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}
