import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { parse } from 'acorn'
import { already, expect, newPage, test } from './actors.ts'

/** The screens that hang in the village: the same publications by touch and by remote, without a network too. */

const VILLAGE = '610114006205'
type Row = { id: string; title: string; reach: string; kind: string; postedUntil: string; late: number }

/** What hangs in the village and may be read by everybody, newest first. */
async function posted(page: Page): Promise<Row[]> {
  const { rows } = (await (
    await page.request.get(`/api/publications?division=${VILLAGE}&limit=100`)
  ).json()) as { rows: Row[] }
  return rows.filter(({ reach }) => reach === 'all')
}

/** Waits until the worker has the page and every publication is on the machine. */
async function kept(page: Page, surface: string): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await expect
    .poll(() =>
      page.evaluate((name) => caches.match(name).then((found) => found !== undefined), `/${surface}`),
    )
    .toBe(true)
  const readable = (await posted(page)).length
  await expect
    .poll(() => keptIn(page).then((keys) => keys.length), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(readable)
}

/** The publications in the browser's own store. Runs in the page, so it stands on its own. */
function keptKeys(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('gongzhi')
    opening.addEventListener('error', () => reject(new Error('no store')))
    opening.addEventListener('success', () => {
      const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys()
      asked.addEventListener('success', () => {
        opening.result.close()
        resolve(asked.result.map(String).filter((key) => key.includes('publications.show')))
      })
    })
  })
}
const keptIn = (page: Page) => page.evaluate(keptKeys)

/** Someone of the village takes down what has hung for its fifteen days. */
async function takeDown(page: Page, id: string): Promise<void> {
  const { rev } = (await (await page.request.get(`/api/publications/${id}/draft`)).json()) as { rev: number }
  const answer = await page.request.post(`/api/publications/${id}/steps`, {
    data: { action: 'take-down', rev },
    headers: { 'idempotency-key': newKey() },
  })
  expect(await answer.text()).toContain('taken-down')
}

