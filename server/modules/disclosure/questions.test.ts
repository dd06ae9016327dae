import { beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTANT, deskOf, spending, SUPERVISOR, TOWN } from '#test/publishing.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { newId } from '#server/core/ids.ts'
import { act, openMatter, tickMatters } from '#server/modules/matters/index.ts'

/** The clock of a question, and what a wrong figure owes (handbook R15; 山东省村务公开条例 16, 17). */

const DISPATCHER = ['陈晓东', 'town-dispatcher'] as const
const DAY_MS = 86_400_000

let world: World
let desk: ReturnType<typeof deskOf>
beforeAll(async () => {
  world = await openWorld()
  desk = deskOf(world)
})

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const tick = (days: number) => tickMatters(world.services, inDays(days))

async function asked(reason: string): Promise<{ id: string; matter: string }> {
  const { id } = await desk.published(reason)
  const { body } = await desk.ask('刘桂兰', 'POST', `/api/publications/${id}/questions`, {
    words: `${reason}怎么算的？`,
    line: 1,
  })
  return { id, matter: body.matter }
}

async function standsAt(matter: string): Promise<string> {
  const row = await world.services.db.asOwner((tx) =>
    tx.first<{ stage: string }>('select stage from matters where id = $1', [matter]),
  )
  return row?.stage ?? ''
}

async function answer(
  [name, role]: readonly [name: string, role: string],
  matter: string,
  action: string,
  outcome: string,
  days: number,
): Promise<void> {
  await act(
    world.services,
    await world.scope(name, role),
    matter,
    { action, answers: { reply: '查过凭证了，答复如下。', outcome } },
    { now: inDays(days), key: newId() },
  )
}

type Work = { publication?: string; owed: boolean; mine: boolean; state?: string }
const workOf = async (who: Who) =>
  (await world.ask(who, 'GET', '/api/disclosure/work?days=0')) as unknown as { body: Work[] }
const owedTo = async (who: Who, id: string) =>
  (await workOf(who)).body.filter(({ publication, owed }) => publication === id && owed)
async function owedByVillage(): Promise<number> {
  const { body } = (await world.ask(TOWN, 'GET', '/api/disclosure/watch')) as unknown as {
    body: { villages: { division: string; correctionsOwed: number }[] }
  }
  return body.villages.find(({ division }) => division === world.village)?.correctionsOwed ?? -1
}

describe('a question nobody answers', () => {
  it('goes from the supervisors to the committee after five days, after five more to the town, each said openly', async () => {
    const { id, matter } = await asked('修泵')
    await tick(4)
    expect(await standsAt(matter)).toBe('asked')
    // The day itself does not count (民法典 201): the fifth day ends at midnight.
    await tick(6.01)
    expect(await standsAt(matter)).toBe('withCommittee')
    await tick(10)
    expect(await standsAt(matter)).toBe('withCommittee')
    await tick(12.1)
    expect(await standsAt(matter)).toBe('withTown')
    await answer(DISPATCHER, matter, 'answerForTown', 'explained', 13)
    const [question] = (await desk.show(id, '张麦香')).body.questions
    expect(question).toMatchObject({ line: 1, wrong: false, answers: [{ words: '查过凭证了，答复如下。' }] })
  })
})

describe('who asks', () => {
  it('is told to nobody, and numbers of persons in the words are hidden before anybody reads them', async () => {
    const { id } = await desk.published('问路费')
    const words = '第一行的人是谁 13812345678 610114196001010019'
    const path = `/api/publications/${id}/questions`
    const { body } = await desk.ask('王思雨', 'POST', path, { words, line: 1 })
    const readers: Who[] = [SUPERVISOR, ['王建国', 'village-secretary'], DISPATCHER, '刘桂兰']
    for (const who of readers) {
      const read = await world.ask(who, 'GET', `/api/matters/${body.matter}`)
      const text = JSON.stringify(read.body)
      expect([who, read.status, /王思雨|王\*|1380000|13812345678|610114196001010019/.test(text)]).toEqual([
        who,
        200,
        false,
      ])
      expect((read.body as { askerName: string }).askerName).toBe('一位村民')
    }
    const found = await world.ask(
      DISPATCHER,
      'GET',
      `/api/matters?q=${encodeURIComponent('王思雨')}&limit=100`,
    )
    expect(JSON.stringify(found.body)).not.toContain(body.matter)
    // What others write says nothing of who asked: a list of the village is read back as it was written.
    const note = '刘桂兰、王思雨、张麦香'
    const added = { action: 'add', answers: { note } }
    expect(
      (await world.ask(['王建国', 'village-secretary'], 'POST', `/api/matters/${body.matter}/actions`, added))
        .status,
    ).toBe(200)
    for (const who of readers.slice(0, 3))
      expect(JSON.stringify((await world.ask(who, 'GET', `/api/matters/${body.matter}`)).body)).toContain(
        note,
      )
    const own = await world.ask('王思雨', 'GET', `/api/matters/${body.matter}`)
    expect((own.body as { askerName: string }).askerName).toBe('王思雨')
    expect((await desk.ask('王思雨', 'POST', path, { words, line: 99 })).status).toBe(422)
  })
})

describe('a wrong figure', () => {
  it('owes a correction, in the work of the village and before the eyes of the town, until a new version hangs', async () => {
    const { id, matter } = await asked('买泵')
    const before = await owedByVillage()
    await answer(SUPERVISOR, matter, 'answer', 'wrong', 0)
    expect(await owedByVillage()).toBe(before + 1)
    expect(await owedTo(ACCOUNTANT, id)).toEqual([expect.objectContaining({ mine: true })])
    expect(await owedTo(SUPERVISOR, id)).toEqual([expect.objectContaining({ mine: false })])
    await desk.must(ACCOUNTANT, id, 'correct', { reason: '按凭证改' })
    expect(await owedByVillage()).toBe(before + 1)
    // What corrects nothing settles nothing.
    const same = await desk.step(ACCOUNTANT, id, 'submit')
    expect([same.status, (same.body as { title: string }).title]).toEqual([
      422,
      expect.stringContaining('一样'),
    ])
    await desk.save(id, await desk.revOf(id), spending(['买泵', 110_000]))
    await desk.passed(id)
    expect(await owedByVillage()).toBe(before)
    expect(await owedTo(ACCOUNTANT, id)).toEqual([])
    const { versions } = (await desk.show(id, '刘桂兰')).body
    expect(versions.map(({ content }) => content.rows[0]?.cells['expense'])).toEqual([110_000, 120_000])
  })

  it('is not owed by the word of another village', async () => {
    const { id } = await desk.published('别村的话')
    const before = await owedByVillage()
    // A question that stands in another village, however it came there: what is answered there is not our figure.
    const answers = { words: '这笔对吗？', publication: id }
    const opening = { flow: 'disclosure-question', action: 'ask', division: '610114006206', answers }
    const body = await openMatter(world.services, await world.scope('刘桂兰'), opening)
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `update matters set state = state || jsonb_build_object(
           'answers', state -> 'answers' || '{"outcome": "wrong"}', 'done', jsonb_build_object('answer',
           jsonb_build_object('at', now()))) where id = $1`,
        [body.id],
      ),
    )
    expect(await owedByVillage()).toBe(before)
  })
})
