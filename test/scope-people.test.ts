import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { importPeople } from '#server/modules/people/index.ts'
import { moveIn } from './people.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `people.*` of proven.ts: who may read and load the register of which area. */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

describe('lists of people', () => {
  const TOWN: Who = ['陈晓东', 'town-dispatcher']
  const SECRETARY: Who = ['王建国', 'village-secretary']
  const OUTSIDERS: Who[] = [
    '刘桂兰',
    ['赵春燕', 'grid-worker'],
    ['李会芳', 'village-agent'],
    ['郭涛', 'handler'],
  ]
  let ours: string
  let towns: string

  /** As the upload would leave it, in the area of whoever sent it. */
  async function imported(who: readonly [string, string]): Promise<string> {
    const scope = await world.scope(...who)
    const { id } = await importPeople(world.services, {
      county: world.county,
      id: newId(),
      file: '名单.xlsx',
      area: scope.post?.division ?? '',
      person: scope.person,
      rows: [{ row: 2, cells: { name: '' } }],
    })
    return id
  }
  const status = async (who: Who, method: 'GET' | 'POST', url: string, body?: object) =>
    (await world.ask(who, method, url, body)).status

  beforeAll(async () => {
    ours = await imported(['王建国', 'village-secretary'])
    towns = await imported(['陈晓东', 'town-dispatcher'])
    const home = '610114006206'
    const post = { role: 'village-director', division: home } as const
    await moveIn(world.services, world.county, { name: '邻村主任', home, post })
  })

  it('are for those who answer for a register, and for nobody else', async () => {
    const paths = ['/api/people/register', '/api/imports', '/api/imports/template', `/api/imports/${ours}`]
    for (const who of OUTSIDERS) {
      for (const path of [...paths, `/api/imports/${ours}/refusals`, `/api/imports/${ours}/refusals/file`])
        expect([who, path, await status(who, 'GET', path)]).toEqual([who, path, 403])
      expect([who, await status(who, 'POST', '/api/imports', {})]).toEqual([who, 403])
      for (const act of ['preview', 'start'])
        expect([who, await status(who, 'POST', `/api/imports/${ours}/${act}`, { columns: {} })]).toEqual([
          who,
          403,
        ])
    }
    for (const path of paths) expect([path, await status(SECRETARY, 'GET', path)]).toEqual([path, 200])
  })

  it('are seen from their own place and from above, not from beside nor from below', async () => {
    const neighbour: Who = ['邻村主任', 'village-director']
    const may: [Who, string, boolean][] = [
      [SECRETARY, ours, true],
      [TOWN, ours, true],
      [neighbour, ours, false],
      [TOWN, towns, true],
      [SECRETARY, towns, false],
    ]
    for (const [who, id, is] of may) {
      for (const path of ['', '/refusals', '/refusals/file'])
        expect([who, path, await status(who, 'GET', `/api/imports/${id}${path}`)]).toEqual([
          who,
          path,
          is ? 200 : 404,
        ])
      // What was loaded already is neither previewed nor started again; others learn not even that it is there.
      expect([who, await status(who, 'POST', `/api/imports/${id}/preview`, {})]).toEqual([
        who,
        is ? 409 : 404,
      ])
      const columns = { name: 0, household: 1 }
      expect([who, await status(who, 'POST', `/api/imports/${id}/start`, { columns })]).toEqual([
        who,
        is ? 200 : 404,
      ])
      const { body } = (await world.ask(who, 'GET', '/api/imports')) as unknown as {
        body: { rows: { id: string }[] }
      }
      expect([who, body.rows.some((row) => row.id === id)]).toEqual([who, is])
    }
  })

  it('and the register end at the area of the post, with phones masked', async () => {
    type Register = { status: number; body: { rows: { name: string; division: string; phone: string }[] } }
    const register = async (who: Who, query = '') =>
      (await world.ask(who, 'GET', `/api/people/register${query}`)) as unknown as Register
    const found = await register(SECRETARY, `?q=${encodeURIComponent('刘桂兰')}`)
    expect(found.body.rows).toMatchObject([{ phone: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) }])
    expect(
      (await register(['邻村主任', 'village-director'], `?q=${encodeURIComponent('刘桂兰')}`)).body.rows,
    ).toEqual([])
    const { rows: own } = (await register(SECRETARY)).body
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter(({ division }) => !division.startsWith(world.village))).toEqual([])
    expect((await register(SECRETARY, '?division=610114006206')).status).toBe(403)
    expect((await register(SECRETARY, '?division=610114006')).status).toBe(403)
    expect((await register(TOWN, '?division=610114006206')).body.rows.length).toBeGreaterThan(0)
  })
})
