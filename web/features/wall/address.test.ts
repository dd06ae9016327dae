import { expect, test } from 'vitest'
import { readPlace, writePlace } from './address.ts'

test('a place survives its address, and the first page has none', () => {
  const place = {
    division: '610114006',
    view: 'speed',
    list: 'queue=open&division=610114006',
    name: '在办',
  } as const
  expect(readPlace(new URL(writePlace(place), 'http://wall').search)).toEqual(place)
  expect(writePlace({ view: 'map' })).toBe('/wall')
  expect(readPlace('?view=none').view).toBeUndefined()
})
