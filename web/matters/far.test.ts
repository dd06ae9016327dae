import { expect, test } from 'vitest'
import { isFar } from './far.ts'

const seat = { lng: 109.2, lat: 34.6 }

test('a place is far from three kilometres on, in whatever direction', () => {
  expect(isFar({ ...seat, lat: 34.626 }, seat)).toBe(false)
  expect(isFar({ ...seat, lat: 34.628 }, seat)).toBe(true)
  // A degree of longitude is shorter here than one of latitude.
  expect(isFar({ ...seat, lng: 109.232 }, seat)).toBe(false)
  expect(isFar({ ...seat, lng: 109.234 }, seat)).toBe(true)
})
