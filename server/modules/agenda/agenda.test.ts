import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { agenda } from '#contract/agenda.ts'
import { MONTHLY } from '#db/village/meetings.ts'
import { newId } from '#server/core/ids.ts'
import { actingAt, DIRECTOR, ELECT, resolvedAt, SECRETARY, soon } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Village = z.output<(typeof agenda.village)['answers'] & z.ZodType>
type Agenda = z.output<(typeof agenda.meeting)['answers'] & z.ZodType>
const SUPERVISOR: Who = ['屈建文', 'village-supervisor']
const VILLAGER = '刘桂兰'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

/** The village of the seed has gathered topics of its own for its monthly meeting. */
const SEEDED = new Set<string>(MONTHLY.topics.map(({ title }) => title))
const ours = <Shown extends { topics: { title: string }[] }>(shown: Shown): Shown => ({
  ...shown,
  topics: shown.topics.filter(({ title }) => !SEEDED.has(title)),
})
const village = async (who: Who = SECRETARY): Promise<Village> =>
  ours<Village>((await world.ask(who, 'GET', `/api/agenda/${world.village}`)).body)
const agendaOf = async (id: string): Promise<Agenda> =>
  ours<Agenda>((await world.ask(SECRETARY, 'GET', `/api/meetings/${id}/agenda`)).body)
const raise = (who: Who, title: string, key?: string) =>
  acting.ask(who, 'POST', '/api/agenda/topics', { title, words: '' }, key)
const sift = (who: Who, id: string, body: object) =>
  acting.ask(who, 'POST', `/api/agenda/topics/${id}/sift`, body)
const monthly = () => acting.must(acting.convene({ title: '十一月例会', monthly: true, motions: [] }))
const topicsOf = async (id: string) => (await agendaOf(id)).topics.map(({ title }) => title)

it('of the seed stand on the agenda of a monthly meeting in the coming days, noticed', async () => {
  const { body } = (await world.ask(VILLAGER, 'GET', '/api/meetings?state=noticed')) as unknown as {
    body: { rows: { id: string; monthly: boolean; mine: boolean; meetsAt: string }[] }
  }
  const ahead = body.rows.find((row) => row.monthly)
  expect(ahead).toMatchObject({ mine: true })
  const shown = (await world.ask(VILLAGER, 'GET', `/api/meetings/${ahead?.id}/agenda`)) as unknown as {
    body: Agenda
  }
  expect(new Set(shown.body.topics.map(({ title }) => title))).toEqual(SEEDED)
})

describe('topics', () => {
  it('are raised by villagers and sifted by the supervisors, with a reason for who is refused', async () => {
    const key = newId()
    const raised = await raise(VILLAGER, '村口装减速带', key)
    await raise(VILLAGER, '村口装减速带', key)
    const other = await raise('王思雨', '取消门前停车费')
    expect((await village(SUPERVISOR)).topics.map(({ title, state }) => [title, state])).toEqual([
      ['取消门前停车费', 'raised'],
      ['村口装减速带', 'raised'],
    ])
    // What waits is between whoever raised it and the desk.
    expect((await village(VILLAGER)).topics.map(({ title }) => title)).toEqual(['村口装减速带'])
    expect((await sift(SECRETARY, raised.body.id, { take: true })).status).toBe(403)
    expect((await sift(SUPERVISOR, other.body.id, { take: false })).status).toBe(422)
    expect((await sift(SUPERVISOR, other.body.id, { take: false, reason: '村里没有收停车费' })).status).toBe(
      204,
    )
    expect((await sift(SUPERVISOR, raised.body.id, { take: true })).status).toBe(204)
    expect((await village('王思雨')).topics.map(({ title, reason }) => [title, reason])).toEqual([
      ['取消门前停车费', '村里没有收停车费'],
      ['村口装减速带', undefined],
    ])
  })

  it('of a supervisor are taken at once', async () => {
    await raise(SUPERVISOR, '公布上半年接待费')
    expect((await village(VILLAGER)).topics[0]).toMatchObject({
      title: '公布上半年接待费',
      state: 'collected',
    })
  })
})

