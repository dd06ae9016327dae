import type { Browser, Page } from '@playwright/test'
import { already, choose, expect, photo, read, send, test } from './actors.ts'
import { meetingStep, rollOf, tick, VILLAGE } from './paper-meeting.ts'

/**
 * What one person enters for another: a whole meeting from paper, whose second count, sheet and signatures come from
 * others before anything is decided; and a named vote, told to whose it is, taken back, and confirmed by somebody else.
 */

/** The tellers’ paper says how many; the desk copies it for each of them. */
async function copyCount(secretary: Page, teller: string, inFavour: number): Promise<void> {
  const count = secretary.getByRole('region', { name: `监票人${teller}` })
  for (const [name, value] of [
    ['同意', inFavour],
    ['反对', 0],
    ['弃权', 0],
  ] as const)
    await count.getByLabel(name).fill(String(value))
  await count.getByRole('button', { name: '记下' }).click()
  await expect(count.getByText(`同意 ${inFavour}，反对 0，弃权 0`)).toBeVisible()
}

test('a meeting held on paper is entered afterwards and carries its mark wherever it stands', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const secretary = await already(browser, 'desk', '王建国')
  const title = `村委会例会补录 ${Date.now() % 10_000}`
  await secretary.goto('/desk/meetings/new')
  await choose(secretary, '开什么会', '村民委员会会议')
  await secretary.getByRole('checkbox', { name: /^纸质会议补录/ }).check()
  await secretary.getByLabel('会议名称').fill(title)
  await secretary.getByLabel('当时哪天开的').fill('2026-10-20')
  await secretary.getByLabel('在哪里').fill('村委会办公室')
  await choose(secretary, '议决什么', '村民委员会职责内的日常事务')
  await secretary.getByLabel('议题名称').fill('冬季用水安排')
  await secretary.getByLabel('内容').fill('每天早晚各供水两小时，广播通知到户。')
  await secretary.getByLabel('谁提出').fill('张军利')
  await secretary.getByRole('button', { name: '召集会议' }).click()
  const mark = secretary.getByText('纸质会议补录', { exact: true })
  await expect(mark).toBeVisible()

  await secretary.getByRole('button', { name: '发出通知' }).click()
  await secretary.getByLabel('当时哪天发的通知').fill('2026-10-19')
  await secretary.getByRole('button', { name: '发出通知' }).click()
  await expect(secretary.getByText(/10月19日发出通知/)).toBeVisible()
  for (const name of ['张军利', '王丽娟', '孙卫东']) await tick(secretary, name)
  await secretary.getByRole('button', { name: '宣布开会' }).click()
  for (const teller of ['屈建文', '王春侠']) await choose(secretary, '两名监票计票人', teller)
  await secretary.keyboard.press('Escape')
  await secretary.getByRole('button', { name: '付诸表决' }).click()
  await copyCount(secretary, '王春侠', 3)
  await confirmedBySecond(browser, secretary, '屈建文')
  await secretary.getByRole('button', { name: '宣布结果' }).click()
  await expect(secretary.getByText(/先附上签了字的计票单/)).toBeVisible()
  await attachSheet(secretary)
  await secretary.getByRole('button', { name: '宣布结果' }).click()
  await expect(secretary.getByRole('region', { name: '表决结果' })).toContainText(
    '应到 3，同意 3，过半数要 2',
  )
  await expect(secretary.getByText('本记录由纸质会议补录，补录标记永久保留。')).toBeVisible()
  await secretary.goto('/desk/meetings')
  await expect(secretary.getByRole('row').filter({ hasText: title })).toContainText('纸质会议补录')
  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto('/meetings')
  await guilan.getByRole('link', { name: title }).click()
  await expect(guilan.getByText('纸质会议补录', { exact: true })).toBeVisible()
  await expect(guilan.getByText(/会议记录要有 2 名到会的人签字，通过的议题才成为决议/)).toBeVisible()
  await signedByThoseThere(browser, secretary, guilan)
})

/** One hand does not enter both counts: the other teller looks at the sheet on the phone and says so with one tap. */
async function confirmedBySecond(browser: Browser, secretary: Page, teller: string): Promise<void> {
  const count = secretary.getByRole('region', { name: `监票人${teller}` })
  await expect(count).toContainText('这一份请他本人或另一位会议召集人对照计票单核对')
  const page = await already(browser, 'phone', teller)
  await page.goto(new URL(secretary.url()).pathname.replace('/desk', ''))
  await expect(page.getByText('同意 3，反对 0，弃权 0')).toBeVisible()
  await page.getByRole('button', { name: '核对无误' }).click()
  await expect(page.getByText('两人清点一致，可以宣布结果')).toBeVisible()
  await page.close()
  await expect(count).toContainText('同意 3，反对 0，弃权 0')
}

