import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/index.ts'
import { may, type Permission } from '#contract/roles.ts'
import type { Route } from '#contract/route.ts'
import { newId } from '#server/core/ids.ts'
import { peopleAt } from '#server/modules/briefs/store.ts'
import { RECEIVERS } from '#server/modules/briefs/policy.ts'
import { openSession } from '#server/modules/session/index.ts'
import { moveIn } from './people.ts'
import { openWorld, type World } from './world.ts'

/** A post in a position may part of what its role may: at every route, in every list, and of what people are told. */

const TOWN = '610114006'
type Held = { token: string; permissions: readonly Permission[] | undefined; person: string }

let world: World
let hotline: Held
let openness: Held
let whole: Held

beforeAll(async () => {
  world = await openWorld()
  const { services, county, village: home } = world
  const hold = async (name: string, position?: string): Promise<Held> => {
    const post = { role: 'town-dispatcher', division: TOWN, ...(position ? { position } : {}) } as const
    const scope = await moveIn(services, county, { name, home, post })
    const { token } = await openSession(services, county, scope.person)
    return { token, permissions: scope.post?.permissions, person: scope.person }
  }
  await services.db.asOwner((tx) =>
    tx.rows(
      `insert into positions (county, id, name, role, permissions, level, takes_part, ordinal, source)
       values ($1, 'screens', '屏幕岗', 'town-dispatcher', '{matters.open,devices.manage,disclosure.watch}', 'town', false, 99, 'ours')`,
      [county],
    ),
  )
  hotline = await hold('热线的钱', 'town-hotline')
  openness = await hold('屏幕的孙', 'screens')
  whole = await hold('全岗的周')
})

const ask = async ({ token }: Held, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string) => {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': newId() }
  return world.http.inject({ method, url, headers })
}
const routes = Object.values(contract).flatMap((list) => Object.values<Route>(list))

describe('a post in a position', () => {
  it('is turned away from every route its position leaves out, before anything else is said', async () => {
    const seen = new Set<string>()
    for (const route of routes) {
      const { access, method, path, body, query } = route
      // Bodies and queries are looked at before a handler is; those routes are asked in the scope oracle.
      if (access === 'public' || access === 'session' || body || query) continue
      for (const held of [hotline, openness]) {
        if (may({ role: 'town-dispatcher', permissions: held.permissions }, access)) continue
        const { statusCode } = await ask(held, method, path.replaceAll(/:\w+/g, newId()))
        // A parameter that is no id is a fault of the request; anything but an answer will do for those.
        expect([path, statusCode < 400]).toEqual([path, false])
        if (statusCode === 403) seen.add(access)
      }
    }
    expect(seen.size).toBeGreaterThan(5)
  })

  it('sees the matters of its area as its role does, but none that is confidential', async () => {
    const confidential = async (held: Held) => {
      const { statusCode, body } = await ask(held, 'GET', '/api/matters?limit=100')
      expect(statusCode).toBe(200)
      const { rows } = JSON.parse(body) as { rows: { id: string; confidential?: true }[] }
      expect(rows.length).toBeGreaterThan(0)
      return rows.filter((row) => row.confidential)
    }
    const rows = await confidential(whole)
    expect(rows.length).toBeGreaterThan(0)
    expect(await confidential(hotline)).toEqual([])
    const [{ id } = { id: '' }] = rows
    expect((await ask(whole, 'GET', `/api/matters/${id}`)).statusCode).toBe(200)
    expect((await ask(hotline, 'GET', `/api/matters/${id}`)).statusCode).toBe(404)
  })

  it('without the area has no matters, no queues and no part in flows', async () => {
    const { body } = await ask(openness, 'GET', '/api/matters?view=post&limit=100')
    expect((JSON.parse(body) as { rows: unknown[] }).rows).toEqual([])
    const waiting = await ask(openness, 'GET', '/api/matters/queues')
    expect(JSON.parse(waiting.body)).toMatchObject({ mine: 0 })
    const others = await ask(whole, 'GET', '/api/matters/queues')
    expect((JSON.parse(others.body) as { mine: number }).mine).toBeGreaterThan(0)
  })

  it('says so of itself, so that screens show no more', async () => {
    const { body } = await ask(openness, 'GET', '/api/session')
    expect(JSON.parse(body)).toMatchObject({
      posts: [
        { role: 'town-dispatcher', permissions: ['matters.open', 'devices.manage', 'disclosure.watch'] },
      ],
    })
  })

  it('is told nothing of what it may not do', async () => {
    const people = await world.services.db.read(world.county, (tx) =>
      peopleAt(tx, TOWN, RECEIVERS, { today: '2026-11-01', but: newId() }),
    )
    expect(people).toContain(whole.person)
    expect(people).not.toContain(hotline.person)
  })

  it('is never more than its position, below the program, too', async () => {
    const give = (role: string) =>
      world.services.db.asOwner((tx) =>
        tx.rows(
          `insert into posts (county, id, person, role, position, title, division, starts_on)
           values ($1, $2, $3, $4, 'town-hotline', '岗位', $5, '2026-01-01')`,
          [world.county, newId(), whole.person, role, TOWN],
        ),
      )
    await expect(give('county-dispatcher')).rejects.toThrow(/posts_county_position_role_fkey/)
    await give('town-dispatcher')
  })
})
