import { expect, type Browser, type Page } from '@playwright/test'
import exceljs from 'exceljs'
import { dateOf } from '#practice/kit/index.ts'
import { already, photo } from './actors.ts'

/** The editor of publications as the people of a village press it, for stories that begin with what was published. */

/**
 * The accountant fills a month from Excel with the receipt of its first line, the supervisor sends it back over an
 * “其他”, it is split, approved by both offices and published. Answers with the publication and the month it is of.
 */
export async function publishFromExcel(
  browser: Browser,
): Promise<{ id: string; period: string; accountant: Page; director: Page; supervisor: Page }> {
  const accountant = await already(browser, 'desk', '杨林')
  const { id, period } = await beginExpenses(accountant)

  await accountant.getByLabel('选 Excel 或 CSV 文件').setInputFiles(await expenses(period))
  const preview = accountant.getByRole('dialog', { name: /核对/ })
  await expect(preview.getByText(/“其他”支出 400.00 元.*请拆开写明（第 3 行）/)).toBeVisible()
  await preview.getByRole('button', { name: '填入这 3 行' }).click()
  await accountant.getByRole('gridcell', { name: '村委会电费', exact: true }).click()
  await accountant.getByLabel('第 1 行，加凭证照片').setInputFiles(await photo('receipt.jpg'))
  await expect(accountant.getByLabel('去掉第 1 行凭证第 1 张')).toBeVisible()
  await expect(accountant.getByRole('button', { name: '提交审查' })).toBeDisabled()
  await expect(accountant.getByText('请看一眼（不影响提交）')).toBeVisible()

  // Small enough for the rule, and still nobody knows what it was for.
  await type(accountant, 3, '支出', '100')
  await expect(accountant.getByText(/^已保存/)).toBeVisible()
  await accountant.getByRole('button', { name: '提交审查' }).click()
  await expect(accountant.getByText('待监委会审查').first()).toBeVisible()

  const supervisor = await already(browser, 'desk', '屈建文')
  await supervisor.goto(`/desk/publications/${id}`)
  await expect(supervisor.getByRole('gridcell', { name: /6101\*+/ })).toBeVisible()
  await supervisor.getByRole('button', { name: '退回' }).click()
  const reason = '第 3 行“其他”100 元是什么，请拆开写明'
  await supervisor.getByLabel('退回的理由').fill(reason)
  // Loaded anew, what was typed is there.
  await supervisor.reload()
  await supervisor.getByRole('button', { name: '退回' }).click()
  await expect(supervisor.getByLabel('退回的理由')).toHaveValue(reason)
  await supervisor.getByRole('button', { name: '确定退回' }).click()
  await expect(supervisor.getByText(/等村报账员/).first()).toBeVisible()

  await accountant.goto(`/desk/publications/${id}`)
  await expect(accountant.getByText('理由：第 3 行“其他”100 元是什么，请拆开写明')).toBeVisible()
  await accountant.getByRole('gridcell', { name: '其他', exact: true }).click()
  await accountant.getByRole('button', { name: '拆成两行' }).click()
  await type(accountant, 3, '摘要', '换门锁一把')
  await type(accountant, 3, '支出', '60')
  await type(accountant, 4, '摘要', '灯泡八个')
  await type(accountant, 4, '支出', '40')
  await expect(accountant.getByText(/^已保存/)).toBeVisible()
  await accountant.getByRole('button', { name: '提交审查' }).click()
  await expect(accountant.getByText('待监委会审查').first()).toBeVisible()

  const director = await already(browser, 'desk', '张军利')
  await decide(browser, supervisor, director, id)
  await expect(director.getByText('正在公示的第 1 版')).toBeVisible()

  return { id, period, accountant, director, supervisor }
}

/** From the supervisors' desk to the wall, by the three who decide. */
export async function decide(browser: Browser, supervisor: Page, director: Page, id: string): Promise<void> {
  await take(supervisor, id, '审查通过')
  await take(await already(browser, 'desk', '王建国'), id, '党组织审定')
  await take(director, id, '村委会审定')
  await take(director, id, '公布')
}

/** Begins the first month of 管理费 nobody has begun, from the list of what is due. */
async function beginExpenses(page: Page): Promise<{ id: string; period: string }> {
  const work = (await (await page.request.get('/api/disclosure/work?days=60')).json()) as {
    item: string
    period: string
    name: string
    periodName: string
    dueOn: string
    publication?: string
  }[]
  const [duty] = work
    .filter(({ item, publication }) => item === 'F21' && publication === undefined)
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (!duty) throw new Error('the village owes no month of 管理费')
  await page.goto('/desk')
  await expect(page.getByRole('link', { name: '公开', exact: true })).toHaveAttribute('aria-current', 'page')
  const row = page.getByRole('row').filter({ hasText: duty.name }).filter({ hasText: duty.periodName })
  await row.getByRole('button').click()
  await page.waitForURL(/\/desk\/publications\//)
  await expect(page.getByText('还没有一行')).toBeVisible()
  return { id: page.url().split('/').at(-1) ?? '', period: duty.period }
}

async function expenses(period: string) {
  const book = new exceljs.Workbook()
  // In the first days of a month nothing of its later ones has happened yet.
  const today = dateOf(new Date())
  const on = (day: string) => (`${period}-${day}` <= today ? `${period}-${day}` : `${period}-01`)
  book.addWorksheet('管理费').addRows([
    ['日期', '摘要', '收款人（单位）', '支出（元）', '凭证号', '备注'],
    [on('03'), '村委会电费', '供电分公司', 412.6, 'A-1', ''],
    [on('15'), '保洁员工资（2 人）', '王玉莲', '1,800.00', 'A-2', '身份证 610114196107251025'],
    [on('20'), '其他', '村委会', 400, '', ''],
  ])
  const buffer = Buffer.from(await book.xlsx.writeBuffer())
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: '管理费.xlsx', mimeType, buffer }
}

/** Types into a cell of the table, as a person who clicks on it. */
export async function type(page: Page, line: number, column: string, text: string): Promise<void> {
  const headings = await page.getByRole('columnheader').allInnerTexts()
  const at = headings.findIndex((heading) => heading.trim().startsWith(column))
  const cell = page.locator(`[data-line="${line}"]`).locator('> *').nth(at)
  await cell.click()
  await page.getByLabel(`第 ${line} 行 ${column}`, { exact: true }).fill(text)
}

/** Takes a step that asks once more. */
export async function take(page: Page, id: string, step: string): Promise<void> {
  await page.goto(`/desk/publications/${id}`)
  await page.getByRole('button', { name: step, exact: true }).click()
  await page.getByRole('button', { name: `确定${step}` }).click()
  const course = page.getByRole('region', { name: '办理过程' }).getByRole('listitem')
  await expect(course.filter({ hasText: step }).first()).toBeVisible()
}
