import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingIn, CENTRE, DISPATCHER, DRAIN, HOUSING, WATER } from '#test/acting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { tickMatters, verifyMatters } from './index.ts'

let world: World
let { ask, opening, report, act, must, detail } = {} as ReturnType<typeof actingIn>
beforeAll(async () => {
  world = await openWorld()
  ;({ ask, opening, report, act, must, detail } = actingIn(world))
})

describe('the whole loop', () => {
  it('goes from a villager’s report to her own word that it is done', async () => {
    const id = await report()
    expect(await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })).toBe('dispatched')
    const objection = {
      reason: '这段排水沟在村里，不归水务管',
      basis: '区水务局三定方案第三条',
      suggestedUnit: 'department-housing',
    }
    expect(await must(WATER, id, 'object', objection)).toBe('disputed')
    expect(
      await must(CENTRE, id, 'arbitrate', { unit: 'department-housing', ruling: '农村污水设施由住建局负责' }),
    ).toBe('dispatched')
    const again = await act(HOUSING, id, 'object', { ...objection, suggestedUnit: 'department-water' })
    expect([again.status, again.body.title]).toEqual([403, '异议只能提一次，指挥中心已经裁定，请按裁定办理'])
    await must(HOUSING, id, 'accept')
    const early = await act(HOUSING, id, 'finish', { result: '已经疏通了排水沟' })
    expect([early.status, early.body.title]).toEqual([409, '还没有联系过报事人，请先联系并记一笔'])
    await must(HOUSING, id, 'contact', { contactWay: 'phone', contactResult: '约好下午去看' })
    expect(await must(HOUSING, id, 'finish', { result: '已经疏通了排水沟' })).toBe('confirming')
    expect(await must('刘桂兰', id, 'reject', { unsolved: '下了雨又冒出来了' })).toBe('reported')
    expect((await detail('刘桂兰', id)).level).toBe('county')
    const town = await act(DISPATCHER, id, 'dispatch', { unit: 'department-housing' })
    expect(town.status).toBe(403)
    await must(CENTRE, id, 'dispatch', { unit: 'department-housing' })
    await must(HOUSING, id, 'accept')
    await must(HOUSING, id, 'contact', { contactWay: 'visit', contactResult: '当面看过，换粗管子' })
    await must(HOUSING, id, 'finish', { result: '换了粗管子，加了井盖' })
    expect(await must('刘桂兰', id, 'confirm', { stars: 5 })).toBe('satisfied')
    const done = await detail('刘桂兰', id)
    expect(done.ending).toBe('satisfied')
    expect(done.entries).toHaveLength(13)
    expect(done.actions).toEqual([])
  })

  it('shows the asker who holds it, with a telephone, and what she may do', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    const seen = await detail('刘桂兰', id)
    expect(seen.holder?.name).toBe('区水务局')
    expect(seen.holder?.phone).toMatch(/^029-/)
    expect(seen.actions.map(({ action }) => action).toSorted()).toEqual(['add', 'cancel', 'urge'])
    expect(seen.code).toMatch(/^[0-9A-Z]{12}$/)
  })
})

describe('what may not be done', () => {
  it('pushes no county duty down to a street', async () => {
    const id = await report({ words: '停电半天了', item: '0604' })
    const refused = await act(CENTRE, id, 'dispatch', { unit: 'street-610114006' })
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('这是区级部门的职责')])
    await must(CENTRE, id, 'dispatch', { unit: 'department-power' })
  })

  it('suspends no third time, and not without having spoken to the asker', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await must(WATER, id, 'accept')
    const answers = { reason: '连续下雨没法施工', informed: 'phone' }
    expect((await act(WATER, id, 'suspend', answers)).status).toBe(409)
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说明要等天晴' })
    for (const time of [1, 2]) {
      expect([time, await must(WATER, id, 'suspend', answers)]).toEqual([time, 'suspended'])
      await must(WATER, id, 'resume')
    }
    expect([(await act(WATER, id, 'suspend', answers)).status]).toEqual([403])
  })

  it('ends nothing by one person’s word', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'proposeEnd', {
      endReason: 'outside',
      explanation: '这属于邻里之间的民事约定，建议先请人民调解委员会调解',
      informed: 'phone',
    })
    expect((await act(DISPATCHER, id, 'approveEnd')).status).toBe(403)
    expect(await must(['马丽', 'town-dispatcher'], id, 'approveEnd')).toBe('declined')
  })

  it('takes one urging a day', async () => {
    const id = await report()
    await must('刘桂兰', id, 'urge')
    expect((await act('刘桂兰', id, 'urge')).status).toBe(403)
  })

  it('says who was faster when a matter just moved', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    const late = await act(['马丽', 'town-dispatcher'], id, 'dispatch', { unit: 'department-housing' })
    expect(late.status).toBe(409)
    expect(late.body.changed).toMatchObject({ by: '陈晓东，武屯街道分拨员', action: '派单', stage: '待签收' })
  })
})

