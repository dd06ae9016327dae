import { readFile } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { atDesk, expect, test } from './actors.ts'

/** A week of the village goes up: the secretary writes and signs it, the street takes a sentence, the county reads it. */

const PLAN = '下周先清村口排水沟，再补装三盏路灯'
const JUDGEMENT = '连着下雨，排水沟反复堵，要从源头清淤'

/** The draft of the last whole week, from the list of weeks. */
async function beginBrief(page: Page): Promise<void> {
  await page.getByRole('link', { name: '周研判' }).click()
  await expect(page.getByRole('heading', { name: /周研判简报/ })).toBeVisible()
  await page
    .getByRole('button', { name: '起草本周简报' })
    .or(page.getByRole('link', { name: '接着写' }))
    .click()
  await expect(page.getByRole('article', { name: /周研判简报/ })).toBeVisible()
}

async function write(page: Page, section: string, words: string): Promise<void> {
  await page.getByRole('button', { name: `${section}：写一句` }).click()
  await page.getByRole('textbox', { name: `写进${section}` }).fill(words)
  await page.getByRole('button', { name: '写进简报' }).click()
  await expect(page.getByRole('article').getByText(words)).toBeVisible()
}

async function signAndSend(page: Page): Promise<void> {
  await page.getByRole('button', { name: '签发', exact: true }).click()
  await page.getByRole('button', { name: '确定签发' }).click()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByText('已上报', { exact: true })).toBeVisible()
}

test('village, street, county: written once, signed, sent up', async ({ browser }) => {
  test.setTimeout(180_000)
  const secretary = await atDesk(browser, '王建国')
  await beginBrief(secretary)
  const flow = secretary.locator('[data-sentence="flow"]')
  await flow.hover()
  await secretary.getByRole('button', { name: /^改写：本周收到/ }).click()
  await secretary.getByRole('textbox', { name: '改写这句话' }).fill('这一周报来的事比上周多，都有人接')
  await secretary.getByRole('button', { name: '保存这句' }).click()
  await expect(flow.getByText('这一周报来的事比上周多，都有人接')).toBeVisible()
  await expect(flow.getByText('系统数据：')).toBeVisible()
  await write(secretary, '研判意见', JUDGEMENT)
  await write(secretary, '下周安排', PLAN)
  await secretary.getByRole('button', { name: '更新数据' }).click()
  await expect(flow.getByText('这一周报来的事比上周多，都有人接')).toBeVisible()
  await signAndSend(secretary)
  await expect(secretary.getByRole('button', { name: /：写一句$/ })).toHaveCount(0)

  const street = await atDesk(browser, '陈晓东')
  await street.getByRole('button', { name: /^消息/ }).click()
  await expect(street.getByText(/老寨村报来周研判简报/)).toBeVisible()
  await street.keyboard.press('Escape')
  await street.getByRole('link', { name: '周研判' }).click()
  const village = street.getByRole('row').filter({ hasText: '老寨村' })
  await expect(village.getByText('已收到')).toBeVisible()
  await beginBrief(street)
  await street.getByRole('button', { name: `采用：${JUDGEMENT}` }).click()
  await expect(street.getByRole('article').getByText(JUDGEMENT)).toBeVisible()
  await expect(street.getByRole('button', { name: `采用：${JUDGEMENT}` })).toHaveText('已采用')
  await signAndSend(street)

  const county = await atDesk(browser, '周静')
  await county.getByRole('link', { name: '周研判' }).click()
  await county.getByRole('link', { name: '武屯街道' }).click()
  await expect(county.getByRole('article').getByText(JUDGEMENT)).toBeVisible()

  const number = county.locator('[data-sentence="flow"] a').first()
  const value = Number(await number.textContent())
  expect(value).toBeGreaterThan(0)
  const list = new URL((await number.getAttribute('href')) ?? '', county.url()).search.slice(1)
  await number.click()
  await expect(county.getByText('不含保密事项')).toBeVisible()
  expect(await lengthOf(county, list)).toBe(value)

  await county.goBack()
  const [file] = await Promise.all([
    county.waitForEvent('download'),
    county.getByRole('button', { name: '导出 DOCX' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/武屯街道周研判简报（\d{4}年第\d+周）\.docx/)
  const bytes = await readFile(await file.path())
  expect(fileIn(bytes, 'word/document.xml')).toContain(JUDGEMENT)
})

/** How many records the list behind an address holds, for whoever looks. */
async function lengthOf(page: Page, list: string): Promise<number> {
  let length = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await page.request.get(
      `/api/matters?${list}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    )
    const body = (await answer.json()) as { rows: unknown[]; next: string | null }
    length += body.rows.length
    cursor = body.next
  }
  return length
}

/** A file of a zip archive, found in its directory (APPNOTE 4.3.12): a DOCX is one. */
function fileIn(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const nameLength = zip.readUInt16LE(at + 28)
    if (zip.subarray(at + 46, at + 46 + nameLength).toString() !== name) continue
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    return inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(at + 20))).toString()
  }
  throw new Error(`no ${name} in the archive`)
}
