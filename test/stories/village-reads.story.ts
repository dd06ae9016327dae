import type { Page } from '@playwright/test'
import { expect, newPage, pick, test } from './actors.ts'

const VILLAGE = '610114006205'
type Board = { rows: { id: string; item: string; version: number; readable: boolean }[] }

/**
 * A villager who works far away, without an account at hand (R16, R17): finds the village, sees what is late, reads, asks
 * about one line, and holds the sheet on the wall against what was published.
 */
test('a villager away from home reads, asks about one line, and proves the sheet on the wall', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const page = await newPage(browser, 'phone')
  await page.goto('/')
  await page.getByRole('link', { name: /看村里公开了什么/ }).click()
  await page.getByRole('link', { name: /武屯街道/ }).click()
  await page.getByRole('link', { name: /老寨村/ }).click()

  // What is late stands there for everybody, with who owes it.
  const late = page.getByRole('list', { name: '到期没有公开的' })
  await expect(late.getByText(/填报，\d+月\d+日到期，已超 \d+ 天/).first()).toBeVisible()
  await expect(page.getByRole('region', { name: '公开得怎么样' })).toContainText(
    /应公开\d+已公开\d+逾期[1-9]/,
  )
  await page.getByRole('link', { name: '公开日历' }).click()
  await expect(page.getByRole('button', { name: /^10月.*逾期/ })).toBeVisible()
  await page.getByRole('link', { name: '公开栏', exact: true }).click()

  // Found by a word of its title, read without signing in.
  await page.getByLabel('找一找').fill('网格事项')
  await page.getByRole('list', { name: '公开栏上挂着的' }).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: '一看就懂' })).toContainText('条')
  await page.getByRole('link', { name: /问这一笔.*第 2 行/ }).click()
  await expect(page.getByText('当场办结')).toBeVisible()
  const words = `当场办结的有没有回访过 ${Date.now() % 10_000}`
  await page.getByLabel('您想问什么').fill(words)
  await page.getByRole('button', { name: '登录后问出去' }).click()
  await pick(page, '刘桂兰')

  // Back where it was, with what was typed.
  await expect(page.getByLabel('您想问什么')).toHaveValue(words)
  await page.getByRole('button', { name: '问出去' }).click()
  await expect(page.getByRole('heading', { name: '问出去了' })).toBeVisible()
  await expect(page.getByText('5 天内').first()).toBeVisible()
  await page.getByRole('link', { name: '看这件事' }).click()
  await expect(page.getByText('监委会在查').first()).toBeVisible()
  await page.getByRole('link', { name: /看这份公开的原文/ }).click()
  const questions = page.getByRole('region', { name: /大家问的/ })
  await expect(questions).toContainText(words)
  await expect(questions).toContainText('您问的')

  // Everybody reads the question, nobody reads whose it is.
  const stranger = await newPage(browser, 'phone')
  await stranger.goto(page.url())
  await expect(stranger.getByRole('region', { name: /大家问的/ })).toContainText(words)
  await expect(stranger.getByText('刘桂兰')).toHaveCount(0)

  await correctionIsSeen(page)
  await sheetIsProved(page, stranger)
})

/** The corrected publication shows both figures; to a stranger only that it hangs and who may read it. */
async function correctionIsSeen(page: Page): Promise<void> {
  // The demo's own; other stories correct what they publish today.
  const corrected = (await boardOf(page)).findLast(({ version, item }) => version > 1 && item === 'F21')
  if (!corrected) throw new Error('the demo village has corrected nothing')
  await page.goto(`/publications/${corrected.id}`)
  const changes = page.getByRole('region', { name: '更正了什么' })
  await expect(changes.locator('del').first()).toContainText('1,260.00')
  await expect(changes.locator('ins').first()).toContainText('900.00')
  await page.getByRole('link', { name: /第 1 版/ }).click()
  await expect(page.getByText('您看的是第 1 版原文')).toBeVisible()
}

async function sheetIsProved(page: Page, stranger: Page): Promise<void> {
  const locked = (await boardOf(stranger)).find(({ readable }) => !readable)
  await stranger.goto(`/publications/${locked?.id}`)
  await expect(stranger.getByText(/这一份只给.*老寨村的人看/)).toBeVisible()
  const [open] = (await boardOf(stranger)).filter(({ readable }) => readable)
  const shown = (await (await page.request.get(`/api/publications/${open?.id}`)).json()) as {
    versions: { code: string }[]
  }
  const code = shown.versions[0]?.code ?? ''
  await stranger.goto('/verify')
  await stranger.getByLabel('核验码').fill(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)
  await stranger.getByRole('button', { name: '核对' }).click()
  await expect(stranger.getByRole('heading', { name: '贴出来的就是当初公布的' })).toBeVisible()
  await expect(stranger.getByText('老寨村').first()).toBeVisible()
  await stranger.goto('/verify/00000000')
  await expect(stranger.getByRole('heading', { name: '没有这个核验码' })).toBeVisible()
}

async function boardOf(page: Page): Promise<Board['rows']> {
  const answer = await page.request.get(`/api/publications?division=${VILLAGE}&limit=100`)
  return ((await answer.json()) as Board).rows
}

/** What was read once opens again without a network, and says how old it is. */
test('the board opens without a network and says of when it is', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await newPage(browser, 'phone')
  const [open] = (await boardOf(page)).filter(({ readable }) => readable)
  const addresses = [`/village/${VILLAGE}/disclosure`, `/publications/${open?.id}`]
  await page.goto('/')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  for (const address of addresses) {
    await page.goto(address)
    await page.waitForLoadState('networkidle')
  }
  await page.context().setOffline(true)
  for (const address of addresses) {
    await page.goto(address)
    await expect(page.getByText(/这是 今天 \d\d:\d\d 存在手机里的样子/)).toBeVisible()
  }
  await expect(page.getByRole('region', { name: '一看就懂' })).toBeVisible()
})
