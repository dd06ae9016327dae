import { beforeAll, describe, expect, it } from 'vitest'
import { AUDIT, SECURITY, SYSTEM } from './accounts.ts'
import { CAST } from './oracle.ts'
import { moveIn } from './people.ts'
import { wordsFor } from './second.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `secondWords.*` of proven.ts: who reads what a keeper of the register wrote down, and who agrees to it. */

const SECRETARY: Who = ['王建国', 'village-secretary']
const DIRECTOR: Who = ['张军利', 'village-director']
const BESIDE: Who = ['邻村主任', 'village-director']
/** Whoever writes down what takes a second word, or gives one somewhere. */
const SIDES = [
  'grid-worker',
  'village-agent',
  'village-secretary',
  'village-director',
  'village-supervisor',
  'town-dispatcher',
  'county-dispatcher',
  'county-leader',
]
const SECONDS = SIDES.slice(2)

let world: World
let id: string
beforeAll(async () => {
  world = await openWorld()
  const { services, county } = world
  const home = '610114006206'
  const post = { role: 'village-director', division: home } as const
  await moveIn(services, county, { name: '邻村主任', home, post })
  const { person: child } = await world.scope('张梓涵')
  const { person: guardian } = await world.scope('卫婷')
  const heard = { guardian, kinship: 'parent', isGiven: true, way: 'paper', on: '2026-01-05' }
  await world.ask(SECRETARY, 'POST', `/api/people/${child}/guardians`, heard)
  id = (await wordsFor(world, SECRETARY))[0]?.id ?? ''
})

const roleOf = (who: Who) => (typeof who === 'string' ? '' : who[1])
const status = async (who: Who | undefined, method: 'GET' | 'PUT', url: string, body?: object) =>
  (await world.ask(who, method, url, body)).status
const one = () => `/api/second-words/${id}`
const refuse = (who: Who | undefined) => status(who, 'PUT', `${one()}/verdict`, { verdict: 'refused' })

describe('what takes a second word', () => {
  it('is read by whoever said it and by who may agree, there alone', async () => {
    for (const who of [...CAST, SYSTEM, SECURITY, AUDIT, DIRECTOR, BESIDE]) {
      const isSide = SIDES.includes(roleOf(who))
      const isTheirs =
        [SECRETARY, DIRECTOR].some((each) => String(each) === String(who)) || who[0] === '屈建文'
      expect([who, await status(who, 'GET', '/api/second-words')]).toEqual([who, isSide ? 200 : 403])
      expect([who, (await wordsFor(world, who)).some((word) => word.id === id)]).toEqual([who, isTheirs])
      expect([who, await status(who, 'GET', one())]).toEqual([who, isTheirs ? 200 : isSide ? 404 : 403])
    }
    expect(await status(undefined, 'GET', '/api/second-words')).toBe(401)
  })

  it('is answered by another of the village, not by whoever said it, nor beside, above or below', async () => {
    for (const who of [...CAST, SYSTEM, SECURITY, AUDIT, DIRECTOR, BESIDE]) {
      const role = roleOf(who)
      const isHere = String(who) === String(DIRECTOR) || role === 'village-supervisor'
      const isOwn = String(who) === String(SECRETARY)
      // Without a reason it is not refused either: so far they get.
      const expected = isOwn || !SECONDS.includes(role) ? 403 : isHere ? 422 : 404
      expect([who, await refuse(who)]).toEqual([who, expected])
    }
    expect(await refuse(undefined)).toBe(401)
  })

  it('is of one county', async () => {
    const rows = await world.services.db.inCounty('610116', (tx) => tx.rows('select id from second_words'))
    expect(rows).toEqual([])
  })
})
