import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Scope } from '#server/core/scope.ts'
import { actingAt, DIRECTOR, keeperMeeting, SECRETARY, soon } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'
import { convene, takeStep, verifyMeetings } from './index.ts'

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

describe('calling a meeting', () => {
  it('refuses what the body may not decide, naming the article and who may', async () => {
    const refused = await acting.convene({ motions: [{ ...works, means: 'hands', studied: STUDIED }] })
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('授权，现在没有')])
    const lease = {
      decision: 'land-contracting',
      title: '果园承包',
      words: '二十亩。',
      proposer: '村民',
      means: 'hands',
      studied: STUDIED,
    }
    const wrong = await acting.convene({ body: 'member-representatives', motions: [lease] })
    expect(wrong.body.fields?.['motions.0.decision']).toBe(
      '“土地承包、宅基地使用、收益权份额量化方案”不能由成员代表大会决定，请提交成员大会（《农村集体经济组织法》第二十六条第（八）项）',
    )
    const unstudied = await acting.convene({ motions: [{ ...works, means: 'hands', authority: AUTHORITY }] })
    expect(unstudied.body.title).toContain('先经党组织研究讨论')
  })

  it('hears representatives only from a fifth on', async () => {
    const motions = [{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }]
    const few = await acting.convene({ motions, asked: { who: '村民代表', count: 2 } })
    expect(few.body.fields?.['asked']).toContain('12 人中的 3 人')
    expect((await acting.convene({ motions, asked: { who: '村民代表', count: 3 } })).status).toBe(200)
  })

  it('counts the days of a notice by the law and asks why it is short', async () => {
    const meetsAt = new Date(Date.now() + 9 * 86_400_000)
    const id = await acting.must(
      acting.convene({
        body: 'village-assembly',
        meetsAt: meetsAt.toISOString(),
        motions: [{ ...works, means: 'hands', studied: STUDIED }],
      }),
    )
    const refused = await acting.step(SECRETARY, id, 'notify')
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('现在只有 9 日')])
    await acting.must(acting.step(SECRETARY, id, 'notify', { reason: '防汛抢险' }))
    const { shortReason, steps } = await acting.show(id)
    expect([shortReason, steps.map(({ name }) => name)]).toEqual(['防汛抢险', ['召集', '发出通知']])
  })

  it('never counts persons and households together', async () => {
    const households = await acting.convene({
      basis: 'households',
      motions: [{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }],
    })
    expect(households.body.fields?.['basis']).toBe('村民代表会议按人计算，不能按户计算')
  })

  it('is done once, however often it is sent', async () => {
    const key = newId()
    const motions = [{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }]
    const [a, b] = [await acting.convene({ motions }, key), await acting.convene({ motions }, key)]
    expect([a.body.id, b.status]).toEqual([b.body.id, 200])
  })
})

describe('a roll', () => {
  it('is frozen by the notice: nobody is added, by no way', async () => {
    const own = await openWorld()
    const there = actingAt(own)
    const id = await keeperMeeting(there, [
      { ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY },
    ])
    const before = await there.roll(id)
    expect([before.frozen, before.rows.length]).toEqual([false, 15])
    await there.must(there.step(SECRETARY, id, 'notify'))
    const { person } = await own.scope('杨志明')
    const seat = {
      division: own.village,
      person,
      seat: 'representative',
      startsOn: '2026-01-01',
      decidedBy: '补选',
    }
    expect((await own.ask(SECRETARY, 'POST', '/api/seats', seat)).status).toBe(200)
    const after = await there.roll(id)
    expect([after.frozen, after.rows.length]).toEqual([true, 15])
    const late = await there.attend(SECRETARY, id, { means: 'hand', member: person })
    expect([late.status, late.body.title]).toEqual([422, expect.stringContaining('名册在发通知时已经固定')])
    await expect(
      own.services.db.asOwner((tx) =>
        tx.rows('insert into meeting_rolls (county, meeting, member, n, name) values ($1, $2, $3, 99, $4)', [
          own.county,
          id,
          person,
          '杨志明',
        ]),
      ),
    ).rejects.toThrow('was frozen by its notice')
    await expect(
      own.services.db
        .asOwner((tx) => tx.rows(`update meetings set paper = true where id = '${id}'`))
        .then(() =>
          own.services.db.inCounty(own.county, (tx) =>
            tx.rows(`update meetings set paper = false where county = current_county() and id = '${id}'`),
          ),
        ),
    ).rejects.toThrow('permission denied')
  })

  it('of a body unlawfully made up is not called', async () => {
    const own = await openWorld()
    await own.services.db.asOwner((tx) =>
      tx.rows(
        `update seats set ends_on = '2026-02-01' where seat = 'representative' and person in
           (select id from people where name in ('刘桂兰', '王思雨', '张敏', '张麦香'))`,
      ),
    )
    const there = actingAt(own)
    const id = await keeperMeeting(there, [
      { ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY },
    ])
    const refused = await there.step(SECRETARY, id, 'notify')
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('第二十九条')])
  })
})

