import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { makeDuties } from '#server/modules/disclosure/index.ts'
import { moveIn } from '#test/people.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
describe('smoke', () => {
  it('makes duties', async () => {
    const t = performance.now()
    console.log(await makeDuties(world.services, world.county), performance.now() - t)
    console.log(await makeDuties(world.services, world.county), performance.now() - t)
    const v = await world.ask(undefined, 'GET', `/api/disclosure/villages/${world.village}?year=2026`)
    console.log(v.status, JSON.stringify(v.body).slice(0, 900))
    for (const u of ['/api/disclosure/villages','/api/publications','/api/open/publications.json','/api/open/publications.csv','/api/open/publications.atom','/api/open/catalogue.jsonld','/api/verify/ABCDEFGH', '/api/open/publications/'+newId()+'.csv']) {
      const a = await world.ask(undefined, 'GET', u)
      console.log(u, a.status, JSON.stringify(a.body).slice(0, 300))
    }
    void moveIn; void openSession
    expect(1).toBe(1)
  })
})
