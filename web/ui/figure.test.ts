import { expect, test } from 'vitest'
import { shareText } from './figure.tsx'
import { formatYuan, parseYuan } from './money-field.tsx'

test.each([
  [1204, 1310, '91.9%'],
  [1309, 1310, '99.9%'],
  [1310, 1310, '100%'],
  [1, 2, '50%'],
  [0, 7, '0%'],
  [0, 0, ''],
])('%i of %i is %s', (value, of, text) => {
  expect(shareText(value, of)).toBe(text)
})

test.each([
  ['12', 1200],
  ['12.5', 1250],
  ['1,234.05', 123405],
  ['0.1', 10],
  ['12.345', undefined],
  ['-3', undefined],
  ['十元', undefined],
  ['', undefined],
])('%j yuan is %s fen', (text, fen) => {
  expect(parseYuan(text)).toBe(fen)
})

test('money reads with its commas, whole yuan without decimals', () => {
  expect([formatYuan(123405), formatYuan(120000), formatYuan(5)]).toEqual(['1,234.05', '1,200', '0.05'])
})
