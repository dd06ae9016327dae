import { expect, test } from 'vitest'
import { getFlow } from '#practice/flows.gen.ts'
import { mainAction } from './desk-order.ts'

const main = (flow: string, stage: string, actions: string[], refused: Record<string, string> = {}) =>
  mainAction(getFlow(flow), {
    stage,
    actions: actions.map((action) => ({
      action,
      name: action,
      ...(refused[action] ? { refused: refused[action] } : {}),
    })),
  })?.action

test('the first button is what carries the matter on', () => {
  expect(main('grid-event', 'reported', ['reclassify', 'dispatch', 'proposeEnd', 'merge', 'add'])).toBe(
    'dispatch',
  )
  expect(main('grid-event', 'dispatched', ['accept', 'object', 'contact'])).toBe('accept')
  expect(main('grid-event', 'ending', ['approveEnd', 'refuseEnd'])).toBe('approveEnd')
  expect(main('grid-event', 'extending', ['grantExtension', 'refuseExtension'])).toBe('grantExtension')
  expect(main('village-service', 'applied', ['accept', 'askMaterials', 'decline'])).toBe('accept')
})

test('finishing waits for the asker to be spoken to, so that comes first', () => {
  const actions = ['handUp', 'askAssist', 'suspend', 'finish', 'contact']
  expect(
    main('grid-event', 'handling', actions, { finish: '还没有联系过报事人', suspend: '还没有联系过报事人' }),
  ).toBe('contact')
  expect(main('grid-event', 'handling', actions)).toBe('finish')
})

test('nothing to do is nothing first', () => {
  expect(main('grid-event', 'handling', ['handUp', 'add'])).toBeUndefined()
  expect(main('grid-event', 'reported', ['add'])).toBeUndefined()
})
