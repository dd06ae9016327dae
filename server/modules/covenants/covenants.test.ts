import { beforeAll, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, covenantAdopted, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

const TOWN: Who = ['薛静', 'town-affairs']
const GOOD = '第一条 爱国守法，邻里和睦。\n第二条 红白事从简，礼金不超过一百元。'
const BAD = `${GOOD}\n第三条 出嫁女不再享受集体分红。`

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

type Version = { n: number; number: string; ordered?: string; changes: { kind: string }[]; words: string }
const read = async () =>
  (await world.ask(undefined, 'GET', `/api/covenants/of/${world.village}`)).body as unknown as {
    versions: Version[]
  }
const post = (who: Who, url: string, body: object, key?: string) => acting.ask(who, 'POST', url, body, key)
const draft = (words: string, key = newId()) =>
  post(
    SECRETARY,
    '/api/covenants',
    { division: world.village, title: '老寨村村规民约', words, why: '移风易俗' },
    key,
  )
const step = async (who: Who, id: string, action: string, more: object = {}) => {
  const { rev } = (await world.ask(SECRETARY, 'GET', `/api/covenants/${id}`)).body as unknown as {
    rev: number
  }
  return post(who, `/api/covenants/${id}/steps`, { action, rev, ...more })
}

it('a covenant is adopted by the assembly, filed by the town, and says what changed', async () => {
  const key = newId()
  const [id, again] = [await acting.must(draft(BAD, key)), await acting.must(draft(BAD, key))]
  expect(again).toBe(id)
  const seen = await world.ask(SECRETARY, 'GET', `/api/covenants/${id}`)
  expect(seen.body).toMatchObject({ findings: [{ n: 3, law: expect.stringContaining('第五十六条') }] })
  expect((await world.ask('刘桂兰', 'GET', `/api/covenants/${id}`)).status).toBe(404)
  expect((await step(SECRETARY, id, 'adopt', { resolution: newId() })).body.title).toContain('请选择通过它的')
  expect((await step(TOWN, id, 'file', { number: '武备〔2026〕1 号', on: '2026-11-20' })).status).toBe(409)

  // Words written after the vote were not voted on (VCL 31).
  const passed = await covenantAdopted(world, acting)
  await world.services.db.asOwner((tx) =>
    tx.rows('update meetings set paper = false where id = (select meeting from resolutions where id = $1)', [
      passed,
    ]),
  )
  const later = await acting.must(draft(GOOD))
  const late = await step(SECRETARY, later, 'adopt', { resolution: passed })
  expect([late.status, late.body.title]).toEqual([422, expect.stringContaining('以后写过')])

  // Passed by a meeting that overlooked it: the town does not file it, and it is not rewritten behind the meeting's back.
  await acting.must(step(SECRETARY, id, 'adopt', { resolution: await covenantAdopted(world, acting) }))
  const refused = await step(TOWN, id, 'file', { number: '武备〔2026〕1 号', on: '2026-11-20' })
  expect([refused.status, refused.body.title]).toEqual([
    422,
    expect.stringContaining('第 3 条“第三条 出嫁女不再享受集体分红”'),
  ])
  const text = { title: '老寨村村规民约', words: GOOD, why: '改掉第三条', rev: 2 }
  expect((await post(SECRETARY, `/api/covenants/${id}/text`, text)).status).toBe(409)
  await expect(
    world.services.db.asOwner((tx) => tx.rows('update covenants set words = $2 where id = $1', [id, GOOD])),
  ).rejects.toThrow('was adopted and stays')
  await acting.must(step(SECRETARY, id, 'withdraw', { reason: '第三条违法，重新起草' }))
  const before = (await read()).versions
  expect(before.map(({ number }) => number)).not.toContain('武备〔2026〕1 号')

  await filed(GOOD, '武备〔2026〕2 号')
  const next = await filed(`${GOOD}\n第三条 节约用水。`, '武备〔2026〕3 号')
  const { versions } = await read()
  expect(versions.map(({ n }) => n)).toEqual([
    before.length + 2,
    before.length + 1,
    ...before.map(({ n }) => n),
  ])
  expect(versions[0]?.changes.map(({ kind }) => kind)).toEqual(['same', 'same', 'added'])
  expect((await step(SECRETARY, next, 'order', { reason: '村里自己责令' })).status).toBe(403)
  await acting.must(step(TOWN, next, 'order', { reason: '第三条与水价政策不符' }))
  expect((await read()).versions[0]?.ordered).toBe('第三条与水价政策不符')
})

async function filed(words: string, number: string): Promise<string> {
  const id = await acting.must(draft(words))
  await acting.must(step(SECRETARY, id, 'adopt', { resolution: await covenantAdopted(world, acting) }))
  expect((await step(SECRETARY, id, 'file', { number, on: '2026-11-20' })).status).toBe(403)
  await acting.must(step(TOWN, id, 'file', { number, on: '2026-11-20' }))
  return id
}
