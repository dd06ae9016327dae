import { beforeAll, describe, expect, it } from 'vitest'
import { conghua } from '#packs/conghua/pack.ts'
import { newId } from '#server/core/ids.ts'
import { openServices } from '#server/services.ts'
import { loadPack } from '#server/modules/packs/index.ts'
import { verifyPublications } from '#server/modules/publications/index.ts'
import { buildHttp } from '#server/web.ts'
import { openWorld, type World } from '#test/world.ts'
import { seedPublications } from './index.ts'

/** Conghua counts its four kinds as its seed does, at the size of the county to the number. */

const { code, demo } = conghua
let world: World
beforeAll(async () => {
  world = await openWorld()
  await loadPack(world.services, 'conghua')
})

const sql = <R extends object>(text: string, values: readonly unknown[] = []) =>
  world.services.db.asOwner((tx) => tx.rows<R>(text, values))

/** One household with two people in each of so many villages: who lives there is not what is counted here. */
async function peopled(villages: number): Promise<void> {
  const rows = await sql<{ code: string }>(
    `select code from divisions where county = $1 and level = 'village' order by code = $2 desc, code limit $3`,
    [code, demo.village, villages],
  )
  for (const { code: village } of rows) {
    const household = newId()
    await sql(`insert into households values ($1, $2, $3, '1', '1号')`, [code, household, village])
    for (const name of ['甲', '乙'])
      await sql('insert into people (county, id, household, name) values ($1, $2, $3, $4)', [
        code,
        newId(),
        household,
        name,
      ])
  }
}

type Kinds = { total: number; villages: number; kinds: { name: string; published: number }[] }

describe('a past of publications', () => {
  const options = { now: new Date(), onProgress: () => undefined }
  // A tenth of the numbers, so that the test does in seconds what `seed conghua --size county` does in minutes.
  const tenth = {
    ...conghua,
    demo: { ...demo, publications: { benefit: 3_678, village: 3_365, party: 1_393, finance: 982 } },
  }

  it('comes to the published numbers by kind, over 100 villages, and again adds nothing', async () => {
    await peopled(120)
    expect(await seedPublications(world.services, tenth, 'county', options)).toBe(9_418)
    expect(await seedPublications(world.services, tenth, 'county', options)).toBe(0)
    const url = world.services.db.pool.options.connectionString ?? ''
    const services = await openServices({ ...world.services.config, county: code }, url)
    const { http } = await buildHttp(services)
    const { total, villages, kinds } = (await http.inject('/api/disclosure/kinds')).json<Kinds>()
    expect([total, villages]).toEqual([9_418, 100])
    expect(Object.fromEntries(kinds.map(({ name, published }) => [name, published]))).toEqual({
      政务公开: 3_678,
      村务公开: 3_365,
      党务公开: 1_393,
      财务公开: 982,
    })
    const own = (await http.inject(`/api/disclosure/kinds?under=${demo.village}`)).json<Kinds>()
    // Each kind has its share, rounded by itself.
    expect(Math.abs(own.total - 94)).toBeLessThanOrEqual(4)
    await http.close()
    await services.close()
  }, 300_000)

  it('is chained, masked and in time like what was pressed', async () => {
    const { checked, faults } = await verifyPublications(world.services, code)
    expect([checked, faults]).toEqual([9_418, []])
    const [late] = await sql<{ n: number }>(
      `select count(*)::int as n from disclosure_duties where county = $1 and published_on > due_on`,
      [code],
    )
    expect(late?.n).toBe(0)
    const named = await sql<{ name: string }>(
      `select distinct v.content #>> '{rows,0,cells,person}' as name from publication_versions v
       join publications p on p.county = v.county and p.id = v.publication where v.county = $1 and p.item = 'C24'`,
      [code],
    )
    expect(named.length).toBeGreaterThan(0)
    for (const { name } of named) expect(name).toContain('*')
  }, 300_000)
})
