import { describe, expect, test } from 'vitest'
import { layRoute, type Route, type Step } from './route-layout.ts'

const order: Route = {
  nodes: [
    { id: 'raised', name: '待定单', kind: 'stage' },
    { id: 'agreed', name: '待派单', kind: 'stage' },
    { id: 'underway', name: '埋单中', kind: 'stage' },
    { id: 'delivered', name: '待评单', kind: 'stage' },
    { id: 'closed', name: '已办结', kind: 'end' },
    { id: 'declined', name: '不予立项', kind: 'end' },
  ],
  edges: [
    { from: 'raised', to: 'declined', name: '不立项' },
    { from: 'raised', to: 'agreed', name: '定单' },
    { from: 'agreed', to: 'underway', name: '派单' },
    { from: 'underway', to: 'underway', name: '催办' },
    { from: 'underway', to: 'delivered', name: '埋单' },
    { from: 'delivered', to: 'closed', name: '评单' },
    { from: 'delivered', to: 'closed', name: '逾期办结' },
    { from: 'delivered', to: 'underway', name: '退回重办' },
  ],
}

/** A step in one line: `+待定单 →定单 [不立项:不予立项]`. */
function line({ node, standing, onward, turns }: Step): string {
  const sign = { passed: '+', here: '@', ahead: '-' }[standing]
  const ways = turns.map((turn) =>
    turn.leads === 'aside' ? `${turn.verb}:${line(turn.step)}` : `${turn.verb}:${turn.leads} ${turn.to.name}`,
  )
  return `${sign}${node.name}${onward ? ` →${onward}` : ''}${ways.length > 0 ? ` [${ways.join(' | ')}]` : ''}`
}

const lines = (route: Route) => layRoute(route).map(line)

describe('the road', () => {
  test('follows the first verb that still reaches the first end, with the rest as turns', () => {
    expect(lines(order)).toEqual([
      '-待定单 →定单 [不立项:-不予立项]',
      '-待派单 →派单',
      '-埋单中 →埋单',
      '-待评单 →评单、逾期办结 [退回重办:back 埋单中]',
      '-已办结',
    ])
  })

  test('drops the turns not taken behind the matter, and keeps those before it', () => {
    expect(lines({ ...order, here: 'underway', passed: ['raised', 'agreed'] })).toEqual([
      '+待定单 →定单',
      '+待派单 →派单',
      '@埋单中 →埋单',
      '-待评单 →评单、逾期办结 [退回重办:back 埋单中]',
      '-已办结',
    ])
  })

  test('after being sent back, the later stop is ahead again', () => {
    const again = lines({ ...order, here: 'underway', passed: ['raised', 'agreed', 'underway', 'delivered'] })
    expect(again[3]).toBe('-待评单 →评单、逾期办结 [退回重办:back 埋单中]')
  })

  test('a matter that ended aside shows only the way it went', () => {
    expect(lines({ ...order, here: 'declined', passed: ['raised'] })).toEqual([
      '+待定单 →不立项',
      '@不予立项',
    ])
  })

  test('a stop that was jumped over is not drawn', () => {
    const jumped = { ...order, edges: [...order.edges, { from: 'raised', to: 'underway', name: '急办' }] }
    expect(lines({ ...jumped, here: 'underway', passed: ['raised'] })[1]).toBe('@埋单中 →埋单')
  })

  test('of two ways on, the one the matter took is the road', () => {
    const short = { ...order, edges: [{ from: 'raised', to: 'underway', name: '我来办' }, ...order.edges] }
    expect(lines({ ...short, here: 'underway', passed: ['raised', 'agreed'] })[1]).toBe('+待派单 →派单')
  })

  test('a matter that began elsewhere shows its own steps', () => {
    const nodes = [...order.nodes, { id: 'recorded', name: '即办记录', kind: 'end' as const }]
    expect(lines({ ...order, nodes, here: 'recorded', passed: [] })).toEqual(['@即办记录'])
  })
})

test('a chain of side steps hangs where it leaves the road and says where it returns', () => {
  const resolution: Route = {
    nodes: [
      { id: 'noticed', name: '公示中', kind: 'stage' },
      { id: 'objected', name: '异议复核', kind: 'stage' },
      { id: 'arbitrated', name: '仲裁', kind: 'stage' },
      { id: 'closed', name: '已生效', kind: 'end' },
    ],
    edges: [
      { from: 'noticed', to: 'closed', name: '生效' },
      { from: 'noticed', to: 'objected', name: '提异议' },
      { from: 'objected', to: 'noticed', name: '重新公示' },
      { from: 'objected', to: 'arbitrated', name: '申请仲裁' },
      { from: 'arbitrated', to: 'closed', name: '裁决' },
    ],
  }
  expect(lines(resolution)).toEqual([
    '-公示中 →生效 [提异议:-异议复核 [重新公示:back 公示中 | 申请仲裁:-仲裁 [裁决:on 已生效]]]',
    '-已生效',
  ])
  // Once walked, the side way is this matter's road.
  expect(lines({ ...resolution, here: 'arbitrated', passed: ['noticed', 'objected'] })).toEqual([
    '+公示中 →提异议',
    '+异议复核 →申请仲裁',
    '@仲裁 →裁决',
    '-已生效',
  ])
})

test('a side step that only leads back hangs aside even when the matter is in it', () => {
  const paused: Route = {
    nodes: [...order.nodes, { id: 'suspended', name: '已挂起', kind: 'stage' }],
    edges: [
      ...order.edges,
      { from: 'underway', to: 'suspended', name: '挂起' },
      { from: 'suspended', to: 'underway', name: '恢复' },
    ],
  }
  const drawn = lines({ ...paused, here: 'suspended', passed: ['raised', 'agreed', 'underway'] })
  expect(drawn[2]).toBe('+埋单中 →埋单 [挂起:@已挂起 [恢复:back 埋单中]]')
})
