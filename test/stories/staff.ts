import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { stepOf, totpCode } from '#server/core/totp.ts'
import { secretOf } from '#test/app-code.ts'
import { codeTo } from '#test/texts.ts'
import { expect } from './actors.ts'

/** Staff of a real county, as stories let them in. */

/** Loads a county without a demo into that folder; answers with the one-time code of its first administrator, 贺长林. */
export async function firstAdministrator(dataDir: string): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', DEMO: '0', QUIET: '1' }
  const command = ['dist/server/main.mjs', 'administrator', 'yanliang', '贺长林', 'he.changlin']
  const { stdout } = await promisify(execFile)(process.execPath, command, { env })
  return /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(stdout)?.[0] ?? ''
}

/** The app on a telephone, which was shown the square. A code counts once, so each is later than the one before. */
class App {
  readonly #secret: Buffer
  #last = 0
  constructor(letters: string) {
    this.#secret = secretOf(letters.replaceAll(/\s/g, ''))
  }
  /** The next code that still counts; waits for it as a person would. */
  async code(): Promise<string> {
    const earliest = () => Math.max(this.#last + 1, stepOf(new Date()))
    while (earliest() > stepOf(new Date()) + 1) await new Promise((go) => setTimeout(go, 500))
    this.#last = earliest()
    return totpCode(this.#secret, this.#last)
  }
}

type Telephone = { dataDir: string; phone: string }

/** The first time at the desk: one-time code, what came to their telephone if one is known, password, app, recovery codes. */
export async function activate(
  page: Page,
  {
    name,
    code,
    password,
    telephone,
  }: { name: string; code: string; password: string; telephone?: Telephone },
): Promise<App> {
  await page.getByText('第一次登录', { exact: true }).click()
  await page.getByLabel('登录名').fill(name)
  await page.getByLabel('一次性启用码').fill(code)
  await page.getByRole('button', { name: '下一步' }).click()
  if (telephone) {
    const sent = () => codeTo(telephone.dataDir, telephone.phone, '启用工作账号的验证码')
    await expect.poll(sent).toBeDefined()
    await page.getByLabel('短信验证码').fill((await sent()) ?? '')
    await page.getByRole('button', { name: '下一步' }).click()
  }
  const app = new App(await page.locator('code').innerText())
  await expect(page.getByRole('img', { name: '给动态码应用扫的二维码' })).toBeVisible()
  await page.getByLabel('新密码', { exact: true }).fill(password)
  await page.getByLabel('再填一遍新密码').fill(password)
  await page.getByLabel('应用里现在的 6 位动态码').fill(await app.code())
  await page.getByRole('button', { name: '启用账号' }).click()
  const dialog = page.getByRole('dialog', { name: '恢复码' })
  await expect(dialog.getByRole('list', { name: '恢复码' }).getByRole('listitem')).toHaveCount(8)
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: '好了' }).click()
  return app
}
