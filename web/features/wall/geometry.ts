/** From degrees to the stage. A county is small enough for a plane with one cosine. */

export type Position = readonly [number, number]
type Ring = readonly Position[]
export type Area = {
  properties: { code: string; name: string; drawn: boolean }
  geometry:
    | { type: 'Polygon'; coordinates: readonly Ring[] }
    | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }
}
export type Project = (position: Position) => Position

const ringsOf = ({ geometry }: Area): readonly Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

/** Puts the areas in the middle of a box, as large as they fit. */
export function fit(areas: readonly Area[], width: number, height: number): Project {
  const all = areas.flatMap((area) => ringsOf(area).flat())
  const lngs = all.map(([lng]) => lng)
  const lats = all.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(width / ((east - west) * squeeze), height / (north - south))
  const left = (width - (east - west) * squeeze * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return ([lng, lat]) => [left + (lng - west) * squeeze * scale, top + (north - lat) * scale]
}

const tenth = (n: number) => Math.round(n * 10) / 10

/** The area as an SVG path. */
export function pathOf(area: Area, project: Project): string {
  return ringsOf(area)
    .map((ring) => `M${ring.map((position) => project(position).map(tenth).join(' ')).join('L')}Z`)
    .join('')
}

/** The middle of its largest part, where its name stands. */
export function centreOf(area: Area, project: Project): Position {
  const rings = ringsOf(area).map((ring) => ring.map(project))
  const measured = rings.map((ring) => ({ ring, ...momentOf(ring) }))
  const [largest] = measured.sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  return largest && largest.area !== 0 ? [largest.x / largest.area, largest.y / largest.area] : [0, 0]
}

function momentOf(ring: Ring): { area: number; x: number; y: number } {
  const sum = { area: 0, x: 0, y: 0 }
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    const cross = (x * nextY - nextX * y) / 2
    sum.area += cross
    sum.x += ((x + nextX) / 3) * cross
    sum.y += ((y + nextY) / 3) * cross
  }
  return sum
}

/** Steps of the ramp besides “none”. */
const STEPS = 5

/** The upper end of each step: finer for few, since most places have few. */
export function stepsFor(most: number): readonly number[] {
  const ends = Array.from({ length: STEPS }, (_, index) => Math.ceil(most * ((index + 1) / STEPS) ** 2.4))
  return [...new Set(ends)].filter((end) => end > 0)
}

/** Which step of the ramp a count is on; 0 is none, and the highest count is always the brightest. */
export function stepOf(count: number, ends: readonly number[]): number {
  if (count <= 0) return 0
  const step = ends.findIndex((end) => count <= end)
  return STEPS - ends.length + (step === -1 ? ends.length : step + 1)
}
