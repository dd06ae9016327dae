import type { Page } from '@playwright/test'
import { already, expect, test } from './actors.ts'

const VOLUNTEERS = [
  '张凯',
  '刘思琪',
  '孙建民',
  '王丽娟',
  '杨勇',
  '赵志强',
  '惠小龙',
  '李秀梅',
  '寇文涛',
  '张敏',
] as const

/** Nobody claims twice (system L6): all press at the same moment, one gets it, the rest are told who was faster. */
test('a wish claimed by exactly one of those who press at once', async ({ browser }) => {
  test.setTimeout(120_000)
  const guilan = await already(browser, 'phone', '刘桂兰')
  const wish = `想有人教我用手机跟孙女视频 ${Date.now() % 10_000}`
  await guilan.goto('/wishes')
  await guilan.getByRole('link', { name: '许个心愿' }).click()
  await guilan.getByRole('textbox', { name: '心愿', exact: true }).fill(wish)
  await guilan.getByRole('button', { name: /许个心愿|许下心愿/ }).click()
  await expect(guilan.getByText(/编号 \d{6}-\d{4}/)).toBeVisible()

  const secretary = await already(browser, 'phone', '王建国')
  await secretary.goto('/matters?tab=todo')
  await secretary
    .getByRole('link', { name: new RegExp(wish) })
    .first()
    .click()
  await secretary.getByRole('button', { name: '发布', exact: true }).click()
  await secretary.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await expect(secretary.getByRole('dialog')).toBeHidden()
  // The drawn route names the stage before the wish has reached it, so the program is asked.
  await expect.poll(() => stageOf(secretary, wish)).toBe('open')

  const pages: Page[] = []
  for (const name of VOLUNTEERS) pages.push(await already(browser, 'phone', name))
  await Promise.all(pages.map((page) => page.goto('/wishes')))
  const buttons = pages.map((page) =>
    page.getByRole('article').filter({ hasText: wish }).getByRole('button', { name: '我来圆' }),
  )
  await Promise.all(buttons.map((button) => expect(button).toBeVisible()))
  // All have been answered before anybody looks who got it.
  const answers = pages.map((page) => page.waitForResponse(/\/actions$/))
  await Promise.all(buttons.map((button) => button.click()))
  await Promise.all(answers)

  const holders = await Promise.all(pages.map((page) => holds(page, wish)))
  expect(holders.filter(Boolean)).toHaveLength(1)
})

async function stageOf(page: Page, wish: string): Promise<string | undefined> {
  const answer = await page.request.get('/api/matters?view=village&flow=wish&sort=newest')
  const { rows } = (await answer.json()) as { rows: { title: string; stage: string }[] }
  return rows.find(({ title }) => title.startsWith(wish))?.stage
}

async function holds(page: Page, wish: string): Promise<boolean> {
  const { rows } = (await (await page.request.get('/api/matters?queue=mine&flow=wish')).json()) as {
    rows: { title: string; stage: string }[]
  }
  return rows.some(({ title, stage }) => title.startsWith(wish) && stage === 'claimed')
}
