import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { vote } from '#server/modules/motions/index.ts'
import { logOf } from '#test/audit.ts'
import { actingAt, DIRECTOR, ELECT, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { attend } from './attend.ts'
import { takeStep } from './commands.ts'

/** What nobody who keeps a meeting takes from a villager: their vote, their say, the rules and the minutes as they were. */

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const STUDIED = { on: '2026-01-05', says: '党组织研究同意提交' }
const DAY_MS = 86_400_000
type Entry = { member: string; name: string; adults?: { id: string; name: string }[] }
const rollOf = async (id: string): Promise<Entry[]> => (await acting.roll(id)).rows
const told = async (who: Who): Promise<{ title: string; text: string }[]> =>
  ((await world.ask(who, 'GET', '/api/notices')).body as { rows: { title: string; text: string }[] }).rows

describe('a household', () => {
  it('votes by whoever of it came, not by who stayed at home, and by nobody under age', async () => {
    const id = await acting.noticed(
      [{ ...ELECT, decision: 'public-works', title: '修水渠', means: 'named' }],
      { body: 'village-assembly', basis: 'households', reason: '汛期' },
    )
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const { code } = await acting.door(id)
    const child = await acting.attend('雷晨', id, { means: 'qr', code })
    expect([child.status, child.body.title]).toEqual([403, expect.stringContaining('不在这次会议的名册上')])
    await acting.must(acting.attend('李淑琴', id, { means: 'qr', code }))
    for (const { member, name, adults } of await rollOf(id))
      if (name !== '王思雨家')
        await acting.must(acting.attend(SECRETARY, id, { means: 'hand', member, person: adults?.[0]?.id }))
    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    await acting.must(acting.motion(DIRECTOR, motion, 'put'))
    const atHome = await acting.motion('王思雨', motion, 'votes', { choice: 'against' })
    expect([atHome.status, atHome.body.title]).toEqual([403, expect.stringContaining('由到会的人投票')])
    expect((await acting.show(id, '王思雨')).voices).toMatchObject([{ own: true, came: false }])
    expect((await acting.show(id, '李淑琴')).voices).toMatchObject([{ own: true, came: true }])
    expect((await acting.motion('李淑琴', motion, 'votes', { choice: 'for' })).body.again).toBe(false)
  })
})

describe('whom a list moves into a household after the notice', () => {
  it('neither comes nor votes for it: the roll is frozen with its people', async () => {
    const id = await acting.noticed([ELECT], {
      body: 'village-assembly',
      basis: 'households',
      reason: '汛期',
    })
    const rows = await rollOf(id)
    const home = rows.find(({ name }) => name === '王思雨家')
    const { person } = await world.scope('张麦香')
    const move = (household: string) =>
      world.services.db.asOwner((tx) =>
        tx.rows<{ was: string }>(
          `update people p set household = $2 from people before
           where p.id = $1 and before.id = p.id returning before.household as was`,
          [person, household],
        ),
      )
    const [before] = await move(home?.member ?? '')
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const { code } = await acting.door(id)
    expect((await acting.attend('张麦香', id, { means: 'qr', code })).body.name).not.toBe('王思雨家')
    const noted = await acting.attend(SECRETARY, id, { means: 'hand', member: home?.member ?? '', person })
    expect([noted.status, noted.body.title]).toEqual([422, expect.stringContaining('发通知时这一户的成年人')])
    expect((await rollOf(id)).find(({ name }) => name === '王思雨家')?.adults).not.toContainEqual(
      expect.objectContaining({ id: person }),
    )
    await move(before?.was ?? '')
  })
})

describe('who is noted as standing aside', () => {
  it('is told, takes it back before the vote, and is not noted again', async () => {
    const id = await acting.noticed([ELECT])
    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    const rows = await rollOf(id)
    const [own = '', other = ''] = ['刘桂兰', '张敏'].map(
      (name) => rows.find((row) => row.name === name)?.member,
    )
    const note = (member: string) =>
      acting.motion(SECRETARY, motion, 'recusals', { member, reason: '和他有关' })
    const stay = (who: Who, member: string) => acting.motion(who, motion, 'recusals/withdraw', { member })
    await acting.must(note(own))
    expect(await told('刘桂兰')).toContainEqual({
      ...(await told('刘桂兰'))[0],
      title: '登记了您回避：推选监委会成员',
      text: expect.stringContaining('王建国登记您回避这项议题，理由：和他有关'),
    })
    expect((await stay('王思雨', own)).status).toBe(403)
    expect((await stay('刘桂兰', own)).status).toBe(204)
    expect((await stay('刘桂兰', own)).status).toBe(409)
    expect((await note(own)).body.title).toContain('撤回过的，不能再登记')
    // The desk takes back what it noted of the wrong person.
    await acting.must(note(other))
    expect((await acting.show(id)).motions[0]?.recused).toMatchObject([{ name: '张敏' }])
    expect((await stay(SECRETARY, other)).status).toBe(204)
    expect((await acting.show(id)).motions[0]?.recused).toEqual([])
    await acting.must(acting.step(SECRETARY, id, 'open'))
    for (const { member } of rows) await acting.must(acting.attend(SECRETARY, id, { means: 'hand', member }))
    await acting.must(acting.motion(SECRETARY, motion, 'put'))
    expect((await stay('刘桂兰', own)).body.title).toContain('没有登记回避')
    await acting.must(acting.motion('刘桂兰', motion, 'votes', { choice: 'for' }))
  })
})

describe('who the desk noted as present by mistake', () => {
  it('is absent again with a reason, hears of it, and may still come; who spoke or voted is not touched', async () => {
    const id = await acting.noticed([{ ...ELECT, means: 'named' }])
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const rows = await rollOf(id)
    const memberOf = (name: string) => rows.find((row) => row.name === name)?.member ?? ''
    const undo = (name: string, who: Who = SECRETARY, reason = '点错了人，他没有来') =>
      acting.ask(who, 'POST', `/api/meetings/${id}/attendances/withdraw`, { member: memberOf(name), reason })
    const present = async () => (await acting.show(id)).quorum.present
    for (const { member } of rows)
      if (member !== memberOf('刘桂兰'))
        await acting.must(acting.attend(SECRETARY, id, { means: 'hand', member }))
    const { code } = await acting.door(id)
    await acting.must(acting.attend('刘桂兰', id, { means: 'qr', code }))
    const all = rows.length
    expect(await present()).toBe(all)

    expect((await undo('王思雨', '王思雨')).status).toBe(403)
    expect((await undo('王思雨', SECRETARY, '错')).status).toBe(422)
    expect((await undo('刘桂兰')).body.title).toContain('由本人负责')
    expect((await undo('王思雨')).status).toBe(204)
    expect(await present()).toBe(all - 1)
    expect((await undo('王思雨')).status).toBe(409)
    expect((await told('王思雨'))[0]).toMatchObject({
      title: expect.stringContaining('撤回了您的签到'),
      text: expect.stringContaining('点错了人，他没有来'),
    })
    const [logged] = await logOf(world, { record: memberOf('王思雨'), route: 'meetings.takeBack' })
    expect(logged).toMatchObject({
      said: { why: '点错了人，他没有来' },
      before: { came: true },
      after: { came: false },
    })
    // Both notes are kept.
    await acting.must(acting.attend('王思雨', id, { means: 'qr', code }))
    expect(await present()).toBe(all)
    const kept = await world.services.db.asOwner((tx) =>
      tx.rows(
        'select means, withdrawn_reason from attendance_notes where meeting = $1 and member = $2 order by at',
        [id, memberOf('王思雨')],
      ),
    )
    expect(kept).toEqual([
      { means: 'hand', withdrawn_reason: '点错了人，他没有来' },
      { means: 'qr', withdrawn_reason: null },
    ])

    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    await acting.must(acting.motion(SECRETARY, motion, 'put'))
    expect((await undo('张敏')).body.title).toContain('正在表决')
    await acting.must(acting.motion('张敏', motion, 'votes', { choice: 'for' }))
    await acting.must(acting.motion(SECRETARY, motion, 'declare', { missing: all - 1 }))
    expect((await undo('张敏')).body.title).toContain('宣布过结果')
    expect((await undo('孙卫东')).body.title).toContain('宣布过结果')
    expect(await present()).toBe(all)
    await acting.must(acting.step(SECRETARY, id, 'close'))
    expect((await undo('孙卫东')).body.title).toContain('已散会')
  })
})

describe('a written proxy', () => {
  const meetsAt = new Date(Date.now() + 12 * DAY_MS)
  const called = async () => {
    const motion = { ...ELECT, decision: 'asset-lease', title: '果园出租' }
    const body = { body: 'member-assembly', meetsAt: meetsAt.toISOString() }
    const id = await acting.noticed([motion], body)
    const scope = await world.scope('王建国', 'village-secretary')
    const principal = (await rollOf(id)).find(({ name }) => name === '王建军')?.member ?? ''
    const { person: holder } = await world.scope('王思雨')
    const paper = { principal, holder, paper: '委托书1号' }
    const oneself = await acting.ask(SECRETARY, 'POST', `/api/meetings/${id}/proxies`, {
      ...paper,
      holder: scope.person,
    })
    expect([oneself.status, oneself.body.fields?.['holder']]).toEqual([
      422,
      expect.stringContaining('另一位'),
    ])
    await acting.must(acting.ask(SECRETARY, 'POST', `/api/meetings/${id}/proxies`, paper))
    const { rev } = await acting.show(id)
    await takeStep(world.services, scope, id, { action: 'open', rev }, { now: meetsAt })
    const come = async (name: string) =>
      attend(world.services, await world.scope(name), id, { means: 'online' }, { now: meetsAt, key: newId() })
    return { id, principal, come }
  }

  it('ends where the principal comes after all', async () => {
    const { id, principal, come } = await called()
    await come('王建军')
    expect(await come('王思雨')).toEqual({ name: '王思雨', again: false, also: [] })
    const motion = (await acting.show(id)).motions[0]?.id ?? ''
    await world.services.db.asOwner((tx) =>
      tx.rows(`update motions set state = 'voting' where id = $1`, [motion]),
    )
    const own = await world.scope('王思雨')
    await expect(
      vote(world.services, own, motion, { choice: 'for', member: principal }, meetsAt),
    ).rejects.toThrow('只能投自己的票')
    await vote(world.services, await world.scope('王建军'), motion, { choice: 'against' }, meetsAt)
  })

  it('is held by somebody of the family who is no member (RCE 27)', async () => {
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `update seats set ends_on = current_date - 1 where seat = 'member'
           and person = (select id from people where name = '王思雨')`,
      ),
    )
    const { id, come } = await called()
    expect(await come('王思雨')).toEqual({ name: '王建军', again: false, also: [] })
    expect(await acting.show(id, '王思雨')).toMatchObject({ attended: true, quorum: { present: 1 } })
  })
})

