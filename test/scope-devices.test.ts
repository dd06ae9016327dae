import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `devices.*` of proven.ts: who looks after whose screens. */

let world: World
let readers: Reader[]
const MANAGES = ['village-secretary', 'village-director', 'town-dispatcher', 'county-dispatcher']
const DIRECTOR: Who = ['张军利', 'village-director']

beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all([...CAST, DIRECTOR].map((who) => readerOf(world, who)))
})

async function newCode(): Promise<string> {
  const answer = await world.http.inject({ method: 'PUT', url: '/api/devices/self', payload: { kind: 'tv' } })
  return answer.json<{ code: string }>().code
}
const idOf = ({ body }: { body: { id: string } }) => body.id
const idsOf = (answer: { body: { id: string }[] }) => answer.body.map(({ id }) => id)

describe('devices', () => {
  it('are registered, looked at and changed down from one’s own place, by posts that may', async () => {
    const town: Who = ['陈晓东', 'town-dispatcher']
    const body = { code: await newCode(), name: '大厅电视', division: world.village }
    const id = idOf(await world.ask(town, 'POST', '/api/devices', body))
    for (const { who, post } of readers) {
      const manages = post !== undefined && MANAGES.includes(post.role)
      const isTheirs = manages && world.village.startsWith(post.division)
      const list = await world.ask(who, 'GET', '/api/devices')
      expect([who, list.status]).toEqual([who, manages ? 200 : 403])
      if (manages) expect([who, idsOf(list).includes(id)]).toEqual([who, isTheirs])
      const refused = manages ? 404 : 403
      const register = { code: await newCode(), name: '又一台', division: world.village }
      const status = async (method: 'POST' | 'PUT', url: string, sent: object) =>
        (await world.ask(who, method, url, sent, newId())).status
      expect([who, await status('POST', '/api/devices', register)]).toEqual([who, isTheirs ? 200 : 403])
      const change = { name: '大厅电视', division: world.village }
      expect([who, await status('PUT', `/api/devices/${id}`, change)]).toEqual([who, isTheirs ? 204 : 403])
      expect([who, await status('POST', `/api/devices/${id}/show`, {})]).toEqual([
        who,
        isTheirs ? 204 : refused,
      ])
      if (isTheirs) continue
      expect([who, await status('POST', `/api/devices/${id}/revoke`, {})]).toEqual([who, refused])
    }
    expect((await world.ask(undefined, 'GET', '/api/devices')).status).toBe(401)
  })

  it('never answer a screen with more than its own place', async () => {
    const answer = await world.http.inject({
      method: 'PUT',
      url: '/api/devices/self',
      payload: { kind: 'tv' },
      cookies: { gz_device: 'somebody-elses' },
    })
    const body = answer.json<Record<string, unknown>>()
    expect(body['state']).toBe('new')
    expect(Object.keys(body).sort()).toEqual(['code', 'codeUntil', 'state'])
  })
})
