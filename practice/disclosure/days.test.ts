import { expect, it } from 'vitest'
import { draftFaults } from './checks.ts'
import { TABLES } from './columns.ts'

/** Lines of an account on days that are to come, of another period, and of this one. */
it.each([
  ['2026-11-03', undefined],
  ['2026-10-31', { warning: true, sentence: expect.stringContaining('不在这一期') as string }],
  ['2026-11-28', { sentence: expect.stringContaining('还没有到') as string }],
])('of 27 November a line of %s', (on, fault) => {
  const rows = [{ cells: { on, what: '电费', expense: 41_260 } }]
  const faults = draftFaults(
    { columns: TABLES.expense, rows },
    { today: '2026-11-27', period: '2026-11', beside: {} },
  )
  expect(faults).toEqual(fault ? [{ row: 1, column: 'on', ...fault }] : [])
})
