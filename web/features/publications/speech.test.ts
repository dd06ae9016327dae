import { expect, test } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { summarize } from '#practice/disclosure/summary.ts'
import { spokenOf } from './speech.ts'

const content = (n: number): Content => ({
  columns: TABLES.expense,
  rows: Array.from({ length: n }, () => ({
    cells: { on: '2026-10-08', what: '垃圾清运', expense: 126_050 },
  })),
})
const heard = (n: number) =>
  spokenOf('十月支出', {
    content: content(n),
    summary: summarize(content(n), { name: '管理费', period: '2026-10', today: '2026-11-05' }),
  })

test('amounts are read as they are said, and no figure is left in its written form', () => {
  const all = heard(1).join('')
  expect(all).toContain('支出一千二百六十元五角')
  expect(all).toContain('第1笔，垃圾清运，支出一千二百六十元五角。')
  expect(all).not.toMatch(/\d\.\d\d|[（）“”]/)
})

test('a long table is summed up and not read out', () => {
  expect(heard(200).some((sentence) => sentence.startsWith('第'))).toBe(false)
})
