import { beforeAll, describe, expect, it } from 'vitest'
import { defineFlow, asker, inArea } from '#practice/kit/flow.ts'
import { asFlow } from '#practice/kit/index.ts'
import { photos } from '#practice/kit/fields.ts'
import { SYSTEM } from '#test/accounts.ts'
import { openWorld, type World } from '#test/world.ts'
import { CHECKS, linesOf, type Facts } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

type Shown = { lines: { id: string; result: string; found: string[]; source: string }[]; county: string }

const CLEAN: Facts = {
  county: { code: '610114', name: '阎良区' },
  routes: [{ name: 'matters.list', title: '看事项列表', says: '看事项列表' }],
  flows: [],
  indicators: [{ name: '收到', formula: '这段时间报来的' }],
  columns: ['matters.lng', 'people.name', 'sessions.seen_at'],
  items: [{ code: '1203', name: '咨询求助建议', evidence: 'none' }],
  calls: [],
  longestBrief: 0,
}
const resultOf = (id: string, facts: Partial<Facts>) =>
  linesOf({ ...CLEAN, ...facts }).find((line) => line.id === id)

describe('the program as it runs', () => {
  it('breaks none of the prohibitions, and says how each was looked at', async () => {
    const { status, body } = await world.ask(SYSTEM, 'GET', '/api/self-check')
    expect(status).toBe(200)
    const { lines } = body as Shown
    expect(lines.filter(({ result }) => result === 'broken')).toEqual([])
    expect(lines.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id))
    // For people: no name of the program's own where nothing is wrong.
    expect(JSON.stringify(lines)).not.toMatch(/[a-z]+\.[a-z]+/)
    for (const { id, found, source } of lines)
      expect([id, found.length > 0 && source !== '']).toEqual([id, true])
    // It was looked at all of it: the house has some hundred routes and many hundred columns.
    const [, routes = '', , , columns = ''] =
      /看了 (\d+) 个接口、(\d+) 个流程、(\d+) 个指标、(\d+) 个数据列/.exec(
        lines.find(({ id }) => id === '10.7')?.found[0] ?? '',
      ) ?? []
    expect([Number(routes) > 150, Number(columns) > 400]).toEqual([true, true])
  })
})

describe('a breach', () => {
  it.each<[string, Partial<Facts>]>([
    ['10.1', { county: { code: '610114006', name: '武屯街道' } }],
    ['10.3', { routes: [{ name: 'staff.day', title: '网格员打卡', says: '网格员打卡' }] }],
    ['10.3', { columns: ['posts.online_minutes'] }],
    ['10.3', { indicators: [{ name: '各村排名', formula: '按上报量' }] }],
    ['10.4', { columns: ['people.login_count'] }],
    ['10.4', { indicators: [{ name: '使用率', formula: '用过的人' }] }],
    ['10.5', { indicators: [{ name: '宣传', formula: '转发的次数' }] }],
    ['10.7', { routes: [{ name: 'shop.list', title: '看商城', says: '看商城' }] }],
    ['10.8', { items: [] }],
    ['10.10', { columns: ['posts.lng'] }],
    ['10.10', { columns: ['patrol_tracks.at'] }],
    ['10.10', { columns: ['files.lng'] }],
    ['10.11', { indicators: [{ name: '走访', formula: '走访次数' }] }],
    ['10.14', { longestBrief: 5001 }],
  ])('of %s is found: %o', (id, facts) => {
    expect(resultOf(id, {})?.result).not.toBe('broken')
    expect(resultOf(id, facts)?.result).toBe('broken')
  })

  it('of 10.5 is a step that cannot be taken without a picture', () => {
    const flow = defineFlow({
      id: 'patrol',
      name: '巡查',
      plain: '巡查',
      roles: { asker: asker('报的人'), worker: inArea('网格员', ['grid-worker'], 'village') },
      fields: { pictures: photos('现场照片') },
      title: () => '巡查',
      stages: { done: { name: '记下了', plain: '记下了', end: 'recorded' } },
      actions: { record: { name: '记一笔', by: 'worker', to: 'done', asks: ['pictures'] } },
    })
    expect(resultOf('10.5', { flows: [asFlow(flow)] })).toMatchObject({
      result: 'broken',
      found: ['流程“巡查”的“记一笔”必须传照片'],
    })
  })
})
