import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { AUDIT, SECURITY, SYSTEM } from './accounts.ts'
import { asks, CAST, readerOf, rowsOf, type Reader, type Row } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `workbench.*` of proven.ts: who simulates, and that what it says of a post is what happens to that post. */

let world: World
let rows: Row[]
let readers: Reader[]

beforeAll(async () => {
  world = await openWorld()
  rows = await rowsOf(world)
  readers = await Promise.all(CAST.map((who) => readerOf(world, who)))
})

const postOf = async (who: Who) => {
  const [name, role] = typeof who === 'string' ? [who] : who
  return (await world.scope(name, role)).post?.id ?? newId()
}
type Said = { opens: boolean; why: string }

describe('the simulator', () => {
  it('is the security administrator’s and nobody else’s', async () => {
    const post = await postOf(['周静', 'county-dispatcher'])
    const number = rows[0]?.number ?? ''
    for (const who of [...CAST, SYSTEM, AUDIT, SECURITY]) {
      const status = who === SECURITY ? 200 : 403
      for (const url of [
        '/api/workbench/posts?q=周',
        `/api/workbench/posts/${post}`,
        `/api/workbench/posts/${post}/matter?number=${number}`,
      ])
        expect([who, url, (await world.ask(who, 'GET', encodeURI(url))).status]).toEqual([who, url, status])
    }
  })

  it('opens what the post opens: what it does not is seen by its person alone, for their own sake', async () => {
    const some = rows.filter((row, index) => row.confidential || index % 7 === 0)
    for (const reader of readers.filter(({ post }) => post !== undefined)) {
      const post = await postOf(reader.who)
      for (const row of some) {
        const url = `/api/workbench/posts/${post}/matter?number=${row.number}`
        const said = await world.ask(SECURITY, 'GET', url)
        // Post after post it would tell which numbers are complaints about the village's people.
        if (row.confidential) {
          expect([reader.who, row.number, said.status]).toEqual([reader.who, row.number, 404])
          continue
        }
        const { opens } = said.body as unknown as Said
        const { status } = await world.ask(reader.who, 'GET', `/api/matters/${row.id}`)
        const isTheirs =
          asks(reader, row) || row.holder === reader.person || row.followers.includes(reader.person)
        if (opens || !isTheirs)
          expect([reader.who, row.number, opens]).toEqual([reader.who, row.number, status === 200])
      }
    }
  }, 60_000)

  it('says which rule it was, and nothing of the matter or its people', async () => {
    const elsewhere = rows.find((row) => !row.confidential && !row.division.startsWith(world.village))
    const post = await postOf(['赵春燕', 'grid-worker'])
    const url = `/api/workbench/posts/${post}/matter?number=${elsewhere?.number ?? ''}`
    const { body } = await world.ask(SECURITY, 'GET', url)
    expect(body).toEqual({ opens: false, why: '打不开：这件事不在这个岗位的辖区里' })
    const none = await world.ask(SECURITY, 'GET', `/api/workbench/posts/${post}/matter?number=999999-1`)
    const confidential = rows.find((row) => row.confidential)?.number ?? ''
    const kept = await world.ask(
      SECURITY,
      'GET',
      `/api/workbench/posts/${post}/matter?number=${confidential}`,
    )
    expect(kept).toEqual(none)
    expect(none.status).toBe(404)
  })

  it('shows a post in a position as its own session has it', async () => {
    const who = ['孟晓波', 'county-dispatcher'] as const
    const { body } = await world.ask(SECURITY, 'GET', `/api/workbench/posts/${await postOf(who)}`)
    const own = (await world.ask(who, 'GET', '/api/session')).body as unknown as { posts: object[] }
    expect(body).toMatchObject({
      name: '孟晓波',
      position: '指挥中心公开督查席',
      waiting: null,
      post: own.posts[0],
    })
  })

  it('leaves a row of whom it was asked about', async () => {
    const post = await postOf(['周静', 'county-dispatcher'])
    const found = await world.services.db.asOwner((tx) =>
      tx.rows<{ route: string }>(
        `select distinct route from audit_rows where record = $1 and route like 'workbench.%' order by route`,
        [post],
      ),
    )
    expect(found.map(({ route }) => route)).toEqual(['workbench.matter', 'workbench.simulate'])
  })
})
