import { beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { makeDuties } from '#server/modules/disclosure/index.ts'
import { ACCOUNTANT, deskOf, spending } from '#test/publishing.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let desk: ReturnType<typeof deskOf>
beforeAll(async () => {
  world = await openWorld()
  desk = deskOf(world)
  await makeDuties(world.services, world.county, { from: '2026-01-01', villages: [world.village] })
})

const cash = (opening: number, expense: number, on: string): Content => ({
  columns: TABLES.accounts,
  rows: [{ cells: { on, what: '本月支出合计', expense } }],
  opening,
  closing: opening - expense,
  remark: '账户尾号 6621',
})

/** The cash book of a month, with a begun draft. */
async function bookOf(period: string): Promise<{ id: string; rev: number }> {
  const asked = { division: world.village, item: 'F29', period, n: 1 }
  const { status, body } = await desk.ask(ACCOUNTANT, 'POST', '/api/publications', asked)
  expect([status, body.title]).toEqual([200, undefined])
  return body
}

const owes = async (id: string) => ((await desk.show(id, ACCOUNTANT)).body as { owes?: string }).owes

async function corrected(id: string, content: Content): Promise<void> {
  await desk.must(ACCOUNTANT, id, 'correct', { reason: '看错一位' })
  await desk.save(id, await desk.revOf(id), content)
  await desk.passed(id)
}

describe('a correction', () => {
  it('asks the cash book of that month to follow, and the one after it, and no more when they have', async () => {
    const bill = await desk.published('清渠', spending(['清渠', 120_000]))
    const january = await bookOf('2026-01')
    await desk.save(january.id, january.rev, cash(500_000, 120_000, '2026-01-25'))
    await desk.passed(january.id)
    const february = await bookOf('2026-02')
    const wrong = await desk.save(february.id, february.rev, cash(400_000, 0, '2026-02-25'))
    expect(wrong.body.faults[0]?.sentence).toContain('公开的期末是 3,800.00 元')
    expect((await desk.step(ACCOUNTANT, february.id, 'submit')).status).toBe(422)
    await desk.save(february.id, await desk.revOf(february.id), cash(380_000, 10_000, '2026-02-25'))
    await desk.passed(february.id)
    expect([await owes(january.id), await owes(february.id)]).toEqual([undefined, undefined])

    await corrected(bill.id, spending(['清渠', 100_000]))
    expect(await owes(january.id)).toContain('支出由 1,200.00 元改为 1,000.00 元')
    expect(await owes(february.id)).toBeUndefined()
    const asked = await desk.ask(ACCOUNTANT, 'GET', '/api/disclosure/work?days=30')
    expect(JSON.stringify(asked.body)).toContain(january.id)

    await corrected(january.id, cash(500_000, 100_000, '2026-01-25'))
    expect(await owes(january.id)).toBeUndefined()
    expect(await owes(february.id)).toContain('期末是 4,000.00 元')
    await corrected(february.id, cash(400_000, 10_000, '2026-02-25'))
    expect(await owes(february.id)).toBeUndefined()
  })
})

describe('what villagers ask', () => {
  // Hiding the one right name would tell it: who answers is not told who asked (`mayKnowAsker`), and writes it as a guess.
  it('is answered as it was written, also where a name was guessed', async () => {
    const { id } = await desk.published('点名')
    const asked = await desk.ask('刘桂兰', 'POST', `/api/publications/${id}/questions`, {
      words: '这笔是什么？',
    })
    expect(asked.status).toBe(200)
    const reply = { action: 'answer', answers: { reply: '刘桂兰问的这笔是清渠', outcome: 'explained' } }
    const told = await desk.ask(
      ['屈建文', 'village-supervisor'],
      'POST',
      `/api/matters/${asked.body.matter}/actions`,
      reply,
    )
    expect([told.status, told.body.title]).toEqual([200, undefined])
    const [question] = (await desk.show(id, '刘桂兰')).body.questions
    expect(question?.answers[0]?.words).toBe('刘桂兰问的这笔是清渠')
  })

  it('waits for its answers before more is asked', async () => {
    const { id } = await desk.published('很多')
    const ask = (n: number) =>
      desk.ask('赵春燕', 'POST', `/api/publications/${id}/questions`, { words: `第 ${n} 个问题` })
    for (let n = 0; n < 20; n++) expect((await ask(n)).status).toBe(200)
    const more = await ask(20)
    expect([more.status, more.body.title]).toEqual([409, expect.stringContaining('20 个问题在等答复')])
  })
})
