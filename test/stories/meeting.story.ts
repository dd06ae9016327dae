import type { Browser, Page } from '@playwright/test'
import { create } from 'qrcode'
import { already, choose, expect, photo, send, test } from './actors.ts'
import { meetingStep, rollOf, VILLAGE } from './paper-meeting.ts'

/**
 * Issue 5: the representatives meet. What they may not decide is refused while it is written; one short of two thirds
 * nothing can be decided; one more comes through the door; six vote in secret, one of them while the network is cut, and
 * three without a telephone on paper. Before it somebody says the roll is wrong and is answered.
 */

const BY_HAND = ['张军利', '王丽娟', '孙卫东', '王思雨', '张敏', '同建利', '雷振华', '张麦香', '孙红卫']
const VOTERS = ['刘桂兰', '王思雨', '张敏', '王丽娟', '孙红卫', '张军利']
/** Without telephones. */
const WRITERS = ['同建利', '雷振华', '张麦香']
const TELLERS = ['屈建文', '张敏']

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
  await expect(page.getByText('票先存在手机里，有了网自动投进去')).toBeVisible()
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
  await challengeRoll(browser, secretary, title, meeting)
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

  await markWriters(secretary)
  await secretary.getByRole('button', { name: '开始领票' }).click()
  const writer = await already(browser, 'phone', '张麦香')
  await writer.goto(`/meetings/${meeting}`)
  await expect(writer.getByText('请到监票人那里领纸票')).toBeVisible()
  const voters = await phones(browser, meeting)
  for (const page of voters) {
    await page.getByRole('button', { name: '领票', exact: true }).click()
    await expect(page.getByText('票领到了')).toBeVisible()
  }
  for (const name of WRITERS) await secretary.getByRole('button', { name: `给${name}发纸票` }).click()
  await expect(writer.getByText('纸票领到了')).toBeVisible()
  await expect(hall.getByText('已领票 9 / 10')).toBeVisible()
  await expect(secretary.getByText('发了纸票，先选两名监票计票人')).toBeVisible()
  for (const teller of TELLERS) await choose(secretary, '两名监票计票人', teller)
  await secretary.keyboard.press('Escape')
  await secretary.getByRole('button', { name: '领票结束，开始投票' }).click()
  await expect(writer.getByText('投进会场的纸票箱')).toBeVisible()
  const [first, cut, ...others] = voters
  if (!first || !cut) throw new Error('nobody votes')
  // The hall’s own screen is cut off for a while: it says so at once, and that no ballot is lost.
  await hall.context().setOffline(true)
  await expect(hall.getByText(/网络断了，这是 .*前的情况/)).toBeVisible()
  await expect(hall.getByText('一张不丢')).toBeVisible()
  await voteThroughCut(cut)
  await hall.context().setOffline(false)
  await expect(hall.getByText(/网络断了/)).toBeHidden({ timeout: 40_000 })
  for (const page of [first, ...others]) {
    await page.getByRole('radio', { name: '同意' }).check()
    await page.getByRole('button', { name: '投进票箱' }).click()
    await expect(page.getByText('票投进去了')).toBeVisible()
  }
  await expect(hall.getByText('手机已收到 6 / 6')).toBeVisible()
  await secretary.getByRole('button', { name: '截止收票' }).click()
  const count = secretary.getByRole('button', { name: '计票并宣布' })
  await expect(count).toBeDisabled()
  await countPapers(browser, meeting)
  await expect(count).toBeEnabled()
  // The server takes no count within three seconds of the end: other processes hand in.
  await secretary.waitForTimeout(3_500)
  await count.click()
  const result = secretary.getByRole('region', { name: '表决结果' })
  await expect(result).toContainText('实到 10，同意 8，过半数要 6')
  const papers = secretary.getByText(/^纸票：发出 3 张，收回 2 张，同意 2，反对 0，弃权 0，废票 0/)
  await expect(papers).toBeVisible()
  await expect(hall.getByText('通过').first()).toBeVisible()
  for (const page of voters) await expect(page.getByText('您的票已计入')).toBeVisible()
  await close(secretary, first)
})

