import { expect, test } from 'vitest'
import { lineOf, lineText, secondText } from './line.ts'

test('says how the numbers arrive and how old they are', () => {
  const at = Date.parse('2026-11-21T13:03:05Z')
  expect(lineOf(true, false, at, at + 5_000)).toBe('live')
  expect(lineOf(false, false, at, at + 5_000)).toBe('polled')
  expect(lineOf(true, true, at, at + 5_000)).toBe('cut')
  // A line that is open but silent does not make old numbers new.
  expect(lineOf(true, false, at, at + 71_000)).toBe('cut')
  expect(lineText('cut', at, at + 130_000)).toBe('断网 2 分钟，接通后自动更新')
  expect(secondText(at)).toBe('21:03:05')
})
