import type { Browser, Page } from '@playwright/test'
import { create } from 'qrcode'
import { already, choose, expect, test } from './actors.ts'

/**
 * Issue 5: the representatives meet. What they may not decide is refused while it is written; one short of two thirds
 * nothing can be decided; one more comes through the door; six vote in secret, one of them while the network is cut.
 */

const BY_HAND = ['张军利', '王丽娟', '孙卫东', '王思雨', '张敏', '同建利', '雷振华', '张麦香', '孙红卫']
const VOTERS = ['刘桂兰', '王思雨', '张敏', '王丽娟', '孙红卫', '张军利']

/** The day in China as a date field takes it. */
const today = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10)

async function convene(secretary: Page, title: string): Promise<string> {
  await secretary.goto('/desk/meetings')
  await secretary.getByRole('button', { name: '召集会议' }).click()
  await choose(secretary, '开什么会', '村民代表会议')
  const law = secretary.getByRole('complementary', { name: '法律怎么说' })
  await expect(law).toContainText('应到 15 人，三分之二以上到会才能表决，要 10 人')
  await secretary.getByLabel('会议名称').fill(title)
  await secretary.getByLabel('哪天开').fill(today())
  await secretary.getByLabel('在哪里').fill('村委会二楼会议室')
  const motion = secretary.getByRole('region', { name: '议题 1' })
  await choose(secretary, '议决什么', '制定、修改村规民约')
  await expect(
    motion.getByText(/不能由村民代表会议决定，请提交村民会议（《村民委员会组织法》第三十一条）/),
  ).toBeVisible()
  await motion.getByLabel('议题名称').fill('补选监委会成员')
  await motion.getByLabel('内容').fill('雷晓东外出务工，补选寇志刚为监委会成员，任期到本届届满。')
  await motion.getByLabel('谁提出').fill('村党组织')
  await motion.getByRole('radio', { name: /^无记名投票/ }).check()
  await motion.getByLabel('党组织哪天研究的').fill('2026-01-05')
  await motion.getByLabel('研究讨论的结论').fill('同意提交村民代表会议')
  // Sent all the same, the server says no with the same sentence, and nothing typed is lost.
  await secretary.getByRole('button', { name: '召集会议' }).click()
  await expect(motion.getByText(/请提交村民会议/)).toBeVisible()
  await expect(motion.getByLabel('议题名称')).toHaveValue('补选监委会成员')
  await choose(secretary, '议决什么', '推选村务监督委员会成员')
  await expect(motion.getByText(/请提交村民会议/)).toHaveCount(0)
  await secretary.getByRole('button', { name: '召集会议' }).click()
  await expect(secretary.getByRole('heading', { name: title })).toBeVisible()
  return secretary.url().split('/').at(-1) ?? ''
}

async function tick(secretary: Page, name: string): Promise<void> {
  const box = secretary.getByRole('textbox', { name: '按姓名找人签到' })
  await box.fill(name)
  await box.press('Enter')
  await expect(box).toHaveValue('')
}

/** The square on the hall’s screen is that of the address a telephone opens. */
async function scan(hall: Page, meeting: string): Promise<string> {
  const code = (await hall.locator('[data-code]').getAttribute('data-code')) ?? ''
  const address = `${new URL(hall.url()).origin}/meetings/${meeting}/door?code=${code}`
  const { size, data } = create(address, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (dark, at) =>
    dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '',
  ).join('')
  await expect(hall.getByRole('img', { name: '签到二维码' }).locator('path')).toHaveAttribute('d', path)
  return address
}

async function phones(browser: Browser, meeting: string): Promise<Page[]> {
  const all = []
  for (const name of VOTERS) {
    const page = await already(browser, 'phone', name)
    await page.goto(`/meetings/${meeting}`)
    all.push(page)
  }
  return all
}

/** Cut off before the ballot is put in, reloaded without a network, and back: the ballot goes by itself. */
async function voteThroughCut(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await expect(page.getByRole('radio', { name: '同意' })).toBeVisible()
  await page.context().setOffline(true)
  await page.getByRole('radio', { name: '同意' }).check()
  await page.getByRole('button', { name: '投进票箱' }).click()
  await expect(page.getByText('票还在手机里')).toBeVisible()
  await page.reload()
  await expect(page.getByText('票还在手机里')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('票投进去了')).toBeVisible({ timeout: 40_000 })
}

