import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingIn, DISPATCHER, WATER } from '#test/acting.ts'
import { auditor, AUDITOR, logOf, sealed } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { tamper } from '#test/publishing.ts'
import { openWorld, type World } from '#test/world.ts'
import { sealRows, verifyAudit } from './index.ts'
import { monthBefore } from './rules.ts'

let world: World
let acting: ReturnType<typeof actingIn>

beforeAll(async () => {
  world = await openWorld()
  acting = actingIn(world)
})

describe('a row', () => {
  it('says who did what from which post, on what, and how it stood before and after', async () => {
    const id = await acting.report()
    await acting.must(DISPATCHER, id, 'dispatch', { unit: 'department-water', advice: '请今天去看' })
    const [dispatched, reported] = await logOf(world, { record: id })
    expect(reported).toMatchObject({
      route: 'matters.open',
      outcome: 'done',
      status: 200,
      after: { flow: 'grid-event', action: 'report' },
    })
    const { person, post } = await world.scope('陈晓东', 'town-dispatcher')
    expect(dispatched).toMatchObject({ route: 'matters.act', person, post: post?.id, address: '127.0.0.1' })
    expect(dispatched?.before).toMatchObject({ stage: 'reported', level: 'town' })
    expect(dispatched?.after).toMatchObject({
      stage: 'dispatched',
      unit: 'department-water',
      action: 'dispatch',
    })
  })

  it('is there when a call is refused, with the reason and not the words', async () => {
    const id = await acting.report()
    expect((await acting.act('张麦香', id, 'dispatch', { unit: 'department-water' })).status).toBe(404)
    expect((await acting.act(DISPATCHER, id, 'dispatch', { unit: 'nowhere' })).status).toBe(422)
    const [invalid, unseen] = await logOf(world, { record: id })
    expect(unseen).toMatchObject({ outcome: 'refused', status: 404, reason: 'not-found' })
    expect(invalid).toMatchObject({ outcome: 'refused', status: 422, reason: 'rule' })
  })

  it('is read in Chinese: what is done beside the route of a flow, and what was filled in wrong', async () => {
    const id = await acting.report()
    await acting.must(DISPATCHER, id, 'dispatch', { unit: 'department-water' })
    await acting.must(WATER, id, 'contact', { contactWay: 'phone', contactResult: '说了明天来修' })
    expect((await acting.act(WATER, id, 'contact', { contactWay: 'phone' })).status).toBe(422)
    const { rows } = await auditor(world, { record: id, route: 'matters.act' })
    const [wrong, contact] = rows
    expect(contact?.changes).toEqual(expect.arrayContaining([{ name: '动作', after: '联系记录' }]))
    expect(wrong?.reason).toBe('填得不对 联系结果')
  })

  it('is there for each of several that were done or refused in one call', async () => {
    const [one, other] = [await acting.report(), newId()]
    const done = await world.ask(DISPATCHER, 'POST', '/api/matters/actions', {
      ids: [one, other],
      action: 'dispatch',
      answers: { unit: 'department-water' },
    })
    expect(done.status).toBe(200)
    const [first] = await logOf(world, { record: one })
    const [second] = await logOf(world, { record: other })
    expect([first?.outcome, second?.outcome]).toEqual(['done', 'refused'])
    expect(first?.call).toBe(second?.call)
  })

  it('tells of a telephone that was shown in full, and of nothing when it was not', async () => {
    const id = await acting.report()
    await acting.detail('刘桂兰', id)
    expect(await logOf(world, { record: id, route: 'matters.detail' })).toEqual([])
    await acting.detail(DISPATCHER, id)
    expect(await logOf(world, { record: id, route: 'matters.detail' })).toHaveLength(1)
  })

  it('tells whom somebody looked for by the first sign of the name', async () => {
    await world.ask(['李会芳', 'village-agent'], 'GET', `/api/people?name=${encodeURIComponent('刘桂兰')}`)
    const [row] = await logOf(world, { route: 'places.people' })
    expect(row?.said).toEqual({ name: '刘**' })
  })

  it('is there whatever signs were looked for', async () => {
    const before = (await logOf(world, { route: 'people.register' })).length
    expect((await world.ask(['王建国', 'village-secretary'], 'GET', '/api/people/register?q=%00%EF%BF%BF')).status).toBe(400)
    expect(await logOf(world, { route: 'people.register' })).toHaveLength(before + 1)
  }) // prettier-ignore

  it('tells of each attempt to sign in, whose it was, and whether it opened a session', async () => {
    const phone = '13900000077'
    const { person } = await moveIn(world.services, world.county, {
      name: '试登录',
      phone,
      home: world.village,
    })
    const open = (code: string, of = phone) =>
      world.http.inject({ method: 'POST', url: '/api/session', payload: { phone: of, code } })
    await open('000000')
    await open('000000', '13900000078')
    const [stranger, wrong] = await logOf(world, { route: 'session.open' })
    expect(wrong).toMatchObject({ person, outcome: 'refused', said: { phone: '139****0077' } })
    expect(stranger).toMatchObject({ person: null, outcome: 'refused', said: { phone: '139****0078' } })
    const entered = await world.http.inject({
      method: 'POST',
      url: '/api/demo/session',
      payload: { person },
      headers: { 'gz-surface': 'desk' },
    })
    expect(entered.statusCode).toBe(200)
    const [row] = await logOf(world, { route: 'demo.open' })
    expect(row).toMatchObject({ person, outcome: 'done', surface: 'desk' })
  })

  it('is not there when what it tells of was rolled back', async () => {
    const before = (await logOf(world, { route: 'views.save' })).length
    for (let n = 0; n < 21; n++)
      await world.ask('张麦香', 'POST', '/api/views', { name: `视图${n}`, search: '' })
    const rows = await logOf(world, { route: 'views.save' })
    expect(rows.slice(0, rows.length - before).map(({ outcome }) => outcome)).toEqual([
      'refused',
      ...Array<string>(20).fill('done'),
    ])
  })
})

