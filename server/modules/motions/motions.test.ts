import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { verifyMeetings } from '#server/modules/meetings/index.ts'
import { actingAt, countedOnPaper, DIRECTOR, SECRETARY, sheetOf } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const works = {
  decision: 'lost-work-pay',
  title: '误工补贴标准',
  words: '每天一百元。',
  proposer: '村党组织',
}
const AUTHORITY = {
  decisions: ['lost-work-pay', 'public-works'],
  from: '2026-01-01',
  until: '2029-12-31',
  source: '2026年1月村民会议',
}
const STUDIED = { on: '2026-01-05', says: '党组织研究同意提交' }

describe('from the vote to the archive', () => {
  it('too few came: it is said, declared, and decides nothing; one more, and it does', async () => {
    const motion = { ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }
    const id = await acting.noticed([motion])
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const roll = await acting.roll(id)
    const came = async (from: number, to: number) => {
      for (const { member } of roll.rows.slice(from, to))
        await acting.must(acting.attend(SECRETARY, id, { means: 'hand', member }))
    }
    await came(0, 9)
    const [{ id: first } = { id: '' }] = (await acting.show(id)).motions
    const tellers = roll.rows.slice(0, 2).map(({ member }) => member)
    const short = await acting.motion(SECRETARY, first, 'put', { tellers })
    expect([short.status, short.body.title]).toEqual([
      409,
      '应到 15 人，实到 9 人，还差 1 人才能表决，请等人到齐',
    ])
    const early = await acting.step(SECRETARY, id, 'close')
    expect(early.body.title).toContain('还有 1 项议题没有宣布结果')
    await came(9, 10)
    const [a, b] = roll.rows.slice(0, 2).map(({ name }) => name)
    if (!a || !b) throw new Error('the roll is empty')
    expect((await acting.motion(SECRETARY, first, 'put', { tellers: tellers.slice(0, 1) })).status).toBe(422)
    await acting.must(acting.motion(SECRETARY, first, 'put', { tellers }))
    expect(
      (await acting.motion(SECRETARY, first, 'tallies', { inFavour: 6, against: 2, abstained: 2 })).status,
    ).toBe(403)
    expect(
      (await acting.motion(a, first, 'tallies', { inFavour: 9, against: 2, abstained: 0 })).body.title,
    ).toContain('三项合计 11，比实到 10 还多')
    const key = newId()
    const count = { inFavour: 6, against: 2, abstained: 2 }
    await acting.must(acting.motion(a, first, 'tallies', count, key))
    await acting.must(acting.motion(a, first, 'tallies', { ...count, abstained: 0 }, key))
    expect((await acting.show(id)).motions[0]?.tallies).toEqual([{ teller: a, ...count }])
    // A teller reads their own count, so that each counts for themselves.
    expect((await acting.show(id, a)).motions[0]?.tallies).toEqual([{ teller: a, ...count }])
    expect((await acting.show(id, b)).motions[0]?.tallies).toEqual([])
    expect(
      (await acting.motion(b, first, 'tallies', { inFavour: 5, against: 3, abstained: 2 })).body.says,
    ).toContain('重新清点')
    expect((await acting.motion(SECRETARY, first, 'declare')).status).toBe(409)
    await acting.must(acting.motion(b, first, 'tallies', { inFavour: 6, against: 2, abstained: 2 }))
    const verdict = (await acting.motion(DIRECTOR, first, 'declare')).body
    expect(verdict).toMatchObject({
      valid: true,
      passed: true,
      says: expect.stringContaining('实到 10，同意 6，过半数要 6'),
    })
    expect((await acting.motion(DIRECTOR, first, 'declare')).status).toBe(409)
    await filed(id, a, b)
  })

  async function filed(id: string, a: string, b: string): Promise<void> {
    await acting.must(acting.step(SECRETARY, id, 'close'))
    const { minutes } = await acting.show(id)
    expect(minutes.join('\n')).toContain('应到 15 人，实到 10 人（工作人员签到 10 人）')
    expect((await acting.step(SECRETARY, id, 'archive')).status).toBe(409)
    await acting.must(acting.step(a, id, 'sign'))
    await acting.must(acting.step(b, id, 'sign'))
    expect((await acting.step(SECRETARY, id, 'remark', { text: '后来想起来的话' })).status).toBe(409)
    await acting.must(acting.step(SECRETARY, id, 'archive'))
    const { archive } = await acting.show(id)
    expect(archive?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await verifyMeetings(world.services, world.county)).faults).toEqual([])
    await world.services.db.asOwner(async (tx) => {
      await tx.rows('alter table meeting_archives disable trigger append_only')
      await tx.rows(
        `update meeting_archives set minutes = replace(minutes, '同意 6', '同意 9') where meeting = $1`,
        [id],
      )
      await tx.rows('alter table meeting_archives enable trigger append_only')
    })
    expect((await verifyMeetings(world.services, world.county)).faults).toEqual([
      expect.stringContaining('内容与归档时不一样'),
    ])
  }

  it('named votes are cast once by those who came; an opinion from afar decides nothing', async () => {
    const motion = { ...works, studied: STUDIED, authority: AUTHORITY }
    const id = await acting.noticed([
      { ...motion, means: 'named' },
      { ...motion, title: '线上听意见', means: 'consultation' },
    ])
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const [named, asked] = (await acting.show(id)).motions.map((each) => each.id)
    if (!named || !asked) throw new Error('two motions')
    const { code } = await acting.door(id)
    const people = [
      '刘桂兰',
      '王思雨',
      '同建利',
      '张敏',
      '雷振华',
      '张麦香',
      '孙红卫',
      '雷雪梅',
      '李秀梅',
      '杨秀英',
    ]
    for (const name of people) await acting.must(acting.attend(name, id, { means: 'qr', code }))
    const roll = await acting.roll(id)
    const recused = roll.rows.find(({ name }) => name === '杨秀英')?.member
    await acting.must(
      acting.motion(SECRETARY, named, 'recusals', { member: recused, reason: '补贴对象是她儿子' }),
    )
    expect((await acting.motion('刘桂兰', named, 'votes', { choice: 'for' })).body.title).toContain(
      '还没有开始投票',
    )
    await acting.must(acting.motion(SECRETARY, named, 'put'))
    await acting.must(acting.motion(SECRETARY, asked, 'put'))
    const parallel = await Promise.all(
      Array.from({ length: 16 }, () => acting.motion('刘桂兰', named, 'votes', { choice: 'for' })),
    )
    expect(parallel.filter(({ status, body }) => status === 200 && !body.again)).toHaveLength(1)
    expect((await acting.motion('刘桂兰', named, 'votes', { choice: 'against' })).status).toBe(409)
    expect((await acting.motion('刘科', named, 'votes', { choice: 'for' })).body.title).toContain(
      '还没有签到',
    )
    expect((await acting.motion('李引娣', named, 'votes', { choice: 'for' })).status).toBe(403)
    expect((await acting.motion('杨秀英', named, 'votes', { choice: 'for' })).body.title).toContain(
      '已经回避',
    )
    for (const name of people.slice(1, 5))
      await acting.must(acting.motion(name, named, 'votes', { choice: 'for' }))
    await acting.must(acting.motion('刘科', asked, 'votes', { choice: 'for' }))
    const early = await acting.motion(SECRETARY, named, 'declare')
    expect([early.status, early.body.title]).toEqual([409, expect.stringContaining('还有 4 人没有投')])
    // Somebody voted meanwhile: whoever counted five missing counts anew.
    expect((await acting.motion(SECRETARY, named, 'declare', { missing: 5 })).status).toBe(409)
    const verdict = (await acting.motion(SECRETARY, named, 'declare', { missing: 4 })).body
    expect(verdict).toMatchObject({ valid: true, passed: false, says: expect.stringContaining('还差 1 票') })
    const heard = (await acting.motion(SECRETARY, asked, 'declare')).body
    expect(heard).toMatchObject({
      passed: false,
      consultation: true,
      says: expect.stringContaining('不产生决议'),
    })
    expect((await acting.motion('张麦香', named, 'votes', { choice: 'for' })).body.title).toContain(
      '没有计入',
    )
  })
})