/** The photograph of what both signed. */
async function attachSheet(secretary: Page): Promise<void> {
  const back = secretary.url()
  await secretary.getByRole('link', { name: '打印文书' }).click()
  await choose(secretary, '是什么', '选票和计票单')
  await secretary.locator('input[type=file]').setInputFiles(await photo('sheet.jpg'))
  await expect(secretary.getByRole('region', { name: '签过字的扫描件' }).getByRole('listitem')).toHaveCount(1)
  await secretary.goto(back)
}

/** Who was not there does not sign; with the second who was, what was passed stands among what was decided. */
async function signedByThoseThere(browser: Browser, secretary: Page, guilan: Page): Promise<void> {
  const meeting = new URL(guilan.url()).pathname
  await secretary.goto(`/desk${meeting}`)
  await secretary.getByRole('button', { name: '宣布散会' }).click()
  await expect(secretary.getByText(/您没有到会，不能签/)).toBeVisible()
  const decided = () => guilan.getByRole('link', { name: /冬季用水安排/ })
  for (const name of ['张军利', '王丽娟']) {
    await guilan.goto(`/village/${VILLAGE}/decisions`)
    await expect(guilan.getByRole('heading', { name: '定了的事' })).toBeVisible()
    await expect(decided()).toHaveCount(0)
    const page = await already(browser, 'phone', name)
    await page.goto(meeting)
    await page.getByRole('button', { name: '我看过了，签字' }).click()
    await expect(page.getByText(new RegExp(`签字：.*${name}`))).toBeVisible()
    await page.close()
  }
  await guilan.goto(`/village/${VILLAGE}/decisions`)
  await expect(guilan.getByRole('article').filter({ has: decided() })).toContainText('纸质会议补录')
}

test('a vote the desk enters for somebody is told to them, taken back, and confirmed by somebody else', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const secretary = await already(browser, 'desk', '王建国')
  const { id: meeting } = await send<{ id: string }>(secretary, '/api/meetings', {
    division: VILLAGE,
    body: 'village-committee',
    basis: 'persons',
    title: `村委会碰头会 ${Date.now() % 10_000}`,
    place: '村委会办公室',
    meetsAt: new Date().toISOString(),
    motions: [
      {
        decision: 'committee-affairs',
        title: '路灯几点关',
        words: '冬天晚上十点关路灯。',
        proposer: '张军利',
        means: 'named',
      },
    ],
  })
  await meetingStep(secretary, meeting, 'notify')
  await meetingStep(secretary, meeting, 'open')
  for (const { member } of await rollOf(secretary, meeting))
    await send(secretary, `/api/meetings/${meeting}/attendances`, { means: 'hand', member })
  await secretary.goto(`/desk/meetings/${meeting}`)
  await secretary.getByRole('button', { name: '付诸表决' }).click()
  for (const name of ['王丽娟', '孙卫东']) {
    await secretary.getByRole('button', { name: `${name}同意` }).click()
    await expect(secretary.getByRole('button', { name: `撤掉${name}的代录` })).toBeVisible()
  }
  await expect(secretary.getByRole('button', { name: '宣布结果' })).toBeDisabled()

  const lijuan = await already(browser, 'phone', '王丽娟')
  await lijuan.goto('/notices')
  const told = /王建国替您在《路灯几点关》上登记了“同意”，不是您的意思请当场说/
  await expect(lijuan.getByText(told)).toBeVisible()
  await lijuan
    .getByRole('link', { name: /有人替您登记了一票/ })
    .first()
    .click()
  const mine = lijuan.getByRole('region', { name: '替您登记的票' })
  await expect(mine).toContainText('王建国替您登记了“同意”')
  await mine.getByRole('button', { name: /撤回/ }).click()
  await lijuan.getByRole('radio', { name: '反对' }).check()
  await lijuan.getByRole('button', { name: '投票', exact: true }).click()
  await expect(lijuan.getByText('您的票记下了，投出的票不能改')).toBeVisible()

  const supervisor = await already(browser, 'desk', '屈建文')
  await supervisor.goto(`/desk/meetings/${meeting}`)
  await supervisor.getByRole('button', { name: '1 票核对无误' }).click()
  await expect(supervisor.getByText('其中代录 1 票，由王建国登记，都经别人核对')).toBeVisible()
  const director = await already(browser, 'phone', '张军利')
  const [motion] = (await read<{ motions: { id: string }[] }>(director, `/api/meetings/${meeting}`)).motions
  await send(director, `/api/motions/${motion?.id}/votes`, { choice: 'for' })
  await expect(secretary.getByText('已收到 3 票')).toBeVisible()
  await secretary.getByRole('button', { name: '宣布结果' }).click()
  await expect(secretary.getByRole('region', { name: '表决结果' })).toContainText(
    '其中代录 1 票，由王建国登记',
  )
  await expect(secretary.getByRole('region', { name: /^会议记录/ })).toContainText(
    '其中代录 1 票：孙卫东的由王建国登记，屈建文核对。代录以后撤回 1 票',
  )
})
