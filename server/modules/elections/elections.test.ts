import { beforeAll, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, SECRETARY } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

it('elections of the committee are recorded once and never run', async () => {
  const key = newId()
  const record = {
    registered: 100,
    cast: 80,
    seats: 1,
    runoff: false,
    rollPublishedOn: '2025-12-20',
    candidates: [
      { name: '王某', votes: 41 },
      { name: '李某', votes: 39 },
    ],
    proxies: ['甲一', '乙一', '丙一', '丁一'].map((principal) => ({ principal, holder: '张某' })),
  }
  const send = (proxies: object[]) =>
    acting.ask(
      SECRETARY,
      'POST',
      '/api/elections',
      { division: world.village, heldOn: '2026-01-10', record: { ...record, proxies } },
      key,
    )
  expect((await send(record.proxies)).body.title).toContain('最多 3 人')
  const [once, again] = [await send([]), await send([])]
  expect([once.body.verdict?.elected, again.body.id]).toEqual([['王某'], once.body.id])
})
