import { beforeAll, describe, expect, it } from 'vitest'
import { moveIn } from '#test/people.ts'
import { followed } from '#test/acting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { tickMatters } from './index.ts'

/** What lists, maps and details show to whoever only follows, and what one broken row costs all the others. */

const ASKER: Who = '看得见甲'
const FOLLOWER = '跟着看乙'
const PLACE = { lng: 109.3521, lat: 34.6502 }

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const name of ['看得见甲', '跟着看乙'])
    await moveIn(world.services, world.county, { name, home: world.village })
})

async function must(who: Who, method: 'GET' | 'POST', url: string, body?: object): Promise<never> {
  const answer = await world.ask(who, method, url, body)
  expect([url, answer.status, answer.body]).toEqual([url, 200, expect.anything()])
  return answer.body
}
const report = async (answers: object): Promise<string> => {
  const body = { flow: 'grid-event', action: 'report', division: world.village, answers }
  return ((await must(ASKER, 'POST', '/api/matters', body)) as { id: string }).id
}

describe('a follower', () => {
  it('finds the words of what was not opened neither in the list nor on the map', async () => {
    const kept = await report({ words: '隔壁老王家的污水', item: '0402', place: PLACE })
    const open = await report({ words: '路口井盖坏了', item: '0402', place: PLACE, privacy: 'open' })
    expect((await world.ask(FOLLOWER, 'POST', `/api/matters/${kept}/follow`)).status).toBe(404)
    await followed(world, kept, FOLLOWER)
    await must(FOLLOWER, 'POST', `/api/matters/${open}/follow`)
    const { points } = (await must(FOLLOWER, 'GET', '/api/matters/points?view=asked')) as {
      points: { id: string; title: string }[]
    }
    expect(points.map(({ id }) => id)).toEqual([open])
    expect(JSON.stringify(await must(FOLLOWER, 'GET', '/api/matters?view=asked'))).not.toContain('老王')
  })

  it('reads neither who speaks for the asker nor how that was agreed', async () => {
    const agent: Who = ['李会芳', 'village-agent']
    const behalf = { name: '看得见甲', consent: 'phone' }
    const answers = { words: '路口井盖坏了', item: '0402', privacy: 'open' }
    const body = { flow: 'grid-event', action: 'report', division: world.village, answers, behalf }
    const { id } = (await must(agent, 'POST', '/api/matters', body)) as { id: string }
    await must(FOLLOWER, 'POST', `/api/matters/${id}/follow`)
    const seen = (await must(FOLLOWER, 'GET', `/api/matters/${id}`)) as Record<string, unknown>
    expect([seen['side'], seen['agentName'], seen['consent']]).toEqual(['watching', '李**', undefined])
    expect(((await must(agent, 'GET', `/api/matters/${id}`)) as typeof seen)['consent']).toBe('电话里同意')
  })
})

describe('an answer of the wrong kind', () => {
  it.each([
    ['words in place of pictures', { words: '井盖坏了', photos: 'abc' }],
    ['a number in place of words', { words: 5 }],
    ['a list in place of words', { words: ['井盖坏了'] }],
  ])('%s is refused with a sentence', async (_, answers) => {
    const body = { flow: 'grid-event', action: 'report', division: world.village, answers }
    const { status, body: problem } = await world.ask(ASKER, 'POST', '/api/matters', body)
    expect([status, Object.values((problem as { fields: object }).fields)]).toEqual([
      422,
      [expect.stringContaining('填的内容不对')],
    ])
  })
})

describe('a search by name', () => {
  it('finds what a person asked, for those who handle matters and for nobody else', async () => {
    const id = await report({ words: '路口井盖坏了', item: '0402', privacy: 'open' })
    await must(FOLLOWER, 'POST', `/api/matters/${id}/follow`)
    const find = async (who: Who, view: string) => {
      const url = `/api/matters?view=${view}&q=${encodeURIComponent('看得见甲')}`
      return ((await must(who, 'GET', url)) as { rows: { id: string }[] }).rows.map((row) => row.id)
    }
    expect(await find(['陈晓东', 'town-dispatcher'], 'post')).toContain(id)
    expect(await find(FOLLOWER, 'asked')).toEqual([])
    expect(await find(['贺文', 'town-dispatcher'], 'post')).toEqual([])
  })
})

describe('the clock', () => {
  it('goes on past a matter that fails, and says afterwards which did', async () => {
    const [broken, sound] = [await report({ words: '第一件坏了' }), await report({ words: '第二件坏了' })]
    await world.services.db.asOwner((tx) =>
      // A flow no release knows: whatever the clock does there fails.
      tx.rows(`update matters set tick_at = '2020-01-01', flow = 'gone' where id = $1`, [broken]),
    )
    const later = new Date(Date.now() + 10 * 86_400_000)
    await expect(tickMatters(world.services, later)).rejects.toThrow(AggregateError)
    const { overdue } = (await must(ASKER, 'GET', `/api/matters/${sound}`)) as { overdue: boolean }
    expect(overdue).toBe(true)
  })
})
