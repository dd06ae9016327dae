import { expect, test } from 'vitest'
import { getFlow } from '#practice/flows.gen.ts'
import { arrange, type Possible } from './next-actions.ts'

const event = getFlow('grid-event')
const free = (...actions: string[]): Possible[] => actions.map((action) => ({ action, name: action }))

test('the asker decides between content and not, and nothing hides the second', () => {
  const actions = free('confirm', 'reject', 'cancel', 'add', 'urge')
  const { primary, second, rest } = arrange(event, {
    stage: 'confirming',
    passed: ['reported', 'dispatched', 'handling'],
    side: 'asking',
    actions,
  })
  expect([primary?.action, second?.action]).toEqual(['confirm', 'reject'])
  expect(rest.map(({ action }) => action)).toEqual(['cancel', 'add', 'urge'])
})

test('waiting, the asker may urge; taking it back is never the first button', () => {
  const { primary, second } = arrange(event, {
    stage: 'reported',
    passed: [],
    side: 'asking',
    actions: free('cancel', 'add', 'urge'),
  })
  expect([primary?.action, second]).toEqual(['urge', undefined])
})

test('who may not finish yet is led to what is missing', () => {
  const { primary, rest } = arrange(event, {
    stage: 'handling',
    passed: ['reported', 'dispatched'],
    side: 'handling',
    actions: [
      ...free('askAssist', 'contact', 'add'),
      { action: 'finish', name: '办好了', refused: '先联系' },
    ],
  })
  expect(primary?.action).toBe('contact')
  expect(rest.map(({ action }) => action)).toContain('finish')
})
