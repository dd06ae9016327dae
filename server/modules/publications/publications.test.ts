import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import { readSheet } from '#practice/disclosure/sheet.ts'
import { newId } from '#server/core/ids.ts'
import {
  ACCOUNTANT,
  deskOf,
  DIRECTOR,
  HAPPENED_ON as TODAY,
  SECRETARY,
  spending as accounts,
  SUPERVISOR,
  tamper,
} from '#test/publishing.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { workbookBomb } from '#test/zip-bomb.ts'
import { verifyPublications } from './index.ts'
import { templateFor } from './sheets.ts'

let world: World
let desk: ReturnType<typeof deskOf>
let ask: typeof desk.ask
let begun: typeof desk.begun
let save: typeof desk.save
let revOf: typeof desk.revOf
let step: typeof desk.step
let must: typeof desk.must
let passed: typeof desk.passed
let published: typeof desk.published
let show: typeof desk.show
beforeAll(async () => {
  world = await openWorld()
  desk = deskOf(world)
  ;({ ask, begun, save, revOf, step, must, passed, published, show } = desk)
})

describe('the life of a publication', () => {
  it('goes from the first line to the wall, and a repeat with the same key does nothing', async () => {
    const { id, rev } = await begun('清渠')
    const saved = await save(id, rev, accounts(['清渠', 120_000]))
    expect([saved.status, saved.body.faults]).toEqual([200, []])
    await must(ACCOUNTANT, id, 'submit')
    const key = newId()
    const asked = { action: 'review', rev: await revOf(id) }
    const once = await ask(SUPERVISOR, 'POST', `/api/publications/${id}/steps`, asked, key)
    const again = await ask(SUPERVISOR, 'POST', `/api/publications/${id}/steps`, asked, key)
    expect([once.body.state, again.status, again.body.rev]).toEqual(['reviewed', 200, once.body.rev])
    expect((await ask(DIRECTOR, 'POST', `/api/publications/${id}/steps`, asked, key)).status).toBe(409)
    expect((await step(DIRECTOR, id, 'publish')).status).toBe(409)
    await must(SECRETARY, id, 'approve-party')
    expect((await must(DIRECTOR, id, 'approve-committee')).state).toBe('approved')
    const { version, code } = await must(DIRECTOR, id, 'publish')
    expect([version, code.length]).toEqual([1, 8])
    expect((await show(id, '刘桂兰')).body.versions).toHaveLength(1)
  })

  it('is sent back over an unsplit 其他 or a wrong total, in sentences', async () => {
    const { id, rev } = await begun('合计')
    const wrong = await save(id, rev, { ...accounts(['清渠', 1000]), totals: { expense: 1500 } })
    expect(wrong.body.faults[0]?.sentence).toContain('相差 5.00 元')
    const refused = await step(ACCOUNTANT, id, 'submit')
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('相差 5.00 元')])
    await save(id, await revOf(id), accounts(['清渠', 1000], ['其他', 1000]))
    expect((await step(ACCOUNTANT, id, 'submit')).body.title).toContain('请拆开写明')
    await save(id, await revOf(id), accounts(['清渠', 1000], ['买锁', 1000]))
    await must(ACCOUNTANT, id, 'submit')
    expect((await step(SUPERVISOR, id, 'return')).status).toBe(422)
    await must(SUPERVISOR, id, 'return', { reason: '买锁的票没有' })
    await must(ACCOUNTANT, id, 'submit')
  })

  it('keeps the hands apart', async () => {
    const { id, rev } = await begun('分开')
    await save(id, rev, accounts(['清渠', 1000]))
    expect((await step(SUPERVISOR, id, 'review')).status).toBe(409)
    await must(ACCOUNTANT, id, 'submit')
    expect((await step(ACCOUNTANT, id, 'review')).status).toBe(403)
    expect((await step(SECRETARY, id, 'review')).status).toBe(403)
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `update publications set author = (select person from posts where role = 'village-supervisor'
        order by id limit 1) where id = $1`,
        [id],
      ),
    )
    const own = await step(SUPERVISOR, id, 'review')
    expect([own.status, own.body.title]).toEqual([403, expect.stringContaining('不能审查自己填的')])
    await must(['孙红卫', 'village-supervisor'], id, 'review')
    expect((await step(DIRECTOR, id, 'approve-party')).status).toBe(403)
  })

  it('is no business of another village', async () => {
    const { id, rev } = await begun('外村')
    const foreign = { division: '610114006206', item: 'P04', period: '2026-11' }
    expect((await ask(ACCOUNTANT, 'POST', '/api/publications', foreign)).status).toBe(403)
    const other: Who = ['孙海龙', 'grid-worker']
    expect((await ask(other, 'GET', `/api/publications/${id}/draft`)).status).toBe(404)
    expect((await save(id, rev, accounts(['清渠', 1]), other)).status).toBe(403)
    expect((await step(other, id, 'submit')).status).toBe(403)
  })

  it('tells who lost a race that somebody was faster', async () => {
    const { id, rev } = await begun('抢先')
    await save(id, rev, accounts(['清渠', 1000]), DIRECTOR)
    const late = await save(id, rev, accounts(['清渠', 2000]))
    expect([late.status, late.body.changed?.by]).toEqual([409, '张军利'])
    const both = await Promise.all([step(ACCOUNTANT, id, 'submit'), step(ACCOUNTANT, id, 'submit')])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('is never edited once published, but corrected, and may not come down for fifteen days', async () => {
    const { id } = await published('更正')
    const edit = await save(id, await revOf(id), accounts(['清渠', 1]))
    expect([edit.status, edit.body.title]).toEqual([409, expect.stringContaining('更正')])
    const early = await step(DIRECTOR, id, 'take-down')
    expect([early.status, early.body.title]).toEqual([409, expect.stringContaining('第三十五条')])
    expect((await step(ACCOUNTANT, id, 'correct')).status).toBe(422)
    await must(ACCOUNTANT, id, 'correct', { reason: '多写了一百元' })
    await save(id, await revOf(id), accounts(['清渠', 110_000]))
    expect((await show(id, '刘桂兰')).body.versions).toHaveLength(1)
    await passed(id)
    const { versions } = (await show(id, '刘桂兰')).body
    expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, '多写了一百元'],
      [1, undefined],
    ])
    await expect(
      world.services.db.asOwner((tx) =>
        tx.rows(`update publication_versions set title = 'x' where publication = $1`, [id]),
      ),
    ).rejects.toThrow('append-only')
    await expect(
      world.services.db.inCounty(world.county, (tx) => tx.rows('truncate publication_versions')),
    ).rejects.toThrow('permission denied')
  })

  it('comes down after its time', async () => {
    const { body } = await ask(undefined, 'GET', `/api/publications?division=${world.village}&limit=100`)
    const old = body.rows.at(-1)?.id ?? ''
    await must(DIRECTOR, old, 'take-down')
    const after = await ask(DIRECTOR, 'GET', `/api/publications?division=${world.village}&limit=100`)
    expect(after.body.rows.map(({ id }) => id)).not.toContain(old)
    expect((await show(old, '刘桂兰')).body.versions.length).toBeGreaterThan(0)
  })
})

