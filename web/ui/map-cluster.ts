/** A point as drawn: its place in pixels on the present view. */
export interface Spot<T> {
  x: number
  y: number
  point: T
}

export interface Cluster<T> {
  x: number
  y: number
  points: T[]
}

/**
 * Gathers spots that would touch into one: each joins the first cluster whose centre is nearer than `reach` pixels,
 * found through a grid of cells that size, so that thousands of points cost one pass.
 */
export function cluster<T>(spots: readonly Spot<T>[], reach: number): Cluster<T>[] {
  const cells = new Map<string, Cluster<T>[]>()
  const clusters: Cluster<T>[] = []
  const cellOf = (x: number, y: number) => `${Math.floor(x / reach)} ${Math.floor(y / reach)}`
  for (const { x, y, point } of spots) {
    const near = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap((dy) => cells.get(cellOf(x + dx * reach, y + dy * reach)) ?? []),
    )
    const home = near.find((known) => Math.hypot(known.x - x, known.y - y) < reach)
    if (home) {
      home.points.push(point)
      continue
    }
    const made = { x, y, points: [point] }
    clusters.push(made)
    const cell = cellOf(x, y)
    cells.set(cell, [...(cells.get(cell) ?? []), made])
  }
  return clusters
}