describe('attendance', () => {
  it('counts a person once from two phones, by a code of this minute', async () => {
    const id = await acting.noticed([{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }])
    const { code } = await acting.door(id)
    const old = await acting.attend('刘桂兰', id, { means: 'qr', code: 'AAAAAAAAAA' })
    expect([old.status, old.body.title]).toEqual([422, '这个签到码已经过期，请重新扫门口的二维码'])
    const twice = await Promise.all(
      Array.from({ length: 16 }, () => acting.attend('刘桂兰', id, { means: 'qr', code })),
    )
    expect(twice.map(({ status }) => status)).toEqual(Array(16).fill(200))
    expect(twice.filter(({ body }) => !body.again)).toHaveLength(1)
    expect((await acting.show(id)).quorum).toMatchObject({
      due: 15,
      present: 1,
      needed: 9,
      women: { present: 1 },
    })
    const stranger = await acting.attend('李引娣', id, { means: 'qr', code })
    expect([stranger.status, stranger.body.title]).toEqual([
      403,
      expect.stringContaining('不在这次会议的名册上'),
    ])
    const online = await acting.attend('王思雨', id, { means: 'online' })
    expect(online.body.title).toContain('要到现场参加')
  })

  it('takes a household’s vote by any grown-up of it, once', async () => {
    const id = await acting.noticed([{ ...works, means: 'hands', studied: STUDIED }], {
      body: 'village-assembly',
      basis: 'households',
      reason: '汛期',
    })
    const { code } = await acting.door(id)
    const first = await acting.attend('王思雨', id, { means: 'qr', code })
    const mother = await acting.attend('李淑琴', id, { means: 'qr', code })
    expect([first.body.again, mother.body.again, mother.body.name]).toEqual([false, true, '王思雨家'])
  })
})

describe('proxies of the collective', () => {
  it('are of the household, of age, and at most three', async () => {
    const id = await memberMeeting()
    const roll = await acting.roll(id)
    const of = (name: string) => roll.rows.find((row) => row.name === name)?.member ?? newId()
    const holder = (await world.scope('王思雨')).person
    const authorize = (principal: string, person: string) =>
      acting.ask(SECRETARY, 'POST', `/api/meetings/${id}/proxies`, {
        principal: of(principal),
        holder: person,
        paper: '委托书1号',
      })
    const stranger = await authorize('刘桂兰', holder)
    expect([stranger.status, stranger.body.title]).toEqual([422, expect.stringContaining('不是同一户')])
    expect((await authorize('王建军', holder)).status).toBe(204)
    expect((await authorize('王建军', holder)).status).toBe(409)
    const child = (await world.scope('雷晨')).person
    expect((await authorize('杨秀英', child)).body.title).toContain('未满十八周岁')
    // A household of five, so that a fourth can ask.
    const home = await world.services.db.asOwner((tx) =>
      tx.first<{ household: string }>('select household from people where id = $1', [holder]),
    )
    const household = home?.household ?? ''
    const cousins = await world.services.db.asOwner((tx) =>
      tx.rows<{ id: string }>(
        `update people set household = $1 where name in ('杨建设', '王玉莲', '杨倩') returning id`,
        [household],
      ),
    )
    expect(cousins).toHaveLength(3)
    const crowded = await memberMeeting()
    const again = (principal: string) =>
      acting.ask(SECRETARY, 'POST', `/api/meetings/${crowded}/proxies`, {
        principal: of(principal),
        holder,
        paper: '委托书',
      })
    for (const name of ['王建军', '李淑琴', '杨建设']) expect((await again(name)).status).toBe(204)
    const fourth = await again('王玉莲')
    expect([fourth.status, fourth.body.title]).toEqual([422, expect.stringContaining('最多 3 人')])
  })

  const memberMeeting = async () => {
    const id = await acting.must(
      acting.convene({
        body: 'member-assembly',
        meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
        motions: [
          {
            decision: 'asset-lease',
            title: '果园出租',
            words: '出租二十年。',
            proposer: '理事会',
            means: 'named',
            studied: STUDIED,
          },
        ],
      }),
    )
    await acting.must(acting.step(SECRETARY, id, 'notify'))
    return id
  }
})

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
    await acting.must(acting.motion(a, first, 'tallies', { inFavour: 6, against: 2, abstained: 2 }))
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
      await tx.rows(`update meeting_archives set minutes = replace(minutes, '同意 6', '同意 9')`)
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
    const verdict = (await acting.motion(SECRETARY, named, 'declare')).body
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
    for (const teller of tellers)
      await acting.must(
        acting.motion(SECRETARY, motion, 'tallies', { teller, inFavour: 15, against: 0, abstained: 0 }),
      )
    await acting.must(acting.motion(SECRETARY, motion, 'declare'))
    await acting.must(acting.step(SECRETARY, id, 'close'))
    const { paper, minutes, noticedOn } = await acting.show(id)
    expect([paper, noticedOn, minutes[1]]).toEqual([true, '2026-10-10', expect.stringContaining('补录')])
  })
})

