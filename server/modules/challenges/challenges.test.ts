import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { challenges } from '#contract/challenges.ts'
import { newId } from '#server/core/ids.ts'
import { actingAt, ELECT, keeperMeeting, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

/** What villagers say against a roll, from the notice to the file. */

type List = z.output<(typeof challenges.list)['answers'] & z.ZodType>
const SAID = { kind: 'missing', about: '刘科', words: '我在村里住，名册上没有我' }
const VILLAGER = '李引娣'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const raise = (who: Who, meeting: string, more: object = {}, key?: string) =>
  acting.ask(who, 'POST', `/api/meetings/${meeting}/challenges`, { ...SAID, ...more }, key)
const list = async (who: Who, meeting: string): Promise<List> =>
  (await world.ask(who, 'GET', `/api/meetings/${meeting}/challenges`)).body
const answer = (who: Who, id: string, upheld: boolean, words = '核对过户口，说的情况属实') =>
  acting.ask(who, 'POST', `/api/challenges/${id}/answer`, { upheld, words })
type Told = { title: string; text: string; meeting?: string }
const told = async (who: Who): Promise<Told[]> =>
  ((await world.ask(who, 'GET', '/api/notices')).body as { rows: Told[] }).rows

describe('a villager', () => {
  it('says it between notice and opening, once sent once written, and the next when it was answered', async () => {
    const drafted = await keeperMeeting(acting, [ELECT])
    expect((await raise(VILLAGER, drafted)).body.title).toContain('通知发出以后')
    const meeting = await acting.noticed([ELECT])
    const key = newId()
    const ids = await Promise.all(Array.from({ length: 8 }, () => raise(VILLAGER, meeting, {}, key)))
    expect(ids.map(({ status, body }) => [status, body.id])).toEqual(ids.map(() => [200, key]))
    expect((await raise(VILLAGER, meeting)).body.title).toContain('还没有答复')
    expect((await list(VILLAGER, meeting)).rows).toMatchObject([
      { id: key, kindName: '该在名册上的没有在', by: VILLAGER, mine: true },
    ])
    // Whoever answers sees who said it, and the supervisors; neighbours and the town see what was said.
    const desk: Who[] = [SECRETARY, ['屈建文', 'village-supervisor']]
    for (const who of desk) expect((await list(who, meeting)).rows[0]?.by).toBe(VILLAGER)
    const others: Who[] = ['刘桂兰', ['薛静', 'town-affairs'], ['周静', 'county-dispatcher']]
    for (const who of others) {
      expect((await list(who, meeting)).rows).toMatchObject([{ about: SAID.about, words: SAID.words }])
      expect(JSON.stringify(await list(who, meeting))).not.toContain(VILLAGER)
    }
    // Who keeps the meeting is told, with the way there.
    expect(await told(SECRETARY)).toContainEqual(
      expect.objectContaining({ title: expect.stringContaining('有人对名册提出异议'), meeting }),
    )
    expect((await raise(VILLAGER, meeting, { words: '不' }, newId())).status).toBe(422)
    expect((await answer(SECRETARY, key, false, '不')).status).toBe(422)
    expect((await answer(SECRETARY, key, false)).status).toBe(204)
    expect((await raise(VILLAGER, meeting)).status).toBe(200)
  })

  it('is answered once, by whoever keeps the meeting, however many press at once', async () => {
    const meeting = await acting.noticed([ELECT])
    const id = await acting.must(raise(VILLAGER, meeting))
    for (const who of [
      VILLAGER,
      '刘桂兰',
      ['屈建文', 'village-supervisor'],
      ['薛静', 'town-affairs'],
    ] as Who[])
      expect((await answer(who, id, true)).status).toBe(403)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => answer(SECRETARY, id, index % 2 === 0)),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      204,
      ...Array<number>(7).fill(409),
    ])
    await expect(
      world.services.db.asOwner((tx) =>
        tx.rows(`update roll_challenges set answer = '改口' where id = $1`, [id]),
      ),
    ).rejects.toThrow()
    expect(await told(VILLAGER)).toContainEqual(
      expect.objectContaining({ title: expect.stringContaining('名册异议有答复了'), meeting }),
    )
  })
})

