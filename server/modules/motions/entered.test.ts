import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, DIRECTOR, ELECT, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

/** 代录: what one person enters for another is told to them, confirmed by a second, and taken back by whose it is. */

const SUPERVISOR: Who = ['屈建文', 'village-supervisor']

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

type Row = { member: string; name: string }
/** A named motion of the representatives that is being voted on, everybody there by the desk’s hand. */
async function voting(): Promise<{ meeting: string; motion: string; rows: Row[] }> {
  const meeting = await acting.noticed([ELECT])
  await acting.must(acting.step(SECRETARY, meeting, 'open'))
  const { rows } = await acting.roll(meeting)
  for (const { member } of rows)
    await acting.must(acting.attend(SECRETARY, meeting, { means: 'hand', member }))
  const motion = (await acting.show(meeting)).motions[0]?.id ?? ''
  await acting.must(acting.motion(SECRETARY, motion, 'put'))
  return { meeting, motion, rows }
}
const enter = (motion: string, member: string, choice = 'for') =>
  acting.motion(SECRETARY, motion, 'votes', { choice, member })
const enteredOf = async (meeting: string, who: Who = SECRETARY) =>
  (await acting.show(meeting, who)).motions[0]?.entered ?? {
    count: 0,
    unconfirmed: 0,
    withdrawn: 0,
    by: [],
    rows: [],
  }
const confirm = (who: Who, motion: string, votes: string[]) =>
  acting.motion(who, motion, 'votes/confirm', { votes })
const takeBack = (who: Who, motion: string, vote: string) =>
  acting.motion(who, motion, 'votes/withdraw', { vote })
type Notice = { title: string; text: string; meeting?: string }
const noticesOf = async (who: Who) =>
  ((await world.ask(who, 'GET', '/api/notices')).body as unknown as { rows: Notice[] }).rows

describe('a vote the desk enters for somebody else', () => {
  it('counts only when a second person has confirmed it, and says so for ever', async () => {
    const { meeting, motion, rows } = await voting()
    const [own, ...others] = rows.filter(({ name }) => name !== SECRETARY[0] && name !== DIRECTOR[0])
    if (!own) throw new Error('the roll is empty')
    await acting.must(acting.motion(own.name, motion, 'votes', { choice: 'for' }))
    for (const { member } of others.slice(0, 7)) await acting.must(enter(motion, member))
    const [entered] = others
    expect((await noticesOf(entered?.name ?? ''))[0]).toMatchObject({
      text: expect.stringContaining('王建国替您在《推选监委会成员》上登记了“同意”，不是您的意思请当场说'),
      meeting,
    })
    const before = await enteredOf(meeting)
    expect(before).toMatchObject({ count: 7, unconfirmed: 7, by: ['王建国'] })
    const early = await acting.motion(SECRETARY, motion, 'declare')
    expect([early.status, early.body.title]).toEqual([409, expect.stringContaining('还有 7 票代录没有核对')])
    const ids = before.rows.map(({ id }) => id)
    // Neither who entered them, nor whose one of them is, nor a neighbour.
    expect((await confirm(SECRETARY, motion, ids)).body.title).toContain('您登记的，要由另一个人核对')
    expect((await confirm(own.name, motion, ids)).status).toBe(403)
    await acting.must(confirm(DIRECTOR, motion, ids.slice(0, 3)))
    await acting.must(confirm(SUPERVISOR, motion, ids))
    await acting.must(confirm(SUPERVISOR, motion, ids))
    const verdict = (await acting.motion(SECRETARY, motion, 'declare', { missing: 7 })).body
    expect(verdict).toMatchObject({ passed: true, says: expect.stringContaining('同意 8') })
    const minutes = (await acting.show(meeting)).minutes.join('\n')
    expect(minutes).toMatch(/其中代录 7 票：.+的由王建国登记，张军利核对；.+的由王建国登记，屈建文核对。/)
    expect(minutes).toContain('其中代签到')
    expect((await takeBack(entered?.name ?? '', motion, ids[0] ?? '')).status).toBe(409)
  })

  it('is taken back by whose it is, confirmed or not, and cast again by themselves', async () => {
    const { meeting, motion, rows } = await voting()
    const [one, two] = rows.filter(({ name }) => name !== SECRETARY[0] && name !== DIRECTOR[0])
    if (!one || !two) throw new Error('the roll is empty')
    await acting.must(enter(motion, one.member))
    expect((await enter(motion, one.member)).body.again).toBe(true)
    expect((await enter(motion, one.member, 'against')).body.title).toContain('录错了请先撤掉再登记')
    const [row] = (await enteredOf(meeting, one.name)).rows
    expect(row).toMatchObject({ by: '王建国', choice: 'for', withdraws: true, confirms: false })
    // Nobody else of the hall reads whose it is.
    expect(await enteredOf(meeting, two.name)).toMatchObject({ count: 1, rows: [] })
    await acting.must(confirm(SUPERVISOR, motion, [row?.id ?? '']))
    expect((await acting.motion(one.name, motion, 'votes', { choice: 'against' })).body.title).toContain(
      '王建国已经登记了“同意”，不是您的意思请先撤回',
    )
    expect((await takeBack(two.name, motion, row?.id ?? '')).status).toBe(403)
    expect((await takeBack(SECRETARY, motion, row?.id ?? '')).status).toBe(403)
    await acting.must(takeBack(one.name, motion, row?.id ?? ''))
    await acting.must(acting.motion(one.name, motion, 'votes', { choice: 'against' }))
    expect((await enter(motion, one.member)).body.title).toContain('本人已经投了“反对”')
    // A slip of the desk is mended by the desk while nobody has confirmed it.
    await acting.must(enter(motion, two.member))
    const slip = (await enteredOf(meeting)).rows[0]?.id ?? ''
    await acting.must(takeBack(SECRETARY, motion, slip))
    await acting.must(enter(motion, two.member, 'against'))
    expect(await enteredOf(meeting)).toMatchObject({ count: 1, withdrawn: 2 })
    expect((await confirm(SUPERVISOR, motion, [newId()])).status).toBe(409)
    const [standing] = (await enteredOf(meeting)).rows
    await acting.must(confirm(SUPERVISOR, motion, [standing?.id ?? '']))
    await acting.must(acting.motion(SECRETARY, motion, 'declare', { missing: 13 }))
    expect((await acting.show(meeting)).motions[0]?.counts).toEqual({ inFavour: 0, against: 2, abstained: 0 })
  })

  it('is nobody’s who votes on behalf of another in writing, nor one’s own at the desk', async () => {
    const { meeting, motion, rows } = await voting()
    const own = rows.find(({ name }) => name === DIRECTOR[0])
    if (!own) throw new Error('the director sits among them')
    await acting.must(acting.motion(DIRECTOR, motion, 'votes', { choice: 'for', member: own.member }))
    expect(await enteredOf(meeting)).toMatchObject({ count: 0 })
  })
})

