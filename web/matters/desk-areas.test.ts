import { expect, test } from 'vitest'
import { isWithin, type Area } from './desk-areas.ts'

const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
]
const ringed: Area = {
  type: 'Feature',
  properties: {},
  geometry: { type: 'Polygon', coordinates: [square(0, 10), square(4, 6)] },
}

test('a point is in the area, outside it, or in a hole of it', () => {
  expect(isWithin(ringed, { lng: 1, lat: 1 })).toBe(true)
  expect(isWithin(ringed, { lng: 11, lat: 1 })).toBe(false)
  expect(isWithin(ringed, { lng: 5, lat: 5 })).toBe(false)
})