describe('the meeting', () => {
  it('does not open while somebody waits; answered, it opens and both stand in minutes and file', async () => {
    const meeting = await acting.noticed([ELECT])
    const id = await acting.must(raise(VILLAGER, meeting, { kind: 'extra', about: '周大勇' }))
    const early = await acting.step(SECRETARY, meeting, 'open')
    expect([early.status, early.body.title]).toEqual([409, '还有 1 条名册异议没有答复，请先答复再开会'])
    const { can } = await acting.show(meeting)
    expect(can.find(({ action }) => action === 'open')?.refused).toContain('还有 1 条名册异议')
    await acting.must(answer(SECRETARY, id, false, '他去年就把户口迁进来了'))
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    expect((await raise('刘桂兰', meeting)).body.title).toContain('要在开会以前提')
    const line =
      '名册异议：不该在名册上的在（周大勇）：我在村里住，名册上没有我　答复（不成立）：他去年就把户口迁进来了'
    expect((await acting.show(meeting)).minutes).toContain(line)
    const motion = (await acting.show(meeting)).motions[0]?.id ?? ''
    await acting.must(acting.motion(['张军利', 'village-director'], motion, 'declare'))
    await acting.must(acting.step(SECRETARY, meeting, 'close'))
    for (const who of [SECRETARY, ['张军利', 'village-director']] as Who[])
      await acting.must(acting.step(who, meeting, 'sign'))
    await acting.must(acting.step(SECRETARY, meeting, 'archive'))
    const filed = await world.services.db.asOwner((tx) =>
      tx.first<{ minutes: string }>('select minutes from meeting_archives where meeting = $1', [meeting]),
    )
    expect(filed?.minutes).toContain(line)
  })

  it('on a roll that was found wrong is cancelled and called anew, for a frozen roll is not mended', async () => {
    const meeting = await acting.noticed([ELECT])
    const before = (await acting.roll(meeting)).rows.length
    const id = await acting.must(raise(VILLAGER, meeting))
    await acting.must(answer(SECRETARY, id, true))
    const refused = await acting.step(SECRETARY, meeting, 'open')
    expect([refused.status, refused.body.title]).toEqual([
      409,
      expect.stringContaining('请取消会议，改好名册'),
    ])
    expect((await acting.roll(meeting)).rows.length).toBe(before)
    expect((await told(VILLAGER))[0]?.text).toContain('名册定了不能改')
    await acting.must(acting.step(SECRETARY, meeting, 'cancel', { reason: '名册漏了人' }))
    expect((await answer(SECRETARY, id, false)).status).toBe(409)
  })

  it('opens where only a letter was wrong', async () => {
    const meeting = await acting.noticed([ELECT])
    const id = await acting.must(raise(VILLAGER, meeting, { kind: 'wrong', about: '雷振华' }))
    await acting.must(answer(SECRETARY, id, true, '名字写成了雷震华，打印时改过来'))
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
  })
})

describe('notices of meetings', () => {
  it('lead whoever is on the roll to the meeting, and nobody else is told', async () => {
    const meeting = await acting.noticed([ELECT])
    expect(await told('刘桂兰')).toContainEqual(
      expect.objectContaining({ title: expect.stringContaining('请来开会'), meeting }),
    )
    expect((await told(VILLAGER)).filter((notice) => notice.meeting === meeting)).toEqual([])
  })
})

describe('the roll', () => {
  type Names = { masked: boolean; rows: { name: string; mine: boolean; seat?: string; group?: string }[] }
  const names = async (who: Who, meeting: string) => {
    const { status, body } = await world.ask(who, 'GET', `/api/meetings/${meeting}/challenges/roll`)
    return { status, ...(body as unknown as Names) }
  }

  it('is read by the village from the notice until the meeting opens: seats by name', async () => {
    const drafted = await keeperMeeting(acting, [ELECT])
    expect((await names(VILLAGER, drafted)).status).toBe(409)
    const meeting = await acting.noticed([ELECT])
    const { status, masked, rows } = await names('刘桂兰', meeting)
    expect([status, masked, rows.length]).toEqual([200, false, 15])
    expect(rows.find(({ name }) => name === '刘桂兰')).toMatchObject({ mine: true, seat: '村民代表' })
    expect((await names(['薛静', 'town-affairs'], meeting)).status).toBe(404)
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    expect((await names(VILLAGER, meeting)).status).toBe(409)
  })

  it('of an assembly names one’s own household in full and nobody else', async () => {
    const meeting = await acting.noticed([ELECT], {
      body: 'village-assembly',
      meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
    })
    const { masked, rows } = await names('刘桂兰', meeting)
    expect(masked).toBe(true)
    const [own, others] = [rows.filter(({ mine }) => mine), rows.filter(({ mine }) => !mine)]
    expect(own.map(({ name }) => name)).toContain('刘桂兰')
    expect(own.every(({ name }) => !name.includes('*'))).toBe(true)
    expect(others.length).toBeGreaterThan(50)
    expect(others.filter(({ name }) => !name.includes('*'))).toEqual([])
    expect(others.every(({ group }) => group !== undefined)).toBe(true)
  })
})
