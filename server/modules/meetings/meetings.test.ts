import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { Scope } from '#server/core/scope.ts'
import { actingAt, keeperMeeting, SECRETARY, soon } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'
import { convene, takeStep } from './index.ts'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

/** Something the representatives decide of their own right. */
const works = {
  decision: 'elect-supervisors',
  title: '推选监委会成员',
  words: '补选一名。',
  proposer: '村党组织',
}
const STUDIED = { on: '2026-01-05', says: '党组织研究同意提交' }

describe('calling a meeting', () => {
  it('refuses what the body may not decide, naming the article and who may', async () => {
    const refused = await acting.convene({
      motions: [{ ...works, decision: 'lost-work-pay', means: 'hands', studied: STUDIED }],
    })
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
    const unstudied = await acting.convene({ motions: [{ ...works, means: 'hands' }] })
    expect(unstudied.body.title).toContain('先经党组织研究讨论')
  })

  it('is refused of a body nobody sits in, saying what to do; one that only sits was not held', async () => {
    const motions = [{ ...works, decision: 'asset-lease', means: 'hands', studied: STUDIED }]
    const empty = await acting.convene({ body: 'member-representatives', motions })
    expect([empty.status, empty.body.fields?.['body']]).toEqual([
      422,
      '成员代表大会还没有登记组成人员，不能召集；请先到“名册管理 → 组织成员”登记成员',
    ])
    type Law = { rhythm: { limit: string; says: string }[] }
    const rhythm = async () => {
      const { body } = await world.ask(SECRETARY, 'GET', `/api/meetings/law/${world.village}`)
      const times = (body as unknown as Law).rhythm.find(({ limit }) => limit === 'vc.reps.per_quarter')?.says
      return Number(/开了 (\d+) 次/.exec(times ?? '')?.[1])
    }
    const before = await rhythm()
    const id = await acting.noticed([], { monthly: true })
    await acting.must(acting.step(SECRETARY, id, 'open'))
    expect(await rhythm()).toBe(before)
    await acting.must(acting.step(SECRETARY, id, 'close'))
    expect(await rhythm()).toBe(before + 1)
  })

  it('hears representatives only from a fifth on', async () => {
    const motions = [{ ...works, means: 'hands', studied: STUDIED }]
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
      motions: [{ ...works, means: 'hands', studied: STUDIED }],
    })
    expect(households.body.fields?.['basis']).toBe('村民代表会议按人计算，不能按户计算')
  })

  it('is done once, however often it is sent', async () => {
    const key = newId()
    const meeting = {
      motions: [{ ...works, means: 'hands', studied: STUDIED }],
      meetsAt: soon().toISOString(),
    }
    const [a, b] = [await acting.convene(meeting, key), await acting.convene(meeting, key)]
    expect([a.body.id, b.status]).toEqual([b.body.id, 200])
    expect((await acting.convene({ ...meeting, place: '小学操场' }, key)).status).toBe(409)
  })
})

describe('a roll', () => {
  it('is frozen by the notice: nobody is added, by no way', async () => {
    const own = await openWorld()
    const there = actingAt(own)
    const id = await keeperMeeting(there, [{ ...works, means: 'hands', studied: STUDIED }])
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
    const id = await keeperMeeting(there, [{ ...works, means: 'hands', studied: STUDIED }])
    const refused = await there.step(SECRETARY, id, 'notify')
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('第二十九条')])
  })
})

describe('attendance', () => {
  it('counts a person once from two phones, by a code of this minute', async () => {
    const id = await acting.noticed([{ ...works, means: 'hands', studied: STUDIED }])
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
    // Sent again by a phone that heard no answer: the same answer. By another phone: noted before.
    const key = newId()
    const [sent, lost] = [
      await acting.attend('张敏', id, { means: 'qr', code: code.toLowerCase() }, key),
      await acting.attend('张敏', id, { means: 'qr', code }, key),
    ]
    expect([sent.body.again, lost.body.again]).toEqual([false, false])
    expect((await acting.attend('张敏', id, { means: 'qr', code })).body.again).toBe(true)
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

describe('before a meeting is called', () => {
  it('the law is told beside the field: day, article, who counts, and what the body may not decide', async () => {
    const { status, body } = await acting.weigh({
      motions: [{ decision: 'covenant', studied: STUDIED }, { decision: 'elect-supervisors' }],
    })
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        due: 15,
        quorum: '应到 15 人，三分之二以上到会才能表决，要 10 人（《村民委员会组织法》第三十条）',
        pass: '到会的过半数同意才通过（《村民委员会组织法》第三十条）',
        faults: [],
        fields: {
          'motions.0.decision': expect.stringContaining('请提交村民会议（《村民委员会组织法》第三十一条）'),
          'motions.1.decision': expect.stringContaining('要先经党组织研究讨论'),
        },
      }),
    ])
    const assembly = await acting.weigh({ body: 'village-assembly', meetsOn: dateOf(soon()) })
    expect(assembly.body).toMatchObject({
      urgent: true,
      short: expect.stringContaining('要提前 10 日通知'),
      earliestOn: dateOf(new Date(Date.now() + 10 * 86_400_000)),
    })
    const all = await acting.weigh({ body: 'member-assembly', motions: [{ decision: 'membership' }] })
    expect(all.body).toMatchObject({ pass: expect.stringContaining('应到的三分之二以上同意才通过') })
  })
})

describe('the roll', () => {
  it('is told of the notice and of a cancellation, and nobody else is', async () => {
    const motion = { ...works, means: 'hands', studied: STUDIED }
    const id = await acting.noticed([motion], { title: '防汛代表会' })
    const newest = async (who: string) =>
      ((await world.ask(who, 'GET', '/api/notices')) as unknown as { body: { rows: { title: string }[] } })
        .body.rows[0]?.title
    expect([await newest('刘桂兰'), await newest('李引娣')]).toEqual([
      '请来开会：防汛代表会',
      expect.not.stringContaining('防汛代表会'),
    ])
    await acting.must(acting.step(SECRETARY, id, 'cancel', { reason: '下大雨' }))
    expect(await newest('刘桂兰')).toBe('会议取消了：防汛代表会')
  })
})

describe('who looks at a meeting', () => {
  it('hears that something happened there, and of no other', async () => {
    const id = await acting.noticed([{ ...works, means: 'hands', studied: STUDIED }])
    const heard: (readonly string[])[] = []
    const stop = world.services.live.onMet((_, meetings) => heard.push(meetings))
    const { code } = await acting.door(id)
    await acting.must(acting.attend('刘桂兰', id, { means: 'qr', code }))
    await expect.poll(() => heard.flat()).toContain(id)
    stop()
    const voices = (await acting.show(id, '刘桂兰')).voices
    expect(voices).toEqual([{ member: expect.any(String), name: '刘桂兰', own: true, came: true }])
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
    const id = await there.noticed([{ ...works, means: 'hands', studied: STUDIED }])
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
  const morning = new Date(meetsAt.getTime() - 61 * 60_000)
  await expect(takeStep(services, scope, id, { action: 'open', rev }, { now: morning })).rejects.toThrow(
    '请等到 09:00',
  )
  const opened = await takeStep(services, scope, id, { action: 'open', rev }, { now: meetsAt })
  expect([opened.state, dateOf(soon()) <= dateOf(new Date(Date.now() + 60_000))]).toEqual(['open', true])
})
