import { agreeTo, already, atDesk, choose, expect, test } from './actors.ts'

/**
 * 监护人 (个人信息保护法 31): a child's father consents at the village, a supervisor agrees to what was written down, the father
 * sees on his telephone what is kept of the child, asks for a correction in its name, and takes his consent back.
 */

const CHILD = '杨一帆'
const FATHER = '杨林'

test('a child’s father consents, asks for the child and takes it back', async ({ browser }) => {
  test.setTimeout(180_000)
  const secretary = await atDesk(browser, '王建国')
  const drawer = secretary.getByRole('dialog', { name: `${CHILD} 的代办同意` })
  await test.step('the village writes down who consents', async () => {
    await secretary.goto('/desk/people')
    await secretary.getByLabel('按姓名或户号找').fill(CHILD)
    await secretary.getByRole('button', { name: CHILD, exact: true }).click()
    await expect(drawer.getByText('不满十四周岁，用他的信息要监护人同意')).toBeVisible()
    await choose(drawer, '监护人是谁', FATHER)
    await choose(drawer, '是孩子的', '父母')
    await choose(drawer, '监护人怎么说的', '签了字')
    await drawer.getByRole('button', { name: '记下监护人的话' }).click()
    await expect(drawer.getByText(`：${FATHER}登记为监护人`)).toBeVisible()
    await expect(drawer.getByText('还没有监护人的同意，不能替孩子报事、办事')).toBeVisible()
    await agreeTo(await already(browser, 'desk', '屈建文'), `${FATHER}登记为${CHILD}的监护人`)
    await secretary.reload()
    await secretary.getByLabel('按姓名或户号找').fill(CHILD)
    await secretary.getByRole('button', { name: CHILD, exact: true }).click()
    await expect(drawer.getByText('屈建文复核')).toBeVisible()
    await expect(drawer.getByText('可以替他报事、办事，每次仍要记下监护人怎么同意的')).toBeVisible()
    await expect(drawer.getByText('登记监护人的话')).toBeVisible()
    // What was written down is read; the form is gone until it is asked for.
    await expect(drawer.getByRole('button', { name: '记下监护人的话' })).toHaveCount(0)
    await expect(drawer.getByRole('button', { name: '再记一次监护人的话' })).toBeVisible()
  })

  const father = await already(browser, 'phone', FATHER)
  await test.step('he sees what is kept and asks for the child', async () => {
    await father.goto('/me/privacy')
    const ward = father.getByRole('region', { name: CHILD })
    await expect(ward.getByText('2015-07-23')).toBeVisible()
    await ward.getByRole('link', { name: '孩子的信息要改、要删' }).click()
    await father.getByRole('radio', { name: '有写错的，请改过来' }).check()
    await father.getByLabel('说清楚是哪一项').fill('门牌号写错了，应该是 12 号')
    await father.getByRole('button', { name: '提出来', exact: true }).click()
    await father.getByRole('link', { name: '看这件事' }).click()
    await expect(father.getByText('门牌号写错了，应该是 12 号').first()).toBeVisible()
    await expect(father.getByText(CHILD).first()).toBeVisible()
  })

  await test.step('he takes it back as easily, and the village reads it', async () => {
    await father.goto('/me/privacy')
    const ward = father.getByRole('region', { name: CHILD })
    await ward.getByRole('button', { name: '收回监护人的同意' }).click()
    await expect(ward.getByText('您收回了同意')).toBeVisible()
    await expect(ward.getByText('2015-07-23')).toHaveCount(0)
    await secretary.reload()
    await secretary.getByLabel('按姓名或户号找').fill(CHILD)
    await secretary.getByRole('button', { name: CHILD, exact: true }).click()
    await expect(drawer.getByText('还没有监护人的同意，不能替孩子报事、办事')).toBeVisible()
  })
})
