import { test as bare, expect, type Browser, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { v7 } from 'uuid'

/** People of the seeded village at their screens, as stories move them. */

/**
 * A story whose people go home at its end: screens left open go on listening and drawing beside the next story. When it
 * failed they first say what they see, because of a machine far away nothing but its log is left.
 */
export const test = bare.extend<{ everybodyGoesHome: undefined }>({
  everybodyGoesHome: [
    async ({ browser }, use, info) => {
      await use(undefined)
      const pages = browser.contexts().flatMap((context) => context.pages())
      if (info.status !== info.expectedStatus) for (const page of pages) console.log(await lastSeen(page))
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})
const SEEN_CHARACTERS = 1500
const refusals = new WeakMap<Page, string[]>()

async function lastSeen(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText).catch(String)
  const seen = text.replace(/\s+/g, ' ').slice(0, SEEN_CHARACTERS)
  return [page.url(), ...(refusals.get(page) ?? []).slice(-5), seen].join('\n  ')
}

/** Keeps what the server refused a page, and what did not arrive. */
function listen(page: Page): void {
  const kept: string[] = []
  refusals.set(page, kept)
  page.on('response', (response) => {
    if (response.status() >= 400) kept.push(`${response.status()} ${response.url()}`)
  })
  page.on('requestfailed', (request) => kept.push(`${request.failure()?.errorText} ${request.url()}`))
  page.on('pageerror', (error) => kept.push(String(error)))
}

export { expect }

export const SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
  kiosk: { width: 1080, height: 1920 },
} as const

/** A person on the phone, signed in by one tap in the demo's list. */
export async function onPhone(browser: Browser, name: string, title?: string): Promise<Page> {
  const page = await newPage(browser, 'phone')
  await page.goto('/signin')
  await pick(page, name, title)
  await expect(page.getByRole('link', { name: '我要办事' })).toBeVisible()
  return page
}

/** The same without tapping: for people who only stand by. */
export async function already(browser: Browser, surface: keyof typeof SIZES, name: string): Promise<Page> {
  const page = await newPage(browser, surface)
  const people = (await (await page.request.get('/api/demo/people')).json()) as DemoPerson[]
  const one = people.find((person) => person.name === name)
  if (!one) throw new Error(`${name} is not among the people of the demo`)
  const body = one.post ? { person: one.person, post: one.post } : { person: one.person }
  await page.request.post('/api/demo/session', { data: body })
  return page
}
type DemoPerson = { name: string; person: string; post?: string }

/** A person at the desk, in the post of that title. */
export async function atDesk(browser: Browser, name: string): Promise<Page> {
  const page = await newPage(browser, 'desk')
  await page.goto('/desk')
  await pick(page, name)
  await expect(page.getByRole('link', { name: '待我办' }).first()).toBeVisible()
  return page
}

/** Gives the second word on what a colleague wrote down (复核), found by what it says. */
export async function agreeTo(page: Page, says: string): Promise<void> {
  await page.goto('/desk/people/second-words')
  await page.getByRole('button', { name: `复核：${says}` }).click()
  await page.getByRole('button', { name: '同意，马上生效' }).click()
  const row = page.getByRole('row').filter({ hasText: says })
  await expect(row.getByText('复核同意，已经生效').first()).toBeVisible()
}

/** A bare page of a surface's size. */
export async function newPage(browser: Browser, surface: keyof typeof SIZES): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZES[surface],
    ...(surface === 'phone' ? { hasTouch: true, isMobile: true } : {}),
    ...(surface === 'kiosk' ? { hasTouch: true } : {}),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  listen(page)
  return page
}

/** A tap on somebody in the demo’s list. */
export async function pick(page: Page, name: string, title = ''): Promise<void> {
  const person = page.getByRole('button', { name: new RegExp(`${name}.*${title}`) }).first()
  const more = page.getByRole('button', { name: /^还有 \d+ 位/ })
  await expect(page.getByRole('button', { name: /刘桂兰|陈晓东/ }).first()).toBeVisible()
  while (!(await person.isVisible()) && (await more.count()) > 0) await more.first().click()
  await person.click()
}

/** Opens a matter at the desk by the number people say. */
export async function openAtDesk(page: Page, number: string): Promise<void> {
  await page.goto(`/desk/matters?q=${number}`)
  await page.locator('[data-row]').filter({ hasText: number }).first().click()
  await expect(page.getByText(number).first()).toBeVisible()
}

/** Opens the form of an action at the foot of the desk's detail. */
export async function startAction(page: Page, action: string): Promise<Locator> {
  await page
    .getByRole('button', { name: new RegExp(`^${action}`) })
    .first()
    .click()
  return page.locator('footer').getByRole('region', { name: action, exact: true })
}

/** Chooses a unit in a searchable list. */
export async function chooseUnit(form: Locator, label: string, unit: string): Promise<void> {
  await form.getByRole('combobox', { name: label }).fill(unit)
  await form.page().getByRole('option', { name: unit }).first().waitFor({ state: 'attached' })
  await form.page().keyboard.press('Enter')
}

export async function confirmAction(form: Locator, action: string): Promise<void> {
  await form.getByRole('button', { name: `确定${action}` }).click()
  await expect(form).toBeHidden()
}

/** This minute in China as a field of time takes it: no meeting is opened long before its hour. */
export const hourNow = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(11, 16)

/** A meeting that is being called is to be held now. */
export async function calledForNow(desk: Page): Promise<void> {
  await desk.getByLabel('哪天开').fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await desk.getByLabel('几点').fill(hourNow())
}

/** A small photograph, different each time. */
export function photo(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const colour = { r: Math.floor(Math.random() * 255), g: 120, b: 90 }
  return sharp({ create: { width: 640, height: 480, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
    .then((buffer) => ({ name, mimeType: 'image/jpeg', buffer }))
}

/** Chooses what holds these words in a list of the desk. */
export async function choose(within: Page | Locator, label: string, typed: string): Promise<void> {
  const box = within.getByRole('combobox', { name: label })
  await box.click()
  // Lists that are short are not searched in.
  if (await box.isEditable()) await box.fill(typed)
  const page = 'page' in within ? within.page() : within
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: typed })
    .first()
    .click()
}

/** As the page's own person: what the screens of a meeting do, in fewer presses. */
export async function send<T>(page: Page, url: string, data: object): Promise<T> {
  const answer = await page.request.post(url, { data, headers: { 'idempotency-key': v7() } })
  expect([url, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([url, answer.status(), ''])
  // 204 has no body; whoever reads one asked for what has.
  return (answer.status() === 204 ? {} : await answer.json()) as T
}
export const read = async <T>(page: Page, url: string) => (await (await page.request.get(url)).json()) as T
