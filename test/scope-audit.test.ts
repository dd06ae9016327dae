import { beforeAll, expect, it } from 'vitest'
import { auditor, AUDITOR } from './audit.ts'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type World } from './world.ts'

/** The log is for its administrator alone, who has nothing else. */

let world: World
let readers: Reader[]
beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all([...CAST, AUDITOR].map((who) => readerOf(world, who)))
})

it.each(['/api/audit', '/api/audit?file=xlsx', '/api/audit/state'])(
  '%s is refused to all others',
  async (url) => {
    for (const { who, post } of readers) {
      const isAuditor = post?.role === 'audit-administrator'
      expect([who, (await world.ask(who, 'GET', url)).status]).toEqual([who, isAuditor ? 200 : 403])
    }
  },
)

it('shows its administrator rows of this county, and no matter, register or brief', async () => {
  expect((await auditor(world, {})).rows.length).toBeGreaterThan(0)
  expect(await world.services.db.read('610115', (tx) => tx.rows('select from audit_rows'))).toEqual([])
  for (const url of [
    '/api/people/register',
    '/api/briefs',
    '/api/wall',
    '/api/matters?file=xlsx',
    '/api/people?name=刘桂兰',
  ])
    expect([url, (await world.ask(AUDITOR, 'GET', encodeURI(url))).status]).toEqual([url, 403])
  const { body } = (await world.ask(AUDITOR, 'GET', '/api/matters')) as unknown as {
    body: { rows: unknown[] }
  }
  expect(body.rows).toEqual([])
})
