import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { forgetAnswers, keepAnswers } from './kept.ts'

const names = ['publications.board']
const key = (village: string) => ['publications.board', 'whole', village]

/** What a page that opens now has without a network. */
async function opened() {
  const cache = new QueryClient()
  await keepAnswers(cache, { names, follows: true })
  return (village: string) => cache.getQueryData(key(village))
}

test('an answer is there again when the page is opened anew, also one that came before the shelf was read', async () => {
  await forgetAnswers()
  const cache = new QueryClient()
  const reading = keepAnswers(cache, { names, follows: true })
  cache.setQueryData(key('early'), ['路灯'])
  cache.setQueryData(['notices.list'], ['私信'])
  await reading
  cache.setQueryData(key('late'), ['水渠'])
  const after = await opened()
  expect([after('early'), after('late')]).toEqual([['路灯'], ['水渠']])
  const other = new QueryClient()
  await keepAnswers(other, { names, follows: true })
  expect(other.getQueryData(['notices.list'])).toBeUndefined()
})

test('what is newer than the shelf stays, and what leaves a shared screen leaves its shelf', async () => {
  await forgetAnswers()
  const before = new QueryClient()
  await keepAnswers(before, { names, follows: true })
  before.setQueryData(key('a'), ['旧'])
  const cache = new QueryClient()
  const reading = keepAnswers(cache, { names, follows: true })
  cache.setQueryData(key('a'), ['新'])
  await reading
  expect(cache.getQueryData(key('a'))).toEqual(['新'])
  expect((await opened())('a')).toEqual(['新'])
  cache.removeQueries({ queryKey: key('a') })
  expect((await opened())('a')).toBeUndefined()
})
