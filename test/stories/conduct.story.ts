import { already, expect, openAtDesk, test } from './actors.ts'

/** A villager complains of the village head. Nobody in the village reads it, though the words sound like another class. */
test('a complaint of the village’s people goes past the village', async ({ browser }) => {
  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto('/report')
  await guilan.getByRole('textbox', { name: '什么事' }).fill('村主任把低保给了自己亲戚')
  await expect(guilan.getByRole('button', { name: '低保五保', pressed: false })).toBeVisible()
  await guilan.getByRole('button', { name: '报上去' }).click()
  await expect(guilan.getByText('请点一下是哪类事')).toBeVisible()

  await guilan.getByRole('button', { name: '反映村干部' }).click()
  await expect(guilan.getByText('村里的干部看不到这件事')).toBeVisible()
  await guilan.getByRole('button', { name: '报上去' }).click()
  const number = /\d{6}-\d{4}/.exec(await guilan.getByText(/编号 \d{6}-\d{4}/).innerText())?.[0] ?? ''

  const dispatcher = await already(browser, 'desk', '陈晓东')
  await openAtDesk(dispatcher, number)
  await expect(dispatcher.getByText('村主任把低保给了自己亲戚').first()).toBeVisible()
  const secretary = await already(browser, 'desk', '王建国')
  const sought = await secretary.request.get(`/api/matters?q=${number}`)
  expect(((await sought.json()) as { rows: unknown[] }).rows).toEqual([])
})