describe('a monthly meeting', () => {
  const order = async (words: string) =>
    (
      await acting.ask(VILLAGER, 'POST', '/api/matters', {
        flow: 'village-order',
        division: world.village,
        action: 'order',
        answers: { words },
      })
    ).body.id

  it('needs no motion; topics, open orders and late tasks are on its agenda by themselves', async () => {
    expect((await acting.convene({ motions: [] })).status).toBe(422)
    const { resolution } = await resolvedAt(world, acting)
    const { person } = await world.scope('寇志刚')
    await acting.must(
      acting.ask(SECRETARY, 'POST', `/api/resolutions/${resolution}/tasks`, {
        words: '贴出名单',
        executor: person,
        dueOn: '2030-01-01',
        budgetFen: 0,
      }),
    )
    await world.services.db.asOwner((tx) =>
      tx.rows('update resolution_tasks set due_on = current_date - 5 where resolution = $1', [resolution]),
    )
    const before = await order('请把东巷的路灯修好')
    const id = await monthly()
    expect(await topicsOf(id)).toEqual(['村口装减速带', '公布上半年接待费'])
    expect((await agendaOf(id)).orders.map(({ id: matter, was }) => [matter, was])).toEqual([
      [before, '待协商定单'],
    ])
    expect((await acting.show(id)).returned.map(({ title }) => title)).toContain(ELECT.title)
    // What comes between the notice and the day is on it, too.
    await acting.must(acting.step(SECRETARY, id, 'notify'))
    const after = await order('水渠要清一清')
    await raise(SUPERVISOR, '冬季防火值班')
    await acting.must(acting.step(SECRETARY, id, 'open'))
    expect(await topicsOf(id)).toEqual(['村口装减速带', '公布上半年接待费', '冬季防火值班'])
    expect((await agendaOf(id)).orders.map(({ id: matter }) => matter)).toEqual([before, after])
  })

  it('settles topics or puts them off; what is put off comes to the next by itself, and all of it is minuted', async () => {
    const { body } = (await world.ask(SECRETARY, 'GET', '/api/meetings?state=open')) as unknown as {
      body: { rows: { id: string; monthly: boolean }[] }
    }
    const id = body.rows.find((row) => row.monthly)?.id ?? ''
    const [bump, costs] = (await agendaOf(id)).topics
    const note = (who: Who, topic: string | undefined, sent: object) =>
      acting.ask(who, 'POST', `/api/meetings/${id}/agenda/${topic}`, sent)
    expect((await note(SUPERVISOR, bump?.id, { outcome: 'settled', says: '十二月装好' })).status).toBe(403)
    expect((await note(SECRETARY, newId(), { outcome: 'settled', says: '十二月装好' })).status).toBe(404)
    expect((await note(SECRETARY, bump?.id, { outcome: 'settled', says: '十二月装好' })).status).toBe(204)
    expect((await note(DIRECTOR, costs?.id, { outcome: 'later', says: '等街道核完' })).status).toBe(204)
    const { minutes } = await acting.show(id)
    expect(minutes).toContain('征集议题：村口装减速带（刘桂兰提出）。议定：十二月装好')
    expect(minutes).toContain('征集议题：公布上半年接待费（屈建文提出）。下次再议：等街道核完')
    expect(minutes).toContain('群众点单：请把东巷的路灯修好，待协商定单。')
    const next = await acting.must(
      acting.convene({ title: '十二月例会', monthly: true, motions: [], meetsAt: soon().toISOString() }),
    )
    expect(await topicsOf(next)).toEqual(['公布上半年接待费', '冬季防火值班'])
    const again = await sift(SUPERVISOR, bump?.id ?? '', { take: true })
    expect([again.status, again.body.title]).toEqual([409, '这个议题已经在会上议过了'])
  })

  it('carries an order from raise to rating', async () => {
    const id = await order('村口的广告牌要倒了')
    const act = (who: Who, action: string, answers: object) =>
      acting.ask(who, 'POST', `/api/matters/${id}/actions`, { action, answers })
    for (const [who, action, answers] of [
      [SECRETARY, 'settle', { settled: '拆掉，不再立' }],
      [SECRETARY, 'assign', { task: '寇志刚，三天内' }],
      [SECRETARY, 'deliver', { result: '今天上午拆了' }],
      [VILLAGER, 'rate', { stars: 5 }],
    ] as const) {
      const { status, body } = await act(who, action, answers)
      expect([action, status, body.title]).toEqual([action, 200, undefined])
    }
    expect((await village()).orders.map(({ id: matter }) => matter)).not.toContain(id)
  })
})
