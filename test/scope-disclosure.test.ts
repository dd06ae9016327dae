import { beforeAll, describe, expect, it } from 'vitest'
import { CAST, mayReadPublished, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** What is published, and what is being written: each asked for as everyone, as in scope.test.ts. */

let world: World
let readers: Reader[]

beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all(CAST.map((who) => readerOf(world, who)))
})

describe('disclosure', () => {
  type Listed = { id: string; division: string; readable: boolean; reach: 'all' | 'village' | 'member' }
  const DESK = ['village-accountant', 'village-director', 'village-secretary', 'village-supervisor']
  const WATCHES = ['town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
  const withDesk = async () => [
    ...readers,
    ...(await Promise.all(
      (
        [
          ['杨林', 'village-accountant'],
          ['薛静', 'town-affairs'],
        ] as const
      ).map((who) => readerOf(world, who)),
    )),
  ]
  // What comes back is what the contract says of that address; the compiler cannot know which was asked.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  const ask = async <T>(who: Who | undefined, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
    (await world.ask(who, method, url, body)) as unknown as { status: number; body: T }

  it('shows contents and questions to whom the oracle admits, and that they hang to everybody', async () => {
    const url = `/api/publications?division=${world.village}&limit=100&all=true`
    const all = (await ask<{ rows: Listed[] }>(undefined, 'GET', url)).body.rows
    expect(all.length).toBeGreaterThan(50)
    const spread = all.filter((_, index) => index % 12 === 0 || index < 3)
    for (const reader of [undefined, ...(await withDesk())]) {
      const seen = (await ask<{ rows: Listed[] }>(reader?.who, 'GET', url)).body.rows
      const may = (row: Listed) => reader !== undefined && mayReadPublished(reader, row)
      const expected = all.map((row) => [row.id, row.reach === 'all' || may(row)])
      expect([reader?.who, seen.map(({ id, readable }) => [id, readable])]).toEqual([reader?.who, expected])
      for (const row of spread) {
        const { body } = await ask<{ versions: object[] }>(reader?.who, 'GET', `/api/publications/${row.id}`)
        const sees = row.reach === 'all' || may(row)
        expect([reader?.who, row.id, body.versions.length > 0]).toEqual([reader?.who, row.id, sees])
        if (!reader || sees) continue
        const asked = await ask(reader.who, 'POST', `/api/publications/${row.id}/questions`, {
          words: '为什么？',
        })
        expect([reader.who, asked.status]).toEqual([reader.who, 403])
      }
    }
    const open = await ask<{ rows: { item: string }[] }>(undefined, 'GET', '/api/open/publications.json')
    const free = new Set(
      all.filter(({ reach }) => reach === 'all').map((row) => (row as unknown as { item: string }).item),
    )
    expect(new Set(open.body.rows.map(({ item }) => item))).toEqual(free)
  })

  it('lets only the desk of the village at its drafts, and its watchers look', async () => {
    const draft = await world.services.db.asOwner((tx) =>
      tx.first<{ id: string; division: string; item: string; period: string }>(
        `select id, division, item, period from publications where state = 'submitted'`,
      ),
    )
    if (!draft) throw new Error('the village has nothing in review')
    const content = { columns: [{ id: 'what', name: '摘要', kind: 'text' }], rows: [] }
    for (const { who, post } of await withDesk()) {
      const ofDesk = post?.division === world.village && DESK.includes(post.role)
      const looks = ofDesk || (post && WATCHES.includes(post.role) && world.village.startsWith(post.division))
      const { status } = await ask(who, 'GET', `/api/publications/${draft.id}/draft`)
      expect([who, status]).toEqual([who, looks ? 200 : 404])
      if (ofDesk) continue
      const calls: [method: 'GET' | 'POST' | 'PUT', url: string, body?: object][] = [
        ['GET', `/api/publications/${draft.id}/template`],
        ['POST', '/api/publications', { division: draft.division, item: draft.item, period: draft.period }],
        ['PUT', `/api/publications/${draft.id}/draft`, { rev: 1, title: '别人的', content }],
        ['POST', `/api/publications/${draft.id}/steps`, { action: 'publish', rev: 1 }],
        ['POST', `/api/publications/${draft.id}/sheet`, {}],
        [
          'POST',
          '/api/disclosure/duties',
          { division: world.village, item: 'C14', on: '2026-01-05', reason: '别村' },
        ],
      ]
      for (const [method, url, body] of calls)
        expect([who, url, (await ask(who, method, url, body)).status]).toEqual([who, url, 403])
      const signed = await ask(who, 'POST', '/api/disclosure/exemptions', { ...draft, reason: '不想公开了' })
      expect([who, signed.status]).toEqual([who, 403])
    }
  })

  it('opens what is behind the watch to its watchers alone, within their area', async () => {
    const outside = '610115001001'
    for (const { who, post } of await withDesk()) {
      const watches = post !== undefined && WATCHES.includes(post.role)
      const sees = watches && world.village.startsWith(post.division)
      const under = (area: string) => [
        `/api/disclosure/duties?count=due&under=${area}`,
        `/api/disclosure/watch?file=xlsx&under=${area}`,
        `/api/disclosure/day?under=${area}`,
        ...(area.length === 12 ? [`/api/disclosure/watch/${area}`] : []),
      ]
      for (const url of under(world.village))
        expect([who, url, (await ask(who, 'GET', url)).status]).toEqual([who, url, sees ? 200 : 403])
      for (const url of under(outside))
        expect([who, url, (await ask(who, 'GET', url)).status]).toEqual([who, url, 403])
      if (!watches) continue
      const { rows } = (await ask<{ rows: Listed[] }>(who, 'GET', '/api/disclosure/duties?count=due')).body
      expect([who, rows.length > 0]).toEqual([who, sees])
      const { villages } = (await ask<{ villages: Listed[] }>(who, 'GET', '/api/disclosure/day')).body
      for (const { division } of [...rows, ...villages])
        expect([who, division.startsWith(post.division)]).toEqual([who, true])
    }
  })

  it('gives work and the watch within the area of the post', async () => {
    for (const { who, post } of await withDesk()) {
      const work = (await ask<{ division: string }[]>(who, 'GET', '/api/disclosure/work?days=120')).body
      const has = post !== undefined && [...DESK, ...WATCHES].includes(post.role)
      expect([who, work.every(({ division }) => has && division.startsWith(post.division))]).toEqual([
        who,
        true,
      ])
      const watch = await ask<{ villages: { division: string }[] }>(who, 'GET', '/api/disclosure/watch')
      const watches = post !== undefined && WATCHES.includes(post.role)
      expect([who, watch.status]).toEqual([who, watches ? 200 : 403])
      if (!watches) continue
      expect(watch.body.villages.every(({ division }) => division.startsWith(post.division))).toBe(true)
      const beyond = await ask(
        who,
        'GET',
        `/api/disclosure/watch?under=${post.division === '610114' ? '610115' : '610114'}`,
      )
      expect([who, beyond.status]).toEqual([who, 403])
    }
  })
})
