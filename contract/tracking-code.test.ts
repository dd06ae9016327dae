import { expect, test } from 'vitest'
import { CODE_LENGTH, CODE_LETTERS, tidyCode } from './tracking-code.ts'

test('a code reads the same however it was typed', () => {
  for (const typed of ['7K2M-9QXT-01AB', '7k2m 9qxt o1ab', '７Ｋ２Ｍ9QXTOLAB', '7k2m9qxt0iab'])
    expect(tidyCode(typed)).toBe('7K2M9QXT01AB')
})

test('no letter is taken for another', () => {
  expect(new Set(CODE_LETTERS).size).toBe(32)
  expect(tidyCode(CODE_LETTERS)).toBe(CODE_LETTERS)
  expect(CODE_LENGTH * Math.log2(CODE_LETTERS.length)).toBe(60)
})
