import { expect, test } from 'vitest'
import { settledBy, type KeptBallot } from './ballots.ts'

const cast: KeptBallot = {
  motion: 'm',
  member: 'p',
  serial: 's1',
  signature: 'g',
  receipt: 'R1',
  choice: 'for',
  castAt: 1,
}
const counted = [
  { receipt: 'R0', choice: 'against', serial: 's0' },
  { receipt: 'R1', choice: 'for', serial: 's1' },
] as const

test('a ballot is found as it was cast, and what it said leaves the telephone', () => {
  const found = settledBy(cast, counted)
  expect(found?.found).toBe('same')
  expect(found).not.toHaveProperty('choice')
})

test('one that was changed, or that the server had taken and is not in the list, is said to be wrong', () => {
  expect(settledBy({ ...cast, choice: 'against' }, counted)?.found).toBe('other')
  expect(settledBy(cast, counted.slice(0, 1))?.found).toBe('missing')
  // Somebody else’s ballot under the same letters is not one’s own.
  expect(settledBy({ ...cast, serial: 's9' }, counted)?.found).toBe('missing')
})

test('one that never arrived is late, not missing; a paper that was not filled in is neither', () => {
  const { castAt: _, ...waiting } = cast
  expect(settledBy(waiting, [])).toMatchObject({ refused: expect.stringContaining('没有计入') })
  expect(settledBy(waiting, [])?.found).toBeUndefined()
  const { choice: __, ...blank } = waiting
  expect(settledBy(blank, [])).toBeUndefined()
})

test('one that was told it came too late and lies there after all is found', () => {
  expect(settledBy({ ...cast, refused: '投票已经截止' }, counted)).toMatchObject({ found: 'same' })
  expect(settledBy({ ...cast, refused: '投票已经截止' }, counted)).not.toHaveProperty('refused')
})
