import { expect, it } from 'vitest'
import { leadsTo } from './desk-grid-keys.ts'

const size = { rows: 2, columns: 3 }
const press = (
  key: string,
  row: number,
  column: number,
  shiftKey = false,
  caret = { atStart: true, atEnd: true },
) => leadsTo({ key, shiftKey, altKey: false, ctrlKey: false, metaKey: false }, { row, column }, size, caret)

it('goes down by Enter, beyond the last line too, and back up', () => {
  expect(press('Enter', 1, 2)).toEqual({ row: 2, column: 2 })
  expect(press('Enter', 1, 2, true)).toEqual({ row: 0, column: 2 })
  expect(press('ArrowDown', 1, 2)).toBeUndefined()
})

it('goes from line to line by Tab and leaves at the ends', () => {
  expect(press('Tab', 0, 2)).toEqual({ row: 1, column: 0 })
  expect(press('Tab', 1, 0, true)).toEqual({ row: 0, column: 2 })
  expect([press('Tab', 1, 2), press('Tab', 0, 0, true)]).toEqual([undefined, undefined])
})

it('lets the caret walk through what is typed before it leaves the cell', () => {
  expect(press('ArrowRight', 0, 0, false, { atStart: true, atEnd: false })).toBeUndefined()
  expect(press('ArrowRight', 0, 0)).toEqual({ row: 0, column: 1 })
  expect(press('ArrowLeft', 0, 0)).toBeUndefined()
})
