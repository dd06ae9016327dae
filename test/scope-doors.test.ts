import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { AUDIT, SECURITY, SYSTEM } from './accounts.ts'
import { CAST, type Reader, readerOf } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `apiClients.*`, `webhooks.*`, `calendars.*` and `selfCheck.*` of proven.ts: who lets whom in, and sees what. */

let world: World
let readers: Reader[]
const ADMINISTRATORS: readonly Who[] = [SYSTEM, SECURITY, AUDIT]

beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all([...CAST, ...ADMINISTRATORS].map((who) => readerOf(world, who)))
})

describe('a calendar', () => {
  it('is listed to and ended by its own person alone', async () => {
    const { id } = (await world.ask('刘桂兰', 'POST', '/api/calendars')).body as { id: string }
    const { person } = await world.scope('刘桂兰')
    for (const { who } of readers.filter((reader) => reader.person !== person)) {
      const own = (await world.ask(who, 'GET', '/api/calendars')).body as { id: string }[]
      expect([who, own.map((feed) => feed.id).includes(id)]).toEqual([who, false])
      expect([who, (await world.ask(who, 'DELETE', `/api/calendars/${id}`)).status]).toEqual([who, 404])
    }
  })
})

describe('other systems', () => {
  it('are let in, watched and shut out by the system administrator, and by nobody else', async () => {
    const terms = { name: '市级平台', scopes: ['webhooks'], minuteMax: 10, dayMax: 100 }
    const { id } = (await world.ask(SYSTEM, 'POST', '/api/clients', terms)).body as { id: string }
    for (const { who, post } of readers) {
      const may = post?.role === 'system-administrator'
      const status = async (method: 'GET' | 'POST', url: string, body?: object) =>
        (await world.ask(who, method, url, body)).status
      expect([who, await status('GET', '/api/clients')]).toEqual([who, may ? 200 : 403])
      expect([who, await status('GET', '/api/webhooks/watch')]).toEqual([who, may ? 200 : 403])
      const again = `/api/webhooks/deliveries/${newId()}/again`
      expect([who, await status('POST', again)]).toEqual([who, may ? 404 : 403])
      expect([who, await status('POST', '/api/clients', terms)]).toEqual([who, may ? 200 : 403])
      if (!may) expect([who, await status('POST', `/api/clients/${id}/end`)]).toEqual([who, 403])
    }
  })

  it('are named to nobody else by what is missing, either', async () => {
    for (const [who, status] of [[AUDIT, 403], [undefined, 401], [SYSTEM, 422]] as const) {
      const refused = await world.ask(who, 'POST', '/api/clients', {})
      expect([who, refused.status]).toEqual([who, status])
      expect(JSON.stringify(refused.body).includes('name')).toBe(status === 422)
    }
    const odd = await world.ask(AUDIT, 'POST', '/api/clients/nobody/end')
    expect(odd.status).toBe(403)
  }) // prettier-ignore

  it('do not decide who sees what the house says of itself', async () => {
    const may = ['system-administrator', 'county-dispatcher', 'county-leader']
    for (const { who, post } of readers) {
      const { status } = await world.ask(who, 'GET', '/api/self-check')
      expect([who, status]).toEqual([who, may.includes(post?.role ?? '') ? 200 : 403])
    }
  })

  it('come by their key alone: no session opens their door', async () => {
    for (const { who } of readers) {
      const hooks = await world.ask(who, 'GET', '/api/webhooks')
      const look = await world.ask(who, 'GET', '/api/hotline/tickets/HL-0001')
      expect([who, hooks.status, look.status]).toEqual([who, 403, 403])
    }
  })
})
