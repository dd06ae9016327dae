import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { hear, registerDevice } from './commands.ts'

const SECRETARY: Who = ['王建国', 'village-secretary']
const TOWN: Who = ['陈晓东', 'town-dispatcher']
const OTHER_TOWN: Who = ['贺文', 'town-dispatcher']
const OTHER_VILLAGE = '610114006206'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

type Self = {
  state: 'new' | 'registered' | 'revoked'
  code?: string
  name?: string
  division?: string
  rev?: number
  call?: { n: number; publication?: string }
}
type Listed = {
  id: string
  name: string
  division: string
  trouble?: string
  upToDate?: boolean
  shows?: string
}

/** A screen with its cookie jar, reporting itself. */
function screen(address = '127.0.0.1') {
  let cookie: string | undefined
  return {
    report: async (said: object = {}): Promise<Self> => {
      const answer = await world.http.inject({
        method: 'PUT',
        url: '/api/devices/self',
        remoteAddress: address,
        payload: { kind: 'kiosk', ...said },
        ...(cookie === undefined ? {} : { cookies: { gz_device: cookie } }),
      })
      expect(answer.statusCode).toBe(200)
      const set = answer.cookies.find(({ name }) => name === 'gz_device')
      if (set) cookie = set.value || undefined
      return answer.json<Self>()
    },
    get token() {
      return cookie
    },
  }
}

const register = (who: Who, code: string | undefined, more: object = {}, key?: string) =>
  world.ask(who, 'POST', '/api/devices', { code, name: '村部大厅', division: world.village, ...more }, key)
const listed = async (who: Who, all = ''): Promise<Listed[]> =>
  (await world.ask(who, 'GET', `/api/devices${all}`)).body
const firstOf = (answer: { body: { rows: { id: string }[] } }) => answer.body.rows[0]?.id
const idOf = (answer: { body: { id: string } }) => answer.body.id

