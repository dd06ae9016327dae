import { expect, test } from 'vitest'
import { steady } from './steady.ts'

const rows = (ids: string) => [...ids].map((id) => ({ id }))

test.each([
  ['nothing was shown yet', '', 'abc', 'abc'],
  ['one came in above: it waits', 'abc', 'xabc', 'abc'],
  ['one is gone: the others stay', 'abc', 'ac', 'ac'],
  ['one became worse: it keeps its place until the list is renewed', 'abc', 'cab', 'abc'],
  ['the next page is added at the end', 'abc', 'abcde', 'abcde'],
  ['all were settled and others came: they are shown', 'abc', 'xy', 'xy'],
])('%s', (_, held, now, shown) => {
  expect(steady([...held], rows(now)).join('')).toBe(shown)
})
