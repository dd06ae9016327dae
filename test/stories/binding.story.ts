import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { codeTo as codeIn, textsTo } from '#test/texts.ts'
import { agreeTo, already, atDesk, expect, newPage, read, send, test } from './actors.ts'

/**
 * 登记手机号 (issue 6): a telephone nobody knows asks its village, the secretary finds who it is and confirms, a supervisor
 * agrees, and the person signs in with a code; another one is sent back with a reason.
 */

// Other numbers each run, so that the story can be told twice on one server.
const RUN = String(Date.now()).slice(-6)
const PHONE = `13955${RUN}`
const STRANGE = `13966${RUN}`
const NAME = '杨老太'
const WHY = '名册上没有您，请带户口本到村委会登记'

test('a telephone nobody knows is let in by the village, and another is sent back', async ({ browser }) => {
  test.setTimeout(240_000)
  const secretary = await atDesk(browser, '王建国')
  const person = await test.step('somebody of the register has no telephone', () => someoneWithout(secretary))

  const phone = await newPage(browser, 'phone')
  await test.step('who holds it cannot sign in, and asks', async () => {
    await phone.goto('/me')
    await expect(phone.getByRole('link', { name: '选一个演示人物' })).toBeVisible()
    await phone.goto('/signin')
    await phone.getByRole('link', { name: /手机号没登记/ }).click()
    await askFor(phone, PHONE, person)
    await expect(phone.getByText('报上去了，等村里核对')).toBeVisible()
  })

  const drawer = secretary.getByRole('dialog', { name: '核对手机号' })
  await test.step('the secretary finds who it is and confirms', async () => {
    await secretary.goto('/desk/people')
    await secretary.getByRole('button', { name: /^登记手机号（\d+ 份等核对）/ }).click()
    const row = secretary.getByRole('row').filter({ hasText: person })
    await expect(row.first()).toContainText(`139****${PHONE.slice(-4)}`)
    await row
      .first()
      .getByRole('button', { name: `核对${person}的手机号` })
      .click()
    await expect(drawer.getByText(PHONE)).toBeVisible()
    await drawer
      .getByRole('radio', { name: new RegExp(person) })
      .first()
      .check()
    await drawer.getByRole('button', { name: `确认是${person}的` }).click()
    await expect(drawer).toBeHidden()
    await expect(row.first()).toContainText(`待复核：王建国核对是${person}的`)
    await phone.reload()
    await expect(phone.getByText('村里核对过了，等另一个人复核')).toBeVisible()
    await expect(phone.getByText('登记好了')).toHaveCount(0)
  })

  await test.step('it counts when a second person of the village has agreed', async () => {
    await agreeTo(await already(browser, 'desk', '屈建文'), `${person}的手机号`)
  })

  await test.step('and the person signs in with a code', async () => {
    await phone.reload()
    await expect(phone.getByText('登记好了')).toBeVisible()
    await expect.poll(() => textTo(PHONE)).toContain('确认了您的手机号')
    await phone.getByRole('link', { name: '去登录' }).click()
    await phone.getByLabel('手机号').fill(PHONE)
    await phone.getByRole('button', { name: '获取验证码' }).click()
    // Said at the field it is about, so that it does not lie over the page that comes next.
    await expect(phone.getByText('验证码已发出，请看短信')).toBeVisible()
    await phone.getByLabel('短信里的验证码').fill(await codeTo(PHONE, '登录验证码'))
    await phone.getByRole('button', { name: '登录', exact: true }).click()
    await expect(phone.getByRole('link', { name: '我要办事' })).toBeVisible()
    await expect(phone.getByText('验证码已发出，请看短信')).toHaveCount(0)
    await phone.goto('/me')
    await expect(phone.getByRole('heading', { name: person })).toBeVisible()
  })

  await test.step('whom the village does not know is sent back with a reason', async () => {
    const stranger = await newPage(browser, 'phone')
    await stranger.goto('/phone-bindings/new')
    await askFor(stranger, STRANGE, NAME)
    await secretary.goto('/desk/people/bindings')
    await secretary
      .getByRole('button', { name: `核对${NAME}的手机号` })
      .first()
      .click()
    await expect(drawer.getByText('村里的名册上没有')).toBeVisible()
    await expect(drawer.getByRole('button', { name: '确认', exact: true })).toBeDisabled()
    await drawer.getByRole('button', { name: '退回', exact: true }).click()
    await drawer.getByLabel('为什么退回').fill(WHY)
    await drawer.getByRole('button', { name: '退回给他' }).click()
    await expect(drawer).toBeHidden()
    await expect.poll(() => textTo(STRANGE)).toContain(WHY)
    await stranger.reload()
    await expect(stranger.getByText(WHY)).toBeVisible()
  })
})

/** Writes the form, leaves it once to look for the message, and finds everything as it was. */
async function askFor(page: Page, phone: string, name: string): Promise<void> {
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByText('请写您的姓名，跟户口本上一样')).toBeVisible()
  await page.locator('fieldset').filter({ hasText: '您的村' }).getByRole('button').click()
  await page.getByRole('dialog').getByLabel('村名').fill('老寨')
  await page.getByRole('dialog').getByRole('button', { name: /老寨/ }).click()
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('门牌号，或者户主是谁').fill('3 组 12 号')
  await page.reload()
  await expect(page.getByLabel('姓名')).toHaveValue(name)
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信里的验证码').fill(await codeTo(phone, '登记手机号的验证码'))
  await page.getByRole('button', { name: '报给村里' }).click()
  await expect(page.getByText('029-')).toBeVisible()
}

/** Somebody who moves in without a telephone, by the village’s own list. */
async function someoneWithout(secretary: Page): Promise<string> {
  // Another name each run.
  const name = `米${String.fromCodePoint(0x4e00 + (Number(RUN) % 5000))}`
  const list = `户号,姓名,与户主关系,出生日期\nB${RUN},${name},户主,1956-03-02\n`
  const file = { name: '新来的户.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
  const headers = { 'idempotency-key': v7() }
  const sent = await secretary.request.post('/api/imports', { multipart: { file }, headers })
  const { id } = (await sent.json()) as { id: string }
  const columns = { household: 0, name: 1, relation: 2, bornOn: 3 }
  await send(secretary, `/api/imports/${id}/start`, { columns })
  const found = () =>
    read<{ rows: object[] }>(secretary, `/api/people/register?q=${encodeURIComponent(name)}`)
  // The worker looks for lists every two seconds.
  await expect.poll(async () => (await found()).rows.length).toBe(1)
  return name
}

/** The data folder of the program that all stories share. */
const FOLDER = process.env['STORY_DATA'] ?? ''

/** What the stand-in for the gateway was handed last for a phone. */
const textTo = async (phone: string) => (await textsTo(FOLDER, phone)).at(-1)?.text ?? ''

async function codeTo(phone: string, what: string): Promise<string> {
  await expect.poll(() => codeIn(FOLDER, phone, what)).toBeDefined()
  return (await codeIn(FOLDER, phone, what)) ?? ''
}
