import { already, expect, newPage, test } from './actors.ts'

/** A villager of seventy with a cheap phone: 大字版, one sentence, the code on paper, and no account to look it up. */
test('the elder path: large type, a report, and tracking without signing in', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'phone', '刘桂兰')
  await page.goto('/')
  await page.getByRole('switch', { name: /大字版/ }).click()
  await expect(page.locator('html')).toHaveClass(/elder/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/elder/)
  expect(await smallest(page)).toEqual({ textUnder20: [], targetsUnder60: [] })

  await page.getByRole('link', { name: '我要说话' }).click()
  await page.getByLabel('什么事').fill('我门口的路灯黑了三天了，晚上看不见路')
  expect(await smallest(page)).toEqual({ textUnder20: [], targetsUnder60: [] })
  await page.getByRole('button', { name: '报上去' }).click()
  const code = await page.getByText(/^[0-9A-HJKMNP-TV-Z]{12}$/).textContent()

  const stranger = await newPage(browser, 'phone')
  await stranger.goto('/t')
  await stranger
    .getByLabel('查询码')
    .fill(`${code?.slice(0, 4)} ${code?.slice(4, 8)}-${code?.slice(8).toLowerCase()}`)
  await stranger.getByRole('button', { name: '查进度' }).click()
  await expect(stranger.getByText('我门口的路灯黑了三天了').first()).toBeVisible()
  await expect(stranger.getByText('刘桂兰')).toHaveCount(0)
  await stranger.getByRole('button', { name: '催一下' }).click()
  await stranger.getByRole('dialog').getByRole('button', { name: '催一下' }).click()
  await expect(stranger.getByText('催一下').first()).toBeVisible()
  await page.getByRole('link', { name: '看这件事' }).click()
  await expect(page.getByText(/催一下/).first()).toBeVisible()
})

/** 适老化规范: main text at least 18 dp (we hold 20), targets at least 60 by 60 (rules.md 7.4.1, 7.4.6). */
function smallest(page: import('@playwright/test').Page) {
  return page.evaluate(() => {
    const seen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      return width > 1 && height > 1 && style.visibility !== 'hidden' && style.clipPath === 'none'
    }
    const texts = [...document.querySelectorAll('body *')].filter(
      (element) =>
        seen(element) &&
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    )
    const targets = [
      ...document.querySelectorAll('a[href], button, input:not([type=file]), select, textarea'),
    ].filter(seen)
    // A link may be stretched over its whole card, which is then the target.
    const targetOf = (element: Element) =>
      getComputedStyle(element, '::after').position === 'absolute'
        ? (element.closest('article, li') ?? element)
        : element
    return {
      textUnder20: texts
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 20)
        .map((element) => element.textContent),
      targetsUnder60: targets
        .filter((element) => targetOf(element).getBoundingClientRect().height < 60)
        .map((element) => element.outerHTML.slice(0, 80)),
    }
  })
}
