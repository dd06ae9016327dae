import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { floor } from '#contract/floor.ts'
import { newId } from '#server/core/ids.ts'
import { actingAt, DIRECTOR, ELECT, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Floor = z.output<(typeof floor.show)['answers'] & z.ZodType>
const VILLAGER = '刘桂兰'

let world: World
let acting: ReturnType<typeof actingAt>
let meeting: string
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
  meeting = await acting.noticed([ELECT])
})

const show = async (who: Who = SECRETARY): Promise<Floor> =>
  (await world.ask(who, 'GET', `/api/meetings/${meeting}/floor`)).body
const ask = (who: Who, body: object, key?: string) =>
  acting.ask(who, 'POST', `/api/meetings/${meeting}/floor`, body, key)
const handle = (who: Who, id: string, body: object) => acting.ask(who, 'POST', `/api/floor/${id}`, body)

describe('the floor', () => {
  it('opens with the meeting', async () => {
    const early = await ask(VILLAGER, { kind: 'ask', words: '路灯什么时候修？' })
    expect([early.status, early.body.title]).toEqual([409, '会议还没有开始，开会以后可以发言和提问'])
    expect((await show(VILLAGER)).refused).toBe('会议还没有开始，开会以后可以发言和提问')
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    expect((await show(VILLAGER)).refused).toBeUndefined()
  })

  it('takes what villagers ask once, and no more of one person than the list bears', async () => {
    const key = newId()
    const words = { kind: 'ask', words: '路灯什么时候修？' }
    expect((await ask(VILLAGER, words, key)).status).toBe(200)
    expect((await ask(VILLAGER, words, key)).status).toBe(200)
    expect((await show()).requests.map(({ name, state }) => [name, state])).toEqual([[VILLAGER, 'waiting']])
    // The same key of somebody else is no way in.
    expect((await ask('王思雨', words, key)).status).toBe(409)
    await ask(VILLAGER, { kind: 'speak', words: '' })
    await ask(VILLAGER, { kind: 'ask', words: '低保名单公示了吗？' })
    const fourth = await ask(VILLAGER, { kind: 'ask', words: '还有一件事' })
    expect([fourth.status, fourth.body.title]).toEqual([409, expect.stringContaining('您还有 3 条在等')])
    expect((await ask(VILLAGER, { kind: 'ask', words: '' })).status).toBe(409)
  })

  it('is given by the chair: taken, answered, struck with a reason; own ones are withdrawn', async () => {
    const [first, speak, second] = (await show()).requests
    if (!first || !speak || !second) throw new Error('three wait')
    expect((await handle(VILLAGER, first.id, { action: 'take' })).status).toBe(403)
    expect((await handle(SECRETARY, speak.id, { action: 'take' })).status).toBe(204)
    const unanswered = await handle(SECRETARY, first.id, { action: 'finish' })
    expect([unanswered.status, unanswered.body.fields]).toEqual([
      422,
      { answer: '请写明怎么答复的，会记进会议记录' },
    ])
    expect((await handle(SECRETARY, first.id, { action: 'finish', answer: '本周五修好' })).status).toBe(204)
    // Sent again it happened already.
    expect((await handle(DIRECTOR, first.id, { action: 'finish', answer: '另一个答复' })).status).toBe(409)
    expect((await handle(SECRETARY, second.id, { action: 'strike' })).status).toBe(422)
    expect((await handle(SECRETARY, second.id, { action: 'strike', reason: '前面已经答过' })).status).toBe(
      204,
    )
    // Whoever asked sees why; their neighbours see nothing of it.
    expect((await show(VILLAGER)).requests.find(({ id }) => id === second.id)?.reason).toBe('前面已经答过')
    expect((await show('王思雨')).requests.map(({ id }) => id)).toEqual([first.id, speak.id])
    const own = await ask('王思雨', { kind: 'ask', words: '自来水哪天停？' })
    expect((await handle(VILLAGER, own.body.id, { action: 'withdraw' })).status).toBe(403)
    expect((await handle('王思雨', own.body.id, { action: 'withdraw' })).status).toBe(204)
    expect((await show()).requests.find(({ id }) => id === own.body.id)?.reason).toBe('本人撤回')
  })

  it('has one speaker at a time, and hears the hall through the desk', async () => {
    const noted = await ask(SECRETARY, { kind: 'speak', words: '', name: '后排一位老人' })
    expect((await ask(VILLAGER, { kind: 'speak', words: '', name: '冒名' })).status).toBe(403)
    await acting.must(handle(SECRETARY, noted.body.id, { action: 'take' }))
    const speaking = (await show()).requests.filter(
      ({ kind, state }) => kind === 'speak' && state === 'taken',
    )
    expect(speaking.map(({ name, via }) => [name, via])).toEqual([['后排一位老人', 'floor']])
  })

  it('is said to whoever looks at the meeting', async () => {
    const heard: string[] = []
    const deaf = world.services.live.onMet((_, meetings) => heard.push(...meetings))
    await ask('王思雨', { kind: 'ask', words: '谁来管水渠？' })
    await expect.poll(() => heard).toContain(meeting)
    deaf()
  })
})

