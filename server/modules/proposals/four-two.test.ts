import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { actingAt, countedOnPaper, pictureOf, SECRETARY, townSigned } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

/** The second and the third of the six steps, held in this program and linked: nothing of them is typed twice. */

type Step = {
  id: string
  on: string
  says: string
  townSigner?: string
  townPage?: string
  due?: number
  present?: number
  inFavour?: number
  meeting?: string
  typed: boolean
}
type Detail = {
  steps: Step[]
  keeping?: { due: { consult: number; review: number }; signers: { post: string; name: string }[] }
  motions: { id: string; step: string; passed: boolean; state: string }[]
}

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
    const town = await townSigned(world)
    expect((await close(id, { step: 'review', motion, ...town })).body.title).toContain('党员大会')
    expect((await close(id, { step: 'review', motion: other.motion })).body.title).toContain('乡镇')
    const review = { step: 'review', motion: other.motion, says: '同意方案' }
    expect((await close(id, { ...review, townPost: town.townPost })).body.title).toContain(
      '附上签了字的那一页',
    )
    // Words sign nothing; a post of the village is none of the town, and somebody else's page is not this one.
    const own = (await world.scope('张军利', 'village-director')).post?.id
    expect((await close(id, { ...review, ...town, townPost: own })).body.title).toContain('任职名单')
    const foreign = await pictureOf(world, (await world.scope('刘桂兰')).person)
    expect((await close(id, { ...review, ...town, townPage: foreign })).status).toBe(422)
    await acting.must(close(id, { ...review, ...town }))
    expect((await show(id)).steps[2]).toMatchObject({
      townSigner: expect.stringContaining('薛静（'),
      townPage: town.townPage,
      on: dayBefore(2),
      says: '同意方案',
      due: other.due,
      typed: false,
    })
    // Talking it over is no vote that could close the fourth.
    expect((await close(id, { step: 'resolve', motion: other.motion, ...town })).body.title).toContain(
      '有权决定的会议',
    )
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
    expect((await close(id, { step: 'consult', present: 6, inFavour: 6, says: '商议' })).body.title).toBe(
      '请填哪天办的',
    )
    const typed = { step: 'consult', on: dayBefore(1), says: '在镇上开的联席会' }
    // Of how many, the register says, whatever is typed.
    expect((await close(id, { ...typed, due: 99, present: 7, inFavour: 7 })).body.title).toContain(
      '实到不能多于应到',
    )
    expect((await close(id, { ...typed, due: 3, present: 3, inFavour: 3 })).body.title).toContain(
      '6 人的过半数要 4 人',
    )
    await acting.must(close(id, { ...typed, present: 6, inFavour: 6 }))
    expect((await show(id)).steps[1]).toMatchObject({ typed: true, due: 6 })
    expect((await show(id)).steps[1]?.meeting).toBeUndefined()
  })

  it('come before the vote: an older meeting entered afterwards is neither put to it nor linked', async () => {
    const id = await open()
    const other = await open()
    const town = await townSigned(world)
    expect((await show(id)).keeping).toMatchObject({ due: { consult: 6, review: 9 } })
    expect((await show(id)).keeping?.signers.map(({ post }) => post)).toContain(town.townPost)
    const lawful = async (proposal: string) => {
      const asked = { kind: 'lawyer', name: '外请律师', question: '合法吗' }
      const opinion = await acting.must(
        acting.ask(SECRETARY, 'POST', `/api/proposals/${proposal}/opinions`, asked),
      )
      const { person } = await world.scope('王建国', 'village-secretary')
      const given = { stance: 'sound', words: '合法可行', files: [await pictureOf(world, person)] }
      await acting.must(
        acting.ask(SECRETARY, 'POST', `/api/opinions/${opinion}`, given).then(({ status, body }) => ({
          status,
          body: { ...body, id: opinion },
        })),
      )
    }
    await lawful(id)
    const studied = { on: dayBefore(6), says: '同意提交' }
    const assembly = async (on: string, attended: boolean) => {
      const meeting = await acting.must(
        acting.convene({
          body: 'member-assembly',
          paper: true,
          meetsAt: `${on}T01:00:00.000Z`,
          motions: [{ ...motionOf(id), studied }],
        }),
      )
      await acting.must(acting.step(SECRETARY, meeting, 'notify', { on: dayBefore(20) }))
      await acting.must(acting.step(SECRETARY, meeting, 'open'))
      const { rows: roll } = await acting.roll(meeting)
      const rows = roll.slice(0, Math.ceil((roll.length * 2) / 3))
      for (const { member } of attended ? rows : [])
        await acting.must(acting.attend(SECRETARY, meeting, { means: 'paper', member }))
      const [motion] = (await acting.show(meeting)).motions
      return {
        meeting,
        motion: motion?.id ?? '',
        tellers: rows.slice(0, 2).map(({ member }) => member),
        rows,
      }
    }
    const early = await assembly(dayBefore(4), false)
    const put = ({ motion, tellers }: typeof early) => acting.motion(SECRETARY, motion, 'put', { tellers })
    expect((await put(early)).body.title).toContain('先办结“两委会商议”')
    const typed = { says: '在别处开的', present: 6, inFavour: 6 }
    await acting.must(close(id, { step: 'consult', on: dayBefore(5), ...typed }))
    await acting.must(close(id, { step: 'review', on: dayBefore(2), ...typed, ...town }))
    const [told] = (await acting.show(early.meeting)).motions
    expect(told?.blocked).toContain('早于四议两公开的上一步')
    expect((await put(early)).body.title).toContain('早于四议两公开的上一步')
    const late = await assembly(dayBefore(1), true)
    const counts = { inFavour: late.rows.length }
    await countedOnPaper(world, acting, {
      meeting: late.meeting,
      motion: late.motion,
      came: late.rows,
      counts,
    })
    await acting.must(acting.step(SECRETARY, late.meeting, 'close'))
    for (const { name } of late.rows.slice(0, 2)) await acting.must(acting.step(name, late.meeting, 'sign'))
    const resolve = { step: 'resolve', motion: late.motion, ...town }
    expect((await close(other, resolve)).status).toBe(422)
    await acting.must(close(id, { ...resolve, on: dayBefore(0) }))
    expect((await show(id)).steps[3]).toMatchObject({ on: dayBefore(1), townSigner: expect.any(String) })
  })

  it('study what is put forward before anybody votes, not after today', async () => {
    const on = dateOf(new Date(Date.now() + 3 * DAY_MS))
    const { body } = await acting.convene({
      motions: [{ ...motionOf(), decision: 'elect-supervisors', studied: { on, says: '同意提交' } }],
      meetsAt: new Date(Date.now() + 5 * DAY_MS).toISOString(),
    })
    expect(body.fields?.['motions.0.studied.on']).toContain('还没有到')
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
