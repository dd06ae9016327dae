import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, covenantAdopted, pictureOf, SECRETARY } from './meeting.ts'
import { KEEPS, READS, villageReaders, type VillageReader } from './village-readers.ts'
import { openWorld, type World } from './world.ts'

/** Who may see and do what with proposals, their opinions, and covenants, asked as everyone. */

const DRAFTS = [...KEEPS, 'village-supervisor', 'village-adviser']

let world: World
let readers: VillageReader[]
let proposal: string
let opinion: string
let covenant: string
let page: string

beforeAll(async () => {
  world = await openWorld()
  readers = await villageReaders(world)
  const acting = actingAt(world)
  const post = (url: string, body: object) => acting.must(acting.ask(SECRETARY, 'POST', url, body))
  page = await pictureOf(world, (await world.scope('王建国', 'village-secretary')).person)
  proposal = await post('/api/proposals', {
    division: world.village,
    title: '出租果园',
    words: '公开竞租。',
    origin: '村干部提议',
    decision: 'asset-lease',
    proposer: '村委会',
    pages: [{ file: page, signatures: 3 }],
    on: '2026-11-01',
  })
  opinion = await post(`/api/proposals/${proposal}/opinions`, {
    kind: 'lawyer',
    name: '外请律师',
    question: '合法吗',
  })
  covenant = await post('/api/covenants', {
    division: world.village,
    title: '村规民约',
    words: '第一条 爱国守法，邻里和睦。',
    why: '第一版',
  })
  await acting.must(
    acting.ask(SECRETARY, 'POST', `/api/covenants/${covenant}/steps`, {
      action: 'adopt',
      rev: 1,
      resolution: await covenantAdopted(world, acting),
    }),
  )
})

describe('proposals and covenants', () => {
  it('are read by their village and those who watch; drafts and signatures by fewer', async () => {
    for (const reader of readers) {
      const get = (url: string) => world.ask(reader.who, 'GET', url)
      const status = async (url: string) => (await get(url)).status
      const may = reader.ofVillage || reader.watches
      const drafts = reader.isDesk(DRAFTS) || reader.watches
      const shown = await get(`/api/proposals/${proposal}`)
      expect([reader.who, shown.status]).toEqual([reader.who, may ? 200 : 404])
      const signatures = (shown.body as { pages?: object[] }).pages?.length ?? 0
      const sees = reader.isDesk(READS)
      expect([reader.who, signatures]).toEqual([reader.who, sees ? 1 : 0])
      for (const url of [`/api/covenants/${covenant}`, `/api/covenants?division=${world.village}`])
        expect([reader.who, url, await status(url)]).toEqual([reader.who, url, drafts ? 200 : 404])
      expect([reader.who, await status(`/api/proposals/advisers/${world.village}`)]).toEqual([
        reader.who,
        reader.isDesk(KEEPS) ? 200 : 403,
      ])
    }
    // What was never filed is nobody's outside, and nobody's pictures are named by guessing.
    const open = await world.ask(undefined, 'GET', `/api/covenants/of/${world.village}`)
    const { versions } = open.body as unknown as { versions: { id: string }[] }
    expect(versions.map(({ id }) => id)).not.toContain(covenant)
    expect((await world.ask('刘桂兰', 'GET', `/api/proposals/${proposal}/files/${page}`)).status).toBe(404)
    expect((await world.ask('刘桂兰', 'GET', `/api/resolutions/${newId()}/files/${page}`)).status).toBe(404)
  })

  it('are supported by the people of the village, names of whom the desk reads', async () => {
    const counted = new Set<string>()
    for (const reader of readers) {
      const may = reader.ofVillage || reader.watches
      const counts = may && reader.home.startsWith(world.village)
      const ask = (verb: string, body?: object) =>
        world.ask(reader.who, 'POST', `/api/proposals/${proposal}/support${verb}`, body)
      expect([reader.who, (await ask('', { signed: false })).status]).toEqual([
        reader.who,
        counts ? 200 : may ? 403 : 404,
      ])
      if (!may) expect([reader.who, (await ask('/withdraw')).status]).toEqual([reader.who, 404])
      if (counts) counted.add(reader.person)
    }
    for (const reader of readers) {
      if (!reader.ofVillage && !reader.watches) continue
      const { body } = (await world.ask(reader.who, 'GET', `/api/proposals/${proposal}`)) as unknown as {
        body: { supporters: number; support: { rows: { person: string }[] } }
      }
      // Three signatures are on its page.
      expect([reader.who, body.supporters]).toEqual([reader.who, 3 + counted.size])
      const named = body.support.rows.map(({ person }) => person)
      const sees = reader.isDesk(READS)
      expect([reader.who, new Set(named)]).toEqual([reader.who, sees ? counted : new Set()])
    }
    expect(counted.size).toBeGreaterThan(5)
  })

  it('are changed by nobody but the desk of the village; the town files', async () => {
    const text = { title: '村规民约', words: '第一条 别人写的规约。', why: '别人' }
    const calls: [url: string, body: object][] = [
      [`/api/proposals/${proposal}/pages`, { pages: [{ file: page, signatures: 1 }] }],
      [`/api/proposals/${proposal}/support/signed`, { person: newId(), signed: true }],
      [`/api/proposals/${proposal}/opinions`, { kind: 'lawyer', name: '别人', question: '别人问' }],
      [`/api/opinions/${opinion}`, { stance: 'sound', words: '别人给的意见' }],
      ['/api/covenants', { division: world.village, ...text }],
      [`/api/covenants/${covenant}/text`, { rev: 2, ...text }],
      [`/api/covenants/${covenant}/steps`, { action: 'withdraw', rev: 2, reason: '别人撤回' }],
      [`/api/seats/${newId()}/appraisals`, { on: '2026-01-01', mark: '称职', decidedBy: '别人' }],
    ]
    for (const reader of readers) {
      if (reader.isDesk(KEEPS)) continue
      for (const [url, body] of calls)
        expect([reader.who, url, (await world.ask(reader.who, 'POST', url, body)).status]).toEqual([
          reader.who,
          url,
          403,
        ])
    }
    const file = { action: 'file', rev: 2, number: '武备〔2026〕1 号', on: '2026-11-20' }
    for (const reader of readers) {
      if (reader.post?.role === 'town-affairs' && reader.watches) continue
      const { status } = await world.ask(reader.who, 'POST', `/api/covenants/${covenant}/steps`, file)
      expect([reader.who, status]).toEqual([reader.who, 403])
    }
    expect(
      (await world.ask(['薛静', 'town-affairs'], 'POST', `/api/covenants/${covenant}/steps`, file)).status,
    ).toBe(200)
  })
})
