import { expect, test } from 'vitest'
import { drafts, draftsOf, GUEST, takeOverDrafts } from './drafts.ts'

test('what one person writes is nobody else’s', async () => {
  await drafts.clear()
  await draftsOf('gui-lan').keep('open/report', '路灯不亮')
  expect(await draftsOf('mai-xiang').get('open/report')).toBeUndefined()
  expect(await draftsOf(GUEST).get('open/report')).toBeUndefined()
  expect(await draftsOf('gui-lan').get('open/report')).toBe('路灯不亮')
})

test('what a guest writes is of whoever signs in next, and of nobody after them', async () => {
  await drafts.clear()
  const guest = draftsOf(GUEST)
  await guest.keep('open/report', '排水沟堵了')
  await guest.keep('ask 1', '钱花哪了')
  // A form that is opened at once does not wait for the rest.
  expect(await draftsOf('gui-lan').get('open/report')).toBe('排水沟堵了')
  await takeOverDrafts('gui-lan')
  expect(await draftsOf('mai-xiang').get('ask 1')).toBeUndefined()
  expect([await guest.get('ask 1'), await draftsOf('gui-lan').get('ask 1')]).toEqual([undefined, '钱花哪了'])
})
