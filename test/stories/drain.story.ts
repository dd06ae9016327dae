import type { Page } from '@playwright/test'
import {
  atDesk,
  chooseUnit,
  confirmAction,
  expect,
  newPage,
  onPhone,
  openAtDesk,
  photo,
  startAction,
  test,
} from './actors.ts'

/**
 * The whole loop on real ground: 刘桂兰 photographs an overflowing drain in 老寨村; the street sends it to the water
 * bureau, which objects; the command centre rules for the housing bureau; they contact her, mend it and prove it; she
 * says it is not good enough, it reopens one level up, is mended, and she confirms. The wall saw every step.
 */
test('a drain from the phone to a confirmed close', async ({ browser }) => {
  test.setTimeout(300_000)
  const wall = await atWall(browser)
  const guilan = await onPhone(browser, '刘桂兰')
  const number = await report(guilan)
  await expect(wall.getByText('报事').first()).toBeVisible()

  const street = await atDesk(browser, '陈晓东')
  await openAtDesk(street, number)
  const dispatch = await startAction(street, '派单')
  await chooseUnit(dispatch, '承办单位', '区水务局')
  await confirmAction(dispatch, '派单')

  const water = await atDesk(browser, '郭涛')
  await openAtDesk(water, number)
  const objection = await startAction(water, '提出异议')
  await objection.getByLabel('原因').fill('这段排水沟在村里，不归水务局管')
  await objection.getByLabel('职责依据').fill('区水务局三定方案第三条')
  await chooseUnit(objection, '建议承办单位', '区住房和城乡建设局')
  await confirmAction(objection, '提出异议')

  const centre = await atDesk(browser, '周静')
  await openAtDesk(centre, number)
  const ruling = await startAction(centre, '裁定')
  await chooseUnit(ruling, '承办单位', '区住房和城乡建设局')
  await ruling.getByLabel('裁定意见').fill('农村生活污水设施由住建局负责，请抓紧办理')
  await confirmAction(ruling, '裁定')

  const housing = await atDesk(browser, '高鹏')
  await openAtDesk(housing, number)
  await mend(housing, '疏通了排水沟，换了井盖')

  await openOwn(guilan)
  await guilan.getByRole('button', { name: '不满意' }).click()
  await guilan.getByLabel('哪里没办好').fill('下了一场雨又冒出来了')
  await guilan.getByRole('dialog').getByRole('button', { name: '不满意' }).click()
  await expect(guilan.getByText('收到了，正在安排').first()).toBeVisible()

  await openAtDesk(centre, number)
  await expect(centre.getByText('区级负责').first()).toBeVisible()
  const again = await startAction(centre, '派单')
  await chooseUnit(again, '承办单位', '区住房和城乡建设局')
  await confirmAction(again, '派单')

  await openAtDesk(housing, number)
  await expect(housing.getByRole('button', { name: '提出异议' })).toHaveAttribute('aria-disabled', 'true')
  await expect(housing.getByText('异议只能提一次，指挥中心已经裁定').first()).toBeVisible()
  await mend(housing, '重新做了坡度，接通了主管，雨天也看过了')

  await openOwn(guilan)
  await guilan.getByRole('button', { name: '满意，办好了' }).click()
  await guilan.getByRole('dialog').getByRole('button', { name: '满意，办好了' }).click()
  await expect(guilan.getByText('您已确认满意').first()).toBeVisible()
  await expect(wall.getByText('满意，办好了').first()).toBeVisible()
})

async function atWall(browser: Parameters<typeof newPage>[0]): Promise<Page> {
  const page = await newPage(browser, 'wall')
  await page.goto('/wall')
  await page.getByRole('button', { name: /周静/ }).click()
  await expect(page.getByRole('heading', { name: '办理动态' })).toBeVisible()
  return page
}

/** At most four taps and one sentence: open, photo, words, send; the class is guessed and shown. */
async function report(page: Page): Promise<string> {
  await page.getByRole('link', { name: '我要说话' }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('drain.jpg'))
  await page.getByLabel('什么事').fill('村口排水沟堵了，污水漫到路上，老人走路打滑')
  await expect(page.getByRole('button', { name: '污水臭水' })).toBeVisible()
  await page.getByRole('button', { name: '报上去' }).click()
  const number = await page
    .getByText(/\d{6}-\d{4}/)
    .first()
    .textContent()
  return /\d{6}-\d{4}/.exec(number ?? '')?.[0] ?? ''
}

async function openOwn(page: Page): Promise<void> {
  await page.goto('/matters')
  await page
    .getByRole('link', { name: /污水漫到路上/ })
    .first()
    .click()
}

/** Signs for it, speaks to the asker, mends it and proves it. Closing is barred until she was spoken to. */
async function mend(page: Page, result: string): Promise<void> {
  const accept = await startAction(page, '签收')
  await confirmAction(accept, '签收')
  await expect(page.getByRole('button', { name: '办好了' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('还没有联系过报事人，请先联系并记一笔').first()).toBeVisible()
  const contact = await startAction(page, '联系记录')
  await contact.getByText('电话', { exact: true }).click()
  await contact.getByLabel('联系结果').fill('跟刘桂兰说了今天下午来人')
  await confirmAction(contact, '联系记录')
  const finish = await startAction(page, '办好了')
  await finish.getByLabel('办理结果').fill(result)
  await finish
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('proof.jpg'))
  await confirmAction(finish, '办好了')
}
