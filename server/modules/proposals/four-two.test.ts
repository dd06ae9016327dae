import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { actingAt, countedOnPaper, SECRETARY } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

/** The second and the third of the six steps, held in this program and linked: nothing of them is typed twice. */

type Step = {
  id: string
  on: string
  says: string
  due?: number
  present?: number
  inFavour?: number
  meeting?: string
  typed: boolean
}
type Detail = { steps: Step[]; motions: { id: string; step: string; passed: boolean; state: string }[] }

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const DAY_MS = 86_400_000
const dayBefore = (days: number) => dateOf(new Date(Date.now() - days * DAY_MS))
const show = async (id: string) =>
  (await world.ask(SECRETARY, 'GET', `/api/proposals/${id}`)).body as unknown as Detail
const close = (id: string, body: object) => acting.ask(SECRETARY, 'POST', `/api/proposals/${id}/steps`, body)
const open = () =>
  acting.must(
    acting.ask(SECRETARY, 'POST', '/api/proposals', {
      division: world.village,
      title: '出租村西果园',
      words: '集体果园 12 亩，公开竞租。',
      origin: '党员群众建议',
      decision: 'asset-lease',
      proposer: '刘忠孝等党员',
      on: dayBefore(6),
    }),
  )
const motionOf = (proposal?: string) => ({
  decision: 'asset-lease',
  title: '出租村西果园',
  words: '集体果园 12 亩，公开竞租。',
  proposer: '村党组织',
  means: 'hands',
  ...(proposal ? { proposal } : {}),
})

/** Entered from paper, with everybody there; `against` of them said no. Answers with its motion, declared. */
async function held(
  body: string,
  proposal: string,
  on: string,
  against = 0,
): Promise<{ meeting: string; motion: string; due: number }> {
  const meeting = await acting.must(
    acting.convene({ body, paper: true, meetsAt: `${on}T01:00:00.000Z`, motions: [motionOf(proposal)] }),
  )
  await acting.must(acting.step(SECRETARY, meeting, 'notify', { on: dayBefore(9) }))
  await acting.must(acting.step(SECRETARY, meeting, 'open'))
  const { rows } = await acting.roll(meeting)
  for (const { member } of rows)
    await acting.must(acting.attend(SECRETARY, meeting, { means: 'paper', member }))
  const motion = (await acting.show(meeting)).motions[0]?.id ?? ''
  const counts = { inFavour: rows.length - against, against }
  await countedOnPaper(world, acting, { meeting, motion, came: rows, counts })
  return { meeting, motion, due: rows.length }
}

describe('steps two and three', () => {
  it('take their day, who came and what came of it from the meeting, and decide nothing there', async () => {
    const id = await open()
    const { meeting, motion, due } = await held('joint-committees', id, dayBefore(3))
    const resolved = await world.services.db.asOwner((tx) =>
      tx.rows('select from resolutions where motion = $1', [motion]),
    )
    expect(resolved).toEqual([])
    expect((await show(id)).motions).toMatchObject([
      { id: motion, step: 'consult', passed: true, state: 'declared' },
    ])
    expect((await acting.show(meeting)).motions[0]?.law).toContain(
      '村“两委”联席会议议过以后，由成员大会或成员代表大会决定',
    )
    // What was typed beside it is not believed.
    await acting.must(
      close(id, { step: 'consult', motion, on: dayBefore(5), due: 99, present: 98, inFavour: 97 }),
    )
    const [, consult] = (await show(id)).steps
    expect(consult).toMatchObject({
      on: dayBefore(3),
      due,
      present: due,
      inFavour: due,
      meeting,
      typed: false,
    })
    expect(consult?.says).toContain('通过')

    const other = await held('party-members', id, dayBefore(2))
    expect((await close(id, { step: 'review', motion, townSigner: '薛静' })).body.title).toContain('党员大会')
    expect((await close(id, { step: 'review', motion: other.motion })).body.title).toContain('乡镇')
    await acting.must(
      close(id, { step: 'review', motion: other.motion, says: '同意方案', townSigner: '薛静' }),
    )
    expect((await show(id)).steps[2]).toMatchObject({
      on: dayBefore(2),
      says: '同意方案',
      due: other.due,
      typed: false,
    })
    // Talking it over is no vote that could close the fourth.
    expect(
      (await close(id, { step: 'resolve', motion: other.motion, townSigner: '薛静' })).body.title,
    ).toContain('有权决定的会议')
  })

  it('are not closed by a meeting that said no, by one about something else, or before it declared anything', async () => {
    const id = await open()
    const half = await held('joint-committees', id, dayBefore(3), 4)
    expect((await close(id, { step: 'consult', motion: half.motion })).body.title).toContain('这一步不能办结')
    const elsewhere = await held('joint-committees', await open(), dayBefore(3))
    expect((await close(id, { step: 'consult', motion: elsewhere.motion })).status).toBe(422)
    const called = await acting.must(acting.convene({ body: 'joint-committees', motions: [motionOf(id)] }))
    const waiting = (await acting.show(called)).motions[0]?.id ?? ''
    expect((await close(id, { step: 'consult', motion: waiting })).body.title).toContain('已经宣布结果的议题')
    expect(
      (await close(id, { step: 'consult', due: 6, present: 6, inFavour: 6, says: '商议' })).body.title,
    ).toBe('请填哪天办的')
    await acting.must(
      close(id, {
        step: 'consult',
        on: dayBefore(1),
        due: 6,
        present: 6,
        inFavour: 6,
        says: '在镇上开的联席会',
      }),
    )
    expect((await show(id)).steps[1]).toMatchObject({ typed: true, due: 6 })
    expect((await show(id)).steps[1]?.meeting).toBeUndefined()
  })

  it('are held by their bodies only about a written proposal', async () => {
    const { body } = await acting.convene({ body: 'party-members', motions: [motionOf()] })
    expect(body.title).toContain('不能由党员大会决定，请提交成员大会或成员代表大会')
    const says = async (proposal?: string) => {
      const asked = {
        body: 'party-members',
        motions: [{ decision: 'asset-lease', ...(proposal ? { proposal } : {}) }],
      }
      return (await acting.weigh(asked)).body as unknown as { fields: Record<string, string> }
    }
    expect((await says()).fields['motions.0.decision']).toContain('不能由党员大会决定')
    expect((await says(await open())).fields).toEqual({})
  })
})
