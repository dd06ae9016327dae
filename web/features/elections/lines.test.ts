import { describe, expect, it } from 'vitest'
import { objectionsIn, proxiesIn, unreadSays } from './lines.ts'

describe('lists copied from paper', () => {
  it('read whole lines and tell the others by their number, so that nobody’s proxy is left out in silence', () => {
    const read = proxiesIn('甲一 张某\n\n乙一，张某\n丙一委托张某\n丁一 张某 李某')
    expect(read.rows).toEqual([
      { principal: '甲一', holder: '张某' },
      { principal: '乙一', holder: '张某' },
    ])
    expect(unreadSays(read)).toBe('第 4、5 行没有看懂，请照例子写，一样也不能少')
    expect(unreadSays(proxiesIn('  \n'))).toBeUndefined()
  })

  it('take days as people write them, and none that is not in the calendar', () => {
    const read = objectionsIn(
      '张三 2025-12-22 2025年12月24日\n李四 2026.1.5 2026-1-6\n王五 2026-02-31 2026-03-01\n赵六',
    )
    expect(read.rows).toEqual([
      { name: '张三', on: '2025-12-22', decidedOn: '2025-12-24' },
      { name: '李四', on: '2026-01-05', decidedOn: '2026-01-06' },
    ])
    expect(read.unread).toEqual([3, 4])
  })
})
