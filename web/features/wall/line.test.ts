import { expect, test } from 'vitest'
import { lineOf, lineText, secondText } from './line.ts'

test('says how the numbers arrive and how old they are', () => {
  const at = Date.parse('2026-11-21T13:03:05Z')
  const known = { isLive: true, failed: false, updatedAt: at, behindSeconds: 2 }
  const line = (change: Partial<typeof known>, ms = 5_000) => lineOf({ ...known, ...change }, at + ms)
  expect(line({})).toBe('live')
  expect(line({ isLive: false })).toBe('polled')
  expect(line({ failed: true })).toBe('cut')
  // A line that is open but silent does not make old numbers new.
  expect(line({}, 71_000)).toBe('cut')
  expect(lineText('cut', known, at + 130_000)).toBe('断网 2 分钟，接通后自动更新')
  // Nor does a server that answers at once but has not counted.
  expect(line({ behindSeconds: 61 })).toBe('behind')
  expect(line({ behindSeconds: 61, failed: true })).toBe('cut')
  expect(lineText('behind', { ...known, behindSeconds: 185 }, at)).toBe('计数落后 3 分钟，正在追赶')
  expect(secondText(at)).toBe('21:03:05')
})
