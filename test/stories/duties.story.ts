import type { Page } from '@playwright/test'
import { already, expect, test } from './actors.ts'

/** Issue 4, show 3: what is excused by two who sign, what never is, and what is late for everybody to see. */

const VILLAGE = '610114006205'

type Duty = {
  item: string
  period: string
  n: number
  name: string
  hot: boolean
  colour: string
  dueOn: string
  exemption?: object
}

async function dutiesOf(page: Page, year: string): Promise<Duty[]> {
  const answer = await page.request.get(`/api/disclosure/villages/${VILLAGE}?year=${year}`)
  return ((await answer.json()) as { duties: Duty[] }).duties
}
const yearAhead = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 4)
const addressOf = ({ item, period, n, dueOn }: Duty) =>
  `/desk/disclosure/year?${new URLSearchParams({ village: VILLAGE, year: dueOn.slice(0, 4), duty: `${item}/${period}/${n}` })}`
const exempt = (page: Page, { item, period, n }: Duty) =>
  page.request.post('/api/disclosure/exemptions', {
    data: { division: VILLAGE, item, period, n, reason: '不想公开这一项' },
  })

test('supervisors and the town excuse a duty, both named, and nobody a hot one', async ({ browser }) => {
  test.setTimeout(180_000)
  const supervisor = await already(browser, 'desk', '屈建文')
  const duties = await dutiesOf(supervisor, yearAhead())
  const duty = duties.findLast(({ hot, colour, exemption }) => !hot && colour === 'grey' && !exemption)
  const hot = duties.find(({ hot: isHot, colour }) => isHot && colour !== 'green')
  if (!duty || !hot) throw new Error('the village has nothing ahead to excuse')

  await supervisor.goto(addressOf(duty))
  const panel = supervisor.getByRole('complementary', { name: '这一项公开' })
  await expect(panel.getByRole('heading', { name: duty.name })).toBeVisible()
  const sign = panel.getByRole('button', { name: '签字豁免' })
  await panel.getByRole('textbox', { name: '以村务监督委员会的名义签字的理由' }).fill('没有')
  await expect(sign).toBeDisabled()
  await panel.getByRole('textbox').fill('这一期没有发生')
  await sign.click()
  await expect(panel.getByText('还差一方签字，现在不算豁免')).toBeVisible()
  await expect(panel.getByText(/屈建文（.+）/)).toBeVisible()

  const town = await already(browser, 'desk', '薛静')
  await town.goto('/desk/disclosure')
  const row = town.getByRole('row').filter({ hasText: duty.name }).filter({ hasText: '等另一方签豁免' })
  await row.getByRole('link', { name: '看豁免' }).click()
  const seen = town.getByRole('complementary', { name: '这一项公开' })
  await expect(seen.getByText('理由：这一期没有发生')).toBeVisible()
  await seen.getByRole('button', { name: '签字豁免' }).click()
  await expect(seen.getByText(/起豁免$/)).toBeVisible()
  await expect(seen.getByText(/屈建文（.+）/)).toBeVisible()
  await expect(seen.getByText(/薛静（.+）/)).toBeVisible()
  // The supervisor touched nothing: the line told the screen.
  await expect(panel.getByText(/薛静（.+）/)).toBeVisible()

  for (const page of [supervisor, town]) {
    await page.goto(addressOf(hot))
    const own = page.getByRole('complementary', { name: '这一项公开' })
    await expect(own.getByText(/必须公开，.*都不能豁免/)).toBeVisible()
    await expect(own.getByRole('button', { name: '签字豁免' })).toHaveCount(0)
    const refused = await exempt(page, hot)
    expect([refused.status(), ((await refused.json()) as { title: string }).title]).toEqual([
      403,
      '这是热点公开事项，必须公开，不能豁免',
    ])
  }
})

test('the county sees what is late, down to the duty, and so does anybody without an account', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const officer = await already(browser, 'desk', '周静')
  await officer.goto('/desk/disclosure/watch')
  const village = officer.getByRole('row').filter({ hasText: '老寨村' })
  const late = village.locator('td').nth(2).getByRole('link')
  const n = Number(await late.textContent())
  expect(n).toBeGreaterThan(0)
  await late.click()
  await expect(officer.getByRole('heading', { name: /老寨村.*：逾期/ })).toBeVisible()
  await expect(officer.locator('[data-row]')).toHaveCount(n)
  const name = await officer.locator('[data-row] b').first().textContent()
  await officer.locator('[data-row]').first().getByRole('link').first().click()
  await expect(officer.getByRole('heading', { name: name ?? '' })).toBeVisible()

  const anybody = await (await browser.newContext()).newPage()
  const answer = await anybody.request.get(`/api/disclosure/villages/${VILLAGE}`)
  const { late: public_, duties } = (await answer.json()) as { late: number; duties: Duty[] }
  expect(public_).toBe(n)
  expect(duties.filter(({ colour }) => colour === 'red').map((each) => each.name)).toContain(name)

  const [file] = await Promise.all([
    officer.waitForEvent('download'),
    officer
      .goto('/desk/disclosure/watch')
      .then(() => officer.getByRole('button', { name: '导出 Excel' }).click()),
  ])
  expect(file.suggestedFilename()).toMatch(/各村公开情况 \d{4}-\d\d-\d\d 周静\.xlsx$/)
})