/** From the notice on the phone to the meeting, and what she thinks wrong with its roll; the desk answers before it opens. */
async function challengeRoll(
  browser: Browser,
  secretary: Page,
  title: string,
  meeting: string,
): Promise<void> {
  const guilan = await already(browser, 'phone', '刘桂兰')
  await guilan.goto('/notices')
  await guilan.getByRole('link', { name: new RegExp(`请来开会：${title}`) }).click()
  await expect(guilan).toHaveURL(new RegExp(`/meetings/${meeting}$`))
  await guilan.getByRole('button', { name: '名册不对，我要说' }).click()
  await guilan.getByRole('radio', { name: '不该在名册上的在' }).check()
  await guilan.getByLabel('说的是谁').fill('张麦香')
  await guilan.getByLabel('怎么不对').fill('听说她的代表上届就到期了')
  await guilan.getByRole('button', { name: '告诉村里' }).click()
  await expect(guilan.getByText('等村里答复')).toBeVisible()
  const challenge = secretary.getByRole('region', { name: '名册异议' })
  await expect(challenge).toContainText('听说她的代表上届就到期了')
  await expect(secretary.getByText('还有 1 条名册异议没有答复，请先答复再开会')).toBeVisible()
  await challenge.getByLabel('答复的理由').fill('本届一月份推选的，任期到本届届满')
  await challenge.getByRole('button', { name: '不成立', exact: true }).click()
  await expect(challenge).toContainText('王建国答复：本届一月份推选的')
  await expect(guilan.getByText('答：本届一月份推选的，任期到本届届满')).toBeVisible()
  await guilan.close()
}

/** Two would be known as soon as they are counted; with the third it opens. */
async function markWriters(secretary: Page): Promise<void> {
  const writers = secretary.getByRole('region', { name: '写纸票的人' })
  const mark = async (names: readonly string[]) => {
    for (const name of names) await choose(writers, '到会的人里谁写纸票', name)
    await secretary.keyboard.press('Escape')
    await writers.getByRole('button', { name: '登记写纸票' }).click()
    for (const name of names)
      await expect(writers.getByRole('listitem').filter({ hasText: name })).toBeVisible()
  }
  await mark(WRITERS.slice(0, 2))
  await secretary.getByRole('button', { name: '开始领票' }).click()
  await expect(secretary.getByText(/写纸票的只有 2 位/)).toBeVisible()
  await mark(WRITERS.slice(2))
}

/** Two tellers open the paper box, each with their own telephone; they differ once, and one paper did not come back. */
async function countPapers(browser: Browser, meeting: string): Promise<void> {
  const pages = []
  for (const teller of TELLERS) {
    const page = await already(browser, 'phone', teller)
    await page.goto(`/meetings/${meeting}`)
    pages.push(page)
  }
  const enter = async (page: Page, inFavour: number, missing: string) => {
    for (const [name, value] of [
      ['同意', inFavour],
      ['反对', 0],
      ['弃权', 0],
      ['废票', 0],
    ] as const)
      await page.getByRole('textbox', { name, exact: true }).fill(String(value))
    await page.getByLabel(/张去哪了/).fill(missing)
    await page.getByRole('button', { name: '记下', exact: true }).click()
  }
  const [one, two] = pages
  if (!one || !two) throw new Error('two tellers')
  await enter(one, 2, '一位领了没有交')
  await expect(one.getByText('已记下，等另一名监票人填写')).toBeVisible()
  await enter(two, 1, '少两张')
  await expect(two.getByText('两人清点的数不一样，请重新清点后都再填一次')).toBeVisible()
  await enter(two, 2, '一位领了没有交')
  for (const page of pages) await expect(page.getByText('两人清点的纸票一致')).toBeVisible()
  for (const page of pages) await page.close()
}

/** Going home: the minutes say what happened, two sign, and it is filed. */
async function close(secretary: Page, present: Page): Promise<void> {
  await secretary.getByRole('button', { name: '宣布散会' }).click()
  const minutes = secretary.getByRole('region', { name: /^会议记录/ })
  await expect(minutes).toContainText('应到 15 人，实到 10 人（工作人员签到 9 人，扫码签到 1 人）')
  await expect(minutes).toContainText('其中代签到 9 人，由王建国登记')
  await expect(minutes).toContainText('无记名投票，监票计票：屈建文、张敏：同意 8，反对 0，弃权 0')
  await expect(minutes).toContainText('没有收回的：一位领了没有交')
  await expect(minutes).toContainText('不该在名册上的在（张麦香）')
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
  await copyCount(secretary, '屈建文', 3)
  await confirmedBySecond(browser, secretary, '王春侠')
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
  await secretary.getByRole('button', { name: '宣布结果' }).click()
  await expect(secretary.getByRole('region', { name: '表决结果' })).toContainText(
    '其中代录 1 票，由王建国登记',
  )
  await expect(secretary.getByRole('region', { name: /^会议记录/ })).toContainText(
    '其中代录 1 票：孙卫东的由王建国登记，屈建文核对。代录以后撤回 1 票',
  )
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