describe('what stood at the notice', () => {
  it('is what the meeting goes by: nobody makes it harder afterwards, nor out of reach; a slip is set right', async () => {
    const own = await openWorld()
    const there = actingAt(own)
    const id = await there.noticed([ELECT])
    const before = (await there.show(id)).quorum.needed
    const rule = (of: [number, number], startsOn = '2026-01-01') =>
      there.ask(SECRETARY, 'POST', `/api/meetings/law/${own.village}`, {
        name: 'vc.reps.quorum',
        value: { of },
        source: '本村章程第八条',
        startsOn,
      })
    expect((await rule([3, 2])).body.fields?.['value']).toContain('达不到')
    expect((await rule([1, 1])).status).toBe(204)
    expect((await there.show(id)).quorum.needed).toBe(before)
    const next = await there.noticed([ELECT])
    expect((await there.show(next)).quorum.needed).toBe(15)
    expect((await rule([4, 5], '2026-01-02')).status).toBe(204)
    expect((await there.show(await there.noticed([ELECT]))).quorum.needed).toBe(12)
    expect((await rule([1, 2], '2026-01-03')).status).toBe(422)
  })

  it('is its day: on another the meeting is not opened', async () => {
    const id = await acting.noticed([ELECT])
    const { rev } = await acting.show(id)
    const scope = await world.scope('王建国', 'village-secretary')
    const tomorrow = new Date(Date.now() + DAY_MS)
    await expect(
      takeStep(world.services, scope, id, { action: 'open', rev }, { now: tomorrow }),
    ).rejects.toThrow('请取消，再重新召集、发通知')
  })
})

