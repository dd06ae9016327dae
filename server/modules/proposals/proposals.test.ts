import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, pictureOf, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

type Detail = {
  supporters: number
  missing: string[]
  pages: { signatures: number }[]
  opinions: { id: string; mine: boolean; given?: { paper: boolean; stanceName: string } }[]
}

const ADVISER: Who = ['高朝阳', 'village-adviser']

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const post = (who: Who, url: string, body: object, key?: string) => acting.ask(who, 'POST', url, body, key)
const open = (more: object = {}) =>
  post(SECRETARY, '/api/proposals', {
    division: world.village,
    title: '出租村西果园',
    words: '集体果园 12 亩，公开竞租。',
    origin: '党员群众建议',
    decision: 'asset-lease',
    proposer: '刘忠孝等党员',
    on: '2026-11-01',
    ...more,
  })
const show = async (id: string, who: Who = SECRETARY) =>
  (await world.ask(who, 'GET', `/api/proposals/${id}`)).body as unknown as Detail
const file = async (who: Who, id: string, picture: string) =>
  (await world.ask(who, 'GET', `/api/proposals/${id}/files/${picture}`)).status

describe('a proposal', () => {
  it('counts its supporters page by page, each page once, and shows signatures to the desk alone', async () => {
    const { person } = await world.scope('王建国', 'village-secretary')
    const [first, second] = [await pictureOf(world, person), await pictureOf(world, person)]
    const id = await acting.must(open({ pages: [{ file: first, signatures: 14 }] }))
    const more = {
      pages: [
        { file: second, signatures: 9 },
        { file: first, signatures: 14 },
      ],
    }
    expect((await post(SECRETARY, `/api/proposals/${id}/pages`, more)).body).toEqual({ supporters: 23 })
    expect(
      (await post(SECRETARY, `/api/proposals/${id}/pages`, { pages: [{ file: second, signatures: 0 }] }))
        .status,
    ).toBe(422)
    const foreign = await pictureOf(world, (await world.scope('刘桂兰')).person)
    expect(
      (await post(SECRETARY, `/api/proposals/${id}/pages`, { pages: [{ file: foreign, signatures: 2 }] }))
        .status,
    ).toBe(422)
    expect([(await show(id)).pages.length, (await show(id, '刘桂兰')).pages.length]).toEqual([2, 0])
    expect((await show(id, '刘桂兰')).supporters).toBe(23)
    // 404 both times: for her it is not there, for the desk its bytes are not (the row alone was made).
    expect(await file('刘桂兰', id, first)).toBe(404)
  })

  it('of a lease runs twenty years and not one more', async () => {
    expect((await open({ leaseYears: 21 })).body.title).toContain('《民法典》第七百零五条')
    expect((await open({ leaseYears: 20 })).status).toBe(200)
  })
})

describe('opinions the list asks for', () => {
  it('block the vote until they are given, by a login or by paper with its scan', async () => {
    const id = await acting.must(open())
    expect((await show(id)).missing).toEqual(['lawyer'])
    const { person: adviser } = await world.scope('高朝阳', 'village-adviser')
    const ask = (more: object, key = newId()) =>
      post(
        SECRETARY,
        `/api/proposals/${id}/opinions`,
        { kind: 'lawyer', question: '合同期限和租金是否合法', ...more },
        key,
      )
    expect((await ask({})).body.title).toContain('请选择本村的法律顾问')
    expect((await ask({ adviser: (await world.scope('刘桂兰')).person })).status).toBe(422)
    const key = newId()
    const [first, again] = [await ask({ adviser }, key), await ask({ adviser }, key)]
    expect(again.body.id).toBe(first.body.id)
    const opinion = first.body.id
    const advise = (who: Who, more: object = {}) =>
      post(who, `/api/opinions/${opinion}`, { stance: 'amend', words: '写明租金三年一调', ...more })
    expect((await advise('刘桂兰')).status).toBe(403)
    expect((await advise(SECRETARY)).body.title).toContain('扫描件')
    expect((await show(id, ADVISER)).opinions[0]?.mine).toBe(true)

    const motion = {
      decision: 'asset-lease',
      title: '出租果园',
      words: '12 亩。',
      proposer: '村党组织',
      means: 'named',
    }
    const studied = { on: '2026-11-02', says: '同意提交' }
    const meeting = await heldOnPaper([
      { ...motion, studied },
      { ...motion, studied, proposal: id },
    ])
    const [bare = '', written = ''] = (await acting.show(meeting)).motions.map((each) => each.id)
    expect((await acting.show(meeting)).motions.map(({ blocked }) => blocked)).toEqual([
      expect.stringContaining('要先有书面方案'),
      expect.stringContaining('还缺法律顾问意见'),
    ])
    expect((await acting.motion(SECRETARY, bare, 'put')).body.title).toContain('要先有书面方案')
    expect((await acting.motion(SECRETARY, written, 'put')).body.title).toContain('还缺法律顾问意见')
    await acting.must(advise(ADVISER))
    expect((await advise(ADVISER)).status).toBe(409)
    expect((await show(id)).missing).toEqual([])
    expect((await show(id)).opinions[0]?.given).toMatchObject({ paper: false, stanceName: '修改后可行' })
    await acting.must(acting.motion(SECRETARY, written, 'put'))
    await expect(
      world.services.db.asOwner((tx) =>
        tx.rows(`update opinions set words = '改了' where id = $1`, [opinion]),
      ),
    ).rejects.toThrow('stays as it is')
  })

  it('typed from paper say who typed them, and whose they are hears of it', async () => {
    const id = await acting.must(open())
    const { person: adviser } = await world.scope('高朝阳', 'village-adviser')
    const question = { kind: 'lawyer', adviser, question: '合同合不合法' }
    const opinion = await acting.must(post(SECRETARY, `/api/proposals/${id}/opinions`, question))
    const scan = await pictureOf(world, (await world.scope('王建国', 'village-secretary')).person)
    const said = { stance: 'sound', words: '条款合法', files: [scan] }
    await acting.must(post(SECRETARY, `/api/opinions/${opinion}`, said))
    expect((await show(id)).opinions[0]?.given).toMatchObject({ paper: true, by: '王建国' })
    const { body } = await world.ask(ADVISER, 'GET', '/api/notices')
    expect((body as unknown as { rows: { text: string }[] }).rows[0]?.text).toContain(
      '王建国按纸质意见书替您录了法律顾问意见“合法可行”',
    )
  })

  it('belong to the matter they were asked about', async () => {
    const id = await acting.must(open())
    const { body } = await acting.convene({
      body: 'member-assembly',
      motions: [
        {
          decision: 'investment',
          title: '投资',
          words: '投资。',
          proposer: '村党组织',
          means: 'named',
          studied: { on: '2026-11-02', says: '同意' },
          proposal: id,
        },
      ],
    })
    expect(body.title).toContain('和议题选的事项不一样')
  })

  /** A meeting of the members as it was held on paper, with everybody there. */
  async function heldOnPaper(motions: object[]): Promise<string> {
    const meeting = await acting.must(
      acting.convene({ body: 'member-assembly', paper: true, meetsAt: '2026-11-20T01:00:00.000Z', motions }),
    )
    await acting.must(acting.step(SECRETARY, meeting, 'notify', { on: '2026-11-05' }))
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    const { rows } = await acting.roll(meeting)
    for (const { member } of rows)
      await acting.must(acting.attend(SECRETARY, meeting, { means: 'paper', member }))
    return meeting
  }
})
