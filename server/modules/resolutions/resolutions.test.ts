import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { newId } from '#server/core/ids.ts'
import { actingAt, ELECT, pictureOf, resolvedAt, SECRETARY, soon, townSigned } from '#test/meeting.ts'
import { startWorker } from '#server/worker.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Task = { id: string; state: string; late: boolean; paidFen: number; budgetFen: number }
type Detail = {
  id: string
  title: string
  carriedOut: boolean
  late: number
  verdict: string
  publication?: { dueOn: string; publishedOn?: string }
  result?: { dueOn: string }
  proposal?: { closed: number }
  taskList: Task[]
  steps: { action: string; amountFen?: number }[]
  returned: { title: string }[]
}

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const executor = { name: '杨勇', person: '' }
const read = async <T>(who: Who, url: string) => (await world.ask(who, 'GET', url)).body as T

const passed = () => resolvedAt(world, acting)
const show = (id: string, who: Who = '刘桂兰') => read<Detail>(who, `/api/resolutions/${id}`)
const assign = async (id: string, dueOn: string, budgetFen: number, key = newId()) => {
  executor.person = (await world.scope(executor.name)).person
  return acting.ask(
    SECRETARY,
    'POST',
    `/api/resolutions/${id}/tasks`,
    { words: '买锁装门', executor: executor.person, dueOn, budgetFen },
    key,
  )
}
const step = (who: Who, id: string, body: object, key = newId()) =>
  acting.ask(who, 'POST', `/api/resolutions/${id}/steps`, body, key)
const today = () => dateOf(new Date())

describe('a resolution', () => {
  it('hangs on one chain from the vote to the money, and its publications are owed', async () => {
    const { resolution } = await passed()
    const first = await show(resolution)
    expect([first.title, first.verdict, first.carriedOut]).toEqual([
      ELECT.title,
      expect.stringContaining('通过'),
      false,
    ])
    expect(first.publication?.dueOn).toBeDefined()
    const key = newId()
    const [a, b] = [
      await assign(resolution, today(), 50_000, key),
      await assign(resolution, today(), 50_000, key),
    ]
    expect([a.status, b.body]).toEqual([200, a.body])
    const task = (await show(resolution)).taskList[0]?.id ?? ''
    const pay = (amountFen: number, voucher = '记-12') =>
      step(SECRETARY, resolution, { action: 'pay', task, words: '付锁钱', amountFen, voucher })
    expect((await pay(50_001)).body.title).toContain('超出决议的预算：还可以付 500.00 元')
    await acting.must(pay(30_000))
    expect((await pay(20_001, '记-13')).status).toBe(422)
    await acting.must(pay(20_000, '记-13'))
    expect((await step('刘桂兰', resolution, { action: 'progress', task, words: '看着不错' })).status).toBe(
      403,
    )
    expect(
      (
        await step(executor.name, resolution, {
          action: 'pay',
          task,
          words: '自己付',
          amountFen: 1,
          voucher: '1',
        })
      ).status,
    ).toBe(403)
    await acting.must(step(executor.name, resolution, { action: 'progress', task, words: '锁买回来了' }))
    expect(
      (await step(executor.name, resolution, { action: 'finish', task, words: '装好了' })).body.title,
    ).toContain('附上现场照片')
    const foreign = await pictureOf(world, (await world.scope('刘桂兰')).person)
    expect(
      (await step(executor.name, resolution, { action: 'finish', task, words: '装好了', files: [foreign] }))
        .status,
    ).toBe(422)
    const own = await pictureOf(world, executor.person)
    await acting.must(
      step(executor.name, resolution, { action: 'finish', task, words: '装好了', files: [own] }),
    )
    const last = await show(resolution)
    expect([last.carriedOut, last.taskList[0]?.paidFen, last.steps.map(({ action }) => action)]).toEqual([
      true,
      50_000,
      ['assign', 'pay', 'pay', 'progress', 'finish'],
    ])
    expect(last.result?.dueOn).toBeDefined()
    expect((await assign(resolution, today(), 1)).status).toBe(409)
  })

  it('is paid by a voucher once, in whichever resolution, however it is written', async () => {
    const [first, second] = [await passed(), await passed()]
    const task = async (resolution: string) => {
      await acting.must(assign(resolution, today(), 50_000).then(({ status, body }) => ({ status, body })))
      return (await show(resolution)).taskList[0]?.id ?? ''
    }
    const pay = (resolution: string, id: string, voucher: string, key = newId()) =>
      step(SECRETARY, resolution, { action: 'pay', task: id, words: '付锁钱', amountFen: 100, voucher }, key)
    const [a, b] = [await task(first.resolution), await task(second.resolution)]
    const key = newId()
    await acting.must(pay(first.resolution, a, '记-041', key))
    // Sent again it is the same payment.
    expect((await pay(first.resolution, a, '记-041', key)).status).toBe(200)
    for (const [resolution, id] of [
      [first.resolution, a],
      [second.resolution, b],
    ] as const)
      for (const voucher of ['记-041', '记 41', '记字第41号', '记－０４１']) {
        const { status, body } = await pay(resolution, id, voucher)
        expect([voucher, status]).toEqual([voucher, 422])
        expect(body.fields?.['voucher']).toContain(`记在“${ELECT.title}”的任务“买锁装门”，1.00 元`)
      }
    // Another month’s: a month is soon written before a used number, so that everybody sees its picture.
    const other = { action: 'pay', task: b, words: '付锁钱', amountFen: 100, voucher: '2026年12月 记-041' }
    const unseen = await step(SECRETARY, second.resolution, other)
    expect([unseen.status, unseen.body.fields?.['files']]).toEqual([
      422,
      expect.stringContaining('请附上这张凭证的照片'),
    ])
    const picture = await pictureOf(world, (await world.scope('王建国')).person)
    await acting.must(step(SECRETARY, second.resolution, { ...other, files: [picture] }))
    const at = await Promise.all(Array.from({ length: 8 }, () => pay(second.resolution, b, '付-7')))
    expect(at.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await show(second.resolution)).taskList[0]?.paidFen).toBe(200)
    expect((await show(first.resolution)).taskList[0]?.paidFen).toBe(100)
  })

  it('that is late comes back to the next meeting by itself', async () => {
    const { resolution } = await passed()
    await acting.must(assign(resolution, today(), 0).then(({ status, body }) => ({ status, body })))
    await world.services.db.asOwner((tx) =>
      tx.rows(`update resolution_tasks set due_on = due_on - 3 where resolution = $1`, [resolution]),
    )
    expect((await show(resolution)).late).toBe(1)
    const next = await acting.must(acting.convene({ motions: [ELECT], meetsAt: soon().toISOString() }))
    const { returned } = (await acting.show(next)) as unknown as {
      returned: { title: string; lateDays: number }[]
    }
    expect(returned).toContainEqual(expect.objectContaining({ title: ELECT.title, lateDays: 3 }))
    // At a meeting that was held on paper before, nobody spoke of it.
    const meetsAt = '2026-10-20T01:00:00.000Z'
    const held = await acting.must(acting.convene({ motions: [ELECT], paper: true, meetsAt }))
    expect(await acting.show(held)).toMatchObject({ returned: [] })
    expect((await show(resolution)).returned).toHaveLength(1)
  })
})