describe('what a village asks for beyond the law', () => {
  it('may be stricter and never weaker', async () => {
    const rule = (name: string, value: unknown) =>
      acting.ask(SECRETARY, 'POST', `/api/meetings/law/${world.village}`, {
        name,
        value,
        source: '本村章程第八条',
        startsOn: '2026-01-01',
      })
    const weak = await rule('vc.assembly.notice_days', 5)
    expect([weak.status, weak.body.title]).toEqual([422, expect.stringContaining('第二十五条')])
    expect((await rule('vc.reps.quorum', { of: [1, 2] })).status).toBe(422)
    const own = await openWorld()
    const there = actingAt(own)
    const stricter = await there.ask(SECRETARY, 'POST', `/api/meetings/law/${own.village}`, {
      name: 'vc.reps.quorum',
      value: { of: [4, 5] },
      source: '本村章程第八条',
      startsOn: '2026-01-01',
    })
    expect(stricter.status).toBe(204)
    const id = await there.noticed([{ ...works, means: 'hands', studied: STUDIED, authority: AUTHORITY }])
    expect((await there.show(id)).quorum.needed).toBe(12)
    const page = (await own.ask(undefined, 'GET', `/api/meetings/law/${own.village}`)) as unknown as {
      body: { limits: { name: string; value: string; source?: string }[] }
    }
    expect(page.body.limits.find(({ name }) => name === 'vc.reps.quorum')).toMatchObject({
      value: '五分之四以上',
      source: '本村章程第八条',
    })
  })
})

describe('seats and elections', () => {
  it('refuse what excludes each other, with the article', async () => {
    const give = async (name: string, seat: string) => {
      const { person } = await world.scope(name)
      return acting.ask(SECRETARY, 'POST', '/api/seats', {
        division: world.village,
        person,
        seat,
        startsOn: '2026-01-01',
        decidedBy: '推选',
      })
    }
    expect((await give('张军利', 'supervisor')).body.title).toContain('第三十七条')
    const [a, b] = [(await world.scope('孙卫东')).person, (await world.scope('李会芳')).person]
    await acting.must(
      acting.ask(SECRETARY, 'POST', '/api/kinships', { a, b, relation: '配偶', consent: '两人书面同意' }),
    )
    expect((await give('李会芳', 'supervisor')).body.title).toContain('近亲属')
    expect((await give('张军利', 'committee')).status).toBe(409)
  })

  it('of the committee are recorded once and never run', async () => {
    const key = newId()
    const record = {
      registered: 100,
      cast: 80,
      seats: 1,
      runoff: false,
      candidates: [
        { name: '王某', votes: 41 },
        { name: '李某', votes: 39 },
      ],
      proxies: ['甲一', '乙一', '丙一', '丁一'].map((principal) => ({ principal, holder: '张某' })),
    }
    const send = (proxies: object[]) =>
      acting.ask(
        SECRETARY,
        'POST',
        '/api/elections',
        { division: world.village, heldOn: '2026-01-10', record: { ...record, proxies } },
        key,
      )
    expect((await send(record.proxies)).body.title).toContain('最多 3 人')
    const [once, again] = [await send([]), await send([])]
    expect([once.body.verdict?.elected, again.body.id]).toEqual([['王某'], once.body.id])
  })
})

it('steps by the law’s clock: a meeting in ten days is opened on its day', async () => {
  const { services } = world
  const scope: Scope = await world.scope('王建国', 'village-secretary')
  const now = new Date('2027-03-01T02:00:00Z')
  const meetsAt = new Date('2027-03-11T02:00:00Z')
  const input = {
    division: world.village,
    body: 'village-assembly',
    basis: 'persons' as const,
    title: '年度村民会议',
    place: '村委会',
    meetsAt: meetsAt.toISOString(),
    motions: [{ ...works, means: 'hands' as const, studied: STUDIED }],
  }
  const { id } = await convene(services, scope, input, { now })
  const { rev } = await takeStep(services, scope, id, { action: 'notify', rev: 1 }, { now })
  await expect(takeStep(services, scope, id, { action: 'open', rev }, { now })).rejects.toThrow('还没有到')
  const opened = await takeStep(services, scope, id, { action: 'open', rev }, { now: meetsAt })
  expect([opened.state, dateOf(soon()) <= dateOf(new Date(Date.now() + 60_000))]).toEqual(['open', true])
})
