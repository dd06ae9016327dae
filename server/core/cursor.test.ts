import { beforeAll, expect, it } from 'vitest'
import { AUDIT } from '#test/accounts.ts'
import { DISPATCHER } from '#test/acting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { newId } from './ids.ts'

/** A cursor comes from outside like anything else: what no list of ours gave out is a 400 everywhere, never a fault of ours. */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const ID = newId()
const NOT_WRITTEN = [
  ['2026-11-01T00:00:00.000Z', 'nobody'],
  ['2026-11-01T00:00:00.000Z', '-'.repeat(36)],
  ['-271821-04-20T00:00:00.000Z', ID],
  ['0000-01-01T00:00:00.000Z', ID],
  ['2026-02-31', ID],
  ['2026-99-99T99:99:99.999Z', ID],
  ['1', ID],
  ['Jan 1 2026', ID],
] as const
const inBase64 = (text: string) => Buffer.from(text).toString('base64url')

it.each<[Who | undefined, string]>([
  [DISPATCHER, '/api/notices'],
  ['刘桂兰', '/api/meetings'],
  ['刘桂兰', '/api/publications'],
  [undefined, '/api/open/publications.json'],
  [AUDIT, '/api/audit'],
  [DISPATCHER, '/api/broadcasts'],
  [DISPATCHER, '/api/imports'],
])('%s reading %s', async (who, path) => {
  expect((await world.ask(who, 'GET', path)).status).toBe(200)
  for (const place of NOT_WRITTEN) {
    const { status } = await world.ask(who, 'GET', `${path}?cursor=${inBase64(place.join(' '))}`)
    expect([place, status]).toEqual([place, 400])
  }
})

it('matters, in each order', async () => {
  const places = NOT_WRITTEN.map(([at, id]) => ({ at, id, rank: 1 }))
  const ranks = [2 ** 40, -1, 0.5].map((rank) => ({ at: null, id: ID, rank }))
  for (const path of ['/api/matters?', '/api/matters?sort=due&', '/api/matters?queue=attention&'])
    for (const place of [...places, ...ranks, null, 7]) {
      const { status, body } = await world.ask(DISPATCHER, 'GET', `${path}cursor=${inBase64(JSON.stringify(place))}`)
      expect([path, place, status, body]).toEqual([path, place, 400, expect.objectContaining({ code: 'cursor' })])
    }
}) // prettier-ignore

it('the register', async () => {
  const odd = `610114006205 ${'-'.repeat(36)} true ${ID}`
  const { status } = await world.ask(DISPATCHER, 'GET', `/api/people/register?cursor=${inBase64(odd)}`)
  expect(status).toBe(400)
})