describe('what becomes late after a monthly meeting was called', () => {
  const late = (resolution: string, days: number) =>
    world.services.db.asOwner((tx) =>
      tx.rows('update resolution_tasks set due_on = $2 where resolution = $1', [
        resolution,
        dateOf(new Date(Date.now() - days * 86_400_000)),
      ]),
    )
  const monthly = (inDays: number) => {
    const meetsAt = new Date(Date.now() + inDays * 86_400_000).toISOString()
    return acting.must(acting.convene({ title: '月例会', monthly: true, motions: [], meetsAt }))
  }
  type Agenda = { returned: { resolution: string; lateDays: number }[] }
  const on = async (meeting: string, resolution: string) =>
    ((await acting.show(meeting)) as unknown as Agenda).returned.filter(
      (each) => each.resolution === resolution,
    )

  it('comes on its agenda by itself, by the worker, once, and on the next one only', async () => {
    const { resolution } = await passed()
    await acting.must(assign(resolution, today(), 0))
    // Before the one the seeded village has called for the days to come.
    const [next, after] = [await monthly(0), await monthly(1)]
    await late(resolution, 0)
    // Its last day is still in time.
    await worked(async () => (await on(next, resolution)).length > 0, false)
    await late(resolution, 1)
    await worked(async () => (await on(next, resolution)).length > 0, true)
    expect(await on(next, resolution)).toMatchObject([{ lateDays: 1 }])
    expect(await on(after, resolution)).toEqual([])
    await worked(async () => (await on(next, resolution)).length > 1, false)
    expect((await show(resolution)).returned.map(({ title }) => title)).toEqual(['月例会'])
    await acting.must(acting.step(SECRETARY, next, 'cancel', { reason: '改期' }))
    await worked(async () => (await on(after, resolution)).length > 0, true)
  })

  /** Runs the whole timetable as the program does, until it is as expected; what must not happen gets two seconds. */
  async function worked(seen: () => Promise<boolean>, expected: boolean): Promise<void> {
    const worker = startWorker(world.services)
    try {
      const end = Date.now() + (expected ? 30_000 : 2000)
      while (!(await seen()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100))
      expect(await seen()).toBe(expected)
    } finally {
      await worker.stop()
    }
  }
})

