import { readFile } from 'node:fs/promises'
import { atDesk, expect, newPage, pick, test } from './actors.ts'

/** A hotline is let in and hands over a ticket; the ticket leaves the house as a dossier; an inspector gets his sheet. */

test('another system is let in, and what it brought goes to court', async ({ browser }) => {
  test.setTimeout(180_000)
  const system = `市12345热线${Date.now()}`
  const administrator = await newPage(browser, 'desk')
  await administrator.goto('/desk')
  await pick(administrator, '苗长青')
  await administrator.getByRole('link', { name: '接口' }).click()
  await administrator.getByRole('button', { name: '登记接入系统' }).first().click()
  await administrator.getByRole('textbox', { name: '系统名称' }).fill(system)
  await administrator.getByRole('checkbox', { name: /热线工单/ }).check()
  await administrator.getByRole('button', { name: '登记，给密钥' }).click()
  const dialog = administrator.getByRole('dialog', { name: '把密钥交给对方' })
  const key = (await dialog.locator('code').innerText()).trim()
  expect(key).toMatch(/^[\w-]{32}$/)
  await dialog.getByRole('button', { name: '已经交给对方了' }).click()
  await expect(administrator.getByText(key)).toHaveCount(0)

  const number = `HL-${Date.now()}`
  const handed = await administrator.request.post('/api/hotline/tickets', {
    headers: { 'x-api-key': key },
    data: { number, words: '热线说村口的井盖没有了', item: '0402', village: '610114006205' },
  })
  expect(handed.status()).toBe(200)
  const { matter } = (await handed.json()) as { matter: string }
  await administrator.reload()
  // The count of this minute may be over by now, that of the busiest minute stays.
  await expect(administrator.getByRole('row', { name: system })).toContainText('最忙的一分钟 1 次')

  const dispatcher = await atDesk(browser, '陈晓东')
  await dispatcher.goto(`/desk/matters/${matter}`)
  const saved = dispatcher.waitForEvent('download')
  await dispatcher.getByRole('button', { name: '导出卷宗' }).click()
  const bytes = await readFile(await (await saved).path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(bytes.includes('manifest.json')).toBe(true)
  expect(bytes.includes('热线说村口的井盖没有了')).toBe(true)

  await administrator.getByRole('link', { name: '自查' }).click()
  await expect(administrator.getByRole('heading', { name: '基层减负自查表' })).toBeVisible()
  await expect(administrator.getByText('发现问题', { exact: true })).toHaveCount(0)
})