describe('personal numbers', () => {
  it('are not left open because a column says so', async () => {
    const { id, rev } = await begun('电话')
    const phone = { id: 'phone', name: '电话', kind: 'phone', open: true } as const
    const rows = [{ cells: { on: TODAY, what: '清渠', expense: 1000, phone: '13800001234' } }]
    await save(id, rev, { columns: [...TABLES.expense, phone], rows })
    await passed(id)
    expect((await show(id, '刘桂兰')).body.versions[0]?.content.rows[0]?.cells['phone']).toBe('138****1234')
  })

  it('are masked before anybody but who wrote them reads them', async () => {
    const secret = '610114195103140028'
    const { id, rev } = await begun('身份证')
    const saved = await save(id, rev, accounts(['清渠', 1000, `经手人 ${secret}`]))
    expect(saved.body.faults[0]).toMatchObject({
      warning: true,
      sentence: expect.stringContaining('身份证号'),
    })
    await passed(id)
    const found = await world.services.db.asOwner((tx) =>
      tx.rows<{ n: number }>(
        `select count(*)::int as n from (
           select content::text as text from publication_versions union all select coalesce(draft::text, '') from publications
         ) as all_texts where text like '%' || $1 || '%'`,
        [secret],
      ),
    )
    expect(found).toEqual([{ n: 0 }])
  })
})