describe('a poll', () => {
  const poll = (body: object, key?: string) =>
    acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/polls`, body, key)
  const answer = (who: Who, id: string, choice: number) =>
    acting.ask(who, 'POST', `/api/polls/${id}/answers`, { choice })

  it('counts everybody of the village once and says that it decides nothing', async () => {
    expect((await poll({ question: '先修哪条路？', options: ['东巷', '东巷'] })).status).toBe(422)
    const key = newId()
    const { body } = await poll({ question: '先修哪条路？', options: ['东巷', '西巷', '都不修'] }, key)
    await poll({ question: '先修哪条路？', options: ['东巷', '西巷', '都不修'] }, key)
    expect(await Promise.all(Array.from({ length: 8 }, () => answer(VILLAGER, body.id, 1)))).toHaveLength(8)
    expect((await answer(VILLAGER, body.id, 0)).body.again).toBe(true)
    expect((await answer('王思雨', body.id, 0)).body.again).toBe(false)
    expect((await answer('王思雨', body.id, 5)).status).toBe(422)
    const { polls } = await show(VILLAGER)
    expect(polls).toHaveLength(1)
    expect(polls[0]).toMatchObject({ mine: 1, answered: 2, says: '现场征求意见，只供参考，不是表决' })
    expect(polls[0]?.options.map(({ count }) => count)).toEqual([1, 1, 0])
    expect((await acting.ask(SECRETARY, 'POST', `/api/polls/${body.id}/close`)).status).toBe(204)
    expect((await answer('杨林', body.id, 2)).status).toBe(409)
  })

  it('stands in the minutes with what was asked, for what it is', async () => {
    const { minutes } = await acting.show(meeting)
    expect(minutes).toContain('刘桂兰问：路灯什么时候修？　答：本周五修好')
    expect(minutes.join()).not.toContain('低保名单')
    expect(minutes).toContain(
      '征求意见（只供参考，不是表决）：先修哪条路？　东巷 1 人，西巷 1 人，都不修 0 人。',
    )
  })
})

it('of a meeting entered from paper hears nothing new; the desk copies what was asked then', async () => {
  const paper = await acting.noticed([], { monthly: true })
  await acting.must(acting.step(SECRETARY, paper, 'open'))
  await world.services.db.asOwner((tx) => tx.rows('update meetings set paper = true where id = $1', [paper]))
  const url = `/api/meetings/${paper}/floor`
  const late = await acting.ask(VILLAGER, 'POST', url, { kind: 'ask', words: '现在才想起来问' })
  expect([late.status, late.body.title]).toEqual([409, expect.stringContaining('正在补录')])
  const copied = { kind: 'ask', words: '当时问过路灯', name: '张敏' }
  expect((await acting.ask(SECRETARY, 'POST', url, copied)).status).toBe(200)
})
