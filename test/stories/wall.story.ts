import type { Page } from '@playwright/test'
import { already, expect, test } from './actors.ts'

/** A leader before the wall: from the county down to a village, from a number to its records, and through a cut. */

const countOf = async (page: Page, name: string) => {
  const link = page.locator('.wall-figure').filter({ hasText: name }).locator('.wall-link').first()
  return Number(
    /[\d,]+/.exec((await link.locator('.sr-only').nth(1).textContent()) ?? '')?.[0].replace(',', ''),
  )
}

async function allRecords(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: /^再列/ })
  await expect(page.getByRole('dialog').getByText(/^共|^先列/)).toBeVisible()
  while ((await more.count()) > 0) await more.click()
  await expect(page.getByRole('dialog').getByText(/^共/)).toBeVisible()
}

test('county, street, village, and the records behind a number', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'wall', '梁志远')
  await page.goto('/wall')
  await expect(page.getByRole('heading', { name: /指挥中心/ })).toBeVisible()
  await page.getByRole('link', { name: /^武屯街道：.*进入/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /武屯街道社会治理大屏/ })).toBeVisible()
  await page.getByRole('link', { name: /老寨村：.*进入/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /老寨村/ })).toBeVisible()
  await expect(page).toHaveURL(/division=610114006\d{3}/)

  const open = await countOf(page, '正在办理')
  expect(open).toBeGreaterThan(0)
  await page.locator('.wall-figure-open .wall-link').first().click()
  const dialog = page.getByRole('dialog', { name: /正在办理/ })
  await expect(dialog).toBeVisible()
  await allRecords(page)
  await expect(dialog.locator('[data-record]')).toHaveCount(open)

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /武屯街道社会治理大屏/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /指挥中心/ })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: /武屯街道社会治理大屏/ })).toBeVisible()
})

test('keeps its numbers through a cut, says how old they are, and comes back by itself', async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const page = await already(browser, 'wall', '梁志远')
  await page.goto('/wall')
  const open = await countOf(page, '正在办理')
  await page.context().setOffline(true)
  await expect(page.getByText(/断网 .*接通后自动更新/)).toBeVisible()
  expect(await countOf(page, '正在办理')).toBe(open)
  await page.context().setOffline(false)
  await expect(page.getByText(/数据截至 .*(实时|每 30 秒更新)/)).toBeVisible({ timeout: 40_000 })
})

test('turns its own pages, and rests when somebody touches it', async ({ browser }) => {
  test.setTimeout(90_000)
  const page = await already(browser, 'wall', '梁志远')
  await page.clock.install()
  await page.goto('/wall?rotate=1')
  await expect(page.getByText(/^第 1 \/ \d+ 页/)).toBeVisible()
  await page.clock.runFor(21_000)
  await expect(page.getByText(/^第 2 \/ \d+ 页/)).toBeVisible()
  // The third, and not back to the first: a street knows nothing of its neighbours.
  await page.clock.runFor(21_000)
  await expect(page.getByText(/^第 3 \/ \d+ 页/)).toBeVisible()
  await page.keyboard.press('Shift')
  await expect(page.getByText(/有人在看/)).toBeVisible()
})