describe('四议两公开', () => {
  const close = (id: string, body: object) =>
    acting.ask(SECRETARY, 'POST', `/api/proposals/${id}/steps`, body)
  const open = () =>
    acting.ask(SECRETARY, 'POST', '/api/proposals', {
      division: world.village,
      title: '补选监委会成员',
      words: '一人调走，提议补选。',
      origin: '村干部提议',
      decision: 'elect-supervisors',
      proposer: '村党组织',
      on: '2026-11-01',
    })

  it('goes through six steps in their order and by their counts', async () => {
    const id = await acting.must(open())
    const jump = await close(id, {
      step: 'review',
      on: '2026-11-05',
      says: '党员审议',
      present: 9,
      inFavour: 9,
    })
    expect([jump.status, jump.body.title]).toEqual([
      422,
      '四议两公开的步骤不能颠倒或跳过，下一步是“两委会商议”',
    ])
    const consult = { step: 'consult', on: '2026-11-03', says: '两委商议', inFavour: 3 }
    expect((await close(id, { ...consult, present: 3 })).body.title).toContain('这一步不能办结')
    await acting.must(close(id, { ...consult, present: 4 }))
    expect(
      (await close(id, { step: 'review', on: '2026-11-02', says: '太早', present: 9, inFavour: 9 })).body
        .title,
    ).toContain('不能早于')
    const review = { step: 'review', on: '2026-11-08', says: '党员大会审议', present: 6 }
    expect((await close(id, { ...review, inFavour: 5 })).body.title).toContain('乡镇')
    const town = await townSigned(world)
    expect((await close(id, { ...review, inFavour: 4, ...town })).body.title).toContain('过半数要 5')
    await acting.must(close(id, { ...review, inFavour: 5, ...town }))
    const resolve = { step: 'resolve', says: '村民代表会议决议', ...town }
    expect((await close(id, resolve)).status).toBe(422)
    // A vote about the same thing, but not about this proposal, is none on it.
    const { motion: other } = await passed()
    expect((await close(id, { ...resolve, motion: other })).body.title).toContain('不是就这份提议作的')
    const { motion, resolution } = await resolvedAt(world, acting, { ...ELECT, proposal: id })
    await acting.must(close(id, { ...resolve, motion }))
    const early = await close(id, { step: 'publish', on: today(), says: '公开', supervision: '无异议' })
    expect(early.body.title).toBe('决议还没有公布，请先在村务公开里公布')
    expect((await show(resolution)).proposal).toMatchObject({ closed: 4 })
    await expect(
      world.services.db.asOwner((tx) =>
        tx.rows(
          `insert into proposal_steps (county, proposal, n, step, held_on, record, person)
           select county, id, 6, 'publish-result', current_date, '{}', opened_by from proposals where id = $1`,
          [id],
        ),
      ),
    ).rejects.toThrow('is not the next one')
    // It cannot have hung before it was decided; its day is the day it went up, whatever is typed.
    await published(resolution)
    const publish = { step: 'publish', on: today(), says: '公开', supervision: '无异议' }
    expect((await close(id, publish)).body.title).toContain('“决议公开”不能早于上一步')
    await world.services.db.asOwner((tx) =>
      tx.rows('update publications set posted_from = $2, posted_until = $2 where title = $1', [
        '决议',
        today(),
      ]),
    )
    expect((await close(id, publish)).status).toBe(200)
  })

  /** As if the decision had hung for sixteen days: the disclosure tests prove how it gets there. */
  const published = (resolution: string) =>
    world.services.db.asOwner((tx) =>
      tx.rows(
        `insert into publications (county, id, division, item, period, n, title, state, author, version, posted_from, posted_until)
         select r.county, $2, r.division, r.item, r.period, r.n, '决议', 'published', m.convened_by, 1, current_date - 16, current_date
         from resolutions r join meetings m on m.county = r.county and m.id = r.meeting where r.id = $1`,
        [resolution, newId()],
      ),
    )
})
