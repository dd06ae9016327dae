import { expect, newPage, onPhone, test } from './actors.ts'

/** A villager takes the days of the village along in the calendar of her telephone, and takes the address back. */

test('a villager has meetings and days of publication in her own calendar, until she ends it', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const guilan = await onPhone(browser, '刘桂兰')
  await guilan.goto('/me')
  await guilan.getByRole('link', { name: /放进手机日历/ }).click()
  await expect(guilan.getByRole('heading', { name: '放进手机日历' })).toBeVisible()
  await guilan.getByRole('button', { name: '要一个日历地址' }).click()
  const card = guilan.getByRole('region', { name: '您的日历地址' })
  const address = (await card.getByText(/\/calendars\/[\w-]{43}\.ics$/).textContent()) ?? ''
  await expect(card.getByRole('link', { name: '加到手机日历' })).toHaveAttribute(
    'href',
    address.replace(/^http:/, 'webcal:'),
  )

  // The calendar of a telephone has the address and nothing else.
  const calendar = await newPage(browser, 'phone')
  const read = await calendar.request.get(address)
  expect([read.status(), read.headers()['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  const text = (await read.text()).replaceAll('\r\n ', '')
  const { rows } = (await (await guilan.request.get('/api/meetings?limit=100')).json()) as {
    rows: { title: string }[]
  }
  expect(rows.length).toBeGreaterThan(0)
  for (const { title } of rows) expect(text).toContain(`SUMMARY:${title}`)
  expect(text).toMatch(/SUMMARY:村里该公开 \d+ 项/)

  await guilan.reload()
  const earlier = guilan.getByRole('list', { name: '您要过的日历地址' })
  await expect(earlier.getByRole('listitem').first()).toContainText('手机来读过')
  // A retry finds what an earlier try has left: all of them go.
  const ends = earlier.getByRole('button', { name: /^停用/ })
  while ((await ends.count()) > 0) {
    const before = await ends.count()
    await ends.first().click()
    await expect(ends).toHaveCount(before - 1)
  }
  expect((await calendar.request.get(address)).status()).toBe(404)
})
