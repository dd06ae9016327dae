import { beforeAll, describe, expect, it } from 'vitest'
import { actingAt, resolvedAt, SECRETARY } from './meeting.ts'
import { newId } from '#server/core/ids.ts'
import { KEEPS, READS, villageReaders, type VillageReader } from './village-readers.ts'
import { openWorld, type Who, type World } from './world.ts'

/** Who may see and keep the papers, the floor and the agenda of a village’s meetings, asked as everyone. */

let world: World
let readers: VillageReader[]
let meeting: string
let proposal: string

beforeAll(async () => {
  world = await openWorld()
  readers = await villageReaders(world)
  const acting = actingAt(world)
  meeting = (await resolvedAt(world, acting)).meeting
  proposal = await acting.must(
    acting.ask(SECRETARY, 'POST', '/api/proposals', {
      division: world.village,
      title: '果园承包',
      words: '提议公开承包。',
      origin: '上级安排',
      decision: 'asset-lease',
      proposer: '村党组织',
      on: '2026-01-05',
    }),
  )
})

describe('papers', () => {
  it('are read like what they are of; those with names on them by the desk', async () => {
    for (const reader of readers) {
      const may = reader.ofVillage || reader.watches
      const desk = reader.isDesk(READS)
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
        if (reader.isDesk(KEEPS)) continue
        const { status } = await world.ask(reader.who, 'POST', url, body)
        expect([reader.who, url, status]).toEqual([reader.who, url, 403])
      }
  })
})

describe('the floor and the agenda', () => {
  it('are read by the village and those who watch over it', async () => {
    for (const reader of readers) {
      const may = reader.ofVillage || reader.watches ? 200 : 404
      for (const url of [
        `/api/meetings/${meeting}/floor`,
        `/api/meetings/${meeting}/agenda`,
        `/api/agenda/${world.village}`,
      ])
        expect([reader.who, url, (await world.ask(reader.who, 'GET', url)).status]).toEqual([
          reader.who,
          url,
          may,
        ])
    }
  })

  it('are used by the village, kept by its desk, and its topics sifted by its supervisors', async () => {
    const acting = actingAt(world)
    const poll = await acting.must(
      acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/polls`, {
        question: '修哪条路',
        options: ['东', '西'],
      }),
    )
    const supervisor: Who = ['屈建文', 'village-supervisor']
    const topic = await acting.must(
      acting.ask(supervisor, 'POST', '/api/agenda/topics', { title: '公布接待费', words: '' }),
    )
    const request = await acting.must(
      acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/floor`, {
        kind: 'speak',
        words: '',
        name: '后排的人',
      }),
    )
    const keeps: [url: string, body: object][] = [
      [`/api/meetings/${meeting}/floor`, { kind: 'speak', words: '', name: '代记一人' }],
      [`/api/floor/${request}`, { action: 'strike', reason: '不相干' }],
      [`/api/meetings/${meeting}/polls`, { question: '别人问', options: ['是', '否'] }],
      [`/api/polls/${poll}/close`, {}],
      [`/api/meetings/${meeting}/agenda/${newId()}`, { outcome: 'later', says: '别人记' }],
    ]
    for (const reader of readers) {
      const status = async (url: string, body: object) =>
        (await world.ask(reader.who, 'POST', url, body)).status
      const asked = await status(`/api/meetings/${meeting}/floor`, { kind: 'ask', words: '谁来修？' })
      expect([reader.who, asked]).toEqual([reader.who, reader.ofVillage ? 200 : 403])
      const answered = await status(`/api/polls/${poll}/answers`, { choice: 0 })
      expect([reader.who, answered]).toEqual([reader.who, reader.ofVillage ? 200 : 403])
      const raised = await status('/api/agenda/topics', { title: '别的村的事', words: '' })
      const isSomewhere = (reader.post?.division ?? reader.home).length >= 12
      expect([reader.who, raised]).toEqual([reader.who, isSomewhere ? 200 : 403])
      const sifted = await status(`/api/agenda/topics/${topic}/sift`, { take: true })
      expect([reader.who, sifted]).toEqual([reader.who, reader.isDesk(['village-supervisor']) ? 204 : 403])
      if (reader.isDesk(KEEPS)) continue
      for (const [url, body] of keeps)
        expect([reader.who, url, await status(url, body)]).toEqual([reader.who, url, 403])
    }
  })
})
