import { beforeAll, describe, expect, it } from 'vitest'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `broadcasts.*` of proven.ts: who sends, who looks, whom it reaches. */

let world: World
let readers: Reader[]
beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all(CAST.map((who) => readerOf(world, who)))
})

describe('broadcasts', () => {
  const county: Who = ['周静', 'county-dispatcher']
  const town: Who = ['陈晓东', 'town-dispatcher']
  const foreign: Who = ['贺文', 'town-dispatcher']
  const worker: Who = ['赵春燕', 'grid-worker']
  const send = (who: Who, division: string) =>
    world.ask(who, 'POST', '/api/broadcasts', { division, level: 'emergency', text: '请报平安' })
  const idOf = ({ body }: { body: { id: string } }) => body.id
  const idsIn = async (who: Who, list: string) => {
    const { body } = (await world.ask(who, 'GET', list)) as { body: { rows?: { id: string }[] } }
    return (body.rows ?? (body as { id: string }[])).map(({ id }) => id)
  }

  it('are sent and looked at only by posts that may, down from their own place', async () => {
    const sent = await send(town, '610114006')
    expect(sent.status).toBe(200)
    const id = idOf(sent)
    expect((await send(county, '610114006')).status).toBe(200)
    expect((await send(town, '610114')).status).toBe(403)
    expect((await send(foreign, '610114006')).status).toBe(403)
    for (const division of ['610114', '610114006'])
      expect((await world.ask(foreign, 'GET', `/api/broadcasts/audience?division=${division}`)).status).toBe(
        403,
      )
    expect(await idsIn(county, '/api/broadcasts')).toContain(id)
    expect(await idsIn(foreign, '/api/broadcasts')).not.toContain(id)
    expect((await world.ask(foreign, 'GET', `/api/broadcasts/${id}`)).status).toBe(404)
    expect((await world.ask(foreign, 'POST', `/api/broadcasts/${id}/remind`)).status).toBe(404)
    const reason = { reason: '发错了' }
    expect((await world.ask(foreign, 'POST', `/api/broadcasts/${id}/withdraw`, reason)).status).toBe(404)
    for (const { who, post } of readers) {
      const may = ['town-dispatcher', 'county-dispatcher', 'county-leader'].includes(post?.role ?? '')
      const { status } = await world.ask(who, 'GET', '/api/broadcasts')
      expect([who, status]).toEqual([who, may ? 200 : 403])
      if (may) continue
      for (const act of ['remind', 'withdraw'])
        expect((await world.ask(who, 'POST', `/api/broadcasts/${id}/${act}`, reason)).status).toBe(403)
      expect((await world.ask(who, 'GET', `/api/broadcasts/${id}`)).status).toBe(403)
      expect((await world.ask(who, 'GET', '/api/broadcasts/audience?division=610114')).status).toBe(403)
      expect((await send(who, '610114006')).status).toBe(403)
    }
  })

  it('reach, and are acknowledged by, the grid workers of that place only', async () => {
    const { person } = await world.scope('赵春燕', 'grid-worker')
    const id = idOf(await send(town, '610114006'))
    for (const reader of readers) {
      const { post, who } = reader
      const meant = post?.role === 'grid-worker' && post.division.startsWith('610114006')
      expect([who, (await idsIn(who, '/api/broadcasts/mine')).includes(id)]).toEqual([who, meant])
      if (reader.person === person) continue
      const { status } = await world.ask(who, 'POST', `/api/broadcasts/${id}/acknowledge`)
      expect([who, status]).toEqual([who, meant ? 204 : 404])
    }
    const { body } = (await world.ask(town, 'GET', `/api/broadcasts/${id}`)) as unknown as {
      body: { unaware: { name: string }[] }
    }
    expect(body.unaware.map(({ name }) => name)).toContain('赵春燕')
    expect((await world.ask(worker, 'POST', `/api/broadcasts/${id}/acknowledge`)).status).toBe(204)
  })
})
