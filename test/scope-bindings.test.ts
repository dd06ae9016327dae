import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { AUDIT, SECURITY, SYSTEM } from './accounts.ts'
import { CAST } from './oracle.ts'
import { moveIn } from './people.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `phoneBindings.*` of proven.ts: who says whose telephone a new one is, and who learns that somebody asked. */

const SECRETARY: Who = ['王建国', 'village-secretary']
const DIRECTOR: Who = ['张军利', 'village-director']
const BESIDE: Who = ['邻村主任', 'village-director']

let world: World
let id: string
let ours: string
beforeAll(async () => {
  world = await openWorld()
  const { services, county, village } = world
  const home = '610114006206'
  const post = { role: 'village-director', division: home } as const
  await moveIn(services, county, { name: '邻村主任', home, post })
  ours = (await moveIn(services, county, { name: '没有手机的', home: village })).person
  id = newId()
  const [phone, { secrets }] = ['13900008301', services]
  await services.db.asOwner((tx) =>
    tx.rows(
      `insert into phone_bindings (county, id, village, name, household, phone_sealed, phone_hash)
       values ($1, $2, $3, '问的人', '3 组', $4, $5)`,
      [county, id, village, secrets.seal(phone), secrets.hash('phone', phone)],
    ),
  )
})

const status = async (who: Who | undefined, method: 'GET' | 'POST', url: string, body?: object) =>
  (await world.ask(who, method, url, body)).status
const one = () => `/api/phone-bindings/${id}`

describe('a telephone that asks to be registered', () => {
  it('is seen and answered by the keepers of that village’s register, by nobody above, beside or below', async () => {
    for (const who of [...CAST, SYSTEM, SECURITY, AUDIT, BESIDE]) {
      const isOurs = String(who) === String(SECRETARY)
      const isKeeper = isOurs || who === BESIDE
      const none = isKeeper ? 404 : 403
      expect([who, await status(who, 'GET', '/api/phone-bindings')]).toEqual([who, isKeeper ? 200 : 403])
      expect([who, await status(who, 'GET', one())]).toEqual([who, isOurs ? 200 : none])
      if (isOurs) continue
      expect([who, await status(who, 'POST', `${one()}/confirm`, { person: ours })]).toEqual([who, none])
      const reason = { reason: '名册里没有这个人' }
      expect([who, await status(who, 'POST', `${one()}/refuse`, reason)]).toEqual([who, none])
    }
    const { body } = await world.ask(BESIDE, 'GET', '/api/phone-bindings')
    expect(body).toEqual({ waiting: 0, rows: [] })
  })

  it('is nobody’s who lives elsewhere, and shows whoever asks how it stands and nothing they wrote', async () => {
    const { person } = await moveIn(world.services, world.county, { name: '邻村的人', home: '610114006206' })
    expect(await status(DIRECTOR, 'POST', `${one()}/confirm`, { person })).toBe(404)
    expect(await status(undefined, 'GET', `/api/phone-bindings/${newId()}/state`)).toBe(404)
    const { body } = await world.ask(undefined, 'GET', `${one()}/state`)
    expect(Object.keys(body).toSorted()).toEqual(['askedAt', 'state', 'village', 'villageName'])
    expect(await status(DIRECTOR, 'POST', `${one()}/confirm`, { person: ours })).toBe(204)
  })
})
