import type { Page } from '@playwright/test'
import { atDesk, expect, pick, test } from './actors.ts'

/** What is typed at a desk is there when the page is loaded anew, and gone once its person signed out: desks are shared. */

const WORDS = '上午去看过了，井盖是昨天夜里坏的'

const addition = (page: Page) => page.getByRole('textbox', { name: /补充的话/ })

async function startAdding(page: Page, id: string): Promise<void> {
  await page.goto(`/desk/matters/${id}`)
  await page.getByRole('button', { name: '补充', exact: true }).click()
}

test('what was typed at a desk outlives the page, not the signing out', async ({ browser }) => {
  const desk = await atDesk(browser, '陈晓东')
  const { rows } = (await (await desk.request.get('/api/matters?queue=open&limit=1')).json()) as {
    rows: { id: string }[]
  }
  const id = rows[0]?.id ?? ''
  await startAdding(desk, id)
  await addition(desk).fill(WORDS)
  await startAdding(desk, id)
  await expect(addition(desk)).toHaveValue(WORDS)

  await desk.getByRole('button', { name: /陈晓东/ }).click()
  await desk.getByRole('menuitem', { name: '退出登录' }).click()
  await pick(desk, '陈晓东')
  await expect(desk.getByRole('link', { name: '待我办' }).first()).toBeVisible()
  await startAdding(desk, id)
  await expect(addition(desk)).toHaveValue('')
})