describe('a paper meeting', () => {
  it('is entered afterwards and says so for ever', async () => {
    const id = await acting.must(
      acting.convene({
        paper: true,
        meetsAt: '2026-10-20T01:00:00.000Z',
        motions: [{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }],
      }),
    )
    expect((await acting.step(SECRETARY, id, 'notify')).body.title).toContain('哪天发的通知')
    await acting.must(acting.step(SECRETARY, id, 'notify', { on: '2026-10-10' }))
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const roll = await acting.roll(id)
    for (const { member } of roll.rows)
      await acting.must(acting.attend(SECRETARY, id, { means: 'paper', member }))
    const [{ id: motion } = { id: '' }] = (await acting.show(id)).motions
    const tellers = roll.rows.slice(0, 2).map(({ member }) => member)
    await acting.must(acting.motion(SECRETARY, motion, 'put', { tellers }))
    const count = { inFavour: 15, against: 0, abstained: 0 }
    const [first, second] = tellers.map((teller) => ({ teller, ...count }))
    if (!first || !second) throw new Error('the roll is empty')
    await acting.must(acting.motion(SECRETARY, motion, 'tallies', first))
    const both = await acting.motion(SECRETARY, motion, 'tallies', second)
    expect([both.status, both.body.title]).toEqual([403, expect.stringContaining('不能由一个人填')])
    await acting.must(acting.motion(DIRECTOR, motion, 'tallies', second))
    expect((await acting.motion(SECRETARY, motion, 'declare')).body.title).toContain('先附上签了字的计票单')
    await sheetOf(world, acting, id)
    await acting.must(acting.motion(SECRETARY, motion, 'declare'))
    await acting.must(acting.step(SECRETARY, id, 'close'))
    const { paper, minutes, noticedOn } = await acting.show(id)
    expect([paper, noticedOn, minutes[1]]).toEqual([true, '2026-10-10', expect.stringContaining('补录')])
    const [one, two] = roll.rows.map(({ name }) => name)
    for (const line of ['计票数由他人代录', `${one}的由王建国登记`, `${two}的由张军利登记`])
      expect(minutes.join('\n')).toContain(line)
    await resolvedWhenSigned(id, motion, [one, two])
  })

  /** Nobody signs who was not there; what was passed is a resolution once two have signed. */
  async function resolvedWhenSigned(id: string, motion: string, names: (string | undefined)[]) {
    const resolutions = () =>
      world.services.db.asOwner((tx) => tx.rows('select from resolutions where motion = $1', [motion]))
    const absent = await acting.step(SECRETARY, id, 'sign')
    expect([absent.status, absent.body.title]).toEqual([403, expect.stringContaining('您没有到会，不能签')])
    expect((await acting.show(id)).can.find(({ action }) => action === 'sign')?.refused).toContain('没有到会')
    for (const name of names) {
      expect(await resolutions()).toHaveLength(0)
      expect((await acting.show(id)).motions[0]?.awaits).toContain('签字，通过的议题才成为决议')
      await acting.must(acting.step(name ?? '', id, 'sign'))
    }
    expect(await resolutions()).toHaveLength(1)
    expect((await acting.show(id)).motions[0]?.awaits).toBeUndefined()
  }

  it('keeps its counts from a stranger', async () => {
    const id = await acting.must(
      acting.convene({
        paper: true,
        meetsAt: '2026-10-22T01:00:00.000Z',
        motions: [{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }],
      }),
    )
    await acting.must(acting.step(SECRETARY, id, 'notify', { on: '2026-10-12' }))
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const { rows } = await acting.roll(id)
    for (const { member } of rows) await acting.must(acting.attend(SECRETARY, id, { means: 'paper', member }))
    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    const tellers = rows.slice(0, 2).map(({ member }) => member)
    await acting.must(acting.motion(SECRETARY, motion, 'put', { tellers }))
    const [first = '', second = ''] = tellers
    const count = { inFavour: 15, against: 0, abstained: 0 }
    await acting.must(acting.motion(SECRETARY, motion, 'tallies', { teller: first, ...count }))
    const [, one, other] = rows.map(({ name }) => name)
    // Whoever is no teller sees nothing and enters nothing; the other teller sees the sheet’s count and confirms it.
    expect((await acting.show(id, other ?? '')).motions[0]?.tallies).toEqual([])
    expect((await acting.motion(other ?? '', motion, 'tallies', { teller: second, ...count })).status).toBe(
      403,
    )
    expect((await acting.show(id, one ?? '')).motions[0]?.tallies).toMatchObject([{ ...count, by: '王建国' }])
    expect(
      (await acting.motion(one ?? '', motion, 'tallies', { teller: second, ...count })).body.says,
    ).toContain('两人清点一致')
  })

  it('lets nobody count who stands aside, nor more hands than may be raised', async () => {
    const motion = { ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }
    const id = await acting.noticed([motion])
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const { rows } = await acting.roll(id)
    for (const { member } of rows) await acting.must(acting.attend(SECRETARY, id, { means: 'hand', member }))
    const [{ id: put } = { id: '' }] = (await acting.show(id)).motions
    const [aside, one, two] = rows
    if (!aside || !one || !two) throw new Error('the roll is empty')
    await acting.must(
      acting.motion(SECRETARY, put, 'recusals', { member: aside.member, reason: '工程是他儿子包的' }),
    )
    const refused = await acting.motion(SECRETARY, put, 'put', { tellers: [aside.member, one.member] })
    expect([refused.status, refused.body.title]).toEqual([
      422,
      `${aside.name}这项议题已经回避，不能监票计票，请换一位`,
    ])
    await acting.must(acting.motion(SECRETARY, put, 'put', { tellers: [one.member, two.member] }))
    const count = (inFavour: number) =>
      acting.motion(one.name, put, 'tallies', { inFavour, against: 0, abstained: 0 })
    expect((await count(15)).body.title).toBe('三项合计 15，比能表决的 14（实到 15，回避 1）还多，请重新清点')
    await acting.must(count(14))
  })

  it('takes what two tellers counted of a secret vote on paper, and opens no box for it', async () => {
    const id = await acting.must(
      acting.convene({
        paper: true,
        meetsAt: '2026-10-21T01:00:00.000Z',
        motions: [{ ...works, means: 'secret', studied: STUDIED, authority: AUTHORITY }],
      }),
    )
    await acting.must(acting.step(SECRETARY, id, 'notify', { on: '2026-10-11' }))
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const { rows } = await acting.roll(id)
    for (const { member } of rows) await acting.must(acting.attend(SECRETARY, id, { means: 'paper', member }))
    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    expect((await acting.ask(SECRETARY, 'POST', `/api/ballots/${motion}/open`, {})).status).toBe(422)
    const counts = { inFavour: 9, against: 6 }
    await countedOnPaper(world, acting, { meeting: id, motion, came: rows, counts })
    expect((await acting.show(id)).motions[0]?.verdict?.passed).toBe(true)
  })
})