describe('the log', () => {
  it('is read by the audit administrator alone, and being read stands in it', async () => {
    for (const who of [DISPATCHER, ['周静', 'county-dispatcher'], '刘桂兰'] as const)
      expect((await world.ask(who, 'GET', '/api/audit')).status).toBe(403)
    const { rows } = await auditor(world, { who: '刘桂兰', outcome: 'refused' })
    expect(rows[0]).toMatchObject({
      who: '刘桂兰',
      does: '查询审计日志',
      outcome: 'refused',
      reason: '没有权限',
    })
    const { rows: again } = await auditor(world, { route: 'audit.search' })
    expect(again[0]).toMatchObject({
      who: '温晓岚',
      post: '审计管理员',
      outcome: 'done',
      said: expect.arrayContaining([{ name: '查谁', after: '刘**' }]) as unknown,
    })
  })

  it('is found by the number of a matter and goes on page by page', async () => {
    const id = await acting.report()
    const { number } = await acting.detail(DISPATCHER, id)
    const { rows } = await auditor(world, { record: number })
    expect(rows.map(({ record, does }) => [record, does])).toEqual([
      [number, '看事项详情（含当事人电话）'],
      [number, '报事、申请'],
    ])
    for (let n = 0; n < 60; n++) await world.ask('王思雨', 'POST', '/api/notices/read')
    const first = await auditor(world, { who: '王思雨', route: 'notices.read' })
    const second = await auditor(world, { who: '王思雨', route: 'notices.read', cursor: first.next ?? '' })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 10, null])
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(60)
  })

  it('comes out as Excel', async () => {
    const sheet = await exported('?file=xlsx&outcome=refused')
    expect(sheet?.getRow(1).getCell(1).text).toMatch(/^温晓岚（.+）20.+ 导出：/)
    expect(sheet?.getRow(2).getCell(1).value).toBe('时间')
    expect(sheet?.getRow(3).getCell(8).value).toBe('拒绝')
    const { rows } = await auditor(world, { route: 'audit.search' })
    expect(rows.filter(({ does }) => does === '导出：审计日志')).toHaveLength(1)
  })

  it('takes rows and neither changes nor loses any', async () => {
    const asApp = (sql: string) => world.services.db.inCounty(world.county, (tx) => tx.rows(sql))
    const asOwner = (sql: string) => world.services.db.asOwner((tx) => tx.rows(sql))
    for (const table of ['audit_rows', 'audit_seals']) {
      await expect(asApp(`update ${table} set county = county`)).rejects.toThrow(/permission denied/)
      await expect(asApp(`delete from ${table}`)).rejects.toThrow(/permission denied/)
      await expect(asOwner(`truncate ${table}`)).rejects.toThrow(/append-only/)
    }
    await expect(asOwner(`update audit_rows set reason = ''`)).rejects.toThrow(/append-only/)
    await expect(asOwner(`delete from audit_rows`)).rejects.toThrow(/append-only/)
    await expect(asApp('select from audit.rows_2026_11')).rejects.toThrow(/permission denied/)
  })
})

async function exported(query: string): Promise<exceljs.Worksheet | undefined> {
  const { openSession } = await import('#server/modules/session/index.ts')
  const { person, post } = await world.scope(...AUDITOR)
  const { token } = await openSession(world.services, world.county, person, post?.id)
  const answer = await world.http.inject({
    url: `/api/audit${query}`,
    headers: { authorization: `Bearer ${token}` },
  })
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
  return book.worksheets[0]
}

