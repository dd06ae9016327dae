import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { linesOf, workbookOf } from '#test/form.ts'
import { choose, expect, SIZES, test } from './actors.ts'
import { tamper } from './database.ts'
import { startProgram, type Program } from './program.ts'
import { activate, firstAdministrator } from './staff.ts'

/**
 * A real county's first day, on a program without a demo: the first administrator by a code from the machine, a second
 * person who says what logins may do, a login for an office, and what a lost telephone or an open desk does not open.
 */

test.setTimeout(600_000)

let dataDir: string
let program: Program
let first: string

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-real-'))
  first = await firstAdministrator(dataDir)
  program = await startProgram({ root: process.cwd(), dataDir, env: { DEMO: '0' } })
})
test.afterAll(async () => {
  await program.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function atDoor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES.desk, baseURL: program.url })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto('/desk')
  await expect(page.getByRole('heading', { name: '共治工作台' })).toBeVisible()
  return page
}

async function signIn(page: Page, name: string, password: string, code: string): Promise<void> {
  await page.getByLabel('登录名').fill(name)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByLabel('动态码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function openAccount(page: Page, person: string, phone: string, name: string): Promise<string> {
  await page.getByRole('button', { name: '开账号', exact: true }).first().click()
  const form = page.getByRole('dialog', { name: '开账号', exact: true })
  await form.getByLabel('姓名').fill(person)
  await form.getByLabel('手机号').fill(phone)
  await form.getByLabel('登录名').fill(name)
  await form.getByRole('button', { name: '开账号，给启用码' }).click()
  const handed = page.getByRole('dialog', { name: '把启用码当面交给本人' })
  const code = await handed.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/).innerText()
  await handed.getByRole('button', { name: '已经交给本人了' }).click()
  await expect(handed).toBeHidden()
  return code
}

/** Opens what of a table can be opened; answers with the lines of the sheet of codes. */
async function fromTable(page: Page, rows: readonly (readonly string[])[]): Promise<string[][]> {
  await page.getByRole('button', { name: '从表格开账号' }).click()
  const drawer = page.getByRole('dialog', { name: '从表格开账号' })
  await drawer.getByLabel('选开账号的表格').setInputFiles({
    name: '办公室.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await workbookOf([['姓名', '手机号', '登录名'], ...rows]),
  })
  await expect(drawer.getByText('能开 2 个，不能开 1 行')).toBeVisible()
  await expect(drawer.getByText('他已经有账号了，忘了密码请用“重发启用码”')).toBeVisible()
  const waiting = page.waitForEvent('download')
  await drawer.getByRole('button', { name: '开这 2 个账号' }).click()
  const lines = await linesOf(await readFile(await (await waiting).path()))
  await expect(drawer.getByText('启用码只出这一次')).toBeVisible()
  const refused = page.waitForEvent('download')
  await drawer.getByRole('button', { name: '下载没有开的行' }).click()
  expect((await linesOf(await readFile(await (await refused).path())))[2]?.[3]).toContain('他已经有账号了')
  await drawer.getByRole('button', { name: '表已经存好了' }).click()
  await expect(drawer).toBeHidden()
  return lines
}

async function give(page: Page, person: string, role: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: person }).getByRole('button', { name: '授岗' }).click()
  const form = page.getByRole('dialog', { name: `给${person}授予岗位` })
  await choose(form, '岗位', role)
  await form.getByRole('button', { name: '授予', exact: true }).click()
}

/** Leaves a panel by its key; a list that is just closing takes the first press for itself. */
async function escape(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden({ timeout: 1_000 })
  }).toPass()
}

const FIRST_PASSWORD = '渭北塬上三月的油菜花'
const SECOND_PASSWORD = '井台边上晒玉米的那个下午'
const TABLE_PASSWORD = '门前两棵石榴树今年结满了'
const OFFICE_PASSWORD = '秋天的渭河边有三只白鹭飞'

