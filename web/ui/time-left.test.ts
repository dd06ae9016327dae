import { describe, expect, test } from 'vitest'
import { timeLeft } from './time-left.tsx'
import { momentText } from './when.ts'

const now = '2026-11-21T09:30:00+08:00'

describe('timeLeft', () => {
  test.each([
    ['2026-11-24T18:00:00+08:00', '还剩 3 天', '11月24日 18:00 前', 'calm'],
    ['2026-11-22T18:00:00+08:00', '还剩 1 天', '明天 18:00 前', 'calm'],
    ['2026-11-21T18:00:00+08:00', '还剩 8 小时', '今天 18:00 前', 'soon'],
    ['2026-11-21T09:50:30+08:00', '还剩 20 分钟', '今天 09:50 前', 'soon'],
    ['2026-11-21T09:30:20+08:00', '不到 1 分钟', '今天 09:30 前', 'soon'],
    ['2026-11-29T00:00:00+08:00', '还剩 7 天', '11月28日 24:00 前', 'calm'],
    ['2027-01-03T08:00:00+08:00', '还剩 42 天', '2027年1月3日 08:00 前', 'calm'],
  ])('%s', (dueAt, span, until, state) => {
    expect(timeLeft(dueAt, now)).toEqual({ span, until, state })
  })

  test.each([
    ['2026-11-21T07:15:00+08:00', '已超 2 小时'],
    ['2026-11-21T09:29:40+08:00', '已超 1 分钟'],
    ['2026-11-16T09:00:00+08:00', '已超 5 天'],
  ])('late: %s', (dueAt, span) => {
    expect(timeLeft(dueAt, now)).toEqual({ span, until: '', state: 'late' })
  })
})

test("a moment is told on the village's clock, not the device's", () => {
  expect(momentText('2026-11-20T16:30:00Z', now)).toBe('今天 00:30')
  expect(momentText('2026-11-20T15:59:00Z', now)).toBe('昨天 23:59')
  expect(momentText('2025-12-31T16:00:00Z', '2026-03-01T00:00:00Z')).toBe('1月1日 00:00')
})
