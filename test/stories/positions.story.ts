import type { Page } from '@playwright/test'
import { atDesk, expect, newPage, pick, test } from './actors.ts'

/**
 * A post in a position finds on its workbench what the position leaves it and nothing else; the security administrator
 * sees the same beforehand, and why, without seeing any matter.
 */

test('a position narrows a post, and the simulator says so first', async ({ browser }) => {
  test.setTimeout(120_000)
  const dispatcher = await atDesk(browser, '陈晓东')
  const { rows } = (await (await dispatcher.request.get('/api/matters?queue=open&limit=50')).json()) as {
    rows: { id: string; number: string; title: string; confidential?: true }[]
  }
  const matter = rows.find(({ confidential }) => !confidential)
  if (!matter) throw new Error('nothing is open in the street')

  const security = await newPage(browser, 'desk')
  await security.goto('/desk')
  await pick(security, '柏文静')
  await security.getByRole('link', { name: '权限模拟' }).click()
  const find = security.getByRole('searchbox', { name: '姓名、岗位或职位' })
  await find.fill('公开督查')
  await find.press('Enter')
  await security.getByRole('link', { name: /孟晓波/ }).click()
  await expect(security.getByText('职位：指挥中心公开督查席 → 角色：区指挥中心值班员')).toBeVisible()
  const pages = security.getByRole('region', { name: '页面' })
  await expect(pages.getByRole('listitem')).toHaveText(['公开', '会议'])
  const refused = security.getByRole('row', { name: /查看本辖区的事项/ })
  await expect(refused).toContainText('没有：职位“指挥中心公开督查席”不含这一项')

  const number = security.getByRole('textbox', { name: '事项编号' })
  await number.fill(matter.number)
  await number.press('Enter')
  await expect(security.getByText('打不开：这个岗位没有查看事项的权限')).toBeVisible()
  await expect(security.getByText(matter.title)).toHaveCount(0)
  await find.fill('陈晓东')
  await find.press('Enter')
  await security.getByRole('link', { name: /陈晓东/ }).click()
  await security.getByRole('textbox', { name: '事项编号' }).fill(matter.number)
  await security.getByRole('button', { name: '查', exact: true }).click()
  await expect(security.getByText('能打开：权限“查看本辖区的事项”')).toBeVisible()

  const openness = await newPage(browser, 'desk')
  await openness.goto('/desk')
  await pick(openness, '孟晓波')
  await expect(openness.getByRole('heading', { name: '区指挥中心公开督查席' })).toBeVisible()
  const header = openness.getByRole('navigation', { name: '页面' })
  await expect(header.getByRole('link')).toHaveText(['公开', '会议'])
  await expect(openness.getByRole('region', { name: '职责' })).toContainText('督看各村公开')
  await expect(openness.getByRole('region', { name: '台账' }).getByRole('link')).toHaveText([
    '公开年历',
    '会议',
    '决议',
    '村规民约',
  ])
  expect((await openness.request.get(`/api/matters/${matter.id}`)).status()).toBe(404)
  expect((await openness.request.get('/api/people?name=王')).status()).toBe(403)
  await openness.getByRole('region', { name: '指标' }).getByRole('link', { name: '公开督看' }).click()
  await expect(openness.getByRole('heading', { level: 1, name: '各村公开情况' })).toBeVisible()

  await everyNumberIsItsLists(await atDesk(browser, '周静'))

  const auditor = await newPage(browser, 'desk')
  await auditor.goto('/desk')
  await pick(auditor, '温晓岚')
  await auditor.getByRole('textbox', { name: '谁' }).fill('柏文静')
  await auditor.getByRole('button', { name: '查询' }).click()
  const log = auditor.getByRole('region', { name: '日志' }).getByRole('row')
  await expect(log.filter({ hasText: '模拟一个岗位能不能打开一件事' }).first()).toContainText('成功')
})

/** What the duty officer’s workbench counts is what stands behind it. */
async function everyNumberIsItsLists(centre: Page): Promise<void> {
  const { all } = (await (await centre.request.get('/api/matters/attention')).json()) as { all: number }
  expect(all).toBeGreaterThan(0)
  await centre.goto('/desk/workbench')
  const queues = centre.getByRole('region', { name: '队列' })
  await expect(queues.getByRole('link', { name: /要紧的事/ })).toHaveText(`要紧的事${all}`)
  await queues.getByRole('link', { name: /要紧的事/ }).click()
  await expect(centre.getByRole('heading', { level: 1 }).first()).toBeVisible()
}