describe('questions', () => {
  it('are public with their answers and without who asked, and a wrong figure owes a correction', async () => {
    const { id } = await published('质询')
    const asked = await ask('刘桂兰', 'POST', `/api/publications/${id}/questions`, {
      words: '清渠怎么要一千二？',
      line: 1,
    })
    expect(asked.status).toBe(200)
    const answer = {
      action: 'answer',
      answers: { reply: '查了，是一千一百元，马上更正。', outcome: 'wrong' },
    }
    const { status } = await ask(SUPERVISOR, 'POST', `/api/matters/${asked.body.matter}/actions`, answer)
    expect(status).toBe(200)
    const { body } = await show(id, '张麦香')
    expect(body.questions).toEqual([
      expect.objectContaining({ words: '清渠怎么要一千二？', line: 1, wrong: true, mine: false }),
    ])
    expect(body.questions[0]?.answers[0]?.words).toContain('马上更正')
    expect(JSON.stringify(body)).not.toContain('刘桂兰')
    const watch = (await world.ask(['薛静', 'town-affairs'], 'GET', '/api/disclosure/watch')) as unknown as {
      body: { villages: { division: string; correctionsOwed: number }[] }
    }
    const own = watch.body.villages.find(({ division }) => division === world.village)
    expect(own?.correctionsOwed).toBe(1)
  })
})

describe('the sheet on the wall', () => {
  it('is proved by a photo the village took, which everybody may see who may read it', async () => {
    const { id } = await published('张贴')
    expect((await step(ACCOUNTANT, id, 'prove')).status).toBe(422)
    expect((await step(ACCOUNTANT, id, 'prove', { file: '0'.repeat(64) })).status).toBe(422)
    const photo = await world.services.db.asOwner((tx) =>
      tx.first<{ file: string }>(
        `select f.file from file_adders f join posts o on o.person = f.person and starts_with(o.division, $1) limit 1`,
        [world.village],
      ),
    )
    expect((await step(SUPERVISOR, id, 'prove', photo)).status).toBe(403)
    await must(ACCOUNTANT, id, 'prove', photo)
    expect((await ask('刘桂兰', 'GET', `/api/publications/${id}/files/${photo?.file}`)).status).toBe(200)
  })
})

describe('a sheet', () => {
  const csv = (...lines: string[]) => Buffer.from(['日期,摘要,支出（元）,备注', ...lines].join('\r\n'))

  it('is looked at first: headings, lines, the total row, faults by line', async () => {
    const { id, rev } = await begun('导入')
    const bytes = csv(
      '2026/1/5,清渠,"1,200.50",',
      '2026-01-06,买锁,十元,',
      '2026-01-07,=cmd(),9,',
      '合计,,1300,',
    )
    const look = await desk.upload(id, bytes)
    expect([look.status, look.body.total]).toEqual([200, 3])
    expect(look.body.rows[0]).toEqual({ cells: { on: '2026-01-05', what: '清渠', expense: 120_050 } })
    const said = look.body.faults.map(({ sentence }) => sentence).join()
    expect(said).toContain('第 2 行“支出”应是金额')
    expect(said).toContain('合计写的是')
    expect((await ask(ACCOUNTANT, 'GET', `/api/publications/${id}/draft`)).body.content.rows).toEqual([])
    const taken = await desk.upload(id, csv('2026/1/5,清渠,1200.50,'), `?rev=${rev}`)
    expect(taken.body.rev).toBe(rev + 1)
    expect((await ask(ACCOUNTANT, 'GET', `/api/publications/${id}/draft`)).body.content.rows).toHaveLength(1)
  })

  it('has an empty template whose headings are known when it comes back', async () => {
    const { id } = await begun('模板')
    const scope = await world.scope('杨林', 'village-accountant')
    const { columns } = await templateFor(world.services, scope, id)
    const { headings } = readSheet([columns.map(([name]) => name), ['甲']], TABLES.expense)
    expect(headings.length).toBe(TABLES.expense.length + 1)
    expect(headings.filter(({ column }) => column === undefined)).toEqual([{ name: '科目' }])
  })

  it('may be Excel; a longer one than 20,000 lines is refused, and so is what is no sheet', async () => {
    const { id } = await begun('Excel')
    const book = new exceljs.Workbook()
    book.addWorksheet('支出').addRows([
      ['日期', '摘要', '支出'],
      [new Date('2026-01-05T00:00:00Z'), '清渠', 1200.5],
    ])
    const look = await desk.upload(id, Buffer.from(await book.xlsx.writeBuffer()))
    expect(look.body.rows).toEqual([{ cells: { on: '2026-01-05', what: '清渠', expense: 120_050 } }])
    const long = await desk.upload(id, csv(...Array.from({ length: 20_001 }, () => '2026-01-05,清渠,1,')))
    expect([long.status, long.body.title]).toEqual([422, expect.stringContaining('20000 行')])
    const large = await desk.upload(id, Buffer.alloc(13 * 1024 * 1024, 49))
    expect([large.status, large.body.title]).toEqual([
      413,
      expect.stringContaining('表格太大了，请选 12 MB 以内的'),
    ])
    const pdf = await desk.upload(id, Buffer.from('%PDF-1.7 not a sheet'))
    expect([pdf.status, pdf.body.title]).toEqual([422, expect.stringContaining('不是')])
    const bomb = await desk.upload(id, await workbookBomb())
    expect([bomb.status, bomb.body.title]).toEqual([422, expect.stringContaining('解开后太大')])
  })
})

