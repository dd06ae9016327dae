import type { Page } from '@playwright/test'
import { already, expect, test } from './actors.ts'

/** Issue 3: one person tells all grid workers of an area, and sees who has not opened it only in an emergency. */

async function broadcast(officer: Page, level: '普通' | '紧急', text: string): Promise<void> {
  await officer.goto('/desk/broadcasts')
  await officer.getByRole('button', { name: '发通知' }).click()
  const drawer = officer.getByRole('dialog', { name: '发通知' })
  await drawer.getByRole('combobox', { name: '发给哪里的网格员' }).fill('武屯')
  await officer.getByTitle('武屯街道', { exact: true }).click()
  await drawer.getByRole('radio', { name: level }).check()
  await drawer.getByRole('textbox', { name: '内容' }).fill(text)
  await drawer.getByRole('button', { name: /^发给 \d+ 名网格员$/ }).click()
  await expect(drawer.getByRole('region', { name: '确认' })).toContainText('武屯街道')
  await drawer.getByRole('button', { name: '确定发出' }).click()
  await expect(officer.getByRole('article').getByText(text)).toBeVisible()
}

test('an emergency to 武屯: 赵春燕 says she knows, and the county sees who does not', async ({ browser }) => {
  test.setTimeout(120_000)
  const chunyan = await already(browser, 'phone', '赵春燕')
  await chunyan.goto('/')
  await expect(chunyan.getByRole('link', { name: '我要办事' })).toBeVisible()
  const officer = await already(browser, 'desk', '周静')
  const text = `今晚有暴雨，请马上到危房和低洼处走一遍 ${Date.now() % 10_000}`
  await broadcast(officer, '紧急', text)
  const unaware = officer.getByRole('list', { name: '还没点知道了的人' })
  await expect(unaware.getByText('赵春燕')).toBeVisible()
  await expect(unaware.getByRole('link', { name: /^1\d{10}$/ }).first()).toBeVisible()

  // Nobody touched the phone: the line told it.
  const card = chunyan
    .getByRole('region', { name: '紧急通知' })
    .getByRole('article')
    .filter({ hasText: text })
  await expect(card).toBeVisible()
  await card.getByRole('button', { name: '知道了' }).click()
  await expect(card).toBeHidden()
  await chunyan.goto('/notices')
  await expect(chunyan.getByRole('article').filter({ hasText: text }).getByText('您点了知道了')).toBeVisible()

  await expect(officer.getByRole('heading', { name: /名网格员，1 人知道了/ })).toBeVisible()
  await expect(unaware.getByText('赵春燕')).toBeHidden()
  await officer.getByRole('button', { name: /^再提醒这 \d+ 人$/ }).click()
  await expect(officer.getByText(/^已再提醒 \d+ 人$/)).toBeVisible()

  await officer.getByRole('button', { name: '撤回', exact: true }).click()
  await officer.getByRole('textbox', { name: '为什么撤回' }).fill('预警已解除')
  await officer.getByRole('button', { name: '撤回通知' }).click()
  await expect(officer.getByText('撤回：预警已解除')).toBeVisible()
  await expect(chunyan.getByText('撤回：预警已解除')).toBeVisible()
})

test('an ordinary one reaches her and nobody can see whether she opened it', async ({ browser }) => {
  test.setTimeout(120_000)
  const officer = await already(browser, 'desk', '周静')
  const text = `周五下午三点在街道开网格例会 ${Date.now() % 10_000}`
  await broadcast(officer, '普通', text)
  const chunyan = await already(browser, 'phone', '赵春燕')
  await chunyan.goto('/notices')
  const card = chunyan.getByRole('article').filter({ hasText: text })
  await expect(card).toBeVisible()
  await expect(card.getByRole('button')).toHaveCount(0)
  await chunyan.goto('/')
  await expect(chunyan.getByRole('link', { name: '我要办事' })).toBeVisible()
  await expect(chunyan.getByText(text)).toHaveCount(0)

  await officer.reload()
  await expect(officer.getByText('不统计谁看过', { exact: false }).first()).toBeVisible()
  await expect(officer.getByText(/知道了/)).toHaveCount(0)
  await expect(officer.getByRole('list', { name: '还没点知道了的人' })).toHaveCount(0)
  await expect(officer.getByRole('button', { name: /再提醒/ })).toHaveCount(0)
})