describe('a recusal', () => {
  it('noted just before the vote is withdrawn by whose it is while the vote is open, and they vote', async () => {
    const meeting = await acting.noticed([ELECT])
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    const { rows } = await acting.roll(meeting)
    for (const { member } of rows)
      await acting.must(acting.attend(SECRETARY, meeting, { means: 'hand', member }))
    const motion = (await acting.show(meeting)).motions[0]?.id ?? ''
    const [one, two] = rows.filter(({ name }) => name !== SECRETARY[0] && name !== DIRECTOR[0])
    if (!one || !two) throw new Error('the roll is empty')
    for (const { member } of [one, two])
      await acting.must(acting.motion(SECRETARY, motion, 'recusals', { member, reason: '本人是候选人' }))
    await acting.must(acting.motion(SECRETARY, motion, 'put'))
    const stay = (who: Who, { member }: Row) => acting.motion(who, motion, 'recusals/withdraw', { member })
    expect((await acting.motion(one.name, motion, 'votes', { choice: 'for' })).status).toBe(403)
    const byDesk = await stay(SECRETARY, one)
    expect([byDesk.status, byDesk.body.title]).toEqual([409, expect.stringContaining('只能由本人撤回')])
    expect((await stay(two.name, one)).status).toBe(403)
    await acting.must(stay(one.name, one))
    await acting.must(acting.motion(one.name, motion, 'votes', { choice: 'for' }))
    await acting.must(acting.motion(SECRETARY, motion, 'declare', { missing: rows.length - 2 }))
    expect((await stay(two.name, two)).body.title).toContain('表决已经结束')
  })
})

describe('attendance by hand', () => {
  it('is told to whoever it is, and shown with who noted it', async () => {
    const { meeting, rows } = await voting()
    const other = rows.find(({ name }) => name !== SECRETARY[0])
    expect((await noticesOf(other?.name ?? ''))[0]).toMatchObject({
      title: '有人替您签到了：村民代表会议',
      text: '王建国替您签了到。没有到会的，请当场向主持人说。',
    })
    const roll = (await world.ask(SECRETARY, 'GET', `/api/meetings/${meeting}/roll`)).body as unknown as {
      rows: { name: string; notedBy?: string }[]
    }
    expect(roll.rows.find(({ name }) => name === other?.name)?.notedBy).toBe('王建国')
    const { quorum } = await acting.show(meeting)
    expect(quorum.handed).toEqual([
      { by: '王建国', count: rows.filter(({ name }) => name !== SECRETARY[0]).length },
    ])
  })
})

describe('the code of the door', () => {
  it('is not found by trying: after twenty wrong ones that person waits, and nobody else', async () => {
    const meeting = await acting.noticed([ELECT])
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    const attempt = (who: Who, code: string) => acting.attend(who, meeting, { means: 'qr', code })
    for (let n = 0; n < 20; n += 1) expect((await attempt('刘桂兰', 'AAAAAA')).status).toBe(422)
    const { code } = await acting.door(meeting)
    const late = await attempt('刘桂兰', code)
    expect([late.status, late.body.title]).toEqual([429, expect.stringContaining('试得太频繁了')])
    expect((await attempt('雷振华', code)).status).toBe(200)
  })
})
