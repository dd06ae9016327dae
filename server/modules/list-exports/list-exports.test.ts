import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { auditor, logOf } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type World } from '#test/world.ts'
import { ANSWER_DAYS, DOWNLOADS_MAX, FETCH_HOURS, markOf, stateOf } from './rules.ts'

type Post = readonly [name: string, role: string]
const SECRETARY: Post = ['王建国', 'village-secretary']
const DIRECTOR: Post = ['张军利', 'village-director']
const TOWN: Post = ['陈晓东', 'town-dispatcher']
const PHONE = '13900004321'
const LIST = { kind: 'people', whole: ['phone'], purpose: 'service', reason: '村里统一组织体检要电话通知' }

type Body = {
  id: string
  state: string
  rows: number
  left: number
  fields: Record<string, string>
  title: string
}

let world: World
beforeAll(async () => {
  world = await openWorld()
  await moveIn(world.services, world.county, { name: '名册上的人', phone: PHONE, home: world.village })
})

async function send(who: Post, method: 'GET' | 'POST' | 'PUT', path: string, body?: object, key = newId()) {
  const answer = await world.ask(who, method, `/api/list-exports${path}`, body, key)
  return { status: answer.status, body: answer.body as Body }
}
const ask = async (more: object = {}, who = SECRETARY) => {
  const { status, body } = await send(who, 'POST', '', { ...LIST, ...more })
  expect([status, body.title]).toEqual([200, undefined])
  return body
}
const decide = (who: Post, id: string, verdict: string, said?: string) =>
  send(who, 'PUT', `/${id}/verdict`, { verdict, ...(said === undefined ? {} : { said }) })

/** The file as its asker's computer gets it. */
async function fetched(id: string, who: Post = SECRETARY) {
  const { person, post } = await world.scope(...who)
  const { token } = await openSession(world.services, world.county, person, post?.id)
  const answer = await world.http.inject({
    method: 'POST',
    url: `/api/list-exports/${id}/file`,
    headers: { authorization: `Bearer ${token}` },
  })
  const title = answer.statusCode === 200 ? '' : answer.json<Body>().title
  return { status: answer.statusCode, bytes: answer.rawPayload, title }
}
async function sheetOf(bytes: Buffer): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const [page] = book.worksheets
  if (!page) throw new Error('no sheet')
  return page
}
const textsOf = (page: exceljs.Worksheet, row: number) =>
  Array.from({ length: page.columnCount }, (_, n) => page.getRow(row).getCell(n + 1).text)

const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<Record<string, unknown>>(sql, values))

