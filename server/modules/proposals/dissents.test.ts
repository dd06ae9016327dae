import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, DIRECTOR, resolvedAt } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Said = { matter: string; words: string; stageName: string; mine: boolean; answers: { words: string }[] }

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const say = (who: Who, id: string, words: string, key = newId()) =>
  world.ask(who, 'POST', `/api/proposals/${id}/dissents`, { words }, key)
const shown = async (id: string, who: Who) =>
  ((await world.ask(who, 'GET', `/api/proposals/${id}`)).body as { dissents: Said[] }).dissents
const act = (who: Who, matter: string, body: object) =>
  world.ask(who, 'POST', `/api/matters/${matter}/actions`, body, newId())

describe('what is said against a proposal', () => {
  it('is read by the village without who said it, answered there, and stays on the file of who keeps it', async () => {
    const id = await acting.propose()
    const key = newId()
    const words = '候车亭不该修在路口，挡视线；修到学校门口好。找我刘桂兰打 13812345678'
    const first = await say('刘桂兰', id, words, key)
    expect(first.status).toBe(200)
    const again = await say('刘桂兰', id, words, key)
    expect(again.body).toEqual(first.body)
    expect((await say('刘桂兰', id, '还有一条意见')).body).toMatchObject({
      title: expect.stringContaining('等村里回应'),
    })
    const { matter } = first.body as Said
    const detail = (await world.ask(DIRECTOR, 'GET', `/api/matters/${matter}`)).body as {
      title: string
      answers: object
    }
    expect(JSON.stringify([detail.title, detail.answers])).not.toContain('刘桂兰')

    const [read] = await shown(id, '杨勇')
    expect(read).toMatchObject({ matter, mine: false, stageName: '待村里回应', answers: [] })
    expect(read?.words).toContain('修到学校门口好')
    expect(JSON.stringify(await shown(id, '杨勇'))).not.toMatch(/13812345678|刘桂兰/)
    expect((await shown(id, '刘桂兰'))[0]?.mine).toBe(true)

    const reply = { reply: '刘桂兰说得对，改到学校门口，方案里写明。', outcome: 'taken' }
    expect((await act('杨勇', matter, { action: 'answer', answers: reply })).status).toBeGreaterThanOrEqual(
      403,
    )
    expect((await act(DIRECTOR, matter, { action: 'answer', answers: reply })).status).toBe(200)
    const [answered] = await shown(id, '杨勇')
    expect(answered?.answers).toEqual([
      expect.objectContaining({ outcome: 'taken', words: expect.stringContaining('改到学校门口') }),
    ])
    // Whoever answers is not told who said it, and a list of names is read back as it was written.
    expect(answered?.answers[0]?.words).toBe(reply.reply)
    expect(answered?.words).not.toMatch(/刘桂兰|刘\*/)

    await act('刘桂兰', matter, { action: 'keep', answers: { reason: '学校门口也窄' } })
    expect((await shown(id, '杨勇'))[0]?.stageName).toBe('保留意见')
    // Answered, it makes room for another.
    expect((await say('刘桂兰', id, '还有一条意见')).status).toBe(200)
  })

  it('is said by those of the village alone, and of a proposal they may read', async () => {
    const id = await acting.propose()
    expect((await say(['薛静', 'town-affairs'], id, '我看不妥，换个地方')).status).toBe(403)
    expect((await say('刘桂兰', newId(), '我看不妥，换个地方')).status).toBe(404)
    expect(await shown(id, '刘桂兰')).toEqual([])
    // Not by the door of all flows, which knows no proposal.
    const direct = { division: world.village, answers: { words: '我看不妥，换个地方', proposal: id } }
    expect(
      (await world.ask('刘桂兰', 'POST', '/api/flows/dissent/say', direct, newId())).status,
    ).toBeGreaterThanOrEqual(400)
  })

  it('ends with the vote', async () => {
    const id = await acting.propose()
    const { resolution } = await resolvedAt(world, acting)
    await world.services.db.asOwner((tx) =>
      tx.rows('update proposals set resolution = $2 where id = $1', [id, resolution]),
    )
    const late = await say('刘桂兰', id, '我看不妥，换个地方')
    expect([late.status, (late.body as { title: string }).title]).toEqual([
      409,
      '这件事已经表决通过，不再收附议和意见',
    ])
  })
})
