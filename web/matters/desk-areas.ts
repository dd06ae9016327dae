import { placeNameOf } from '#contract/division-codes.ts'
import type { MapAreas } from '#web/ui/map-canvas.ts'

export type Area = MapAreas['features'][number]
type LngLat = { lng: number; lat: number }

/** What the boundaries route sends of each area, which the contract leaves open. */
type Sent = { properties: { code: string; name: string }; geometry: Area['geometry'] }

/** The areas at or below a code, under the names people use: 老寨村, not 老寨村委会. */
export function areasUnder(features: readonly unknown[], code: string): MapAreas {
  const areas = features.map((feature): Area => {
    const { properties, geometry } = feature as Sent
    return {
      type: 'Feature',
      properties: { id: properties.code, name: placeNameOf(properties.name) },
      geometry,
    }
  })
  return {
    type: 'FeatureCollection',
    features: areas.filter(({ properties: { id = '' } }) => id.startsWith(code)),
  }
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
