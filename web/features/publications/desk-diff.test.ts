import { expect, it } from 'vitest'
import type { Row } from '#practice/disclosure/content.ts'
import { changesOf } from './desk-diff.ts'

const line = (what: string, expense: number): Row => ({ cells: { what, expense } })
const [power, paper, other, water] = [
  line('电费', 100),
  line('纸张', 200),
  line('其他', 300),
  line('水费', 50),
]

it('says nothing about the same table', () => {
  expect(changesOf({ rows: [power, paper] }, { rows: [power, paper] })).toEqual([])
})

it('tells what was split, and does not blame the lines around it', () => {
  const split = [line('修锁', 120), line('换灯', 180)]
  expect(changesOf({ rows: [power, other, paper] }, { rows: [power, ...split, paper] })).toEqual([
    { kind: 'changed', before: other, after: split[0], was: 2, n: 2, columns: ['what', 'expense'] },
    { kind: 'added', after: split[1], n: 3 },
  ])
})

it('tells a line that came, one that went and one that has a voucher now', () => {
  const proven: Row = { ...paper, vouchers: ['a'.repeat(64)] }
  expect(changesOf({ rows: [power, paper] }, { rows: [water, power, proven] })).toEqual([
    { kind: 'added', after: water, n: 1 },
    { kind: 'changed', before: paper, after: proven, was: 2, n: 3, columns: ['#vouchers'] },
  ])
  expect(changesOf({ rows: [power, paper] }, { rows: [paper] })).toEqual([
    { kind: 'removed', before: power, was: 1 },
  ])
})

it('compares twenty thousand lines while one waits for a page', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => line(`第 ${n} 笔`, n))
  const began = performance.now()
  const changes = changesOf({ rows }, { rows: rows.toSpliced(9_000, 1, water) })
  expect(changes.map(({ kind }) => kind)).toEqual(['changed'])
  // Seconds on any machine; a comparison of all with all would take minutes.
  expect(performance.now() - began).toBeLessThan(5_000)
})
