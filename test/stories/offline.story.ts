import { already, expect, newPage, photo, pick, test } from './actors.ts'

/** A grid worker in the rain (R32): what is written without a network is kept, survives a reload, and is sent once. */
test('a report written offline is sent once when the network is back', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'phone', '赵春燕')
  await page.goto('/report')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.goto('/')
  await page.goto('/report')
  // Whoever writes without a network has the form before them, and the telephone knows who it is.
  await expect(page.getByLabel('什么事')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const words = `北渠第三个闸门关不严，水白白流走了 ${Date.now() % 10_000}`
  await page.context().setOffline(true)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('gate.jpg'))
  await page.getByLabel('什么事').fill(words)
  await page.getByRole('button', { name: '报上去' }).click()
  await expect(page.getByText(/等网络|已保存在手机里|有网就/).first()).toBeVisible()

  await page.goto('/matters?tab=asked')
  await expect(page.getByText(new RegExp(words)).first()).toBeVisible()

  await page.context().setOffline(false)
  await expect(async () => expect(await reports(page, words)).toHaveLength(1)).toPass({ timeout: 30_000 })
  await page.goto('/matters?tab=asked')
  await page.waitForLoadState('networkidle')
  const [sent] = await reports(page, words)
  expect(sent?.photo).toMatch(/^[0-9a-f]{64}$/)
  expect(await reports(page, words)).toHaveLength(1)
})

/** The network is fine and the session has ended: the telephone says to sign in, and sends by itself once they have. */
test('what is sent after the session ended waits for signing in, and says so', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'phone', '刘桂兰')
  await page.goto('/report')
  const words = `井台的水龙头关不上 ${Date.now() % 10_000}`
  await page.getByLabel('什么事').fill(words)
  await page.context().clearCookies()
  await page.getByRole('button', { name: '报上去' }).click()
  await expect(page.getByText('请先登录，登录后自动发出去')).toBeVisible()
  await page.getByRole('link', { name: '去登录' }).click()
  await pick(page, '刘桂兰')
  await expect(async () => expect(await reports(page, words)).toHaveLength(1)).toPass({ timeout: 30_000 })
})

/** One telephone, two people: what one began to write is not the next one’s, and a guest’s is whose who signs in. */
test('a half-written form stays its writer’s', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await newPage(browser, 'phone')
  const words = page.getByLabel('什么事')
  const become = async (name: string) => {
    await page.goto(`/signin?next=${encodeURIComponent('/report')}`)
    await pick(page, name)
    await expect(words).toBeVisible()
  }
  await page.goto('/report')
  await words.fill('还没登录就写的话')
  await page.waitForTimeout(500)
  await become('刘桂兰')
  await expect(words).toHaveValue('还没登录就写的话')
  await words.fill('刘桂兰没写完的话')
  await page.waitForTimeout(500)
  await become('张麦香')
  await expect(words).toHaveValue('')
  await words.fill('张麦香的话')
  await page.waitForTimeout(500)
  // The session ends, and somebody else signs in.
  await page.context().clearCookies()
  await become('刘桂兰')
  await expect(words).toHaveValue('刘桂兰没写完的话')
})

async function reports(
  page: import('@playwright/test').Page,
  words: string,
): Promise<{ title: string; photo?: string }[]> {
  const { rows } = (await (await page.request.get('/api/matters?view=asked')).json()) as {
    rows: { title: string; photo?: string }[]
  }
  return rows.filter(({ title }) => title.startsWith(words))
}
