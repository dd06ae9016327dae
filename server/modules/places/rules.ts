/** Where a point lies. Boundaries are GeoJSON polygons in WGS84, a few hundred a county. */

type Point = { lng: number; lat: number }
type Ring = readonly (readonly number[])[]

/** Whether a polygon or one of several holds the point; holes are taken out. */
export function holds(geometry: object, point: Point): boolean {
  // Written by the packs' own drawing, which makes nothing else.
  const { type, coordinates } = geometry as { type: string; coordinates: unknown }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly (readonly Ring[])[]
  return polygons.some(([outer, ...holes]) => {
    return outer !== undefined && isWithin(outer, point) && !holes.some((hole) => isWithin(hole, point))
  })
}

/** Counts the edges a ray to the east crosses: an odd number means inside. */
function isWithin(ring: Ring, { lng, lat }: Point): boolean {
  let inside = false
  for (const [index, [toLng = 0, toLat = 0]] of ring.entries()) {
    const [fromLng = 0, fromLat = 0] = ring.at(index - 1) ?? []
    const crosses = toLat > lat !== fromLat > lat
    if (crosses && lng < ((fromLng - toLng) * (lat - toLat)) / (fromLat - toLat) + toLng) inside = !inside
  }
  return inside
}