describe('the proof', () => {
  it('seals what is written and finds nothing wrong with it', async () => {
    await acting.report()
    await sealed(world)
    const proof = await verifyAudit(world.services, world.county)
    expect(proof.faults).toEqual([])
    expect(proof.rows).toBeGreaterThan(0)
    expect(proof.head).toMatch(/^\d+-[0-9a-f]{16}$/)
  })

  it('names the row in which one bit was changed, whatever the column', async () => {
    await acting.report({ words: '路灯坏了', item: '0402' })
    await sealed(world)
    const [row] = await logOf(world, { route: 'matters.open' })
    const { id } = row ?? { id: '' }
    const flips: [column: string, value: string][] = [
      ['address', `overlay(address placing chr(ascii(address) # 1) from 1 for 1)`],
      ['route', `overlay(route placing chr(ascii(route) # 1) from 1 for 1)`],
      ['call', `overlay(call placing chr(ascii(call) # 1) from 1 for 1)`],
      ['status', 'status # 1'],
      [
        'person',
        `(overlay(person::text placing to_hex(('x' || left(person::text, 1))::bit(4)::int # 1) from 1 for 1))::uuid`,
      ],
      ['said', `said || '{"n": 1}'`],
      ['after', `jsonb_set(after, '{flow}', '"grid-evenu"')`],
      ['outcome', `'refused'`],
      ['hash', 'set_bit(hash, 77, 1 - get_bit(hash, 77))'],
      ['sent_hash', 'set_bit(sent_hash, 77, 1 - get_bit(sent_hash, 77))'],
    ]
    for (const [column, value] of flips) {
      const kept = (await logOf(world, { id }))[0]
      await tamper(world, [`update audit_rows set ${column} = ${value} where id = $1`, [id]])
      const { faults } = await verifyAudit(world.services, world.county)
      expect([column, faults]).toEqual([column, [expect.stringContaining(id)]])
      const was = kept?.[column as keyof typeof kept]
      const back = ['said', 'after'].includes(column) ? JSON.stringify(was) : was
      await tamper(world, [`update audit_rows set ${column} = $2 where id = $1`, [id, back]])
    }
    expect((await verifyAudit(world.services, world.county)).faults).toEqual([])
  })

  it('names a row that is gone, one that slipped in, and a seal that was changed', async () => {
    await acting.report()
    await sealed(world)
    const [row] = await logOf(world, { route: 'matters.open' })
    const { id } = row ?? { id: '' }
    const faults = async () => (await verifyAudit(world.services, world.county)).faults
    const [copy, stranger] = [`copy_${newId().replaceAll('-', '')}`, newId()]
    await tamper(world, [`create table ${copy} as select * from audit_rows where id = $1`, [id]])
    await tamper(world, ['delete from audit_rows where id = $1', [id]])
    expect(await faults()).toEqual([expect.stringMatching(new RegExp(`${id}：不见了`))])
    await tamper(world, [`insert into audit_rows select * from ${copy}`, []])
    expect(await faults()).toEqual([])
    await tamper(world, [`update ${copy} set id = $1`, [stranger]])
    await tamper(world, [`insert into audit_rows select * from ${copy}`, []])
    expect(await faults()).toEqual([expect.stringMatching(new RegExp(`${stranger}.*混进来`))])
    await tamper(world, ['delete from audit_rows where id = $1', [stranger]], [`drop table ${copy}`, []])
    await tamper(world, [
      'update audit_seals set root = set_bit(root, 3, 1 - get_bit(root, 3)) where seq = 1',
      [],
    ])
    expect(await faults()).toEqual(expect.arrayContaining(['第 1 次封存被改过']))
    await tamper(world, [
      'update audit_seals set root = set_bit(root, 3, 1 - get_bit(root, 3)) where seq = 1',
      [],
    ])
    expect(await faults()).toEqual([])
  })

  it('waits with sealing for who is late, and then skips nobody', async () => {
    await sealed(world)
    const late = await world.services.db.pool.connect()
    try {
      await late.query('begin; select pg_current_xact_id()')
      const id = await acting.report()
      await sealRows(world.services)
      expect((await verifyAudit(world.services, world.county)).waiting).toBeGreaterThan(0)
      await late.query('commit')
      await sealed(world)
      const proof = await verifyAudit(world.services, world.county)
      expect([proof.faults, proof.waiting]).toEqual([[], 0])
      expect(await logOf(world, { record: id })).toHaveLength(1)
    } finally {
      late.release()
    }
  })
})

describe('months', () => {
  it('are counted back over the turn of a year', () => {
    expect(monthBefore('2026-11-26', 36)).toBe('2023-11-01')
    expect(monthBefore('2026-02-03', 3)).toBe('2025-11-01')
    expect(monthBefore('2026-12-31', 0)).toBe('2026-12-01')
  })

  it('go when their term is over, and what is left still proves itself', async () => {
    const { services, county } = world
    await sealed(world)
    const { tendMonths } = await import('./index.ts')
    expect(await tendMonths(services, new Date())).toEqual([])
    const gone = await tendMonths(services, new Date('2030-03-01T00:00:00Z'))
    expect(gone.length).toBeGreaterThan(0)
    const proof = await verifyAudit(services, county, new Date('2030-03-01T00:00:00Z'))
    expect([proof.faults, proof.seals > 0]).toEqual([[], true])
    // Taken away before its time it is missed.
    expect((await verifyAudit(services, county)).faults.length).toBeGreaterThan(0)
  })
})