it('keeps no sign in words that no file can hold', async () => {
  const opened = await ask('刘桂兰', 'POST', '/api/matters', opening({ words: `${DRAIN}\uFFFF\uFFFE\uFDD0` }))
  expect((await detail('刘桂兰', opened.body.id)).answers.words).toBe(DRAIN)
})

describe('once is once', () => {
  it('does not swallow other words sent under the same key', async () => {
    const key = newId()
    await ask('刘桂兰', 'POST', '/api/matters', opening({ words: DRAIN }), key)
    expect((await ask('刘桂兰', 'POST', '/api/matters', opening({ words: '路灯坏了' }), key)).status).toBe(
      409,
    )
  })

  it('opens one matter however often the phone sends it', async () => {
    const key = newId()
    const sent = await Promise.all(
      Array.from({ length: 16 }, () => ask('刘桂兰', 'POST', '/api/matters', opening({ words: DRAIN }), key)),
    )
    expect(sent.map(({ status }) => status)).toEqual(Array(16).fill(200))
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1)
    expect(new Set(sent.map(({ body }) => body.code)).size).toBe(1)
  })

  it('acts once however often it is sent, and does not lend a key to another act', async () => {
    const id = await report()
    const key = newId()
    const sent = await Promise.all(
      Array.from({ length: 16 }, () => act(DISPATCHER, id, 'dispatch', { unit: 'department-water' }, key)),
    )
    expect(sent.map(({ status }) => status)).toEqual(Array(16).fill(200))
    expect((await detail(DISPATCHER, id)).rev).toBe(2)
    expect((await act(WATER, id, 'accept', {}, key)).status).toBe(409)
  })

  it('gives whoever acted on a matter no code for the key of their action', async () => {
    const id = await report()
    const key = newId()
    expect((await act(DISPATCHER, id, 'dispatch', { unit: 'department-water' }, key)).status).toBe(200)
    const wish = { flow: 'wish', action: 'post', division: world.village, answers: { wish: '要一把椅子' } }
    const { status, body } = await ask(DISPATCHER, 'POST', '/api/matters', wish, key)
    expect([status, body.code, body.id]).toEqual([409, 'key', undefined])
  })

  it('does not swallow other words either that come with the code and the asker’s own key', async () => {
    const { id, code } = (await ask('刘桂兰', 'POST', '/api/matters', opening({ words: DRAIN }))).body
    const key = newId()
    const byCode = (note: string) =>
      ask(undefined, 'POST', `/api/track/${code}/actions`, { action: 'add', answers: { note } }, key)
    expect((await act('刘桂兰', id, 'add', { note: '更臭了' }, key)).status).toBe(200)
    expect([(await byCode('更臭了')).status, (await byCode('有人滑倒')).status]).toEqual([200, 409])
  })

  it('gives a wish to exactly one of ten who press at once', async () => {
    const opened = await ask('刘桂兰', 'POST', '/api/matters', {
      flow: 'wish',
      action: 'post',
      division: world.village,
      answers: { wish: '想要一副老花镜' },
    })
    await must(['王建国', 'village-secretary'], opened.body.id, 'publish')
    const names = [
      '张凯',
      '刘思琪',
      '孙建民',
      '王丽娟',
      '杨勇',
      '赵志强',
      '惠小龙',
      '李秀梅',
      '寇文涛',
      '张敏',
    ]
    const pressed = await Promise.all(names.map((name) => act([name, 'volunteer'], opened.body.id, 'claim')))
    expect(pressed.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(pressed.filter(({ status }) => status === 409)).toHaveLength(9)
  })
})

