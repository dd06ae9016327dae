import type { Browser, Page } from '@playwright/test'
import { v7 } from 'uuid'
import { readPdf } from '#test/pdf-text.ts'
import { already, confirmAction, expect, newPage, openAtDesk, startAction, test } from './actors.ts'
import { tamper } from './database.ts'
import { decide, publishFromExcel, type } from './editor.ts'

const QUESTION = '村委会电费怎么比上个月多，能看看电费单吗？'

type Shown = {
  title: string
  versions: {
    version: number
    code: string
    content: { rows: { vouchers?: string[]; cells: Record<string, unknown> }[] }
  }[]
}

/**
 * Issue 4 from the first line to the red page: a month of expenses goes from Excel to the wall; a villager away from home
 * asks about one line with its receipt and gets a public answer and a correction; paper proves it; and one changed byte
 * in the database is found by whoever holds that paper.
 */
test('a month of expenses is published, asked about, corrected, printed, and cannot be changed unseen', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const { id, period, accountant, director, supervisor } = await publishFromExcel(browser)
  const first = await shownTo(director, id)
  expect(await verdictOn(director, first.versions[0]?.code ?? '')).toMatchObject({
    sound: true,
    says: '与公布时一字不差',
  })

  const away = await already(browser, 'phone', '王思雨')
  const number = await ask(away, id)
  await answer(supervisor, number)
  await correct(browser, { id, accountant, supervisor, director })
  await answerIsRead(away, id)

  const { versions, title } = await shownTo(director, id)
  expect(versions.map(({ version }) => version)).toEqual([2, 1])
  const code = versions[0]?.code ?? ''
  await screensShowIt(browser, id, title)
  await leafletIsPrinted(browser, period, title, code)
  await paperIsProved(browser, code)
  await changedByteIsFound(browser, id, code)
})

const shownTo = async (page: Page, id: string) =>
  (await (await page.request.get(`/api/publications/${id}`)).json()) as Shown
const verdictOn = async (page: Page, code: string) =>
  (await (await page.request.get(`/api/verify/${code}`)).json()) as object

/** On the phone: the plain words, the line, its receipt, and the question about it. */
async function ask(away: Page, id: string): Promise<string> {
  await away.goto(`/publications/${id}`)
  await expect(away.getByRole('region', { name: '一看就懂' })).toContainText('支出 2,312.60 元')
  await away.getByRole('button', { name: '看大图：第 1 行的凭证' }).click()
  await expect(away.getByRole('dialog', { name: '第 1 行的凭证' })).toBeVisible()
  await away.getByRole('button', { name: '关闭大图' }).click()
  await away.getByRole('link', { name: /问这一笔.*第 1 行/ }).click()
  await away.getByLabel('您想问什么').fill(QUESTION)
  await away.getByRole('button', { name: '问出去' }).click()
  await expect(away.getByRole('heading', { name: '问出去了' })).toBeVisible()
  const number = await away
    .getByText(/\d{6}-\d{4}/)
    .first()
    .textContent()
  return /\d{6}-\d{4}/.exec(number ?? '')?.[0] ?? ''
}

/** The supervisors find that the figure is wrong and say so to everybody. */
async function answer(supervisor: Page, number: string): Promise<void> {
  await openAtDesk(supervisor, number)
  const form = await startAction(supervisor, '公开答复')
  await form.getByLabel('公开答复').fill('对过电费单了，是 402.60 元，填报时看错一位，马上更正。')
  await form.getByText('数字有误，要更正').click()
  await confirmAction(form, '公开答复')
}

/** A correction is a new version beside the old one, decided like the first. */
async function correct(
  browser: Browser,
  {
    id,
    accountant,
    supervisor,
    director,
  }: { id: string; accountant: Page; supervisor: Page; director: Page },
): Promise<void> {
  await accountant.goto(`/desk/publications/${id}`)
  await accountant.getByRole('button', { name: '更正', exact: true }).click()
  await accountant.getByLabel('为什么更正').fill('第 1 行电费多写了 10 元，按电费单改为 402.60 元')
  await accountant.getByRole('button', { name: '开始更正' }).click()
  await expect(accountant.getByRole('button', { name: '提交审查' })).toBeVisible()
  await type(accountant, 1, '支出', '402.60')
  await expect(accountant.getByText(/^已保存/)).toBeVisible()
  await accountant.getByRole('button', { name: '提交审查' }).click()
  await expect(accountant.getByRole('button', { name: '提交审查' })).toBeHidden()
  await decide(browser, supervisor, director, id)
}

