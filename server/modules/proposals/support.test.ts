import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, pictureOf, resolvedAt, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Detail = {
  supporters: number
  support: {
    signatures: number
    taps: number
    closed?: string
    rule?: { needed: number; of: number; more: number; says: string; law: string }
    refused?: string
    mine?: { signed: boolean; kept?: string }
    rows: { person: string; name: string; signed: boolean }[]
  }
}

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const post = (who: Who, url: string, body?: object, key?: string) => acting.ask(who, 'POST', url, body, key)
const show = async (id: string, who: Who = SECRETARY) =>
  (await world.ask(who, 'GET', `/api/proposals/${id}`)).body as unknown as Detail
const open = (more?: object) => acting.propose(more)
const tap = (who: Who, id: string, signed = false, key = newId()) =>
  post(who, `/api/proposals/${id}/support`, { signed }, key)
const back = (who: Who, id: string) => post(who, `/api/proposals/${id}/support/withdraw`)
const mark = (who: Who, id: string, person: string, signed: boolean) =>
  post(who, `/api/proposals/${id}/support/signed`, { person, signed })
const addPage = async (id: string, signatures: number) => {
  const file = await pictureOf(world, (await world.scope('王建国', 'village-secretary')).person)
  await acting.must(post(SECRETARY, `/api/proposals/${id}/pages`, { pages: [{ file, signatures }] }))
}
const owner = (sql: string, values: unknown[] = []) => world.services.db.asOwner((tx) => tx.rows(sql, values))

describe('standing behind a proposal', () => {
  it('counts a person once, through however many telephones, and says how many are missing', async () => {
    const id = await open()
    const all = await Promise.all(Array.from({ length: 16 }, () => tap('刘桂兰', id)))
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200))
    const adults = (await owner(
      `select count(*)::int as n from people p join households h on h.county = p.county and h.id = p.household
       where starts_with(h.division, $1) and p.born_on <= (now() at time zone 'Asia/Shanghai')::date - interval '18 years'`,
      [world.village],
    )) as { n: number }[]
    const of = adults[0]?.n ?? 0
    const needed = Math.ceil(of / 10)
    const { supporters, support } = await show(id, '刘桂兰')
    expect([supporters, support.taps, support.mine]).toEqual([
      1,
      1,
      { at: expect.any(String), signed: false },
    ])
    expect(support.rule).toMatchObject({
      needed,
      of,
      more: needed - 1,
      law: '《村民委员会组织法》第二十五条',
    })
    // Numbers are for everybody, names for the desk.
    expect([support.rows, (await show(id)).support.rows.map(({ name }) => name)]).toEqual([[], ['刘桂兰']])
  })

  it('is taken back while it gathers, and a late repeat of the first tap does not bring it back', async () => {
    const id = await open()
    const key = newId()
    expect((await tap('刘桂兰', id, false, key)).body).toEqual({ supporters: 1 })
    expect((await back('刘桂兰', id)).body).toEqual({ supporters: 0 })
    expect((await back('刘桂兰', id)).body).toEqual({ supporters: 0 })
    expect((await tap('刘桂兰', id, false, key)).body).toEqual({ supporters: 0 })
    expect((await tap('杨勇', id, false, key)).status).toBe(409)
    expect((await tap('刘桂兰', id)).body).toEqual({ supporters: 1 })
    const rows = await owner('select from proposal_supports where proposal = $1', [id])
    expect(rows).toHaveLength(2)
  })

  it('is counted together with signatures, and who signed is not counted twice', async () => {
    const id = await open()
    expect((await tap('刘桂兰', id, true)).body.title).toContain('还没有传签名页')
    await addPage(id, 2)
    expect((await tap('刘桂兰', id, true)).body).toEqual({ supporters: 2 })
    expect((await tap('杨勇', id)).body).toEqual({ supporters: 3 })
    const { person } = await world.scope('杨勇')
    expect((await mark(SECRETARY, id, person, true)).body).toEqual({ supporters: 2 })
    expect((await show(id, '杨勇')).support.mine).toMatchObject({
      signed: true,
      kept: expect.stringContaining('村委会'),
    })
    expect((await back('杨勇', id)).status).toBe(409)
    // Both signatures have their person; a third is on no page.
    expect((await tap('孙卫东', id, true)).body.title).toContain('一共 2 个签名')
    expect((await tap('孙卫东', id)).body).toEqual({ supporters: 3 })
    expect((await mark(SECRETARY, id, person, false)).body).toEqual({ supporters: 4 })
    expect((await back('杨勇', id)).body).toEqual({ supporters: 3 })
    expect((await mark(SECRETARY, id, person, true)).status).toBe(404)
    expect((await show(id)).support).toMatchObject({ signatures: 2, taps: 1 })
  })

  it('is for villagers of age, and everybody else is told why', async () => {
    const id = await open()
    const { person } = await world.scope('杨勇')
    const born = (on: string | null) => owner('update people set born_on = $2 where id = $1', [person, on])
    const [row] = (await owner('select born_on from people where id = $1', [person])) as { born_on: string }[]
    const young = `${new Date().getFullYear() - 17}-01-01`
    await born(young)
    expect((await tap('杨勇', id)).body.title).toContain('还没有满十八周岁（《村民委员会组织法》第二十五条）')
    await born(null)
    expect((await tap('杨勇', id)).body.title).toContain('没有登记您的出生日期')
    expect((await show(id, '杨勇')).support.refused).toContain('没有登记您的出生日期')
    await born(row?.born_on ?? null)
    const watcher: Who = ['薛静', 'town-affairs']
    expect((await tap(watcher, id)).body.title).toContain('您没有登记在这里')
    expect((await show(id, watcher)).support.refused).toContain('您没有登记在这里')
    expect((await show(id)).supporters).toBe(0)
  })

  it('of the collective names no number, because its law names none', async () => {
    const { support } = await show(await open({ decision: 'asset-lease' }), '刘桂兰')
    expect(support.rule).toBeUndefined()
  })

  it('ends with the vote: nobody is added, taken back or noted afterwards', async () => {
    const id = await open()
    await acting.must(tap('刘桂兰', id))
    const { resolution } = await resolvedAt(world, acting)
    await owner('update proposals set resolution = $2 where id = $1', [id, resolution])
    const { person } = await world.scope('刘桂兰')
    const file = await pictureOf(world, (await world.scope('王建国', 'village-secretary')).person)
    for (const late of [
      tap('杨勇', id),
      back('刘桂兰', id),
      mark(SECRETARY, id, person, true),
      post(SECRETARY, `/api/proposals/${id}/pages`, { pages: [{ file, signatures: 1 }] }),
    ])
      expect((await late).body.title).toBe('这件事已经表决通过，不再收附议和意见')
    expect((await show(id)).supporters).toBe(1)
  })
})
