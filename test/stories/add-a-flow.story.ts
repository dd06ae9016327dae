import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startProgram, type Program } from './program.ts'
import { expect, SIZES, test } from './actors.ts'

/**
 * docs/how-to/add-a-flow.md followed to the letter, in a copy of the project: the flow of the page is written where
 * the page says, the program is built, and a household borrows chairs on the phone and gets them at the desk.
 */

const root = process.cwd()
const page = readFileSync(join(root, 'docs/how-to/add-a-flow.md'), 'utf8')
let copy: string
let program: Program

test.beforeAll(async () => {
  test.setTimeout(180_000)
  copy = mkdtempSync(join(tmpdir(), 'gongzhi-flow-'))
  for (const file of execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean)) {
    mkdirSync(join(copy, dirname(file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const flow = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  mkdirSync(join(copy, 'practice/loans'))
  writeFileSync(join(copy, 'practice/loans/loan.flow.ts'), flow.replace(/^ {3}/gm, ''))
  execFileSync('bin/build', { cwd: copy, stdio: 'pipe' })
  program = await startProgram({ root: copy, dataDir: join(copy, 'data') })
})

test.afterAll(async () => {
  await program.stop()
  rmSync(copy, { recursive: true, force: true })
})

test('one file gives screens, route, queue, clock and API', async ({ browser }) => {
  test.setTimeout(120_000)
  const open = async (size: keyof typeof SIZES, name: string) => {
    const context = await browser.newContext({ viewport: SIZES[size], baseURL: program.url })
    const people = (await (await context.request.get('/api/demo/people')).json()) as {
      name: string
      person: string
      post?: string
    }[]
    const one = people.find((person) => person.name === name)
    await context.request.post('/api/demo/session', {
      data: { person: one?.person, ...(one?.post ? { post: one.post } : {}) },
    })
    return context.newPage()
  }
  const guilan = await open('phone', '刘桂兰')
  await guilan.goto('/new/loan/ask')
  await guilan.getByRole('textbox', { name: '借什么' }).fill('二十把椅子，初六给孙子过满月')
  await guilan.getByRole('button', { name: '借东西' }).click()
  await expect(guilan.getByText(/编号 \d{6}-\d{4}/)).toBeVisible()
  await guilan.getByRole('link', { name: '看这件事' }).click()
  await expect(guilan.getByText('村里在看').first()).toBeVisible()
  await expect(guilan.getByText(/还剩/).first()).toBeVisible()
  await expect(guilan.getByText('借给您了').first()).toBeVisible()

  const keeper = await open('desk', '李会芳')
  await keeper.goto('/desk/matters?queue=mine&flow=loan')
  await keeper.locator('[data-row]').filter({ hasText: '二十把椅子' }).first().click()
  await keeper.getByRole('button', { name: /^同意/ }).first().click()
  await keeper.getByRole('button', { name: '确定同意' }).click()
  await expect(keeper.getByText('借出').first()).toBeVisible()

  const api = (await (await guilan.request.get('/api/openapi.json')).json()) as {
    paths: Record<string, unknown>
  }
  expect(
    Object.keys(api.paths)
      .filter((path) => path.includes('/loan/'))
      .toSorted(),
  ).toEqual([
    '/api/flows/loan/ask',
    '/api/flows/loan/{id}/decline',
    '/api/flows/loan/{id}/giveBack',
    '/api/flows/loan/{id}/lend',
  ])
})