test('one short, one more through the door, a secret vote with the network cut, everybody finds their ballot', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  const secretary = await already(browser, 'desk', '王建国')
  const title = `十一月村民代表会议 ${Date.now() % 10_000}`
  const meeting = await convene(secretary, title)
  await secretary.getByRole('button', { name: '发出通知' }).click()
  await expect(secretary.getByText('名册已固定，不能再加人减人')).toBeVisible()
  for (const name of BY_HAND) await tick(secretary, name)
  await secretary.getByRole('button', { name: '宣布开会' }).click()

  // Nine of fifteen: two thirds are ten.
  await expect(secretary.getByText('还差 1 人才能表决').first()).toBeVisible()
  await expect(secretary.getByRole('button', { name: '开始领票' })).toBeDisabled()
  const hall = await already(browser, 'wall', '王建国')
  await hall.goto(`/wall/meetings/${meeting}`)
  await expect(hall.getByRole('status').filter({ hasText: /^还差 1 人$/ })).toBeVisible()
  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto(await scan(hall, meeting))
  await expect(guilan.getByRole('heading', { name: '刘桂兰，签到了' })).toBeVisible()
  // Nobody touched the hall’s screen: the line told it.
  await expect(hall.getByRole('status').filter({ hasText: '够法定人数了' })).toBeVisible()

  await secretary.getByRole('button', { name: '开始领票' }).click()
  const voters = await phones(browser, meeting)
  for (const page of voters) {
    await page.getByRole('button', { name: '领票', exact: true }).click()
    await expect(page.getByText('票领到了')).toBeVisible()
  }
  await expect(hall.getByText('已领票 6 / 10')).toBeVisible()
  await secretary.getByRole('button', { name: '领票结束，开始投票' }).click()
  const [first, cut, ...others] = voters
  if (!first || !cut) throw new Error('nobody votes')
  await voteThroughCut(cut)
  for (const page of [first, ...others]) {
    await page.getByRole('radio', { name: '同意' }).check()
    await page.getByRole('button', { name: '投进票箱' }).click()
    await expect(page.getByText('票投进去了')).toBeVisible()
  }
  await expect(hall.getByText('已收到 6 / 6')).toBeVisible()
  await secretary.getByRole('button', { name: '截止收票' }).click()
  const count = secretary.getByRole('button', { name: '计票并宣布' })
  await expect(count).toBeVisible()
  // The server takes no count within three seconds of the end: other processes hand in.
  await secretary.waitForTimeout(3_500)
  await count.click()
  const result = secretary.getByRole('region', { name: '表决结果' })
  await expect(result).toContainText('实到 10，同意 6，过半数要 6')
  await expect(hall.getByText('通过').first()).toBeVisible()
  for (const page of voters) await expect(page.getByText('您的票已计入')).toBeVisible()
  await close(secretary, first)
})

/** Going home: the minutes say what happened, two sign, and it is filed. */
async function close(secretary: Page, present: Page): Promise<void> {
  await secretary.getByRole('button', { name: '宣布散会' }).click()
  const minutes = secretary.getByRole('region', { name: /^会议记录/ })
  await expect(minutes).toContainText('应到 15 人，实到 10 人（工作人员签到 9 人，扫码签到 1 人）')
  await expect(minutes).toContainText('无记名投票：同意 6，反对 0，弃权 0')
  await secretary.getByRole('button', { name: '签字', exact: true }).click()
  await expect(secretary.getByText(/要有 2 人以上签字才能归档，现在有 1 人/)).toBeVisible()
  await present.getByRole('button', { name: '我看过了，签字' }).click()
  await expect(present.getByText(/签字：.*刘桂兰/)).toBeVisible()
  await secretary.getByRole('button', { name: '归档' }).click()
  await expect(secretary.getByText(/本村第 \d+ 份议事档案/)).toBeVisible()
}

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
  await expect(secretary.getByText(/2026-10-19 发出通知/)).toBeVisible()
  for (const name of ['张军利', '王丽娟', '孙卫东']) await tick(secretary, name)
  await secretary.getByRole('button', { name: '宣布开会' }).click()
  for (const teller of ['屈建文', '王春侠']) await choose(secretary, '两名监票计票人', teller)
  await secretary.keyboard.press('Escape')
  await secretary.getByRole('button', { name: '付诸表决' }).click()
  for (const teller of ['屈建文', '王春侠']) await copyCount(secretary, teller, 3)
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
})

test('where the law knows no vote online, the phone asks and says that nothing is decided by it', async ({
  browser,
}) => {
  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto('/')
  await guilan.getByRole('link', { name: /请来开会：村西排水渠/ }).click()
  const asked = guilan.getByRole('region', { name: '红白喜事的酒席，定多少桌合适' })
  await expect(asked).toContainText('线上征求意见只供参考，不是表决，不产生决议')
  await asked.getByRole('radio', { name: '同意' }).check()
  await asked.getByRole('button', { name: '告诉村里' }).click()
  await expect(asked.getByText('您的意见收到了')).toBeVisible()
  await guilan.reload()
  await expect(asked.getByText('您的意见收到了')).toBeVisible()
})
