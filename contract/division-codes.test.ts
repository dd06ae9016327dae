import { expect, test } from 'vitest'
import { addressAt, placeNameOf } from './division-codes.ts'

test('a place goes by its own name, not by that of its committee', () => {
  expect(placeNameOf('老寨村委会')).toBe('老寨村')
  expect(placeNameOf('润天社区居委会')).toBe('润天社区')
  expect(placeNameOf('武屯街道')).toBe('武屯街道')
})

test('an address repeats nothing of its place', () => {
  const grid = '武屯街道老寨村一组网格'
  expect(addressAt(grid, '老寨村一组12号')).toBe('武屯街道老寨村一组12号')
  expect(addressAt(grid, '一组12号')).toBe('武屯街道老寨村一组12号')
  expect(addressAt(grid, '阎良区武屯街道老寨村一组12号')).toBe('阎良区武屯街道老寨村一组12号')
  expect(addressAt(grid, '老寨村12号')).toBe('武屯街道老寨村一组网格12号')
  expect(addressAt(grid, '12号')).toBe('武屯街道老寨村一组网格12号')
  expect(addressAt('武屯街道老寨村', '老寨村三组5号')).toBe('武屯街道老寨村三组5号')
  // What only begins alike is another name.
  expect(addressAt(grid, '老寨小学后面')).toBe('武屯街道老寨村一组网格老寨小学后面')
  expect([addressAt(grid, ''), addressAt('', '12号')]).toEqual([grid, '12号'])
})
