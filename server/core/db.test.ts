import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '#test/world.ts'
import { openDb } from './db.ts'
import { runFor, Trace, type KeepRows } from './trace.ts'

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

describe.each([true, false])('the row that goes with the commit, statements named: %s', (named) => {
  const calling = { call: 'c', route: 'r', address: '', surface: '', record: undefined, said: {} }
  const title = () =>
    world.services.db.read(world.county, (tx) =>
      tx.first<{ title: string }>(`select title from posts ${ONE}`),
    )
  const ONE = 'where county = current_county() order by id limit 1'

  async function change(to: string, row: string): Promise<number> {
    const db = openDb(world.services.db.pool.options.connectionString ?? '', { named, max: 1 })
    let rows = 0
    const keep: KeepRows = async (tx) => (rows = await tx.wrote(row, ['kept'])) > 0
    try {
      await runFor([new Trace(calling, 'change', {}, keep)], () =>
        db.inCounty(world.county, (tx) =>
          tx.rows(`update posts set title = $1 where id = (select id from posts ${ONE})`, [to]),
        ),
      )
    } finally {
      // The one connection is as good as before.
      expect(await db.read(world.county, (tx) => tx.rows('select 1'))).toHaveLength(1)
      await db.close()
    }
    return rows
  }

  it('is written and counted, and the change stands', async () => {
    expect(
      await change(
        '改过的',
        `update posts set title = title where $1 <> '' and id = (select id from posts ${ONE})`,
      ),
    ).toBe(1)
    expect(await title()).toEqual({ title: '改过的' })
  })

  it('takes the change with it where it is refused', async () => {
    const before = await title()
    await expect(change('没有的', 'insert into posts (title) values ($1)')).rejects.toThrow(
      'row-level security',
    )
    expect(await title()).toEqual(before)
  })
})
