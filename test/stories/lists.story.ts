import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import exceljs from 'exceljs'
import { already, expect, newPage, pick, test } from './actors.ts'
import { tamper } from './database.ts'

/** A desk takes a list along: what is in the file is what was on the screen, and the house remembers who took it. */

const EXCEL = '导出 Excel'

async function fileOf(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file]: [Download, void] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** What stands under a heading of the first sheet, below its mark. */
async function columnOf(bytes: Buffer, heading: string): Promise<{ mark: string; cells: string[] }> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const page = book.worksheets[0]
  if (!page) throw new Error('no sheet')
  const at = (page.getRow(2).values as unknown[]).indexOf(heading)
  const cells = Array.from({ length: page.rowCount - 2 }, (_, n) => page.getRow(n + 3).getCell(at).text)
  return { mark: page.getRow(1).getCell(1).text, cells }
}

/** The words of a list’s links, once it is there. */
async function linksIn(rows: Locator): Promise<string[]> {
  await expect(rows.first()).toBeVisible()
  return rows.getByRole('link').allTextContents()
}

test('a secretary takes lists along, proves to be there, and the log knows', async ({ browser }) => {
  test.setTimeout(120_000)
  const secretary = await already(browser, 'desk', '王建国')
  const rows = secretary.locator('tbody tr[data-row-key]')

  await test.step('as Excel: the meetings that are archived, and no others', async () => {
    await secretary.goto('/desk/meetings?state=archived')
    const shown = await linksIn(rows)
    expect(shown.length).toBeGreaterThan(0)
    const { name, bytes } = await fileOf(secretary, () =>
      secretary.getByRole('button', { name: EXCEL }).click(),
    )
    expect(name).toMatch(/老寨.*会议 \d{4}-\d\d-\d\d 王建国\.xlsx$/)
    const { mark, cells } = await columnOf(bytes, '会议')
    expect(cells).toEqual(shown)
    expect(mark).toMatch(/^王建国（.+）.+ 导出：/)
  })

  await test.step('as CSV for another program, after saying once more that it is oneself', async () => {
    const me = (await (await secretary.request.get('/api/session')).json()) as { person: string }
    await tamper(`update sessions set proven_at = now() - interval '15 minutes' where person = $1`, [
      me.person,
    ])
    await secretary.goto('/desk/meetings/resolutions')
    const shown = await linksIn(rows)
    await secretary.getByRole('button', { name: '导出成别的格式' }).click()
    const { name, bytes } = await fileOf(secretary, async () => {
      await secretary.getByRole('menuitem', { name: /CSV/ }).click()
      await secretary
        .getByRole('dialog', { name: '请确认是您本人' })
        .getByRole('button', { name: '是我' })
        .click()
    })
    expect(name).toMatch(/老寨.*决议 .+ 王建国\.csv$/)
    // Records are objects of strings, by their headings.
    const records = parse(bytes, { bom: true, columns: true }) as Record<string, string>[]
    expect(records.map((record) => record['决议'])).toEqual(shown)
  })

  await test.step('the audit administrator finds both', async () => {
    const auditor = await newPage(browser, 'desk')
    await auditor.goto('/desk')
    await pick(auditor, '温晓岚')
    await auditor.getByRole('textbox', { name: '谁' }).fill('王建国')
    await auditor.getByRole('button', { name: '查询' }).click()
    const found = auditor.getByRole('region', { name: '日志' }).getByRole('row')
    await expect(found.filter({ hasText: '导出：决议' }).first()).toContainText('成功')
    await expect(found.filter({ hasText: '导出：会议' }).first()).toContainText('成功')
  })
})
