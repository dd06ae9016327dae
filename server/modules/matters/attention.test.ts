import { beforeAll, describe, expect, it } from 'vitest'
import { getCounty } from '#server/modules/places/index.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { urgentItems, type Reason } from './attention.ts'

/** What cannot wait: in the list, in its order, in its numbers, and for whom. */

const CENTRE: Who = ['周静', 'county-dispatcher']
const LEADER: Who = ['梁志远', 'county-leader']
const TOWN: Who = ['陈晓东', 'town-dispatcher']
const OTHER_TOWN: Who = ['贺文', 'town-dispatcher']
const WATER: Who = ['郭涛', 'handler']
const ASKER: Who = '刘桂兰'

type Row = {
  id: string
  item?: string
  division: string
  overdue: boolean
  dueAt?: string
  reasons: { reason: Reason; since: string }[]
}

let world: World
let fire: string
beforeAll(async () => {
  world = await openWorld()
  fire = await report({ words: '麦垛着火了', item: '1101' })
  const disputed = await report({ words: '水渠漏水没人管', item: '0802' })
  await act(TOWN, disputed, 'dispatch', { unit: 'department-water' })
  const objection = {
    reason: '这段不归水务局管',
    basis: '三定方案第三条',
    suggestedUnit: 'department-housing',
  }
  await act(WATER, disputed, 'object', objection)
})

async function must(who: Who, method: 'GET' | 'POST', url: string, body?: object): Promise<never> {
  const answer = await world.ask(who, method, url, body)
  expect([url, answer.status, answer.body]).toEqual([url, 200, expect.anything()])
  return answer.body
}
const report = async (answers: object): Promise<string> => {
  const body = { flow: 'grid-event', action: 'report', division: world.village, answers }
  return (must(ASKER, 'POST', '/api/matters', body) as Promise<{ id: string }>).then(({ id }) => id)
}
const act = (who: Who, id: string, action: string, answers: object = {}) =>
  must(who, 'POST', `/api/matters/${id}/actions`, { action, answers })

/** All pages of the queue, small ones, so that every seam is crossed. */
async function listed(who: Who, also = '', limit = 3): Promise<Row[]> {
  const rows: Row[] = []
  let next: string | null = ''
  do {
    const url = `/api/matters?queue=attention&limit=${limit}${also}${next ? `&cursor=${next}` : ''}`
    const page = (await must(who, 'GET', url)) as { rows: Row[]; next: string | null }
    rows.push(...page.rows)
    next = page.next
  } while (next)
  return rows
}
const has = (row: Row, reason: Reason) => row.reasons.some((one) => one.reason === reason)
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted()

describe('the queue', () => {
  it('holds what is open and overdue, disputed, an emergency or sent back, and nothing else', async () => {
    const urgent = urgentItems(await getCounty(world.services.db, world.county))?.codes
    const should = await world.services.db.asOwner((tx) =>
      tx.rows<{ id: string }>(
        `select id from matters where ended_at is null and (overdue_at is not null or stage = 'disputed'
           or item = any($1) or exists (select from entries e where e.matter = matters.id and e.action in ('reject', 'redo')))`,
        [urgent],
      ),
    )
    const rows = await listed(CENTRE)
    expect(idsOf(rows)).toEqual(idsOf(should))
    expect(rows.filter(({ reasons }) => reasons.length === 0)).toEqual([])
    for (const reason of ['urgent', 'overdue', 'disputed', 'reopened'] as const) {
      const some = await listed(CENTRE, `&reason=${reason}`)
      expect([reason, idsOf(some)]).toEqual([reason, idsOf(rows.filter((row) => has(row, reason)))])
      expect(some.length).toBeGreaterThan(0)
    }
  })

  it('stands worst first, the oldest due first, without gaps or doubles from page to page', async () => {
    const rows = await listed(CENTRE)
    const rank = (row: Row) => {
      const late = has(row, 'overdue')
      if (has(row, 'urgent')) return late ? 0 : 1
      if (has(row, 'disputed')) return late ? 2 : 4
      return late ? 3 : 5
    }
    expect(rows.map(rank)).toEqual(rows.map(rank).toSorted((a, b) => a - b))
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect((await listed(CENTRE, '', 100)).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    const due = rows.filter((row) => rank(row) === 3).flatMap(({ dueAt }) => dueAt ?? [])
    expect(due.length).toBeGreaterThan(1)
    expect(due).toEqual(due.toSorted())
    expect(rows.slice(0, rows.filter((row) => rank(row) < 2).length).map(({ id }) => id)).toContain(fire)
  })

  it('is as long as its numbers say, for everyone', async () => {
    for (const who of [CENTRE, LEADER, TOWN, OTHER_TOWN, WATER, ASKER]) {
      const rows = await listed(who)
      const counts = (await must(who, 'GET', '/api/matters/attention')) as {
        all: number
        reasons: Record<Reason, number>
      }
      expect([who, counts.all]).toEqual([who, rows.length])
      for (const [reason, n] of Object.entries(counts.reasons))
        expect([who, reason, n]).toEqual([
          who,
          reason,
          rows.filter((row) => has(row, reason as Reason)).length,
        ])
    }
  })

  it('shows a street nothing of another street, and narrows like every list', async () => {
    const { post } = await world.scope(...TOWN)
    const rows = await listed(TOWN)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ division }) => !division.startsWith(post?.division ?? 'none'))).toEqual([])
    expect(idsOf(await listed(OTHER_TOWN))).not.toContain(fire)
    const narrowed = await listed(CENTRE, `&division=${post?.division}`)
    expect(idsOf(narrowed)).toEqual(idsOf(rows))
    const { all } = (await must(CENTRE, 'GET', `/api/matters/attention?division=${post?.division}`)) as {
      all: number
    }
    expect(all).toBe(rows.length)
  })

  it('refuses a cursor that is none', async () => {
    const bad = Buffer.from(JSON.stringify({ id: fire, at: null, rank: 'x' })).toString('base64url')
    expect((await world.ask(CENTRE, 'GET', `/api/matters?queue=attention&cursor=${bad}`)).status).toBe(400)
  })
})

describe('to press', () => {
  it('is for a duty desk over the area while another has the next step, once an hour', async () => {
    const id = await report({ words: '机井井盖坏了', item: '0402' })
    const press = (who: Who) =>
      world.ask(who, 'POST', `/api/matters/${id}/actions`, {
        action: 'press',
        answers: { order: '今晚就去看' },
      })
    expect((await press(TOWN)).status).toBe(403)
    await act(TOWN, id, 'dispatch', { unit: 'department-water' })
    expect((await press(OTHER_TOWN)).status).toBe(404)
    expect([(await press(WATER)).status, (await press(ASKER)).status]).toEqual([403, 403])
    expect((await press(CENTRE)).status).toBe(200)
    const again = await press(LEADER)
    expect([again.status, again.body]).toEqual([
      403,
      expect.objectContaining({ title: expect.stringContaining('1 小时') }),
    ])
  })
})
