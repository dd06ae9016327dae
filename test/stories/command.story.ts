import { already, chooseUnit, confirmAction, expect, test } from './actors.ts'

/** A night at the command desk: 周静 presses a unit that is late, rules on a dispute, and the queue tells the truth. */

test('the duty officer presses what is late and rules on what is disputed', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'desk', '周静')
  await page.goto('/desk/command')
  const reasons = page.getByRole('navigation', { name: '为什么要紧' })
  const countOf = async (name: string) =>
    Number(/\d+/.exec((await reasons.getByRole('link', { name }).textContent()) ?? '')?.[0])
  await expect(reasons.getByRole('link', { name: /\d+\s*要紧的事/ })).toBeVisible()
  await expect(page.getByText(/^数据截至/)).toBeVisible()

  await reasons.getByRole('link', { name: '超期' }).click()
  const queue = page.getByRole('region', { name: '要紧的事', exact: true })
  const late = queue.locator('[data-row]').filter({ hasText: '处置中' }).first()
  const number = /\d{6}-\d{4}/.exec((await late.textContent()) ?? '')?.[0] ?? ''
  await late.getByRole('link').click()
  await expect(page.getByRole('button', { name: '督办' })).toBeVisible()
  await page.keyboard.press('u')
  const press = page.locator('footer').getByRole('region', { name: '督办', exact: true })
  await press.getByLabel('督办要求').fill('天亮前先到现场')
  await confirmAction(press, '督办')
  await expect(page.getByText('天亮前先到现场')).toBeVisible()
  await expect(queue.locator('[data-row]').filter({ hasText: number })).toBeVisible()
  await expect(page.getByRole('button', { name: '督办' })).toHaveAttribute('aria-disabled', 'true')

  await reasons.getByRole('link', { name: '争议' }).click()
  const disputed = await countOf('争议')
  const quarrel = queue.locator('[data-row]').filter({ hasText: '争议' }).first()
  const ruled = /\d{6}-\d{4}/.exec((await quarrel.textContent()) ?? '')?.[0] ?? ''
  await quarrel.getByRole('link').click()
  await expect(page.getByRole('button', { name: '裁定' })).toBeVisible()
  await page.keyboard.press('a')
  const ruling = page.locator('footer').getByRole('region', { name: '裁定', exact: true })
  await chooseUnit(ruling, '承办单位', '区住房和城乡建设局')
  await ruling.getByLabel('裁定意见').fill('由住建局负责，请抓紧办理')
  await confirmAction(ruling, '裁定')
  await expect(queue.locator('[data-row]').filter({ hasText: ruled })).toHaveCount(0)
  await expect.poll(() => countOf('争议')).toBe(disputed - 1)
})

test('several late ones are pressed in one go, and each answers for itself', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await already(browser, 'desk', '周静')
  await page.goto('/desk/command?reason=overdue')
  const queue = page.getByRole('region', { name: '要紧的事', exact: true })
  // Of one flow and stage, as whoever presses several at once picks them.
  const rows = queue.locator('[data-row]').filter({ hasText: '处置中' }).filter({ hasNotText: '退回重办' })
  await expect(rows.first()).toBeVisible()
  const numbers = (await rows.allTextContents())
    .flatMap((text) => /\d{6}-\d{4}/.exec(text)?.[0] ?? [])
    .slice(0, 3)
  expect(numbers.length).toBeGreaterThan(1)
  for (const number of numbers) await page.getByRole('checkbox', { name: `选中 ${number}` }).check()
  const bulk = page.getByRole('region', { name: '批量办理', exact: true })
  await expect(bulk.getByText(`选中 ${numbers.length} 件`)).toBeVisible()
  await bulk.getByRole('button', { name: '一起督办' }).click()
  await bulk.getByLabel('督办要求').fill('今晚都要有人到场')
  await bulk.getByRole('button', { name: `${numbers.length} 件一起督办` }).click()
  const outcome = page.getByRole('status', { name: '批量办理结果' })
  await expect(outcome.getByText(/^办成 \d+ 件/)).toBeVisible()
  const lines = await outcome.getByRole('listitem').allTextContents()
  expect(lines).toHaveLength(numbers.length)
  const done = numbers.filter((number) =>
    lines.some((line) => line.includes(number) && line.includes('已办')),
  )
  expect(done.length).toBeGreaterThan(0)
  await outcome.getByRole('button', { name: '知道了' }).click()
  await expect(outcome).toBeHidden()
  for (const number of done) {
    await queue.locator('[data-row]').filter({ hasText: number }).getByRole('link').click()
    await expect(page.getByText('今晚都要有人到场')).toBeVisible()
  }
})