describe('others', () => {
  it('waits for the assisting unit and hears when it has finished', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await must(WATER, id, 'accept')
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说了两家一起去' })
    await must(WATER, id, 'askAssist', { helper: 'department-housing', request: '请一起看看污水管' })
    expect((await act(WATER, id, 'finish', { result: '疏通好了' })).body.title).toBe(
      '还有 1 个协办单位没有办完，等办完再提交',
    )
    const [child] = (await detail(WATER, id)).children
    await must(HOUSING, child?.id ?? '', 'help', { result: '污水管已经补好' })
    const after = await detail(WATER, id)
    expect(after.entries[0]?.name).toBe('协办有了结果')
    expect(await must(WATER, id, 'finish', { result: '疏通好了' })).toBe('confirming')
  })

  it('stops assisting units when the asker takes it back', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await must(WATER, id, 'accept')
    await must(WATER, id, 'askAssist', { helper: 'department-housing', request: '请一起看看污水管' })
    await must('刘桂兰', id, 'cancel')
    expect((await detail(WATER, id)).children[0]?.stageName).toBe('主办撤回')
  })

  it('merges a duplicate and lets its asker follow the earlier one', async () => {
    const earlier = await report()
    const later = await report({ words: '排水沟又冒水', item: '0402' }, '张麦香')
    const { number } = await detail('刘桂兰', earlier)
    await must(DISPATCHER, later, 'merge', { earlier: number })
    expect((await detail('张麦香', later)).mergedInto?.number).toBe(number)
    expect((await detail('张麦香', earlier)).side).toBe('watching')
    expect((await detail(DISPATCHER, earlier)).followers).toBe(1)
  })

  it('merges nothing anybody reads into what is kept in confidence, nor the other way round', async () => {
    const open = await report()
    const ill = (await ask('张麦香', 'POST', '/api/matters', opening({ words: '他又犯病了，拿着刀', item: '0803' }))).body
    const { number } = await detail('刘桂兰', open)
    const fits = (of: string, earlier: string) => act(DISPATCHER, of, 'merge', { earlier })
    expect((await fits(open, ill.number)).status).toBe(422)
    expect((await fits(ill.id, number)).status).toBe(422)
  }) // prettier-ignore

  it('keeps one of two duplicates open that are merged into each other at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const ids = [await report(), await report({ words: '排水沟又冒水', item: '0402' }, '张麦香')]
      const numbers = await Promise.all(ids.map(async (id) => (await detail(DISPATCHER, id)).number))
      await Promise.all(
        ids.map((id, index) => act(DISPATCHER, id, 'merge', { earlier: numbers[1 - index] ?? '' })),
      )
      const merged = await Promise.all(ids.map(async (id) => (await detail(DISPATCHER, id)).mergedInto))
      expect(merged.filter(Boolean)).toHaveLength(1)
    }
  })

  it('lets an agent apply for an old person, with consent on record, and both see it', async () => {
    const found = (
      await world.ask(['李会芳', 'village-agent'], 'GET', `/api/people?name=${encodeURIComponent('刘桂兰')}`)
    ).body as { id: string }[]
    const body = {
      flow: 'village-service',
      action: 'apply',
      division: world.village,
      answers: { item: 'residence-proof' },
      behalf: { person: found[0]?.id, name: '刘桂兰', consent: 'present' },
    }
    const opened = await ask(['李会芳', 'village-agent'], 'POST', '/api/matters', body)
    expect([opened.status, opened.body.title]).toEqual([200, undefined])
    expect((await detail('刘桂兰', opened.body.id)).consent).toBe('当面口头同意')
    expect((await detail('刘桂兰', opened.body.id)).agentName).toBe('李会芳')
    const outsider = await ask('张麦香', 'POST', '/api/matters', body)
    expect(outsider.status).toBe(403)
  })

  it('shows a follower the words only where the asker opened them to everybody', async () => {
    const kept = await report({ words: '隔壁老王家的污水流到我院里', item: '0402' })
    const open = await report({ words: DRAIN, item: '0402', privacy: 'anonymous' })
    expect((await ask('张麦香', 'POST', `/api/matters/${kept}/follow`)).status).toBe(404)
    expect((await ask('张麦香', 'GET', `/api/matters/${kept}`)).status).toBe(404)
    expect((await ask('张麦香', 'POST', `/api/matters/${open}/follow`)).status).toBe(200)
    const seen = await detail('张麦香', open)
    expect(seen.title).toBe(DRAIN)
    const { rows } = (await ask('张麦香', 'GET', '/api/matters?view=asked')).body
    expect(JSON.stringify(rows)).not.toContain('隔壁老王')
  })

  it('tells no neighbour any of the name of who wished not to be named, nor whoever holds the paper', async () => {
    const { id, code } = (
      await ask(
        '刘桂兰',
        'POST',
        '/api/matters',
        opening({ words: DRAIN, item: '0402', privacy: 'anonymous' }),
      )
    ).body
    await ask('张麦香', 'POST', `/api/matters/${id}/follow`)
    await must('刘桂兰', id, 'add', { note: '越来越臭了' })
    const nearby = await detail('张麦香', id)
    const paper = (await ask(undefined, 'GET', `/api/track/${code}`)).body
    for (const seen of [nearby, paper]) {
      expect(JSON.stringify(seen)).not.toContain('刘')
      expect(seen.askerName).toBe('一位村民')
      expect(seen.entries.map(({ by }) => by)).toEqual(['一位村民', '一位村民'])
    }
    const late = await act('张麦香', id, 'confirm', {})
    expect([late.status, JSON.stringify(late.body).includes('刘')]).toEqual([409, false])
    expect((await detail('刘桂兰', id)).askerName).toBe('刘桂兰')
    expect((await detail(DISPATCHER, id)).askerName).toBe('刘桂兰')
    expect((await detail(['王建国', 'village-secretary'], id)).entries[0]?.by).toContain('刘桂兰')
  })

  it('lets nobody follow an application', async () => {
    const body = {
      flow: 'village-service',
      action: 'apply',
      division: world.village,
      answers: { item: 'residence-proof' },
    }
    const { id } = (await ask('刘桂兰', 'POST', '/api/matters', body)).body
    expect((await ask('张麦香', 'POST', `/api/matters/${id}/follow`)).status).toBe(404)
  })

  it('suggests an open matter of the same class nearby', async () => {
    const place = { lng: 109.3521, lat: 34.6502 }
    await report({ words: DRAIN, item: '0402', place, privacy: 'open' })
    // Whoever may not see it is not told that it is there, nor how far.
    const kept = await report({ words: '他又打我', item: '0402', place: { lng: 109.3531, lat: 34.6502 } })
    const nearby = async (who: Who) =>
      (await world.ask(who, 'GET', '/api/matters/similar?item=0402&lng=109.3531&lat=34.6502')).body as {
        id: string
      }[]
    expect((await nearby('张麦香')).map(({ id }) => id)).not.toContain(kept)
    expect((await nearby(['贺文', 'town-dispatcher'])).map(({ id }) => id)).not.toContain(kept)
    expect((await nearby(['赵春燕', 'grid-worker'])).map(({ id }) => id)).toContain(kept)
    const near = (await world.ask('张麦香', 'GET', '/api/matters/similar?item=0402&lng=109.3531&lat=34.6502'))
      .body as { metres: number }[]
    expect(near[0]?.metres).toBeGreaterThan(80)
    expect(near[0]?.metres).toBeLessThan(100)
    expect(
      (await world.ask('张麦香', 'GET', '/api/matters/similar?item=0401&lng=109.3531&lat=34.6502')).body,
    ).toEqual([])
  })
})

