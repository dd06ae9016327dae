import { beforeAll, describe, expect, it } from 'vitest'
import { CAST, readerOf } from './oracle.ts'
import { moveIn } from './people.ts'
import { agree } from './second.ts'
import { openWorld, type Who, type World } from './world.ts'

/**
 * The rows `people.unmask`, `listExports.*` and `consents.*` of proven.ts: who sees what is masked, who lets a list out,
 * who reads and writes down whether somebody wants to be spoken for.
 */

const SECRETARY: Who = ['王建国', 'village-secretary']
const DIRECTOR: Who = ['张军利', 'village-director']
const TOWN: Who = ['陈晓东', 'town-dispatcher']
const LEADER: Who = ['梁志远', 'county-leader']
const SUPERVISOR: Who = ['屈建文', 'village-supervisor']
const NEIGHBOUR: Who = ['邻村主任', 'village-director']
/** Whoever answers for a register; the rest of the cast does not. */
const KEEPERS = ['village-secretary', 'town-dispatcher', 'county-dispatcher']

const WHY = { purpose: 'contact', reason: '通知她来村委会取证明' }
const LIST = { kind: 'people', whole: ['phone'], purpose: 'service', reason: '村里统一组织体检要电话通知' }

let world: World
let guilan: string
let asked: string
beforeAll(async () => {
  world = await openWorld()
  guilan = (await world.scope('刘桂兰')).person
  const home = '610114006206'
  const post = { role: 'village-director', division: home } as const
  await moveIn(world.services, world.county, { name: '邻村主任', home, post })
  const { status, body } = await world.ask(SECRETARY, 'POST', '/api/list-exports', LIST)
  expect(status).toBe(200)
  asked = (body as { id: string }).id
})

const roleOf = (who: Who) => (typeof who === 'string' ? undefined : who[1])
const status = async (who: Who, method: 'GET' | 'POST' | 'PUT', url: string, body?: object) =>
  (await world.ask(who, method, url, body)).status

describe('a masked value', () => {
  const unmask = (who: Who, field = 'phone') =>
    status(who, 'POST', `/api/people/${guilan}/unmask`, { field, ...WHY })

  it('is shown to those who answer for the register, and to nobody else', async () => {
    for (const who of CAST) {
      const mayAsk = KEEPERS.includes(roleOf(who) ?? '')
      // 贺文 answers for another street: there is no such person for her.
      const expected = who[0] === '贺文' ? 404 : mayAsk ? 200 : 403
      expect([who, await unmask(who)]).toEqual([who, expected])
    }
  })

  it('ends at the area of the post', async () => {
    expect(await unmask(NEIGHBOUR)).toBe(404)
    expect(await unmask(DIRECTOR)).toBe(200)
  })
})

