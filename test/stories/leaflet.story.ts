import { readFile } from 'node:fs/promises'
import { readPdf } from '#test/pdf-text.ts'
import { atDesk, expect, test } from './actors.ts'

/** 明白纸 (issue 4; seed 004): the secretary prints last month’s leaflet and reads it out, the street prints for all. */

test('a leaflet for one village, and for a whole street in one order', async ({ browser }) => {
  test.setTimeout(180_000)
  const secretary = await atDesk(browser, '王建国')
  await secretary.getByRole('link', { name: '公开', exact: true }).click()
  await secretary.getByRole('link', { name: '明白纸', exact: true }).click()
  const front = secretary.getByRole('img', { name: /老寨村.*明白纸第 1 页，共 2 页/ })
  await expect(front).toBeVisible()
  await expect(front.getByText('029-00205662')).toBeVisible()
  const income = await front
    .getByText(/^\d[\d,]*\.\d\d$/)
    .first()
    .textContent()
  const address = await secretary.getByRole('link', { name: '打开打印' }).getAttribute('href')
  const paper = readPdf(await (await secretary.request.get(address ?? '')).body())
  expect(paper.pages).toHaveLength(2)
  expect(paper.pages[0]).toContain(income)
  expect(paper.pages[1]).toContain('核验码')

  await secretary.getByRole('tab', { name: '公开栏' }).click()
  await expect(secretary.getByRole('img', { name: /公开栏第 1 页/ })).toBeVisible()

  await secretary.getByRole('tab', { name: '短信和广播' }).click()
  await expect(secretary.getByLabel('短信摘要')).toHaveValue(/老寨村\d+月份村务已公开/)
  await expect(secretary.getByText('还没有人登记要短信')).toBeVisible()
  await secretary.getByLabel('登记').fill('刘桂兰')
  await secretary.getByRole('button', { name: /^刘桂兰/ }).click()
  await expect(secretary.getByRole('button', { name: '不再给刘桂兰发' })).toBeVisible()
  // Other words each run, so that the story can be told twice on one server.
  const words = `老寨村村务公开了，请到公开栏看。${Date.now()}`
  const said = secretary.getByRole('listitem').filter({ hasText: words })
  await secretary.getByLabel('短信摘要').fill(words)
  await secretary.getByRole('button', { name: '发短信' }).click()
  await secretary.getByRole('button', { name: '确定发出' }).click()
  await expect(said.getByText('1 个手机，送出 1 个')).toBeVisible()
  await secretary.getByLabel('广播稿').fill(`各位村民请注意。${words}`)
  await secretary.getByRole('button', { name: '记下已播' }).click()
  await expect(said.filter({ hasText: '各位村民请注意' })).toContainText('王建国（村支书）')
  await secretary.getByRole('button', { name: '不再给刘桂兰发' }).click()
  await expect(secretary.getByRole('button', { name: '不再给刘桂兰发' })).toHaveCount(0)

  const street = await atDesk(browser, '陈晓东')
  await street.goto('/desk/disclosure/leaflets?tab=jobs')
  await street.getByRole('button', { name: '开始制作' }).click()
  const job = street.getByRole('article', { name: /武屯街道.*明白纸/ }).first()
  await expect(job.getByText('做好了')).toBeVisible({ timeout: 90_000 })
  const [file] = await Promise.all([
    street.waitForEvent('download'),
    job.getByRole('link', { name: '下载合订本' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^武屯街道\d{4}年\d+月明白纸\.pdf$/)
  const { pages } = readPdf(await readFile(await file.path()))
  const count = await job.getByRole('status').textContent()
  expect(count).toContain(`${pages.length / 2} 个村，做好 ${pages.length / 2} 个，${pages.length} 页`)
  expect(pages.filter((text) => text.includes('老寨村') && text.startsWith('明白纸'))).toHaveLength(1)
})
