import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { tellPeople } from '#server/modules/notices/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { actingIn, DISPATCHER, DRAIN, WATER } from '#test/acting.ts'
import { textsTo } from '#test/texts.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'

let world: World
let { ask, opening, report, act, must, detail } = {} as ReturnType<typeof actingIn>
beforeAll(async () => {
  world = await openWorld()
  ;({ ask, opening, report, act, must, detail } = actingIn(world))
})

describe('whose word it is', () => {
  const behalf = async (name: string) => {
    const { body } = await world.ask(GRID, 'GET', `/api/people?name=${encodeURIComponent(name)}`)
    return { person: (body as { id: string }[])[0]?.id, name, consent: 'present' }
  }
  const GRID: Who = ['赵春燕', 'grid-worker']

  it('lets nobody confirm their own work in an old person’s name', async () => {
    const body = opening({ words: '门口的灯不亮', item: '0602' }, { behalf: await behalf('刘桂兰') })
    const { id } = (await ask(GRID, 'POST', '/api/matters', body)).body
    await must(GRID, id, 'claim')
    await must(GRID, id, 'contact', { contactWay: 'visit', contactResult: '当面说好了马上换' })
    await must(GRID, id, 'finish', { result: '换了灯泡，亮了' })
    const own = await act(GRID, id, 'confirm')
    expect([own.status, own.body.title]).toEqual([403, expect.stringContaining('不能替本人确认')])
    // Nor ends it before she can say what she thinks of it.
    expect((await act(GRID, id, 'cancel')).status).toBe(403)
    expect(await must('刘桂兰', id, 'confirm')).toBe('satisfied')
  })

  it('lets nobody confirm it whose colleagues did it, nor who had a hand in it before somebody else', async () => {
    const body = opening({ words: '门口的水沟堵了', item: '0402' }, { behalf: await behalf('刘桂兰') })
    const { id } = (await ask(GRID, 'POST', '/api/matters', body)).body
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await must(WATER, id, 'accept')
    await must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说好了今天来' })
    await must(WATER, id, 'finish', { result: '水沟通了，水不往外冒了' })
    const refused = async () => expect((await act(GRID, id, 'confirm')).status).toBe(403)
    const post = newId()
    const { person } = await world.scope('赵春燕', 'grid-worker')
    // She has a place in the unit as well, and acts from her grid.
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `insert into posts (county, id, person, role, title, division, unit, starts_on)
         values ($1, $2, $3, 'handler', '水务', $1, 'department-water', '2026-01-01')`,
        [world.county, post, person],
      ),
    )
    await refused()
    await world.services.db.asOwner((tx) => tx.rows(`update posts set ends_on = '2026-01-02' where id = $1`, [post]))
    // Spoke with her for those who did it, and others after her.
    await world.services.db.asOwner((tx) =>
      tx.rows(`update matters set state = jsonb_set(state, '{done,contact,before}', jsonb_build_array($2::text)) where id = $1`, [id, person]),
    )
    await refused()
    expect(await must('刘桂兰', id, 'confirm')).toBe('satisfied')
  }) // prettier-ignore

  it('lets whoever only entered it confirm for who has no telephone, and for nobody else', async () => {
    const done = async (name: string) => {
      const answers = { words: '门口的水沟又堵了', item: '0402' }
      const { id } = (await ask(GRID, 'POST', '/api/matters', opening(answers, { behalf: await behalf(name) }))).body
      await must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
      await must(WATER, id, 'accept')
      await must(WATER, id, 'contact', { contactWay: 'visit', contactResult: '当面说好了' })
      await must(WATER, id, 'finish', { result: '水沟通了，水不往外冒了' })
      return id
    }
    const own = await done('刘桂兰')
    const refused = await act(GRID, own, 'confirm')
    expect([refused.status, refused.body.title]).toEqual([403, expect.stringContaining('本人登记了手机')])
    expect((await act(GRID, own, 'cancel')).status).toBe(403)
    await world.services.db.asOwner((tx) =>
      tx.rows(`update people set phone_hash = null, phone_sealed = null where name = '党选民'`),
    )
    expect(await must(GRID, await done('党选民'), 'confirm')).toBe('satisfied')
  }) // prettier-ignore

  it('lets nobody who entered it speak by its code; the code that speaks goes to the asker’s telephone alone', async () => {
    const body = opening({ words: '院门口的灯不亮', item: '0602' }, { behalf: await behalf('刘桂兰') })
    const { id, code } = (await ask(GRID, 'POST', '/api/matters', body)).body
    expect((await detail(GRID, id)).code).toBe(code)
    await must(GRID, id, 'claim')
    await must(GRID, id, 'contact', { contactWay: 'visit', contactResult: '当面说好了马上换' })
    await must(GRID, id, 'finish', { result: '换了灯泡，亮了' })
    const byCode = (of: string, action: string, answers: object = {}) =>
      ask(undefined, 'POST', `/api/track/${of}/actions`, { action, answers })
    for (const [action, answers] of [
      ['confirm', { stars: 5 }],
      ['reject', { unsolved: '还是不亮' }],
      ['cancel', {}],
      ['add', { note: '她说办好了' }],
      ['urge', {}],
    ] as const) {
      const refused = await byCode(code, action, answers)
      expect([action, refused.status, refused.body.title]).toEqual([action, 403, expect.stringContaining('只能看进度')])
    }
    const looked = await ask(undefined, 'GET', `/api/track/${code}`)
    expect([looked.status, looked.body.stage, looked.body.actions]).toEqual([200, 'confirming', []])
    expect((await byCode(`${code}00000000`, 'confirm')).status).toBe(404)

    await logSettled(world.services)
    await tellPeople(world.services)
    const texts = await textsTo(world.services.config.dataDir, '13800000001')
    const codes = texts.flatMap(({ text }) => /([0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(text)?.[0] ?? [])
    // Of two matters at once either is told of first.
    const own = codes.find((one) => one.replaceAll('-', '').startsWith(code)) ?? ''
    expect(own).toHaveLength(24)
    // She hears of it when it is entered, not only when it is done.
    expect(texts.filter(({ text }) => text.includes('已经替您办了登记') && text.includes(own))).toHaveLength(1)
    const told = await world.services.db.asOwner((tx) =>
      tx.rows(`select id from notices where position($1 in text) > 0 or position($2 in text) > 0`, [own, code]),
    )
    expect(told).toEqual([])
    expect((await byCode(own.toLowerCase(), 'confirm', { stars: 5 })).status).toBe(200)
    const { entries } = await detail('刘桂兰', id)
    expect([entries[0]?.action, entries[0]?.by]).toEqual(['confirm', '刘桂兰'])
  }) // prettier-ignore

  it('does not ask who handles their own report to telephone themselves', async () => {
    const id = await report({ words: '门口的灯不亮', item: '0602' }, '赵春燕')
    await must(GRID, id, 'claim')
    expect(await must(GRID, id, 'finish', { result: '换了灯泡，亮了' })).toBe('confirming')
  })

  it('lets a volunteer write nothing into what is not theirs', async () => {
    const body = {
      flow: 'wish',
      action: 'post',
      division: world.village,
      answers: { wish: '想要一副老花镜' },
    }
    const { id } = (await ask('刘桂兰', 'POST', '/api/matters', body)).body
    await must(['王建国', 'village-secretary'], id, 'publish')
    const contact = { contactWay: 'phone', contactResult: '假装联系过了' }
    expect((await act(['张凯', 'volunteer'], id, 'contact', contact)).status).toBe(403)
    await must(['刘思琪', 'volunteer'], id, 'claim')
    expect((await act(['张凯', 'volunteer'], id, 'contact', contact)).status).toBe(404)
    expect((await act(['张凯', 'volunteer'], id, 'add', { note: '我也想办' })).status).toBe(404)
    const late = await act(['张凯', 'volunteer'], id, 'claim')
    expect([late.status, late.body.changed?.by]).toEqual([409, '刘**，志愿者'])
  })

  it('shows neighbours the asker’s words, not what offices wrote', async () => {
    const id = await report({ words: DRAIN, item: '0402', privacy: 'open' })
    await must(DISPATCHER, id, 'dispatch', { unit: 'department-water', advice: '这户是老上访户，注意态度' })
    await must(WATER, id, 'contact', { contactWay: 'visit', contactResult: '老人膝盖蹭破点皮' })
    const seen = JSON.stringify(await detail('张麦香', id))
    expect(seen).toContain(DRAIN)
    expect(seen).not.toMatch(/老上访户|膝盖/)
  })
})