describe('a list of personal data', () => {
  it('leaves with two names on it: asked for by one, approved by another, marked, each step in the log', async () => {
    const { id, state, rows } = await ask()
    expect(state).toBe('waiting')
    expect(rows).toBeGreaterThan(100)
    expect((await fetched(id)).title).toContain('还没有人审批')
    const own = await decide(SECRETARY, id, 'approved')
    expect([own.status, own.body.title]).toEqual([403, '自己提出的，要由另一位有权限的同事来答复'])
    expect((await decide(DIRECTOR, id, 'approved')).body.state).toBe('ready')

    const { status, bytes } = await fetched(id)
    expect(status).toBe(200)
    const page = await sheetOf(bytes)
    const [mark = ''] = textsOf(page, 1)
    for (const part of ['王建国', '导出', '批准人 张军利', `编号 ${id}-1`]) expect(mark).toContain(part)
    expect(page.headerFooter.oddHeader).toBe(`&C${mark}`)
    expect(page.headerFooter.oddFooter).toBe(`&C${mark}`)
    const headings = textsOf(page, 2)
    const column = (name: string) => headings.indexOf(name) + 1
    const people = Array.from({ length: page.rowCount - 2 }, (_, n) => page.getRow(n + 3))
    expect(people).toHaveLength(rows)
    const newcomer = people.find((row) => row.getCell(column('姓名')).text === '名册上的人')
    expect(newcomer?.getCell(column('手机号')).text).toBe(PHONE)
    // Not asked for, so masked even here.
    const numbers = people.map((row) => row.getCell(column('身份证号')).text).filter((text) => text !== '')
    expect(numbers.filter((text) => !text.includes('****'))).toEqual([])

    const log = await logOf(world, { record: id })
    expect(
      log
        .filter(({ outcome }) => outcome === 'done')
        .map(({ route }) => route)
        .toReversed(),
    ).toEqual(['listExports.ask', 'listExports.decide', 'listExports.file'])
    expect(log.find(({ route }) => route === 'listExports.ask')?.said).toMatchObject({
      kind: 'people',
      purpose: 'service',
      why: LIST.reason,
    })
    expect(
      log.find(({ outcome, route }) => outcome === 'refused' && route === 'listExports.decide'),
    ).toBeDefined()
    expect(JSON.stringify(log)).not.toContain(PHONE)
    const found = await auditor(world, { record: id, route: 'listExports.decide', outcome: 'done' })
    expect(found.rows[0]?.changes).toContainEqual({ name: '答复', after: '同意' })
  })

  it('is told to whoever may approve it nearest by, once, and never to who asked', async () => {
    const told = async (who: Post) => {
      const { rows } = (await world.ask(who, 'GET', '/api/notices')).body as unknown as {
        rows: { title: string; text: string }[]
      }
      return rows.filter(({ title }) => title === '有导出申请等您审批')
    }
    const everybody = async () =>
      Promise.all([SECRETARY, DIRECTOR, TOWN].map(async (who) => (await told(who)).length))
    const [secretary = 0, director = 0, town = 0] = await everybody()
    const key = newId()
    await send(SECRETARY, 'POST', '', LIST, key)
    await send(SECRETARY, 'POST', '', LIST, key)
    expect(await everybody()).toEqual([secretary, director + 1, town])
    expect((await told(DIRECTOR))[0]?.text).toMatch(/“村民名册”，\d+ 行/)
  })

  it('of matters names who asked, with telephones masked unless they were asked for', async () => {
    const whole = await ask({ kind: 'matters', whole: ['phone'] }, TOWN)
    const masked = await ask({ kind: 'matters', whole: [] }, TOWN)
    const cells = async (id: string) => {
      expect((await decide(['周静', 'county-dispatcher'], id, 'approved')).status).toBe(200)
      const page = await sheetOf((await fetched(id, TOWN)).bytes)
      const at = textsOf(page, 2).indexOf('手机号') + 1
      return Array.from({ length: page.rowCount - 2 }, (_, n) => page.getRow(n + 3).getCell(at).text).filter(
        Boolean,
      )
    }
    const [shown, hidden] = [await cells(whole.id), await cells(masked.id)]
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((text) => !/^1\d{10}$/.test(text))).toEqual([])
    expect(hidden).toHaveLength(shown.length)
    expect(hidden.filter((text) => !/^1\d\d\*{4}\d{4}$/.test(text))).toEqual([])
  })

  it('is refused with a reason the asker reads, and stays refused', async () => {
    const { id } = await ask()
    expect((await decide(TOWN, id, 'refused')).body.fields['said']).toMatch(/理由/)
    const refused = await decide(TOWN, id, 'refused', '体检名单卫生院已经有了')
    expect(refused.body).toMatchObject({ state: 'refused', said: '体检名单卫生院已经有了' })
    expect((await decide(TOWN, id, 'refused', '再点一次')).body).toMatchObject({
      said: '体检名单卫生院已经有了',
    })
    expect((await decide(DIRECTOR, id, 'approved')).status).toBe(409)
    expect((await fetched(id)).status).toBe(409)
  })

  it('is fetched three times and no more', async () => {
    const { id } = await ask()
    await decide(DIRECTOR, id, 'approved')
    for (let n = 1; n <= DOWNLOADS_MAX; n++) expect([n, (await fetched(id)).status]).toEqual([n, 200])
    const over = await fetched(id)
    expect([over.status, over.title]).toEqual([409, `已经下载过 ${DOWNLOADS_MAX} 次，再要请重新申请`])
    const rows = await owner('select n from list_export_downloads where export = $1 order by n', id)
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3])
  })

  it('asked for twice is there once; what would be empty is not asked for', async () => {
    const key = newId()
    const [one, two] = [
      await send(SECRETARY, 'POST', '', LIST, key),
      await send(SECRETARY, 'POST', '', LIST, key),
    ]
    expect([one.body.id, two.body.id]).toEqual([key, key])
    expect((await send(DIRECTOR, 'POST', '', LIST, key)).status).toBe(404)
    const never = { ...LIST, kind: 'matters', from: '1990-01-01', to: '1990-01-02' }
    expect((await send(SECRETARY, 'POST', '', never)).body.fields['division']).toMatch(/一行也没有/)
  })
})

describe('the database itself', () => {
  const insert = `insert into list_export_downloads (county, export, n, person) values ($1, $2, $3, $4)`

  it('takes nobody’s word on their own, none twice, and hands nothing out that was not approved', async () => {
    const { id } = await ask()
    const { person, post } = await world.scope(...SECRETARY)
    const director = await world.scope(...DIRECTOR)
    const approve = (by: string) =>
      owner(
        `update list_exports set verdict = 'approved', decided_by = $2, decided_post = $3, decided_at = now(),
           until_at = now() + interval '1 hour' where id = $1`,
        id,
        by,
        post?.id,
      )
    await expect(approve(person)).rejects.toThrow(/check/)
    await expect(owner(insert, world.county, id, 1, person)).rejects.toThrow(/foreign key/)
    await approve(director.person)
    await expect(approve(director.person)).rejects.toThrow(/append-only/)
    await expect(owner(insert, world.county, id, 1, director.person)).rejects.toThrow(/foreign key/)
    await expect(owner(insert, world.county, id, 4, person)).rejects.toThrow(/check/)
    await owner(insert, world.county, id, 1, person)
    await expect(owner('delete from list_exports where id = $1', id)).rejects.toThrow(/append-only/)
  })
})

describe('how a request stands', () => {
  const asked_at = new Date('2026-11-20T08:00:00Z')
  const after = (hours: number) => new Date(asked_at.getTime() + hours * 3_600_000)
  const base = { asked_at, verdict: null, until_at: null, downloads: 0 } as const
  const approved = { ...base, verdict: 'approved', until_at: after(FETCH_HOURS) } as const

  it.each([
    ['waiting', base, ANSWER_DAYS * 24 - 1],
    ['lapsed', base, ANSWER_DAYS * 24],
    ['refused', { ...base, verdict: 'refused' } as const, 1],
    ['ready', approved, FETCH_HOURS - 1],
    ['expired', approved, FETCH_HOURS],
    ['used', { ...approved, downloads: DOWNLOADS_MAX }, 1],
  ] as const)('is %s', (state, row, hours) => {
    expect(stateOf(row, after(hours))).toBe(state)
  })

  it('and its mark fits the head of a page', () => {
    const [by, title] = ['欧阳建国志', '岗'.repeat(30)]
    const mark = markOf({ by, title, at: asked_at, purpose: 'service', approvedBy: by, id: newId(), n: 3 })
    expect(`&C${mark}`.length).toBeLessThan(255)
  })
})