describe('the printed code', () => {
  it('opens its matter without signing in, lets the asker act, and nothing more', async () => {
    const { body } = await ask('刘桂兰', 'POST', '/api/matters', opening({ words: DRAIN, item: '0402' }))
    const typed = `${body.code.slice(0, 4)}-${body.code.slice(4, 8)}-${body.code.slice(8).toLowerCase()}`
    const seen = await ask(undefined, 'GET', `/api/track/${typed}`)
    expect(seen.status).toBe(200)
    expect(seen.body.askerName).toBe('刘**')
    expect(seen.body.actions.map(({ action }) => action).toSorted()).toEqual(['add', 'cancel', 'urge'])
    expect(
      (await ask(undefined, 'POST', `/api/track/${typed}/actions`, { action: 'urge', answers: {} })).status,
    ).toBe(200)
    expect(
      (
        await ask(undefined, 'POST', `/api/track/${typed}/actions`, {
          action: 'dispatch',
          answers: { unit: 'department-water' },
        })
      ).status,
    ).toBe(403)
    expect((await ask(undefined, 'GET', '/api/track/000000000000')).status).toBe(404)
  })
})

describe('the clock', () => {
  it('warns, marks late, escalates, and records silence apart', async () => {
    const id = await report()
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    await tickMatters(world.services, inDays(10))
    const late = await detail(CENTRE, id)
    expect(late.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['contact-late', 'overdue', 'escalate']),
    )
    expect([late.overdue, late.level]).toEqual([true, 'county'])
    await must(WATER, id, 'accept')
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说明情况' })
    await must(WATER, id, 'finish', { result: '疏通好了' })
    await tickMatters(world.services, inDays(20))
    expect((await detail('刘桂兰', id)).ending).toBe('unanswered')
  })
})

describe('history', () => {
  it('proves every seeded and tested matter, and finds one changed letter', async () => {
    const sound = await verifyMatters(world.services, world.county)
    expect(sound.faults).toEqual([])
    expect(sound.checked).toBeGreaterThan(40)
    const id = await report()
    await world.services.db.asOwner((tx) =>
      tx.rows(`update entries set answers = jsonb_set(answers, '{words}', '"没事"') where matter = $1`, [id]),
    )
    const { faults } = await verifyMatters(world.services, world.county)
    expect(faults.map(({ matter, says }) => [matter, says])).toEqual([[id, '第 1 条记录与存证不符']])
  })

  it('cannot be changed by the role the program runs as', async () => {
    const id = await report()
    const change = world.services.db.inCounty(world.county, (tx) =>
      tx.rows(`update entries set action = 'x' where matter = $1`, [id]),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })
})