describe('too much', () => {
  it('takes no flood of reports from one person elsewhere on the net', async () => {
    const { person } = await world.scope('惠小龙')
    const { token } = await openSession(world.services, world.county, person, undefined)
    const send = () =>
      world.http.inject({
        method: 'POST',
        url: '/api/matters',
        remoteAddress: '203.0.113.7',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
        payload: opening({ words: DRAIN }),
      })
    const statuses = (await Promise.all(Array.from({ length: 130 }, send))).map(
      ({ statusCode }) => statusCode,
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(120)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })
})

describe('what the village cannot decide', () => {
  it('goes to the window and is not stamped at home', async () => {
    const agent: Who = ['李会芳', 'village-agent']
    const body = {
      flow: 'village-service',
      action: 'apply',
      division: world.village,
      answers: { item: 'old-age-allowance' },
    }
    const { id } = (await ask('刘桂兰', 'POST', '/api/matters', body)).body
    await must(agent, id, 'accept')
    const stamped = await act(agent, id, 'stamp', { result: '村里直接办好了' })
    expect([stamped.status, stamped.body.title]).toEqual([422, expect.stringContaining('要递交窗口办理')])
    expect(await must(agent, id, 'handOver', { unit: 'department-civil-affairs' })).toBe('handedOver')
  })
})

describe('bad input', () => {
  const refusedAs = async (body: object, status: number, says: string | RegExp) => {
    const reply = await ask('刘桂兰', 'POST', '/api/matters', body)
    expect(reply.status).toBe(status)
    expect(JSON.stringify([reply.body.title, reply.body.fields])).toMatch(says)
  }
  it.each([
    ['an unknown class', { words: DRAIN, item: '9999' }, 422, '没有这个类别'],
    ['nothing said', {}, 422, '请填写什么事'],
    ['5,000 emoji', { words: '🌧️'.repeat(5000) }, 422, /最多 2000 个字|太长|字/],
    ['0,0', { words: DRAIN, place: { lng: 0, lat: 0 } }, 422, '位置不对'],
    ['a place outside the county', { words: DRAIN, place: { lng: 116.4, lat: 39.9 } }, 422, '不在阎良区'],
    ['a photo that was never sent', { words: DRAIN, photos: ['f'.repeat(64)] }, 422, '照片没有传上来'],
    ['a field the step does not have', { words: DRAIN, unit: 'department-water' }, 422, '不用填'],
  ] as const)('%s', (_, answers, status, says) => refusedAs(opening(answers), status, says))

  it('a village of another county', () =>
    refusedAs(opening({ words: DRAIN }, { division: '610115001001' }), 422, '请选阎良区里的一个村'))

  it.each(['/api/matters?q=%00', '/api/matters?file=xlsx&q=%00'])('a NUL in %s', async (url) => {
    expect((await ask(DISPATCHER, 'GET', url)).status).toBe(400)
  })
  it('a NUL in an answer', () =>
    refusedAs(
      opening({ words: DRAIN, place: { lng: 109.35, lat: 34.65, address: 'x\u0000' } }),
      400,
      '看不见的字符',
    ))
  it.each([1, 'x', { a: 1 }])('photos of the wrong kind: %j', (photos) =>
    refusedAs(opening({ words: DRAIN, photos }), 422, /照片|不对/),
  )

  it('keeps script as the text it is', async () => {
    const id = await report({ words: '<script>alert(1)</script> 井盖坏了' })
    expect((await detail('刘桂兰', id)).title).toBe('<script>alert(1)</script> 井盖坏了')
  })

  it('turns a place marked GCJ-02 into WGS84', async () => {
    const id = await report({ words: DRAIN, place: { lng: 109.3567, lat: 34.6487, datum: 'gcj02' } })
    const { place } = await detail('刘桂兰', id)
    expect(place?.lng).toBeCloseTo(109.3521, 2)
    expect(place).not.toHaveProperty('datum')
  })
})