describe('a list of personal data', () => {
  it('is asked for by those who answer for the register, within their area', async () => {
    for (const who of CAST) {
      const role = roleOf(who) ?? ''
      const mayAsk = KEEPERS.includes(role)
      // Of a street where nobody is registered there is nothing to take along, and that is said.
      const isRefused = (await status(who, 'POST', '/api/list-exports', LIST)) === 403
      expect([who, isRefused]).toEqual([who, !mayAsk])
      const mayList = mayAsk || role === 'county-leader'
      expect([who, await status(who, 'GET', '/api/list-exports')]).toEqual([who, mayList ? 200 : 403])
    }
    const beside = { ...LIST, division: '610114006206' }
    expect(await status(SECRETARY, 'POST', '/api/list-exports', beside)).toBe(403)
    expect(await status(TOWN, 'POST', '/api/list-exports', beside)).toBe(200)
    // The director has no list of matters, so cannot take one along.
    expect(await status(DIRECTOR, 'POST', '/api/list-exports', { ...LIST, kind: 'matters' })).toBe(403)
  })

  it('is seen and answered in its place and above, not beside it, and never by whoever asked', async () => {
    const isListed = async (who: Who) => {
      const { body } = await world.ask(who, 'GET', '/api/list-exports')
      return (body as { id: string }[]).some(({ id }) => id === asked)
    }
    const refusal = { verdict: 'refused' }
    const decide = (who: Who) => status(who, 'PUT', `/api/list-exports/${asked}/verdict`, refusal)
    for (const who of [SECRETARY, DIRECTOR, TOWN, LEADER])
      expect([who, await isListed(who)]).toEqual([who, true])
    expect([await isListed(NEIGHBOUR), await decide(NEIGHBOUR)]).toEqual([false, 404])
    expect(await decide(SECRETARY)).toBe(403)
    // Without a word of why it is not refused either: so far they get.
    for (const who of [DIRECTOR, TOWN, LEADER]) expect([who, await decide(who)]).toEqual([who, 422])
    for (const who of CAST.filter((one) => ![...KEEPERS, 'county-leader'].includes(roleOf(one) ?? '')))
      expect([who, await decide(who)]).toEqual([who, 403])
  })

  it('is fetched by its asker alone', async () => {
    const url = `/api/list-exports/${asked}/file`
    expect(await status(SECRETARY, 'POST', url)).toBe(409)
    for (const who of [DIRECTOR, TOWN, LEADER])
      expect([who, await status(who, 'POST', url)]).toEqual([who, 403])
    expect(await status(NEIGHBOUR, 'POST', url)).toBe(404)
  })
})

describe('whether somebody wants to be spoken for', () => {
  /** Whoever finds people to speak for, each in their own place. */
  const FINDERS = ['grid-worker', 'village-agent', ...KEEPERS]
  const url = () => `/api/people/${guilan}/consents`
  const said = { isGiven: true, way: 'phone', on: '2026-01-05' }

  it('is read and written down by those who may, where the person lives', async () => {
    for (const who of CAST) {
      const { post } = await readerOf(world, who)
      const isHere = world.village.startsWith(post?.division.slice(0, 12) ?? '-')
      const expected = !FINDERS.includes(post?.role ?? '') ? 403 : isHere ? 200 : 404
      expect([who, await status(who, 'GET', url())]).toEqual([who, expected])
      expect([who, await status(who, 'POST', url(), said)]).toEqual([who, expected])
    }
    expect(await status(NEIGHBOUR, 'GET', url())).toBe(404)
    expect(await status(NEIGHBOUR, 'POST', url(), said)).toBe(404)
  })

  it('is said for a child by its guardian, written down by who keeps the register, and answered for by nobody else', async () => {
    const { person: child } = await world.scope('张梓涵')
    const { person: guardian } = await world.scope('卫婷')
    const guardians = `/api/people/${child}/guardians`
    const ward = `/api/consents/wards/${child}`
    const heard = { guardian, kinship: 'parent', isGiven: true, way: 'paper', on: '2026-01-05' }
    for (const who of CAST) {
      const { post } = await readerOf(world, who)
      const isHere = world.village.startsWith(post?.division.slice(0, 12) ?? '-')
      const expected = !FINDERS.includes(post?.role ?? '') ? 403 : isHere ? 200 : 404
      expect([who, await status(who, 'GET', guardians)]).toEqual([who, expected])
      const written = KEEPERS.includes(post?.role ?? '') ? expected : 403
      expect([who, await status(who, 'POST', guardians, heard)]).toEqual([who, written])
      await agree(world, SUPERVISOR)
      expect([who, await status(who, 'POST', ward, { what: 'acting', isGiven: false })]).toEqual([who, 404])
    }
    expect(await status(NEIGHBOUR, 'GET', guardians)).toBe(404)
    expect(await status(NEIGHBOUR, 'POST', guardians, heard)).toBe(404)
    expect(await status('卫婷', 'POST', ward, { what: 'acting', isGiven: false })).toBe(200)
  })
})
