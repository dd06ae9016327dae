import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, ELECT, resolvedAt, SECRETARY } from './meeting.ts'
import { KEEPS, READS, villageReaders, type VillageReader } from './village-readers.ts'
import { openWorld, type World } from './world.ts'

/** Who may see and do what with a village’s meetings, asked as everyone. */

let world: World
let readers: VillageReader[]
let meeting: string
let motion: string
let resolution: string

beforeAll(async () => {
  world = await openWorld()
  readers = await villageReaders(world)
  const acting = actingAt(world)
  resolution = (await resolvedAt(world, acting)).resolution
  meeting = await acting.noticed([ELECT])
  motion = (await acting.show(meeting)).motions[0]?.id ?? ''
  expect(motion).not.toBe('')
  expect(SECRETARY[1]).toBe('village-secretary')
})

describe('meetings', () => {
  it('are read by their village and those who watch over it, the roll by its desk alone', async () => {
    for (const reader of readers) {
      const status = async (url: string) => (await world.ask(reader.who, 'GET', url)).status
      const may = reader.ofVillage || reader.watches
      expect([reader.who, await status(`/api/meetings/${meeting}`)]).toEqual([reader.who, may ? 200 : 404])
      // Whoever may listen gets a line that stays open, which cannot be waited for here.
      if (!may) expect([reader.who, await status(`/api/meetings/${meeting}/live`)]).toEqual([reader.who, 404])
      expect([reader.who, await status(`/api/seats?division=${world.village}`)]).toEqual([
        reader.who,
        may ? 200 : 404,
      ])
      expect([reader.who, await status(`/api/elections?division=${world.village}`)]).toEqual([
        reader.who,
        may ? 200 : 404,
      ])
      const reads = reader.isDesk(READS)
      expect([reader.who, await status(`/api/meetings/${meeting}/roll`)]).toEqual([
        reader.who,
        reads ? 200 : 404,
      ])
      for (const [url, allowed] of [
        [`/api/meetings/${meeting}/challenges`, may],
        // Names are for those who may say that they are wrong: the people of the village.
        [`/api/meetings/${meeting}/challenges/roll`, reader.ofVillage],
        [`/api/meetings/${meeting}/paper-voters`, may],
        [`/api/ballots/${motion}/tallies`, reads],
      ] as const)
        expect([reader.who, url, await status(url)]).toEqual([reader.who, url, allowed ? 200 : 404])
      const door = await status(`/api/meetings/${meeting}/door`)
      expect([reader.who, door]).toEqual([reader.who, reader.isDesk(KEEPS) ? 200 : 403])
      const { body } = (await world.ask(reader.who, 'GET', '/api/meetings')) as unknown as {
        body: { rows: { id: string }[] }
      }
      expect([reader.who, body.rows.some(({ id }) => id === meeting)]).toEqual([reader.who, may])
      for (const url of [
        `/api/resolutions/${resolution}`,
        `/api/resolutions?division=${world.village}`,
        `/api/proposals?division=${world.village}`,
      ])
        expect([reader.who, url, await status(url)]).toEqual([reader.who, url, may ? 200 : 404])
    }
  })

  it('are nobody’s but the desk’s before they are announced', async () => {
    const acting = actingAt(world)
    const prepared = await acting.must(acting.convene({ motions: [ELECT], title: '还没有通知的会' }))
    for (const reader of readers) {
      const get = (url: string) => world.ask(reader.who, 'GET', url)
      const prepares = reader.isDesk(READS)
      for (const url of [
        `/api/meetings/${prepared}`,
        `/api/meetings/${prepared}/roll`,
        `/api/meetings/${prepared}/challenges`,
        `/api/meetings/${prepared}/paper-voters`,
        `/api/meetings/${prepared}/floor`,
        `/api/meetings/${prepared}/agenda`,
        `/api/meetings/${prepared}/stream`,
        `/api/meetings/${prepared}/documents/notice`,
      ])
        expect([reader.who, url, (await get(url)).status]).toEqual([reader.who, url, prepares ? 200 : 404])
      const { body } = (await get('/api/meetings?limit=100')) as unknown as {
        body: { rows: { id: string }[] }
      }
      expect([reader.who, body.rows.some(({ id }) => id === prepared)]).toEqual([reader.who, prepares])
    }
  })

  it('name who voted what to nobody but the desk', async () => {
    const acting = actingAt(world)
    const { meeting: held } = await resolvedAt(world, acting)
    for (const reader of readers) {
      if (!reader.ofVillage && !reader.watches) continue
      const { motions } = await acting.show(held, reader.who)
      expect([reader.who, motions[0]?.votes.length]).toEqual([reader.who, reader.isDesk(READS) ? 9 : 0])
    }
  })

  it('are kept by nobody but the desk of the village', async () => {
    const body = {
      division: world.village,
      body: 'supervisors',
      basis: 'persons',
      title: '监委会会议',
      place: '村委会',
      meetsAt: new Date(Date.now() + 60_000).toISOString(),
      motions: [
        {
          decision: 'disclosure-review',
          title: '审查',
          words: '审查十月公开。',
          proposer: '监委会',
          means: 'hands',
        },
      ],
    }
    const record = {
      registered: 10,
      cast: 8,
      seats: 1,
      runoff: false,
      rollPublishedOn: '2025-12-20',
      candidates: [
        { name: '甲某', votes: 5 },
        { name: '乙某', votes: 3 },
      ],
      proxies: [],
    }
    const { person } = await world.scope('寇志刚')
    const calls: [url: string, body: object][] = [
      ['/api/meetings', body],
      [
        `/api/meetings/law/${world.village}`,
        { name: 'vc.reps.pass', value: { of: [2, 3] }, source: '章程', startsOn: '2030-01-01' },
      ],
      [
        '/api/meetings/weigh',
        { division: world.village, body: 'supervisors', basis: 'persons', motions: [] },
      ],
      [`/api/meetings/${meeting}/steps`, { action: 'cancel', rev: 1, reason: '别人取消' }],
      [`/api/meetings/${meeting}/attendances`, { means: 'hand', member: newId() }],
      [`/api/meetings/${meeting}/attendances/withdraw`, { member: newId(), reason: '别人撤回签到' }],
      [`/api/meetings/${meeting}/proxies`, { principal: newId(), holder: person, paper: '一号' }],
      [`/api/motions/${motion}/put`, {}],
      [`/api/motions/${motion}/withdraw`, { reason: '别人撤回' }],
      [`/api/motions/${motion}/recusals`, { member: newId(), reason: '别人回避' }],
      [`/api/motions/${motion}/recusals/withdraw`, { member: newId() }],
      [`/api/motions/${motion}/declare`, {}],
      [
        '/api/seats',
        {
          division: world.village,
          person,
          seat: 'representative',
          startsOn: '2026-01-01',
          decidedBy: '别人',
        },
      ],
      [`/api/seats/${newId()}/end`, { endsOn: '2026-01-01', decidedBy: '别人' }],
      ['/api/kinships', { a: person, b: newId(), relation: '配偶', consent: '别人' }],
      ['/api/elections', { division: world.village, heldOn: '2026-01-10', record }],
      [`/api/meetings/${meeting}/paper-voters`, { members: [newId()] }],
      [`/api/ballots/${motion}/papers`, { member: newId() }],
      [`/api/challenges/${newId()}/answer`, { upheld: true, words: '别人答复的' }],
      ...['open', 'begin', 'close', 'count'].map((verb): [string, object] => [
        `/api/ballots/${motion}/${verb}`,
        {},
      ]),
      [
        `/api/resolutions/${resolution}/tasks`,
        { words: '别人交办', executor: person, dueOn: '2030-01-01', budgetFen: 0 },
      ],
      [
        '/api/proposals',
        {
          division: world.village,
          title: '别人提议',
          words: '别人的',
          origin: '上级安排',
          decision: 'public-works',
          proposer: '别人',
          on: '2026-01-10',
        },
      ],
      [`/api/proposals/${newId()}/steps`, { step: 'consult', on: '2026-01-10', says: '别人办' }],
    ]
    for (const reader of readers) {
      if (reader.isDesk(KEEPS)) continue
      for (const [url, sent] of calls) {
        const { status } = await world.ask(reader.who, 'POST', url, sent)
        expect([reader.who, url, status]).toEqual([reader.who, url, 403])
      }
      // Whoever is of the village may say that the roll is wrong; nobody counts papers of a vote without any.
      const said = { kind: 'extra', about: '某某', words: '户口早就迁走了' }
      const raised = await world.ask(reader.who, 'POST', `/api/meetings/${meeting}/challenges`, said)
      // Somebody holding two posts is one person, and waits for an answer to the first.
      expect([reader.who, raised.status === 403]).toEqual([reader.who, !reader.ofVillage])
      const papers = { inFavour: 1, against: 0, abstained: 0, spoiled: 0 }
      const found = await world.ask(reader.who, 'POST', `/api/ballots/${motion}/tallies`, papers)
      expect([reader.who, found.status]).toEqual([reader.who, 404])
      // Nobody counts hands who was not named, or votes who is not on the roll or did not come.
      const counts = { inFavour: 1, against: 0, abstained: 0 }
      const tallied = await world.ask(reader.who, 'POST', `/api/motions/${motion}/tallies`, counts)
      expect([reader.who, tallied.status]).toEqual([reader.who, 409])
      const voted = await world.ask(reader.who, 'POST', `/api/motions/${motion}/votes`, { choice: 'for' })
      expect([reader.who, voted.status]).toEqual([reader.who, 409])
      // What was entered for others is confirmed by keepers, tellers and supervisors, and taken back by whose it is.
      const witnesses = reader.isDesk(['village-supervisor'])
      for (const [verb, sent] of [
        ['confirm', { votes: [newId()] }],
        ['withdraw', { vote: newId() }],
      ] as const) {
        const { status } = await world.ask(reader.who, 'POST', `/api/motions/${motion}/votes/${verb}`, sent)
        expect([reader.who, verb, status]).toEqual([reader.who, verb, witnesses ? 409 : 403])
      }
    }
  })

  it('of another village are not kept by this one’s desk', async () => {
    const { status } = await world.ask(SECRETARY, 'POST', '/api/seats', {
      division: '610114006206',
      person: newId(),
      seat: 'representative',
      startsOn: '2026-01-01',
      decidedBy: '别村',
    })
    expect(status).toBe(403)
    const elsewhere = await world.ask(SECRETARY, 'GET', '/api/seats?division=610114006206')
    expect(elsewhere.status).toBe(404)
  })
})
