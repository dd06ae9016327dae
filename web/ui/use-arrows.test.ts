import { expect, test } from 'vitest'
import { nextBox, type Box } from './use-arrows.ts'

const box = (left: number, top: number, width = 100, height = 100): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('an arrow leads to the neighbour in the same row or column, else to the nearest beyond the edge', () => {
  const [wide, a, b, below] = [box(0, 0, 200, 200), box(220, 0), box(220, 120), box(0, 220)]
  expect(nextBox(wide, [a, b, below], 'ArrowRight')).toBe(0)
  expect(nextBox(wide, [a, b, below], 'ArrowDown')).toBe(2)
  expect(nextBox(b, [wide, a, below], 'ArrowLeft')).toBe(0)
  expect(nextBox(b, [wide, a, below], 'ArrowUp')).toBe(1)
  expect(nextBox(b, [wide, a, below], 'ArrowDown')).toBe(2)
  expect(nextBox(a, [wide, b, below], 'ArrowRight')).toBeUndefined()
})