test('a real county: nobody by default, the first by a code, then each by what two administrators gave', async ({
  browser,
}) => {
  const page = await atDoor(browser)
  await test.step('nobody can be picked', async () => {
    await expect(page.getByText('这是演示村')).toHaveCount(0)
    expect((await page.request.get('/api/demo/people')).status()).toBe(404)
  })
  await test.step('the first administrator sets a password and an app', async () => {
    await activate(page, { name: 'he.changlin', code: first, password: `${FIRST_PASSWORD}开得好` })
    await expect(page.getByRole('heading', { name: '账号' })).toBeVisible()
    await expect(page.getByRole('button', { name: /贺长林.*系统管理员/ })).toBeVisible()
  })
  const secondCode = await test.step('they find a second person, who gives the posts', async () => {
    const code = await openAccount(page, '柳安生', '13800000001', 'liu.ansheng')
    await give(page, '柳安生', '安全管理员')
    await expect(page.getByRole('row').filter({ hasText: '柳安生' })).toContainText('安全管理员')
    return code
  })
  const officeCode = await openAccount(page, '杜明远', '13800000002', 'du.mingyuan')
  await test.step('and may give no other post', async () => {
    await give(page, '杜明远', '审计管理员')
    await expect(page.getByRole('dialog')).toContainText('岗位由安全管理员授予')
    await escape(page)
  })
  const tableCode =
    await test.step('a whole office is opened from a table, but for who has an account', async () => {
      const sheet = await fromTable(page, [
        ['焦文采', '13800000003', 'jiao.wencai'],
        ['杜明远', '13800000002', 'du.again'],
        ['屈望春', '13800000004', 'qu.wangchun'],
      ])
      expect(sheet.slice(2).map(([name, signInName]) => [name, signInName])).toEqual([
        ['焦文采', 'jiao.wencai'],
        ['屈望春', 'qu.wangchun'],
      ])
      await expect(page.getByRole('row').filter({ hasText: '屈望春' })).toContainText('qu.wangchun')
      return sheet[3]?.[2] ?? ''
    })
  await test.step('whose one-time codes let them in', async () => {
    const newcomer = await atDoor(browser)
    await activate(newcomer, {
      name: 'qu.wangchun',
      code: tableCode,
      password: TABLE_PASSWORD,
      telephone: { dataDir, phone: '13800000004' },
    })
    await expect(newcomer.getByRole('button', { name: /屈望春/ })).toBeVisible()
  })

  const second = await atDoor(browser)
  await activate(second, {
    name: 'liu.ansheng',
    code: secondCode,
    password: SECOND_PASSWORD,
    telephone: { dataDir, phone: '13800000001' },
  })
  await test.step('the second gives the office its post; two administrators’ posts never', async () => {
    await give(second, '杜明远', '区指挥中心值班员')
    await expect(second.getByRole('row').filter({ hasText: '杜明远' })).toContainText('区指挥中心值班员')
    await give(second, '贺长林', '审计管理员')
    await expect(second.getByRole('dialog')).toContainText('不能由同一个人担任')
    await escape(second)
  })

  const desk = await atDoor(browser)
  const app = await activate(desk, {
    name: 'du.mingyuan',
    code: officeCode,
    password: OFFICE_PASSWORD,
    telephone: { dataDir, phone: '13800000002' },
  })
  await expect(desk.getByRole('link', { name: '事项' })).toBeVisible()
  const elsewhere = await atDoor(browser)
  await test.step('the office signs in elsewhere with all three, and not with a guess', async () => {
    await signIn(elsewhere, 'du.mingyuan', '不是这个密码不是这个', await app.code())
    await expect(elsewhere.getByText('登录名、密码或动态码不对')).toBeVisible()
    await signIn(elsewhere, 'du.mingyuan', OFFICE_PASSWORD, await app.code())
    await expect(elsewhere.getByRole('link', { name: '事项' })).toBeVisible()
  })
  await test.step('a proof is asked before keys change, and what was begun goes on by itself', async () => {
    await unprove()
    await desk.goto('/desk/me')
    await desk.getByRole('button', { name: '换手机、换应用' }).click()
    await desk.getByRole('button', { name: '开始绑定' }).click()
    const proof = desk.getByRole('dialog', { name: '请确认是您本人' })
    await proof.getByLabel('密码或动态码').fill('不是这个密码不是这个')
    await proof.getByRole('button', { name: '确认' }).click()
    await expect(proof.getByText('密码或动态码不对，请再试一次')).toBeVisible()
    await proof.getByLabel('密码或动态码').fill(OFFICE_PASSWORD)
    await proof.getByRole('button', { name: '确认' }).click()
    await expect(proof).toBeHidden()
    await expect(desk.getByRole('img', { name: '给动态码应用扫的二维码' })).toBeVisible()
    await desk.keyboard.press('Escape')
  })
  await test.step('the session elsewhere is ended from here', async () => {
    await desk.goto('/desk/me')
    const rows = desk.getByRole('row').filter({ hasText: '账号密码' })
    await expect(rows).toHaveCount(2)
    await rows.filter({ hasNotText: '正在用的' }).getByRole('button', { name: '退出' }).click()
    await desk.getByRole('tooltip').getByRole('button', { name: '退出', exact: true }).click()
    await expect(rows).toHaveCount(1)
    await elsewhere.reload()
    await expect(elsewhere.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  })
  await test.step('a locked account ends at once', async () => {
    await second.reload()
    await second.getByRole('row').filter({ hasText: '杜明远' }).getByRole('button', { name: '停用' }).click()
    await second.getByRole('tooltip').getByRole('button', { name: '停用', exact: true }).click()
    await expect(second.getByRole('row').filter({ hasText: '杜明远' })).toContainText('已停用')
    await desk.reload()
    await expect(desk.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  })
})

/** As if everybody had signed in a quarter of an hour ago. */
function unprove(): Promise<void> {
  return tamper(`update sessions set proven_at = now() - interval '15 minutes'`, [], dataDir)
}
