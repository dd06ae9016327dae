import { beforeAll, describe, expect, it } from 'vitest'
import { actingAt, resolvedAt, SECRETARY } from './meeting.ts'
import { CAST, readerOf, type Reader } from './oracle.ts'
import { openWorld, type Who, type World } from './world.ts'

/** Who may see and keep the papers of a village’s meetings, asked as everyone. */

const KEEPS = ['village-secretary', 'village-director']
const READS = [...KEEPS, 'village-supervisor']
const WATCHES = ['town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
const MORE: readonly Who[] = [
  ['张军利', 'village-director'],
  ['屈建文', 'village-supervisor'],
  ['薛静', 'town-affairs'],
  ['杨林', 'village-accountant'],
]

let world: World
let readers: Reader[]
let meeting: string
let proposal: string

beforeAll(async () => {
  world = await openWorld()
  readers = await Promise.all([...CAST, ...MORE].map((who) => readerOf(world, who)))
  const acting = actingAt(world)
  meeting = (await resolvedAt(world, acting)).meeting
  proposal = await acting.must(
    acting.ask(SECRETARY, 'POST', '/api/proposals', {
      division: world.village,
      title: '果园承包',
      words: '提议公开承包。',
      origin: '上级安排',
      on: '2026-01-05',
    }),
  )
})

const ofVillage = ({ post, home }: Reader) => (post?.division ?? home).slice(0, 12) === world.village
const isDesk = ({ post }: Reader, roles: readonly string[]) =>
  post !== undefined && roles.includes(post.role) && post.division === world.village
const watches = ({ post }: Reader) =>
  post !== undefined && WATCHES.includes(post.role) && world.village.startsWith(post.division ?? '-')

describe('papers', () => {
  it('are read like what they are of; those with names on them by the desk', async () => {
    for (const reader of readers) {
      const may = ofVillage(reader) || watches(reader)
      const desk = isDesk(reader, READS) || watches(reader)
      const expected: [url: string, status: number][] = [
        [`/api/meetings/${meeting}/documents/minutes`, may ? 200 : 404],
        [`/api/meetings/${meeting}/documents/notice/file?format=pdf`, may ? 200 : 404],
        [`/api/proposals/${proposal}/forms/all`, may ? 200 : 404],
        [`/api/proposals/${proposal}/forms/review/file?format=docx`, may ? 200 : 404],
        [`/api/meetings/${meeting}/documents/roll`, may ? (desk ? 200 : 403) : 404],
        [`/api/meetings/${meeting}/documents/roll/file?format=pdf`, may ? (desk ? 200 : 403) : 404],
        [`/api/meetings/${meeting}/scans`, desk ? 200 : 404],
        // None was attached: who may look finds that out, nobody else finds out anything.
        [`/api/meetings/${meeting}/scans/1/file`, 404],
      ]
      for (const [url, status] of expected)
        expect([reader.who, url, (await world.ask(reader.who, 'GET', url)).status]).toEqual([
          reader.who,
          url,
          status,
        ])
    }
  })

  it('are attached and withdrawn by nobody but the desk of the village', async () => {
    const calls: [url: string, body: object][] = [
      [`/api/meetings/${meeting}/scans`, { file: 'a'.repeat(64), kind: 'minutes' }],
      [`/api/meetings/${meeting}/scans/1/withdraw`, { reason: '别人作废' }],
    ]
    for (const reader of readers)
      for (const [url, body] of calls) {
        if (isDesk(reader, KEEPS)) continue
        const { status } = await world.ask(reader.who, 'POST', url, body)
        expect([reader.who, url, status]).toEqual([reader.who, url, 403])
      }
  })
})
