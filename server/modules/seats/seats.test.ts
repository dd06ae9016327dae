import { beforeAll, expect, it } from 'vitest'
import { actingAt, SECRETARY } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

it('seats refuse what excludes each other, with the article', async () => {
  const give = async (name: string, seat: string) => {
    const { person } = await world.scope(name)
    return acting.ask(SECRETARY, 'POST', '/api/seats', {
      division: world.village,
      person,
      seat,
      startsOn: '2026-01-01',
      decidedBy: '推选',
    })
  }
  expect((await give('张军利', 'supervisor')).body.title).toContain('第三十七条')
  const [a, b] = [(await world.scope('孙卫东')).person, (await world.scope('李会芳')).person]
  await acting.must(
    acting.ask(SECRETARY, 'POST', '/api/kinships', { a, b, relation: '配偶', consent: '两人书面同意' }),
  )
  expect((await give('李会芳', 'supervisor')).body.title).toContain('近亲属')
  expect((await give('张军利', 'committee')).status).toBe(409)
})