describe('minutes', () => {
  it('stay as the first signed them, whatever is answered afterwards', async () => {
    const id = await acting.noticed([], { monthly: true })
    await acting.must(acting.step(SECRETARY, id, 'open'))
    const asked = { kind: 'ask', words: '路灯什么时候修？' }
    const question = (await acting.ask('刘桂兰', 'POST', `/api/meetings/${id}/floor`, asked)).body.id
    await acting.must(acting.step(DIRECTOR, id, 'close'))
    await acting.must(acting.step(SECRETARY, id, 'sign'))
    const signed = (await acting.show(id)).minutes
    expect(signed.join('\n')).toContain('会上没有答复')
    const later = { action: 'finish', answer: '已经修好' }
    expect((await acting.ask(SECRETARY, 'POST', `/api/floor/${question}`, later)).status).toBe(204)
    expect((await acting.show(id)).minutes).toEqual(signed)
    await acting.must(acting.step(DIRECTOR, id, 'sign'))
    await acting.must(acting.step(SECRETARY, id, 'archive'))
    expect((await acting.show(id)).minutes).toEqual(signed)
    const hashes = await world.services.db.asOwner((tx) =>
      tx.rows('select distinct hash from minute_signatures where meeting = $1', [id]),
    )
    expect(hashes).toHaveLength(1)
  })
})

it('representatives of the members fewer than the law wants decide nothing (RCE 28)', async () => {
  await world.services.db.asOwner((tx) =>
    tx.rows(
      `insert into seats (county, id, division, person, seat, starts_on, decided_by, given_by)
       select s.county, gen_random_uuid(), s.division, s.person, 'member-representative', '2026-01-01', '测试', s.given_by
       from seats s where s.seat = 'member' limit 20`,
    ),
  )
  const motion = { ...ELECT, decision: 'asset-lease', title: '果园出租', studied: STUDIED }
  const id = await acting.must(acting.convene({ body: 'member-representatives', motions: [motion] }))
  const refused = await acting.step(SECRETARY, id, 'notify')
  expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('成员代表要多于二十人')])
})
