import { already, atDesk, confirmAction, expect, openAtDesk, read, startAction, test } from './actors.ts'

/** 不同意见: said on the phone, answered at the desk, read by a neighbour without who said it, and kept by whoever said it. */
test('a villager disagrees with a proposal and is answered before the vote', async ({ browser }) => {
  const guilan = await already(browser, 'phone', '刘桂兰')
  const listed = await read<{ id: string; title: string }[]>(guilan, '/api/proposals?division=610114006205')
  const page = `/proposals/${listed.find(({ title }) => title.includes('候车亭'))?.id}`
  const words = `候车亭别修在路口，挡视线，修到学校门口好 ${Date.now() % 10_000}`
  await guilan.goto(page)
  await guilan.getByRole('button', { name: '说不同意见' }).click()
  await guilan.getByRole('button', { name: '说出去' }).click()
  await expect(guilan.getByText('请写清楚一点，哪里不妥')).toBeVisible()
  await guilan.getByRole('textbox', { name: '您的意见' }).fill(words)
  // What is half written is there again.
  await guilan.reload()
  await expect(guilan.getByRole('textbox', { name: '您的意见' })).toHaveValue(words)
  await guilan.getByRole('button', { name: '说出去' }).click()
  const mine = guilan.getByRole('link', { name: '看我说的这条意见' })
  await expect(mine).toBeVisible()
  const matter = (await mine.getAttribute('href'))?.split('/').at(-1) ?? ''
  const { number } = await read<{ number: string }>(guilan, `/api/matters/${matter}`)

  const director = await atDesk(browser, '张军利')
  await openAtDesk(director, number)
  const form = await startAction(director, '回应')
  await form.getByLabel('回应').fill('说得对，改到学校门口，写进方案。')
  await form.getByText('采纳，写进方案').click()
  await confirmAction(form, '回应')

  const neighbour = await already(browser, 'phone', '王思雨')
  await neighbour.goto(page)
  const part = neighbour.getByRole('region', { name: '不同的意见' })
  await expect(part.getByText(words)).toBeVisible()
  await expect(part.getByText('说得对，改到学校门口')).toBeVisible()
  await expect(part.getByText('刘桂兰')).toHaveCount(0)

  await guilan.goto(`/matters/${matter}`)
  await guilan.getByRole('button', { name: '明白了' }).first().click()
  await guilan.getByRole('dialog').getByRole('button', { name: '明白了' }).click()
  await guilan.goto(page)
  await expect(guilan.getByRole('button', { name: '说不同意见' })).toBeVisible()
})