describe('vouchers', () => {
  it('are pictures the village took, and only who may read the version sees them', async () => {
    const { id, rev } = await begun('凭证')
    const [line] = accounts(['清渠', 1000]).rows
    const foreign = await world.services.db.asOwner((tx) =>
      tx.first<{ id: string }>(
        `select f.id from files f where not exists (
           select from file_adders a join posts o on o.person = a.person
           where a.file = f.id and starts_with(o.division, $1)) limit 1`,
        [world.village],
      ),
    )
    const vouchers = [foreign?.id ?? '0'.repeat(64)]
    await save(id, rev, { columns: TABLES.expense, rows: line ? [{ ...line, vouchers }] : [] })
    const refused = await step(ACCOUNTANT, id, 'submit')
    expect([refused.status, refused.body.title]).toEqual([422, expect.stringContaining('凭证照片')])
    const { body } = await ask('刘桂兰', 'GET', `/api/publications?division=${world.village}&item=F18`)
    const hung = body.rows[0]?.id ?? ''
    const voucher = (await show(hung, '刘桂兰')).body.versions[0]?.content.rows[0]?.vouchers?.[0] ?? ''
    expect((await ask('刘桂兰', 'GET', `/api/publications/${hung}/files/${voucher}`)).status).toBe(200)
    expect((await ask(undefined, 'GET', `/api/publications/${hung}/files/${voucher}`)).status).toBe(401)
    expect(
      (await ask(['孙海龙', 'grid-worker'], 'GET', `/api/publications/${hung}/files/${voucher}`)).status,
    ).toBe(403)
    expect((await ask('刘桂兰', 'GET', `/api/publications/${hung}/files/${'0'.repeat(64)}`)).status).toBe(404)
  })
})

// Last: it breaks the chain of the village.
describe('verify', () => {
  it('finds one changed byte, and says where', async () => {
    const { id, code } = await published('核验')
    const before = await ask(undefined, 'GET', `/api/verify/${code.toLowerCase()}`)
    expect([before.body.sound, before.body.says]).toEqual([true, '与公布时一字不差'])
    expect((await verifyPublications(world.services, world.county)).faults).toEqual([])
    await tamper(world, [
      `update publication_versions set content = jsonb_set(content, '{rows,0,cells,expense}', '120001') where publication = $1`,
      [id],
    ])
    const red = await ask(undefined, 'GET', `/api/verify/${code}`)
    expect([red.body.sound, red.body.broken]).toEqual([
      false,
      [expect.objectContaining({ publication: id, version: 1 })],
    ])
    const other = (await show(id, '刘桂兰')).body
    expect(other.versions[0]?.content.rows[0]?.cells['expense']).toBe(120_001)
    expect((await verifyPublications(world.services, world.county)).faults).toHaveLength(1)
    await tamper(world, [`update publication_versions set seq = seq + 1 where publication = $1`, [id]])
    const { faults } = await verifyPublications(world.services, world.county)
    expect(faults.join()).toContain('不见了')
  })
})
