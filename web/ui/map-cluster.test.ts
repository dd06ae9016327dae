import { expect, test } from 'vitest'
import { cluster } from './map-cluster.ts'

test('spots nearer than the reach become one, also across the cells of the grid', () => {
  const spots = [
    { x: 39, y: 10, point: 'a' },
    { x: 41, y: 10, point: 'b' },
    { x: 200, y: 10, point: 'c' },
    { x: -5, y: -5, point: 'd' },
  ]
  expect(cluster(spots, 40).map(({ points }) => points)).toEqual([['a', 'b'], ['c'], ['d']])
})

test('every point is in exactly one cluster', () => {
  const spots = Array.from({ length: 500 }, (_, index) => ({
    x: (index * 37) % 391,
    y: (index * 91) % 703,
    point: index,
  }))
  const drawn = cluster(spots, 44).flatMap(({ points }) => points)
  expect(drawn.sort((a, b) => a - b)).toEqual(spots.map(({ point }) => point))
})