/** Both figures stand beside each other, and nobody reads who asked. */
async function answerIsRead(away: Page, id: string): Promise<void> {
  await away.goto(`/publications/${id}`)
  const questions = away.getByRole('region', { name: /大家问的/ })
  await expect(questions).toContainText(QUESTION)
  await expect(questions).toContainText('对过电费单了，是 402.60 元')
  await expect(away.getByText('王思雨')).toHaveCount(0)
  const changes = away.getByRole('region', { name: '更正了什么' })
  await expect(changes.locator('del').first()).toContainText('412.60')
  await expect(changes.locator('ins').first()).toContainText('402.60')
}

/** The hall's touch screen and television, entered by their codes, show the same: one called from the desk, one by its remote. */
async function screensShowIt(browser: Browser, id: string, title: string): Promise<void> {
  const secretary = await already(browser, 'desk', '王建国')
  const press = (path: string, data: object) =>
    secretary.request.post(`/api/devices${path}`, { data, headers: { 'idempotency-key': v7() } })
  for (const surface of ['kiosk', 'tv'] as const) {
    const screen = await newPage(browser, surface === 'kiosk' ? 'kiosk' : 'wall')
    await screen.goto(`/${surface}`)
    const code = (await screen.getByLabel('登记码').textContent())?.replaceAll(/\s/g, '') ?? ''
    const made = await press('', { code, name: `大厅 ${surface}`, division: '610114006205' })
    const { id: device } = (await made.json()) as { id: string }
    await expect(screen.getByRole('heading', { name: /老寨村/ })).toBeVisible()
    if (surface === 'kiosk') await press(`/${device}/show`, { publication: id })
    else await openByRemote(screen, title)
    await expect(screen.getByRole('heading', { name: title })).toBeVisible()
    await expect(screen.getByText(/2,302\.60/).first()).toBeVisible()
    await press(`/${device}/revoke`, {})
    await expect(screen.getByLabel('登记码')).toBeVisible()
  }
}

/** 1 opens the board; what was published today stands first. */
async function openByRemote(screen: Page, title: string): Promise<void> {
  await screen.keyboard.press('1')
  await screen.locator('[data-row]', { hasText: title }).first().focus()
  await screen.keyboard.press('Enter')
}

/** The leaflet of that month has the line and the code that is typed from it. */
async function leafletIsPrinted(
  browser: Browser,
  period: string,
  title: string,
  code: string,
): Promise<void> {
  const secretary = await already(browser, 'desk', '王建国')
  const query = `division=610114006205&month=${period}&kind=boards&paper=A4&format=pdf`
  const file = await secretary.request.get(`/api/leaflets/file?${query}`)
  expect(file.status()).toBe(200)
  const text = readPdf(await file.body())
    .pages.join('')
    .replaceAll(/\s/g, '')
  expect(text).toContain(title.replaceAll(/\s/g, ''))
  expect(text).toContain('402.60')
  expect(text).toContain(code)
}

async function paperIsProved(browser: Browser, code: string): Promise<void> {
  const stranger = await newPage(browser, 'phone')
  await stranger.goto('/verify')
  await stranger.getByLabel('核验码').fill(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)
  await stranger.getByRole('button', { name: '核对' }).click()
  await expect(stranger.getByRole('heading', { name: '贴出来的就是当初公布的' })).toBeVisible()
}

/** Somebody with the machine writes 400 for 402.60; whoever types the code of the paper sees red. */
async function changedByteIsFound(browser: Browser, id: string, code: string): Promise<void> {
  const write = (fen: number) =>
    tamper(
      `update publication_versions set content = jsonb_set(content, '{rows,0,cells,expense}', $2::text::jsonb)
       where publication = $1 and version = 2`,
      [id, String(fen)],
    )
  await write(40_261)
  const stranger = await newPage(browser, 'phone')
  try {
    await stranger.goto(`/verify/${code}`)
    await expect(stranger.getByRole('heading', { name: '公开记录被改动过，先别信这张纸' })).toBeVisible()
    await expect(stranger.getByText('内容与公布时不一样，被改动过').first()).toBeVisible()
  } finally {
    // As it was: other stories prove this village too.
    await write(40_260)
  }
  await stranger.reload()
  await expect(stranger.getByRole('heading', { name: '贴出来的就是当初公布的' })).toBeVisible()
}
