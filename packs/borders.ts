// Turns a plane of labelled cells into areas that share their borders to the last digit.
// The sides between cells of different labels chain into arcs from junction to junction; each arc is smoothed, simplified
// and rounded once; every area, large or small, is assembled from the same arcs, so neighbours cannot gap or overlap.

export type Point = readonly [number, number]
export type Mesh = {
  triangles: Int32Array
  halfedges: Int32Array
  neighbors(cell: number): Iterable<number>
  voronoi(frame: readonly [number, number, number, number]): { circumcenters: Float64Array }
}
/** A border line with the label on each hand; -1 is outside. */
export type Arc = { left: number; right: number; points: readonly Point[] }
type Side = { from: number; to: number; left: number; right: number; used: boolean }

/** An index that must exist: a miss is a mistake in here, never in the data. */
export function at<T>(list: ArrayLike<T>, i: number): T {
  const item = list[i]
  if (item === undefined) throw new Error(`no item ${i} of ${list.length}`)
  return item
}

/** The index with the least cost. */
export function best(count: number, cost: (i: number) => number) {
  let found = 0
  let least = Infinity
  for (let i = 0; i < count; i++) {
    const price = cost(i)
    if (price < least) [found, least] = [i, price]
  }
  return found
}

/** Signed: positive when the ring runs counter-clockwise. */
export function area(ring: readonly Point[]) {
  const cross = (a: Point, b: Point) => a[0] * b[1] - b[0] * a[1]
  return ring.reduce((sum, p, i) => sum + cross(p, at(ring, (i + 1) % ring.length)), 0) / 2
}

export function inside(ring: readonly Point[], [x, y]: Point) {
  let odd = false
  ring.forEach((a, i) => {
    const b = at(ring, (i + 1) % ring.length)
    const crosses = a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]
    if (crosses) odd = !odd
  })
  return odd
}

/** Gives cells cut off from the body of their area to a neighbour, so each area is one piece. Changes `label`. */
export function mend(mesh: Mesh, label: number[], bodies: readonly number[]) {
  const home = new Set<number>()
  const stack = [...bodies]
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    if (home.has(cell)) continue
    home.add(cell)
    for (const next of mesh.neighbors(cell)) if (label[next] === label[cell]) stack.push(next)
  }
  const lost = new Set([...label.keys()].filter((cell) => at(label, cell) >= 0 && !home.has(cell)))
  while (lost.size > 0) {
    for (const cell of lost) {
      const next = [...mesh.neighbors(cell)].find((n) => at(label, n) >= 0 && !lost.has(n))
      if (next === undefined) continue
      label[cell] = at(label, next)
      lost.delete(cell)
    }
  }
}

/** All borders, from junction to junction; an island without a junction is one closed arc. */
export function trace(
  mesh: Mesh,
  frame: readonly [number, number, number, number],
  label: readonly number[],
) {
  const centres = mesh.voronoi(frame).circumcenters
  const place = (t: number): Point => [at(centres, t * 2), at(centres, t * 2 + 1)]
  const { sides, touching } = sidesOf(mesh, label)
  const isJunction = (t: number) => touching.get(t)?.length !== 2

  const walk = (start: number, first: Side): Arc => {
    const [left, right] = first.from === start ? [first.left, first.right] : [first.right, first.left]
    const points = [place(start)]
    let t = start
    for (let side: Side | undefined = first; side;) {
      side.used = true
      t = side.from === t ? side.to : side.from
      points.push(place(t))
      side = isJunction(t) ? undefined : touching.get(t)?.find((each) => !each.used)
    }
    return { left, right, points }
  }

  const arcs: Arc[] = []
  for (const [t, around] of touching) {
    if (isJunction(t)) for (const side of around) if (!side.used) arcs.push(walk(t, side))
  }
  for (const side of sides) if (!side.used) arcs.push(walk(side.from, side))
  return arcs
}

function sidesOf({ triangles, halfedges }: Mesh, label: readonly number[]) {
  const sides: Side[] = []
  const touching = new Map<number, Side[]>()
  halfedges.forEach((twin, e) => {
    if (twin < e) return // the other half was seen, or this is the rim of the mesh
    const left = at(label, at(triangles, e))
    const right = at(label, at(triangles, twin))
    if (left === right) return
    const side = { from: Math.floor(e / 3), to: Math.floor(twin / 3), left, right, used: false }
    sides.push(side)
    for (const t of [side.from, side.to]) touching.set(t, [...(touching.get(t) ?? []), side])
  })
  return { sides, touching }
}

/** Three-point mean, ends fixed: takes the grain of the cells out of a border. */
export function smooth(points: readonly Point[], rounds: number): readonly Point[] {
  if (rounds === 0 || points.length < 4) return points
  const softer = points.map((p, i): Point => {
    const before = points[i - 1]
    const after = points[i + 1]
    return before && after ? [(before[0] + p[0] + after[0]) / 3, (before[1] + p[1] + after[1]) / 3] : p
  })
  return smooth(softer, rounds - 1)
}

/** Visvalingam: drops the vertex with the smallest triangle until all are at least `least` in area. */
export function simplify(points: readonly Point[], least: number): readonly Point[] {
  const kept = [...points]
  const isRing = at(kept, 0).join() === at(kept, kept.length - 1).join()
  while (kept.length > (isRing ? 4 : 2)) {
    const triangle = (i: number) => Math.abs(area(kept.slice(i, i + 3)))
    const flattest = best(kept.length - 2, triangle)
    if (triangle(flattest) >= least) break
    kept.splice(flattest + 1, 1)
  }
  return kept
}

/** The polygons of a set of labels: outer rings counter-clockwise, holes clockwise (RFC 7946). */
export function assemble(arcs: readonly Arc[], has: (label: number) => boolean) {
  const open = arcs
    .filter((arc) => has(arc.left) !== has(arc.right))
    .map((arc) => (has(arc.left) ? arc.points : arc.points.toReversed()))
  const rings: Point[][] = []
  for (let first = open.pop(); first; first = open.pop()) {
    const ring = [...first]
    const end = () => at(ring, ring.length - 1).join()
    while (at(ring, 0).join() !== end()) {
      const next = open.findIndex((points) => at(points, 0).join() === end())
      if (next < 0) throw new Error('a border does not close')
      ring.push(...at(open.splice(next, 1), 0).slice(1))
    }
    rings.push(ring)
  }
  const holes = rings.filter((ring) => area(ring) <= 0)
  return rings
    .filter((ring) => area(ring) > 0)
    .map((outer) => [outer, ...holes.filter((hole) => inside(outer, at(hole, 0)))])
}