const newKey = () => {
  const hex = Date.now().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${Math.random().toString(16).slice(2, 5)}-8000-${Math.random().toString(16).slice(2, 14).padEnd(12, '0')}`
}

test('the kiosk by touch: code, village, board, search by pinyin, no network, and what is taken down', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const kiosk = await newPage(browser, 'kiosk')
  await kiosk.goto('/kiosk')
  // First start: a code, which the secretary enters at the desk.
  const code = (await kiosk.getByLabel('登记码').textContent())?.replaceAll(/\s/g, '') ?? ''
  expect(code).toMatch(/^[0-9A-Z]{6}$/)
  const desk = await already(browser, 'desk', '王建国')
  await desk.goto('/desk/devices')
  await desk.getByRole('button', { name: '登记设备' }).first().click()
  await desk.getByLabel('登记码').fill(code.toLowerCase())
  await desk.getByLabel('名称').fill('村部大厅触摸屏')
  await desk.getByRole('button', { name: '登记', exact: true }).click()
  await expect(desk.getByRole('cell', { name: /村部大厅触摸屏/ })).toBeVisible()
  await expect(kiosk.getByRole('heading', { name: '老寨村便民服务' })).toBeVisible()

  // The board: what the village published, in the table, with the code of the paper.
  await expect(kiosk.getByText(/应公开 \d+ · 已公开 \d+ · 逾期 \d+/)).toBeVisible()
  await kiosk.getByRole('button', { name: /^村务公开/ }).tap()
  const [newest] = await posted(kiosk)
  await openOnKiosk(kiosk, newest?.title ?? '')
  await expect(kiosk.getByRole('heading', { name: newest?.title ?? '' })).toBeVisible()
  await kiosk.getByRole('button', { name: '用手机看' }).tap()
  await expect(kiosk.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4}$/)).toBeVisible()
  await kiosk.getByRole('button', { name: '返回' }).tap()

  // 账目 by pinyin, in full and by first letters.
  await kiosk.getByRole('button', { name: '按拼音找' }).tap()
  for (const letters of ['zhangmu', 'zm']) {
    for (const letter of letters) await kiosk.locator(`[data-skbtn="${letter}"]`).tap()
    await kiosk.locator('.hg-candidate-box-list-item', { hasText: /^账目$/ }).tap()
    await expect(kiosk.getByLabel('要找的词')).toHaveText('账目')
    await expect(kiosk.getByText(/^找到 \d+ 项/)).toBeVisible()
    await kiosk.getByRole('button', { name: '清空' }).tap()
  }
  await kiosk.getByRole('button', { name: '返回' }).tap()
  await kiosk.getByRole('button', { name: '公开日历' }).tap()
  await expect(kiosk.getByRole('heading', { name: /年公开日历/ })).toBeVisible()
  await kiosk.getByRole('button', { name: '回首页' }).tap()

  // The power fails, and the network stays away.
  await kept(kiosk, 'kiosk')
  await kiosk.context().setOffline(true)
  await kiosk.reload()
  await expect(kiosk.getByText(/网络断了，现在看到的是今天/)).toBeVisible()
  await kiosk.getByRole('button', { name: /^村务公开/ }).tap()
  await openOnKiosk(kiosk, newest?.title ?? '')
  await expect(kiosk.getByRole('heading', { name: newest?.title ?? '' })).toBeVisible()
  await expect(kiosk.getByRole('button', { name: '用手机看' })).toBeVisible()
  await kiosk.context().setOffline(false)
  await expect(kiosk.getByText(/网络断了/)).toBeHidden({ timeout: 60_000 })

  // What is taken down while somebody reads it leaves the screen, and the machine.
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const old = (await posted(kiosk)).find(({ postedUntil }) => postedUntil <= today)
  if (!old) throw new Error('nothing in the village has hung for fifteen days')
  await desk.request.post(`/api/devices/${await deviceOf(desk)}/show`, {
    data: { publication: old.id },
    headers: { 'idempotency-key': newKey() },
  })
  await expect(kiosk.getByRole('heading', { name: old.title })).toBeVisible()
  await takeDown(desk, old.id)
  await expect(kiosk.getByText('这一项已经从公开栏撤下了')).toBeVisible({ timeout: 10_000 })
  await expect(kiosk.getByText(old.title)).toHaveCount(0)
  await expect.poll(async () => (await keptIn(kiosk)).some((key) => key.includes(old.id))).toBe(false)

  // Revoked, it forgets everything and shows a code again.
  await desk
    .getByRole('row', { name: /村部大厅触摸屏/ })
    .getByRole('button', { name: '注销' })
    .click()
  await desk
    .getByRole('tooltip')
    .getByRole('button', { name: /^注\s?销$/ })
    .click()
  await expect(kiosk.getByLabel('登记码')).toBeVisible()
  expect(await keptIn(kiosk)).toEqual([])
})

/** Leafs through the board to that title, and opens it: what others have published since stands before it. */
async function openOnKiosk(kiosk: Page, title: string): Promise<void> {
  const row = kiosk.getByRole('button', { name: title }).first()
  const next = kiosk.getByRole('button', { name: '下一页' })
  await expect(kiosk.getByRole('list').getByRole('button').first()).toBeVisible()
  for (let n = 0; n < 20 && !(await row.isVisible()); n++) await next.tap()
  await row.tap()
}

async function deviceOf(desk: Page): Promise<string> {
  const rows = (await (await desk.request.get('/api/devices')).json()) as { id: string; name: string }[]
  return rows.find(({ name }) => name === '村部大厅触摸屏')?.id ?? ''
}

test('the television by its remote: the same board, the focus never lost, no network', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const tv = await newPage(browser, 'wall')
  await tv.goto(`/tv?village=${VILLAGE}`)
  await expect(tv.getByRole('heading', { name: /老寨村 · 电视村务/ })).toBeVisible()
  const hasFocus = () => tv.evaluate(() => document.activeElement?.tagName)
  await expect.poll(hasFocus).toBe('BUTTON')
  await tv.keyboard.press('1')
  await expect(tv.getByText(/应公开 \d+ · 已公开 \d+ · 逾期 \d+/)).toBeVisible()
  const [newest] = await posted(tv)
  const title = newest?.title ?? ''
  await expect(tv.locator('[data-row]')).toHaveCount(4)
  // Down to the last row, to the last page, which is shorter, and back: something always has the focus.
  await tv.keyboard.press('ArrowDown')
  for (let n = 0; n < 3; n++) await tv.keyboard.press('ArrowDown')
  await tv.keyboard.press('3')
  await expect.poll(hasFocus).toBe('BUTTON')
  for (let n = 0; n < 60; n++) {
    await tv.keyboard.press('ArrowRight')
    expect(await hasFocus()).toBe('BUTTON')
  }
  await expect(tv.getByText(/第 (\d+) 页，共 \1 页/)).toBeVisible()
  await tv.keyboard.press('1')
  await expect(tv.getByText(/^第 1 页/)).toBeVisible()
  await openOnTv(tv, title)
  await expect(tv.getByRole('heading', { name: title })).toBeVisible()
  await tv.keyboard.press('ArrowRight')
  await expect(tv.getByText(/第 2 页，共 \d+ 页/)).toBeVisible()
  await tv.keyboard.press('4')
  await expect(tv.getByText(/核验码/)).toBeVisible()

  await kept(tv, 'tv')
  await tv.context().setOffline(true)
  await tv.reload()
  await expect(tv.getByText(/网络断了，现在看到的是今天/)).toBeVisible()
  await tv.keyboard.press('1')
  await openOnTv(tv, title)
  await tv.keyboard.press('ArrowRight')
  await expect(tv.getByText(/第 2 页，共 \d+ 页/)).toBeVisible()
})

/** Leafs through the board to that title, and opens it. */
async function openOnTv(tv: Page, title: string): Promise<void> {
  const row = tv.locator('[data-row]', { hasText: title }).first()
  await tv.locator('[data-row]').first().focus()
  for (let n = 0; n < 40 && (await row.count()) === 0; n++) await tv.keyboard.press('ArrowRight')
  await row.focus()
  await tv.keyboard.press('Enter')
}

test('a hall’s board goes through what hangs and stops at a key', async ({ browser }) => {
  const board = await newPage(browser, 'wall')
  await board.clock.install()
  await board.goto(`/tv?village=${VILLAGE}&board`)
  await expect(board.getByText(/第 1 \/ \d+ 项/)).toBeVisible()
  await expect(async () => {
    await board.clock.runFor(12_000)
    await expect(board.getByText(/第 2 \/ \d+ 项/)).toBeVisible({ timeout: 500 })
  }).toPass()
  await board.keyboard.press('ArrowRight')
  await expect(board.getByText(/第 3 \/ \d+ 项/)).toBeVisible()
  await expect(board.getByText('已停下')).toBeVisible()
  await board.clock.runFor(40_000)
  await expect(board.getByText(/第 3 \/ \d+ 项/)).toBeVisible()
})

test('the television’s program is ES2015 throughout, and runs where the library is as old', async ({
  browser,
}) => {
  const folder = join(import.meta.dirname, '../../dist/web/assets/tv')
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(0)
  for (const name of scripts)
    expect(
      () => parse(readFileSync(join(folder, name), 'utf8'), { ecmaVersion: 2015, sourceType: 'script' }),
      name,
    ).not.toThrow()
  const styles = readdirSync(folder).filter((name) => name.endsWith('.css'))
  for (const name of styles) {
    const css = readFileSync(join(folder, name), 'utf8')
    // What a browser of 2017 throws away together with everything inside.
    expect([name, /@layer|[{;]inset:|(padding|margin)-inline:/.exec(css)?.[0]]).toEqual([name, undefined])
  }
  const old = await newPage(browser, 'wall')
  const faults: string[] = []
  old.on('pageerror', ({ message }) => faults.push(message))
  await old.addInitScript(() => {
    for (const name of ['at', 'flat', 'flatMap', 'toSorted', 'findLast'])
      Reflect.deleteProperty(Array.prototype, name)
    for (const name of ['at', 'replaceAll', 'padStart']) Reflect.deleteProperty(String.prototype, name)
    for (const name of ['fromEntries', 'hasOwn', 'entries', 'values']) Reflect.deleteProperty(Object, name)
    Reflect.deleteProperty(window, 'queueMicrotask')
    Reflect.deleteProperty(Promise.prototype, 'finally')
  })
  await old.goto(`/tv?village=${VILLAGE}`)
  await expect(old.getByRole('heading', { name: /老寨村 · 电视村务/ })).toBeVisible()
  await old.keyboard.press('1')
  await expect(old.locator('[data-row]').first()).toBeVisible()
  expect(faults).toEqual([])
})
