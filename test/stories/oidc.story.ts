import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { openIdentityProvider, PROVIDER_NAME, type IdentityProvider } from '#test/identity-provider.ts'
import { expect, newPage, test } from './actors.ts'
import { freePort, startProgram, type Program } from './program.ts'
import { activate, firstAdministrator } from './staff.ts'

/**
 * An official comes in by the province's sign-in: a real OpenID provider beside a real county. They bind it themselves,
 * come in by it, are told what to do where nobody bound it, and take it back.
 */

test.setTimeout(300_000)

let dataDir: string
let program: Program
let provider: IdentityProvider
let first: string

test.beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-oidc-'))
  first = await firstAdministrator(dataDir)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  provider = await openIdentityProvider(`${url}/desk/oidc`)
  const { issuer, clientId, clientSecret, name } = provider.config
  const env = {
    DEMO: '0',
    PUBLIC_URL: url,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: name,
  }
  program = await startProgram({ root: process.cwd(), dataDir, port, env })
})
test.afterAll(async () => {
  await program.stop()
  await provider.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function atDoor(browser: Browser): Promise<Page> {
  const page = await newPage(browser, 'desk')
  await page.goto(`${program.url}/desk`)
  await expect(page.getByRole('button', { name: `用${PROVIDER_NAME}登录` })).toBeVisible()
  return page
}

/** On the provider's own page. */
async function sayWho(page: Page, login: string): Promise<void> {
  await expect(page.getByRole('heading', { name: PROVIDER_NAME })).toBeVisible()
  await page.getByLabel('证件号').fill(login)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test('an address of the sign-in that nobody asked for says so where there is none, and leads back', async ({
  browser,
}) => {
  const page = await newPage(browser, 'desk')
  await page.goto('/desk/oidc?code=x&state=%3Cscript%3E')
  await expect(page.getByText('这里没有开通统一身份认证')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('button', { name: '回到登录页' }).click()
  await expect(page.getByRole('region', { name: '登录' })).toBeVisible()
})

test('the sign-in of the province: bound by hand, with the app’s code, and given back', async ({
  browser,
}) => {
  const page = await atDoor(browser)
  const app = await activate(page, {
    name: 'he.changlin',
    code: first,
    password: '渭北塬上三月的油菜花开得好',
  })
  await expect(page.getByRole('heading', { name: '账号' })).toBeVisible()
  await test.step('the holder binds it', async () => {
    await page.goto(`${program.url}/desk/me`)
    await expect(page.getByText('没有绑定')).toBeVisible()
    await page.getByRole('button', { name: `绑定${PROVIDER_NAME}` }).click()
    await sayWho(page, 'HCL-1')
    await expect(page.getByText('绑定好了，下次可以用它登录')).toBeVisible()
    await expect(page.getByRole('button', { name: '解除绑定' })).toBeVisible()
  })
  await test.step('and comes in by it, with a code of the app, and leaves nothing in the address', async () => {
    await page.getByRole('button', { name: /贺长林/ }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByRole('button', { name: `用${PROVIDER_NAME}登录` }).click()
    await sayWho(page, 'HCL-1')
    await expect(page.getByText(`${PROVIDER_NAME}已经认出您了`)).toBeVisible()
    expect(page.url()).toBe(`${program.url}/desk/oidc`)
    await page.getByLabel('动态码').fill('abcdef')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByText('动态码不对，请等手机上换出新的一个再填')).toBeVisible()
    await page.getByLabel('动态码').fill(await app.code())
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByRole('heading', { name: '账号' })).toBeVisible()
    expect(page.url()).toBe(`${program.url}/desk/accounts`)
  })
  await test.step('who is not bound is told what to do', async () => {
    const stranger = await atDoor(browser)
    await stranger.getByRole('button', { name: `用${PROVIDER_NAME}登录` }).click()
    await sayWho(stranger, 'HCL-2')
    await expect(stranger.getByText('还没有绑定这里的账号')).toBeVisible()
    await stranger.getByRole('button', { name: '回到登录页' }).click()
    await expect(stranger.getByLabel('登录名')).toBeVisible()
  })
  await test.step('the holder gives it back', async () => {
    await page.goto(`${program.url}/desk/me`)
    await expect(page.getByRole('row').filter({ hasText: '正在用的' })).toContainText('统一身份认证')
    await page.getByRole('button', { name: '解除绑定' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '解除', exact: true }).click()
    await expect(page.getByText('没有绑定')).toBeVisible()
    const after = await atDoor(browser)
    await after.getByRole('button', { name: `用${PROVIDER_NAME}登录` }).click()
    await sayWho(after, 'HCL-1')
    await expect(after.getByText('还没有绑定这里的账号')).toBeVisible()
  })
})
