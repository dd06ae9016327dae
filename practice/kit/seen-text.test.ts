import { expect, it } from 'vitest'
import { seenText, seenValue } from './seen-text.ts'

it('takes out what nobody sees, wherever it stands, and leaves the rest', () => {
  expect(seenText('6101\u200B14\u202E1990\u2066\u00AD')).toBe('6101141990')
  expect(seenText('井\uFFFF盖\uFFFE\uFDD0\u{1FFFE}\uD800\u0007坏\t了\n')).toBe('井盖坏\t了\n')
  expect(seenText('👨\u200D👩\u200D👧')).toBe('👨\u200D👩\u200D👧')
  expect(seenValue({ a: ['\uFEFFx', 1, null, { b: 'y\u200F' }], c: true })).toEqual({
    a: ['x', 1, null, { b: 'y' }],
    c: true,
  })
})
