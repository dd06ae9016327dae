import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import exceljs from 'exceljs'
import { v7 } from 'uuid'
import { already, atDesk, choose, expect, newPage, pick, send, test } from './actors.ts'

/**
 * 个人信息 (issue 6): a lost telephone is signed out, somebody without one is served with consent and takes it back, a
 * number is seen whole with a reason, a list leaves with a second person's word; its owner and the audit administrator
 * find all of it.
 */

// Other words each run, so that the story can be told twice on one server.
const RUN = String(Date.now()).slice(-6)
const WHY_NUMBER = `送药前先打个电话 ${RUN}`
const WHY_LIST = `卫生院体检要逐户通知 ${RUN}`

test('a lost telephone, an agent, consent, a number seen, a list taken along, and the log', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const guilan = await test.step('a lost telephone is signed out from another one', async () => {
    const lost = await already(browser, 'phone', '刘桂兰')
    const found = await already(browser, 'phone', '刘桂兰')
    await found.goto('/me/privacy')
    await found.getByRole('button', { name: '让别处都退出' }).click()
    await expect(found.getByText('还在别处登录着')).toHaveCount(0)
    expect((await lost.request.get('/api/session/own')).status()).toBe(401)
    return found
  })

  await test.step('an agent reports for her, until she does not want it any more', async () => {
    const agent = await already(browser, 'phone', '李会芳')
    const behalf = { person: await idOf(agent, '刘桂兰'), name: '刘桂兰', consent: 'present' }
    const opening = {
      flow: 'grid-event',
      action: 'report',
      division: '610114006205',
      answers: { words: `门口的路灯不亮 ${RUN}`, item: '0402' },
      behalf,
    }
    const { number } = await send<{ number: string }>(agent, '/api/matters', opening)
    await guilan.reload()
    await expect(guilan.getByRole('list', { name: '替您办过的' })).toContainText(number)
    await guilan.getByRole('button', { name: '不要再替我办' }).click()
    await expect(guilan.getByText('您收回了同意')).toBeVisible()
    const refused = await agent.request.post('/api/matters', {
      data: opening,
      headers: { 'idempotency-key': v7() },
    })
    expect([refused.status(), await refused.text()]).toEqual([422, expect.stringContaining('收回了代办同意')])
  })

  const secretary = await atDesk(browser, '王建国')
  await test.step('at the register it stands beside her name; she alone gives it again, on her telephone', async () => {
    await secretary.goto('/desk/people')
    await secretary.getByLabel('按姓名或户号找').fill('刘桂兰')
    await secretary.getByRole('button', { name: '刘桂兰', exact: true }).click()
    const drawer = secretary.getByRole('dialog', { name: '刘桂兰 的代办同意' })
    await expect(drawer.getByText('本人收回了同意')).toBeVisible()
    await choose(drawer, '怎么说的', '当面说的')
    await drawer.getByRole('button', { name: '记下来' }).click()
    await expect(drawer.getByText('请本人在手机上重新同意')).toBeVisible()
    await secretary.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
    await guilan.getByRole('button', { name: '重新同意别人替我办' }).click()
    await expect(guilan.getByRole('button', { name: '不要再替我办' })).toBeVisible()
  })

  await test.step('a number is seen whole, once, with a reason', async () => {
    await secretary.getByRole('button', { name: '查看刘桂兰的完整手机号' }).click()
    const dialog = secretary.getByRole('dialog', { name: '查看刘桂兰的完整手机号' })
    await expect(dialog.getByRole('button', { name: '查看', exact: true })).toBeDisabled()
    await choose(dialog, '目的', '联系本人办事')
    await dialog.getByLabel('理由').fill(WHY_NUMBER)
    await dialog.getByRole('button', { name: '查看', exact: true }).click()
    await expect(dialog.getByRole('status', { name: '完整手机号' })).toHaveText(/^1\d{10}$/)
    await dialog.getByRole('button', { name: '好了' }).click()
    await expect(secretary.getByText(/^1\d{10}$/)).toHaveCount(0)
    await guilan.reload()
    await expect(guilan.getByRole('list', { name: '谁看过您的完整号码' })).toContainText('联系本人办事')
  })

  await test.step('a list is asked for by one and approved by another', () => listOut(secretary))
  await test.step('the audit administrator finds all of it', async () => {
    const auditor = await newPage(browser, 'desk')
    await auditor.goto('/desk')
    await pick(auditor, '温晓岚')
    await expect(auditor.getByRole('heading', { name: '审计日志' })).toBeVisible()
    await sought(auditor, '记录', '刘桂兰', '看一项完整的手机号、身份证号', [WHY_NUMBER, '王建国'])
    await sought(auditor, '记录', '刘桂兰', '同意或收回代办', ['刘桂兰'])
    await sought(auditor, '谁', '王建国', '申请导出名单', [WHY_LIST])
    await sought(auditor, '谁', '王建国', '下载批准的名单', ['王建国'])
    await sought(auditor, '谁', '张军利', '审批导出申请', ['同意'])
  })

  async function listOut(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^导出/ }).click()
    await page.getByRole('button', { name: '申请导出' }).first().click()
    const form = page.getByRole('dialog', { name: '申请导出' })
    await form.getByRole('checkbox', { name: '手机号' }).check()
    await choose(form, '目的', '集中办理')
    await form.getByLabel('理由').fill(WHY_LIST)
    await form.getByRole('button', { name: '提交申请' }).click()
    await expect(form).toBeHidden()
    const row = page.getByRole('row').filter({ hasText: WHY_LIST })
    await expect(row).toContainText('要由另一个人审批')

    const director = await already(browser, 'desk', '张军利')
    await director.goto('/desk/people/exports')
    await director
      .getByRole('row')
      .filter({ hasText: WHY_LIST })
      .getByRole('button', { name: '审批' })
      .click()
    const word = director.getByRole('dialog', { name: '审批导出申请' })
    await expect(word).toContainText('完整手机号')
    await word.getByRole('button', { name: '不同意' }).click()
    await expect(word.getByText('不同意要写明理由，提出的人看得到')).toBeVisible()
    await word.getByRole('button', { name: '同意', exact: true }).click()
    await expect(director.getByRole('row').filter({ hasText: WHY_LIST })).toContainText('批准了，可以下载')

    await page.reload()
    const waiting = page.waitForEvent('download')
    await row.getByRole('button', { name: '下载 Excel' }).click()
    const book = new exceljs.Workbook()
    await book.xlsx.load(new Uint8Array(await readFile(await (await waiting).path())).buffer)
    const mark = book.worksheets[0]?.getRow(1).getCell(1).text ?? ''
    expect(mark).toMatch(/^王建国（.*批准人 张军利/)
    await expect(row).toContainText('还能下载 2 次')
  }
})

async function idOf(page: Page, name: string): Promise<string> {
  const answer = await page.request.get(`/api/people?name=${encodeURIComponent(name)}`)
  return ((await answer.json()) as { id: string }[])[0]?.id ?? ''
}

/** Looks for rows and expects one that says all of that. */
async function sought(page: Page, label: string, value: string, does: string, says: string[]): Promise<void> {
  await page.goto('/desk/audit')
  await page.getByRole('textbox', { name: label }).fill(value)
  await page.getByRole('button', { name: '查询' }).click()
  let row = page.getByRole('region', { name: '日志' }).getByRole('row').filter({ hasText: does })
  for (const word of says) row = row.filter({ hasText: word })
  await expect(row.first()).toBeVisible()
}
