import { describe, expect, it } from 'vitest'
import { FLOWS, getFlow } from '#practice/flows.gen.ts'
import type { Matter } from '#practice/kit/index.ts'
import { tells, type Happened, type Told } from './rules.ts'

const grid: Matter = {
  flow: 'grid-event',
  stage: 'reported',
  level: 'town',
  division: '610114006205',
  asker: 'asker',
  openedAt: '2026-11-20T01:00:00Z',
  stageAt: '2026-11-20T01:00:00Z',
  dueAt: '2026-11-24T10:00:00Z',
  assistsOpen: 0,
  answers: {},
  done: {},
  rev: 1,
}

const happened = (more: Partial<Happened>): Happened => ({
  flow: getFlow('grid-event'),
  action: 'report',
  actor: 'asker',
  answers: {},
  before: undefined,
  after: grid,
  number: '261120-0001',
  title: '排水沟堵了',
  openTitle: '道路破损',
  confidential: false,
  conduct: false,
  placeName: '老寨村',
  ...more,
})
const to = (told: Told[], kind: string) => told.filter(({ who }) => who.to === kind)
const water = { ...grid, stage: 'dispatched', unit: 'department-water', rev: 2 }

describe('who is told', () => {
  it('the dispatchers at the level that answers, of what is reported', () => {
    const [told] = to(tells(happened({})), 'area')
    expect(told?.who).toMatchObject({ level: 'town', division: '610114006205' })
    expect(told?.title).toBe('待受理：排水沟堵了')
    expect(told?.text).toBe('网格事件 261120-0001，老寨村。报事。请在11月24日 18:00 前办理。')
  })

  it('only those who may know, of a confidential matter', () => {
    const roles = to(tells(happened({ confidential: true })), 'area').flatMap(({ who }) =>
      'roles' in who ? who.roles : [],
    )
    expect(roles).toEqual(['village-secretary', 'town-dispatcher', 'county-dispatcher'])
    const worker = to(
      tells(
        happened({
          flow: getFlow('wish'),
          after: { ...grid, flow: 'wish', stage: 'posted' },
          confidential: true,
        }),
      ),
      'area',
    )
    expect(worker.map(({ who }) => 'roles' in who && who.roles)).toEqual([['village-secretary']])
  })

  it('the unit it was given to, and the asker in plain words', () => {
    const told = tells(happened({ action: 'dispatch', actor: 'd', before: grid, after: water }))
    expect(to(told, 'unit').map(({ who }) => who)).toEqual([
      { to: 'unit', unit: 'department-water', roles: ['handler', 'grid-worker', 'village-secretary'] },
    ])
    expect(to(told, 'person')[0]).toMatchObject({ title: '已交给单位', who: { person: 'asker' } })
    expect(to(told, 'person')[0]?.sms).toBeUndefined()
  })

  it('the asker by text when it is for her to say', () => {
    const after = { ...water, stage: 'confirming', rev: 5 }
    const before = { ...water, stage: 'handling' }
    const told = tells(
      happened({ action: 'finish', actor: 'h', before, after, answers: { result: '疏通了' } }),
    )
    expect(to(told, 'person')[0]).toMatchObject({
      text: '您的报事“排水沟堵了”（261120-0001）：办好了，请您看看。办理结果：疏通了',
      sms: '【共治】您的报事“排水沟堵了”（261120-0001）：办好了，请您看看。打开“共治”就能回复。',
    })
    const secret = tells(happened({ action: 'finish', actor: 'h', before, after, confidential: true }))
    expect(to(secret, 'person')[0]?.sms).not.toContain('排水沟')
  })

  it('the next level, when the clock raises a matter a unit still holds', () => {
    const told = tells(
      happened({
        action: 'escalate',
        actor: undefined,
        before: water,
        after: { ...water, level: 'county', rev: 3 },
      }),
    )
    expect(told.map(({ who, title }) => [who.to, title])).toEqual([['area', '升到区县一级：排水沟堵了']])
  })

  it('the unit by text when it is late, and the asker never', () => {
    const late = tells(
      happened({ action: 'overdue', actor: undefined, before: water, after: { ...water, rev: 3 } }),
    )
    expect(late).toHaveLength(1)
    expect(late[0]).toMatchObject({ who: { to: 'unit' }, sms: expect.stringContaining('已超过办理时限') })
    const waiting = { ...water, stage: 'confirming' }
    expect(tells(happened({ action: 'overdue', actor: undefined, before: waiting, after: waiting }))).toEqual(
      [],
    )
  })

  it('the holder rather than the whole unit, once somebody took it on', () => {
    const after = { ...water, stage: 'handling', holder: 'h', rev: 3 }
    expect(tells(happened({ action: 'warn', actor: undefined, before: after, after }))[0]?.who).toEqual({
      to: 'person',
      person: 'h',
    })
  })

  it('nobody of a contact that was logged', () => {
    const handling = { ...water, stage: 'handling' }
    expect(tells(happened({ action: 'contact', actor: 'h', before: handling, after: handling }))).toEqual([])
  })
})

it('every stage of every flow tells somebody that it was reached', () => {
  const silent = Object.values(FLOWS).flatMap((flow) =>
    Object.keys(flow.stages).flatMap((stage) => {
      const after = { ...water, flow: flow.id, stage, holder: 'h', agent: 'agent' }
      const told = tells(happened({ flow, actor: 'x', action: 'x', before: undefined, after }))
      return told.length > 0 ? [] : [`${flow.id}.${stage}`]
    }),
  )
  expect(silent).toEqual([])
})
