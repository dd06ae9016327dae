import type { Page } from '@playwright/test'
import { already, expect, test } from './actors.ts'

/** 代办 (C4, J22): the agent applies for an old person, consent is on record, and the old person has the last word. */
test('a service applied for by an agent, handed over and received', async ({ browser }) => {
  test.setTimeout(120_000)
  const agent = await already(browser, 'phone', '李会芳')
  await agent.goto('/services')
  await agent.getByRole('searchbox').or(agent.getByRole('textbox')).first().fill('住址证明')
  await agent.getByRole('link', { name: /居住情况证明/ }).click()
  await agent.getByRole('link', { name: '申请' }).click()
  await agent.getByRole('checkbox', { name: /替别人办/ }).check()
  await agent.getByLabel('这位的姓名').fill('刘桂兰')
  await agent.getByRole('button', { name: /刘桂兰/ }).click()
  await agent.getByRole('button', { name: '申请', exact: true }).click()
  await expect(agent.getByText('对方怎么同意的').first()).toBeVisible()
  await agent.getByRole('radio', { name: '当面说好' }).check()
  await agent.getByRole('button', { name: '申请', exact: true }).click()
  const said = await agent.getByText(/编号 \d{6}-\d{4}/).textContent()
  const number = /\d{6}-\d{4}/.exec(said ?? '')?.[0] ?? ''

  await agent.getByRole('link', { name: '看这件事' }).click()
  await step(agent, '受理')
  await agent.getByRole('button', { name: '盖章办好' }).click()
  await agent.getByRole('dialog').getByLabel('办理结果').fill('证明已经开好，盖了章')
  await agent.getByRole('dialog').getByRole('button', { name: '盖章办好' }).click()
  await agent.getByRole('button', { name: '已送达' }).click()
  await agent.getByRole('dialog').getByRole('radio', { name: '送上门' }).check()
  await agent.getByRole('dialog').getByRole('button', { name: '已送达' }).click()

  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto('/matters')
  await guilan
    .getByRole('link', { name: /居住情况证明/ })
    .first()
    .click()
  // The small facts are one press away for whoever asked.
  await guilan.getByText('编号、类别等').click()
  await expect(guilan.getByText(number).first()).toBeVisible()
  await expect(guilan.getByText(/李会芳/).first()).toBeVisible()
  await step(guilan, '收到了')
  await expect(guilan.getByText('您已收到').first()).toBeVisible()
})

async function step(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
}