describe('a screen', () => {
  it('shows the same code while it waits, and is the village’s once that was entered, however it was typed', async () => {
    const kiosk = screen()
    const { state, code = '' } = await kiosk.report()
    expect([state, code]).toEqual(['new', expect.stringMatching(/^[0-9A-Z]{6}$/)])
    expect((await kiosk.report()).code).toBe(code)
    const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`
    const key = newId()
    const first = await register(SECRETARY, typed, {}, key)
    expect(first.status).toBe(200)
    // Sent twice, happened once; anybody else's key of that name finds nothing.
    expect(idOf(await register(SECRETARY, typed, {}, key))).toBe(idOf(first))
    expect((await register(TOWN, typed, {}, key)).status).toBe(422)
    const self = await kiosk.report({ shows: '首页', width: 1080, height: 1920 })
    expect(self).toMatchObject({ state: 'registered', name: '村部大厅', division: world.village })
  })

  it('stays the village’s when it reports in the very moment it is registered', async () => {
    const screens = Array.from({ length: 12 }, (_, n) => screen(`127.0.2.${n + 1}`))
    const ends = screens.map(async (kiosk) => {
      const { code } = await kiosk.report()
      await Promise.all([register(SECRETARY, code), ...Array.from({ length: 4 }, () => kiosk.report())])
      return (await kiosk.report()).state
    })
    expect(await Promise.all(ends)).toEqual(screens.map(() => 'registered'))
  })

  it('has one row however often it reports, with what it shows, what it has read and its trouble', async () => {
    const tv = screen()
    const { code } = await tv.report({ kind: 'tv' })
    const id = idOf(await register(SECRETARY, code, { name: '会议室电视' }))
    const { rev = 0 } = await tv.report({ kind: 'tv' })
    const at = new Date().toISOString()
    for (let n = 0; n < 5; n++)
      await tv.report({ kind: 'tv', shows: '村务公开', content: { rev: rev - 1, at }, trouble: '存不下内容' })
    const mine = async () => (await listed(SECRETARY)).find((row) => row.id === id)
    expect(await mine()).toMatchObject({ shows: '村务公开', upToDate: false, trouble: '存不下内容' })
    expect((await listed(SECRETARY))[0]?.id).toBe(id)
    await tv.report({ kind: 'tv', shows: '首页', content: { rev, at } })
    expect(await mine()).toMatchObject({ shows: '首页', upToDate: true })
    expect((await mine())?.trouble).toBeUndefined()
    const counts = await world.services.db.asOwner((tx) =>
      tx.first<{ rows: number; deeds: number }>(
        `select (select count(*)::int from devices where id = $1) as rows,
           (select count(*)::int from device_deeds where device = $1) as deeds`,
        [id],
      ),
    )
    expect(counts).toEqual({ rows: 1, deeds: 1 })
  })

  it('is not registered by a wrong code, an old one or a used one', async () => {
    const kiosk = screen()
    const { code } = await kiosk.report()
    const before = await listed(SECRETARY)
    expect((await register(SECRETARY, '000000')).status).toBe(422)
    const age = (sql: string) => world.services.db.asOwner((tx) => tx.rows(sql, [code]))
    await age(`update device_codes set made_at = now() - interval '31 minutes' where code = $1`)
    const old = await register(SECRETARY, code)
    expect([old.status, (old.body as { title: string }).title]).toEqual([
      422,
      expect.stringContaining('登记码'),
    ])
    const { code: fresh } = await kiosk.report()
    expect(fresh).not.toBe(code)
    expect((await register(SECRETARY, fresh)).status).toBe(200)
    expect((await register(SECRETARY, fresh)).status).toBe(422)
    expect(await listed(SECRETARY)).toHaveLength(before.length + 1)
  })

  it('that was switched off before it was registered leaves nothing behind', async () => {
    const gone = screen()
    const { code } = await gone.report()
    await world.services.db.asOwner((tx) =>
      tx.rows(`update device_codes set heard_at = now() - interval '61 minutes' where code = $1`, [code]),
    )
    await screen().report()
    const left = await world.services.db.asOwner((tx) =>
      tx.rows('select code from device_codes where code = $1', [code]),
    )
    expect(left).toEqual([])
  })

  it('of another county is nobody here, and its code is not known there', async () => {
    const { services } = world
    await services.db.asOwner((tx) =>
      tx.rows(`insert into counties (county, name, pack_version) values ('610115', '邻区', '1')`),
    )
    const kiosk = screen()
    const { code } = await kiosk.report()
    await register(SECRETARY, code)
    expect((await kiosk.report()).state).toBe('registered')
    const there = await hear(services, '610115', kiosk.token, { kind: 'kiosk' })
    expect(there.state).toBe('new')
    const foreign = there.state === 'new' ? there.code.code : ''
    const scope = await world.scope('王建国', 'village-secretary')
    const body = { code: foreign, name: '邻区的', division: world.village }
    await expect(registerDevice(services, scope, newId(), body)).rejects.toMatchObject({ status: 422 })
  })

  it('that was revoked is told so once, forgets its token, and starts over as a new one', async () => {
    const kiosk = screen()
    const { code } = await kiosk.report()
    const id = idOf(await register(SECRETARY, code, { name: '旧触摸屏' }))
    expect((await world.ask(SECRETARY, 'POST', `/api/devices/${id}/revoke`)).status).toBe(204)
    expect(await kiosk.report()).toEqual({ state: 'revoked' })
    expect(kiosk.token).toBeUndefined()
    expect((await kiosk.report()).state).toBe('new')
    expect((await listed(SECRETARY)).map((row) => row.id)).not.toContain(id)
    expect((await listed(SECRETARY, '?all=true')).map((row) => row.id)).toContain(id)
    const change = { name: '再用', division: world.village }
    expect((await world.ask(SECRETARY, 'PUT', `/api/devices/${id}`, change)).status).toBe(409)
  })
})

describe('the desk', () => {
  it('renames, moves and calls a screen within its area', async () => {
    const kiosk = screen()
    const { code } = await kiosk.report()
    const id = idOf(await register(TOWN, code))
    const before = (await kiosk.report()).call?.n ?? 0
    const board = await world.ask(undefined, 'GET', `/api/publications?division=${world.village}`)
    const publication = firstOf(board)
    const key = newId()
    for (let n = 0; n < 2; n++)
      expect(
        (await world.ask(SECRETARY, 'POST', `/api/devices/${id}/show`, { publication }, key)).status,
      ).toBe(204)
    expect((await kiosk.report()).call).toEqual({ n: before + 1, publication })
    const moved = { name: '二楼', division: OTHER_VILLAGE }
    // A village cannot give its screen away; the street can.
    expect((await world.ask(SECRETARY, 'PUT', `/api/devices/${id}`, moved)).status).toBe(403)
    expect((await world.ask(TOWN, 'PUT', `/api/devices/${id}`, moved)).status).toBe(204)
    expect(await kiosk.report()).toMatchObject({
      name: '二楼',
      division: OTHER_VILLAGE,
      call: { n: before + 2 },
    })
    expect((await world.ask(SECRETARY, 'POST', `/api/devices/${id}/show`, {})).status).toBe(404)
    expect((await world.ask(TOWN, 'POST', `/api/devices/${id}/show`, { publication })).status).toBe(422)
    expect((await world.ask(OTHER_TOWN, 'POST', `/api/devices/${id}/revoke`)).status).toBe(404)
  })

  it('reads in the hall what is for the village, as its board shows it, and nothing else', async () => {
    const kiosk = screen()
    const board = async (): Promise<{ open: string[]; closed: string[] }> => {
      const answer = await world.http.inject({
        url: `/api/publications?division=${world.village}&limit=100`,
        ...(kiosk.token === undefined ? {} : { cookies: { gz_device: kiosk.token } }),
      })
      const { rows } = answer.json<{ rows: { id: string; readable: boolean; reach: string }[] }>()
      return {
        open: rows.filter(({ readable }) => readable).map(({ reach }) => reach),
        closed: rows.filter(({ readable }) => !readable).map(({ reach }) => reach),
      }
    }
    const { code } = await kiosk.report()
    // Waiting for its code it is anybody.
    expect(new Set((await board()).open)).toEqual(new Set(['all']))
    const id = idOf(await register(SECRETARY, code))
    const inHall = await board()
    expect(new Set(inHall.open)).toEqual(new Set(['all', 'village']))
    expect(inHall.closed.filter((reach) => reach !== 'member')).toEqual([])
    // In another village's hall it is a stranger again.
    const away = { name: '别村', division: OTHER_VILLAGE }
    expect((await world.ask(TOWN, 'PUT', `/api/devices/${id}`, away)).status).toBe(204)
    expect(new Set((await board()).open)).toEqual(new Set(['all']))
    expect(
      (await world.ask(TOWN, 'PUT', `/api/devices/${id}`, { ...away, division: world.village })).status,
    ).toBe(204)
    expect(new Set((await board()).open)).toEqual(new Set(['all', 'village']))
    expect((await world.ask(SECRETARY, 'POST', `/api/devices/${id}/revoke`)).status).toBe(204)
    expect(new Set((await board()).open)).toEqual(new Set(['all']))
  })

  it('guesses codes twenty times, then waits', async () => {
    const token = await tokenOf('陈晓东', 'town-dispatcher')
    const statuses: number[] = []
    for (let n = 0; n < 25; n++) {
      const { statusCode } = await world.http.inject({
        method: 'POST',
        url: '/api/devices',
        remoteAddress: '10.1.2.3',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
        payload: { code: `ZZZZ${String(n).padStart(2, '0')}`, name: '猜', division: world.village },
      })
      statuses.push(statusCode)
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(20)
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429])
  })
})

async function tokenOf(name: string, role: string): Promise<string> {
  const { person, post } = await world.scope(name, role)
  return (await openSession(world.services, world.county, person, post?.id)).token
}
