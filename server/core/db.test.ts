import { beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

/** Takes one post and then the other; both wait until each has its first. */
function taker(first: string, second: string, met: () => Promise<void>) {
  let tries = 0
  const work = () =>
    world.services.db.inCounty(world.county, async (tx) => {
      tries++
      await tx.rows('select from posts where id = $1 for update', [first])
      if (tries === 1) await met()
      await tx.rows('select from posts where id = $1 for update', [second])
    })
  return { work, tries: () => tries }
}

it('does again what the database gave up because two waited for each other', async () => {
  const posts = await world.services.db.read(world.county, (tx) =>
    tx.rows<{ id: string }>('select id from posts order by id limit 2'),
  )
  const [a = '', b = ''] = posts.map(({ id }) => id)
  let waiting = 0
  let go: () => void = () => undefined
  const both = new Promise<void>((resolve) => (go = resolve))
  const met = async () => {
    waiting += 1
    if (waiting === 2) go()
    await both
  }
  const [one, two] = [taker(a, b, met), taker(b, a, met)]
  await Promise.all([one.work(), two.work()])
  expect(one.tries() + two.tries()).toBeGreaterThan(2)
})

it('does not do again what was refused', async () => {
  let tries = 0
  const refused = world.services.db.inCounty(world.county, async () => {
    tries++
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(tries).toBe(1)
})
