import { expect, test } from 'vitest'
import { fitsFilter } from '#practice/disclosure/work.ts'
import { readDutyFilter, sectionsOf } from './desk-filter.ts'
import { sorted, villageRows } from './desk-watch-rows.ts'
import type { Watch, Work } from './desk-words.ts'

const row = (own: Partial<Work>): Work => ({
  division: '610114006205',
  divisionName: '老寨村',
  item: 'F22',
  period: '2026-10',
  n: 1,
  name: '招待费',
  periodName: '2026年10月',
  kind: 'finance',
  class: '集体支出',
  hot: false,
  dueOn: '2026-11-10',
  colour: 'grey',
  daysLate: 0,
  version: 0,
  mine: false,
  owed: false,
  ...own,
})

test('what an old link or a slip of the hand put into the address is left out', () => {
  expect(readDutyFilter('?village=61&kind=finance&hot=no&colour=pink&state=drafted&q=招待&x=1')).toEqual({
    kind: 'finance',
    state: 'drafted',
    q: '招待',
  })
})

test('the list is narrowed by every filter at once', () => {
  const hot = row({ hot: true, colour: 'red' })
  expect(fitsFilter(hot, { hot: 'yes', colour: 'red', village: '610114006', q: '招待 10月' })).toBe(true)
  expect(fitsFilter(hot, { hot: 'yes', colour: 'yellow' })).toBe(false)
  expect(fitsFilter(row({ waitsFor: 'town' }), { state: 'exempting' })).toBe(true)
  expect(fitsFilter(row({}), { state: 'none' })).toBe(true)
  expect(fitsFilter(row({ state: 'submitted' }), { state: 'none' })).toBe(false)
})

test('whose turn it is comes first; what can wait waits, by its day', () => {
  const sections = sectionsOf([
    row({ item: 'A', colour: 'red', mine: true, dueOn: '2026-11-01' }),
    row({ item: 'B', colour: 'red', state: 'submitted', dueOn: '2026-11-01' }),
    row({ item: 'C', mine: true, dueOn: '2026-12-20' }),
    row({ item: 'D', mine: true, state: 'drafted', dueOn: '2026-12-10' }),
    row({ item: 'E', colour: 'yellow', dueOn: '2026-11-28' }),
    row({ item: 'F', dueOn: '2026-12-10' }),
  ])
  expect(
    sections.map(({ id, groups }) => [id, groups.map(({ rows }) => rows.map(({ item }) => item))]),
  ).toEqual([
    ['now', [['A'], ['D']]],
    ['late', [['B']]],
    ['soon', [['E']]],
    ['ahead', [['F'], ['C']]],
  ])
})

test('villages stand worst first, hot items before many, equals in the order of their codes', () => {
  const village = (division: string, own: Partial<Watch['villages'][number]>) => ({
    division,
    name: division,
    town: '610114006',
    townName: '武屯街道',
    due: 10,
    published: 5,
    late: 0,
    soon: 0,
    daysLate: 0,
    lateHot: 0,
    questionsOpen: 0,
    questionsLate: 0,
    correctionsOwed: 0,
    otherFen: 0,
    moneyFen: 0,
    reminders: 0,
    ...own,
  })
  const rows = villageRows([
    village('1', {}),
    village('2', { late: 9, daysLate: 3 }),
    village('3', { late: 1, lateHot: 1 }),
    village('4', { moneyFen: 100, otherFen: 50 }),
  ])
  const order = (sort?: 'otherShare' | 'late') => sorted(rows, sort).map(({ division }) => division)
  expect([order(), order('late'), order('otherShare')]).toEqual([
    ['3', '2', '1', '4'],
    ['2', '3', '1', '4'],
    ['4', '1', '2', '3'],
  ])
})
