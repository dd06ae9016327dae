import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, covenantAdopted, pictureOf, SECRETARY } from './meeting.ts'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** Who may see and do what with proposals, their opinions, and covenants, asked as everyone. */

const KEEPS = ['village-secretary', 'village-director']
const DRAFTS = [...KEEPS, 'village-supervisor', 'village-adviser']
const WATCHES = ['town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
const MORE: readonly Who[] = [
  ['张军利', 'village-director'],
  ['屈建文', 'village-supervisor'],
  ['薛静', 'town-affairs'],
  ['杨林', 'village-accountant'],
  ['高朝阳', 'village-adviser'],
]

let world: World
let readers: Reader[]
let proposal: string
let opinion: string
let covenant: string
let page: string

beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all([...CAST, ...MORE].map((who) => readerOf(world, who)))
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

const ofVillage = ({ post, home }: Reader) => (post?.division ?? home).slice(0, 12) === world.village
const isDesk = ({ post }: Reader, roles: readonly string[]) =>
  post !== undefined && roles.includes(post.role) && post.division === world.village
const watches = ({ post }: Reader) =>
  post !== undefined && WATCHES.includes(post.role) && world.village.startsWith(post.division)

describe('proposals and covenants', () => {
  it('are read by their village and those who watch; drafts and signatures by fewer', async () => {
    for (const reader of readers) {
      const get = (url: string) => world.ask(reader.who, 'GET', url)
      const status = async (url: string) => (await get(url)).status
      const may = ofVillage(reader) || watches(reader)
      const drafts = isDesk(reader, DRAFTS) || watches(reader)
      const shown = await get(`/api/proposals/${proposal}`)
      expect([reader.who, shown.status]).toEqual([reader.who, may ? 200 : 404])
      const signatures = (shown.body as { pages?: object[] }).pages?.length ?? 0
      const sees = isDesk(reader, [...KEEPS, 'village-supervisor']) || watches(reader)
      expect([reader.who, signatures]).toEqual([reader.who, sees ? 1 : 0])
      for (const url of [`/api/covenants/${covenant}`, `/api/covenants?division=${world.village}`])
        expect([reader.who, url, await status(url)]).toEqual([reader.who, url, drafts ? 200 : 404])
      expect([reader.who, await status(`/api/proposals/advisers/${world.village}`)]).toEqual([
        reader.who,
        isDesk(reader, KEEPS) ? 200 : 403,
      ])
    }
    // What was never filed is nobody's outside, and nobody's pictures are named by guessing.
    const open = await world.ask(undefined, 'GET', `/api/covenants/of/${world.village}`)
    const { versions } = open.body as unknown as { versions: { id: string }[] }
    expect(versions.map(({ id }) => id)).not.toContain(covenant)
    expect((await world.ask('刘桂兰', 'GET', `/api/proposals/${proposal}/files/${page}`)).status).toBe(404)
    expect((await world.ask('刘桂兰', 'GET', `/api/resolutions/${newId()}/files/${page}`)).status).toBe(404)
  })

  it('are changed by nobody but the desk of the village; the town files', async () => {
    const text = { title: '村规民约', words: '第一条 别人写的规约。', why: '别人' }
    const calls: [url: string, body: object][] = [
      [`/api/proposals/${proposal}/pages`, { pages: [{ file: page, signatures: 1 }] }],
      [`/api/proposals/${proposal}/opinions`, { kind: 'lawyer', name: '别人', question: '别人问' }],
      [`/api/opinions/${opinion}`, { stance: 'sound', words: '别人给的意见' }],
      ['/api/covenants', { division: world.village, ...text }],
      [`/api/covenants/${covenant}/text`, { rev: 2, ...text }],
      [`/api/covenants/${covenant}/steps`, { action: 'withdraw', rev: 2, reason: '别人撤回' }],
      [`/api/seats/${newId()}/appraisals`, { on: '2026-01-01', mark: '称职', decidedBy: '别人' }],
    ]
    for (const reader of readers) {
      if (isDesk(reader, KEEPS)) continue
      for (const [url, body] of calls)
        expect([reader.who, url, (await world.ask(reader.who, 'POST', url, body)).status]).toEqual([
          reader.who,
          url,
          403,
        ])
    }
    const file = { action: 'file', rev: 2, number: '武备〔2026〕1 号', on: '2026-11-20' }
    for (const reader of readers) {
      if (reader.post?.role === 'town-affairs' && watches(reader)) continue
      const { status } = await world.ask(reader.who, 'POST', `/api/covenants/${covenant}/steps`, file)
      expect([reader.who, status]).toEqual([reader.who, 403])
    }
    expect(
      (await world.ask(['薛静', 'town-affairs'], 'POST', `/api/covenants/${covenant}/steps`, file)).status,
    ).toBe(200)
  })
})
