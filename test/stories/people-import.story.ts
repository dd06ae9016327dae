import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { linesOf, workbookOf } from '#test/form.ts'
import { already, expect, test } from './actors.ts'

/** 导入名单 (issue 3): a list with faults is loaded as far as it goes, mended, and sent again; nobody is there twice. */
test('a list with three faults, mended and sent again', async ({ browser }) => {
  test.setTimeout(120_000)
  // Another number each run, so that the story can be told twice on one server.
  const house = `S${Date.now()}`
  const [born, wrong] = [new Date('1975-06-07T00:00:00Z'), '七五年六月']
  const people: [string, string, Date | string, string][] = [
    ['马一民', '户主', born, ''],
    ['', '配偶', born, ''],
    ['马二民', '子', wrong, ''],
    ['马三民', '女', born, '1390000'],
    ['马四民', '子', born, ''],
  ]
  const mended: typeof people = [
    ['马一民', '户主', born, ''],
    ['李素珍', '配偶', born, ''],
    ['马二民', '子', '1999-06-07', ''],
    ['马三民', '女', born, ''],
    ['马四民', '子', born, ''],
  ]
  const page = await already(browser, 'desk', '王建国')
  await page.goto('/desk')
  await page.getByRole('link', { name: '名册', exact: true }).click()
  await page.getByRole('button', { name: '导入名单' }).first().click()

  await send(page, await excel(house, people))
  await expect(page.getByRole('heading', { name: /核对/ })).toBeVisible()
  await expect(page.getByText('其中 3 行会退回')).toBeVisible()
  await expect(page.getByText('没有填姓名，请补上')).toBeVisible()
  await page.getByRole('button', { name: '开始导入 5 行' }).click()
  await expectCounts(page, { 新增: 2, 没有变化: 0, 退回: 3 })
  await expect(page.getByText('出生日期看不懂，请写成 1980-05-01')).toBeVisible()
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 Excel' }).click()
  const [, ...refused] = await linesOf(await readFile(await (await waiting).path()))
  expect(refused.map(([row, field]) => [row, field])).toEqual([
    ['3', '姓名'],
    ['4', '出生日期'],
    ['5', '手机号'],
  ])

  await send(page, await excel(house, mended))
  await page.getByRole('button', { name: '开始导入 5 行' }).click()
  await expectCounts(page, { 新增: 3, 没有变化: 2, 退回: 0 })
  await page.getByRole('link', { name: '回到名册' }).click()
  await page.getByLabel('按姓名或户号找').fill(house)
  for (const [name] of mended) await expect(page.getByRole('cell', { name, exact: true })).toHaveCount(1)
})

async function send(page: Page, buffer: Buffer): Promise<void> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.getByLabel('选名单文件').setInputFiles({ name: '老寨村名单.xlsx', mimeType, buffer })
}

function excel(house: string, people: readonly (readonly [string, string, Date | string, string])[]) {
  const rows = people.map(([name, relation, born, phone]) => [house, name, relation, born, phone])
  return workbookOf([['户号', '姓名', '与户主关系', '出生日期', '手机号'], ...rows])
}

async function expectCounts(page: Page, counts: Record<string, number>): Promise<void> {
  // The worker looks for lists every two seconds.
  await expect(page.getByText('四项合计 5 行')).toBeVisible({ timeout: 20_000 })
  for (const [says, n] of Object.entries(counts))
    await expect(page.locator('dl > div').filter({ hasText: says })).toHaveText(`${says}${n}`)
}
