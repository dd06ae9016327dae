import { atDesk, expect, newPage, onPhone, pick, test } from './actors.ts'

/** Somebody looked at a telephone and somebody was refused: the audit administrator finds both, and is found herself. */

test('the audit administrator finds what happened', async ({ browser }) => {
  test.setTimeout(120_000)
  const dispatcher = await atDesk(browser, '陈晓东')
  await dispatcher.goto('/desk/matters?queue=open')
  await dispatcher.locator('[data-row]').first().click()
  await expect(dispatcher.getByRole('heading', { level: 2 }).first()).toBeVisible()
  const number = await dispatcher.evaluate(async () => {
    const id = location.pathname.split('/').at(-1) ?? ''
    const answer = await fetch(`/api/matters/${id}`)
    return ((await answer.json()) as { number: string }).number
  })
  const villager = await onPhone(browser, '刘桂兰')
  expect((await villager.request.get('/api/audit')).status()).toBe(403)

  const auditor = await newPage(browser, 'desk')
  await auditor.goto('/desk')
  await pick(auditor, '温晓岚')
  await expect(auditor.getByRole('heading', { name: '审计日志' })).toBeVisible()
  await auditor.getByRole('textbox', { name: '记录' }).fill(number)
  await auditor.getByRole('button', { name: '查询' }).click()
  const rows = auditor.getByRole('region', { name: '日志' }).getByRole('row')
  const seen = rows
    .filter({ hasText: '看事项详情' })
    .filter({ hasText: '陈晓东' })
    .filter({ hasText: '工作台' })
  await seen.first().click()
  await expect(auditor.getByText(/接口 matters.detail/)).toBeVisible()

  await auditor.getByRole('button', { name: '清空' }).click()
  await auditor.getByRole('textbox', { name: '谁' }).fill('刘桂兰')
  await auditor.getByRole('button', { name: '查询' }).click()
  await expect(rows.filter({ hasText: '查询审计日志' }).first()).toContainText('没有权限')

  await auditor.getByRole('textbox', { name: '谁' }).fill('温晓岚')
  await auditor.getByRole('button', { name: '查询' }).click()
  await expect(rows.filter({ hasText: '演示登录' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: '查询审计日志' }).first()).toContainText('成功')
})
