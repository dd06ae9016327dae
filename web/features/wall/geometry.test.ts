import { expect, test } from 'vitest'
import { centreOf, fit, pathOf, stepOf, stepsFor, type Area } from './geometry.ts'

const square: Area = {
  properties: { code: '610114', name: '方', drawn: true },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [109, 0],
        [109.1, 0],
        [109.1, 0.1],
        [109, 0.1],
        [109, 0],
      ],
    ],
  },
}

test('a square fills the height and stands in the middle', () => {
  const project = fit([square], 300, 100)
  expect(project([109, 0.1]).map(Math.round)).toEqual([100, 0])
  expect(project([109.1, 0]).map(Math.round)).toEqual([200, 100])
  expect(centreOf(square, project).map(Math.round)).toEqual([150, 50])
  expect(pathOf(square, project)).toMatch(/^M100 100L200 100L200 0L100 0L100 100Z$/)
})

test('nothing is on the lowest step and the most always on the brightest', () => {
  expect(stepsFor(0)).toEqual([])
  expect(stepOf(0, stepsFor(9))).toBe(0)
  for (const most of [1, 2, 7, 40, 320]) expect(stepOf(most, stepsFor(most))).toBe(5)
  expect(stepsFor(100)).toEqual([3, 12, 30, 59, 100])
})
