import { expect, test } from 'vitest'
import { placeNameOf } from './division-codes.ts'

test('a place goes by its own name, not by that of its committee', () => {
  expect(placeNameOf('老寨村委会')).toBe('老寨村')
  expect(placeNameOf('润天社区居委会')).toBe('润天社区')
  expect(placeNameOf('武屯街道')).toBe('武屯街道')
})
