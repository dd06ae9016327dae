import { parse } from 'csv-parse/sync'
import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { placeNameOf } from '#contract/division-codes.ts'
import { newId } from '#server/core/ids.ts'
import { DEVICES_MAX } from '#server/modules/devices/store.ts'
import { openSession } from '#server/modules/session/index.ts'
import { auditor, logOf } from '#test/audit.ts'
import { openWorld, type World } from '#test/world.ts'
import { ROWS_MAX } from './workbook.ts'

/** Lists as files: the same rows for the same people, harmless in every spreadsheet, and never without a trace. */

type Post = readonly [name: string, role: string]
const SECRETARY: Post = ['王建国', 'village-secretary']
const TOWN: Post = ['陈晓东', 'town-dispatcher']
const VILLAGER = '刘桂兰'

let world: World
let topics: string
beforeAll(async () => {
  world = await openWorld()
  topics = `/api/agenda/${world.village}`
})

const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<Record<string, unknown>>(sql, values))

const findOne = async (sql: string, value: string) =>
  (await world.services.db.asOwner((tx) => tx.first<{ name: string }>(sql, [value])))?.name ?? ''

async function tokenOf([name, role]: Post): Promise<string> {
  const { person, post } = await world.scope(name, role)
  return (await openSession(world.services, world.county, person, post?.id)).token
}

/** What that person's computer gets. */
async function fetched(who: Post, url: string) {
  const { statusCode, headers, rawPayload } = await world.http.inject({
    url,
    headers: { authorization: `Bearer ${await tokenOf(who)}` },
  })
  const said = headers['content-disposition'] ?? ''
  return {
    status: statusCode,
    type: headers['content-type'],
    caching: headers['cache-control'],
    fileName: decodeURIComponent(said.replace("attachment; filename*=UTF-8''", '')),
    bytes: rawPayload,
  }
}

async function sheetIn(bytes: Buffer): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const [page] = book.worksheets
  if (!page) throw new Error('no sheet')
  return page
}
const columnIn = (page: exceljs.Worksheet, header: string) => {
  const at = (page.getRow(2).values as unknown[]).indexOf(header)
  return Array.from({ length: page.rowCount - 2 }, (_, n) => page.getRow(n + 3).getCell(at))
}
const columnOf = (bytes: Buffer, header: string): string[] => {
  // As a program of somebody else reads it; a record is an object of strings.
  const rows = parse(bytes, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<
    string,
    string
  >[]
  return rows.map((row) => row[header] ?? '')
}

describe('a list as a file', () => {
  it('holds what the screen shows, page after page, marked with who took it and when', async () => {
    for (let n = 0; n < 32; n++) {
      const body = { division: world.village, level: 'ordinary', text: `第 ${n} 次通知` }
      expect((await world.ask(TOWN, 'POST', '/api/broadcasts', body)).status).toBe(200)
    }
    const shown: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = (await world.ask(
        TOWN,
        'GET',
        `/api/broadcasts${cursor ? `?cursor=${cursor}` : ''}`,
      )) as unknown as {
        body: { rows: { text: string }[]; next: string | null }
      }
      shown.push(...body.rows.map(({ text }) => text))
      cursor = body.next
    }
    expect(shown.length).toBeGreaterThanOrEqual(32)
    const { bytes, fileName, caching } = await fetched(TOWN, '/api/broadcasts?file=xlsx')
    expect(caching).toBe('no-store')
    expect(fileName).toMatch(/^.+群发通知 20\d\d-\d\d-\d\d 陈晓东\.xlsx$/)
    const page = await sheetIn(bytes)
    expect(columnIn(page, '内容').map(({ text }) => text)).toEqual(shown)
    // To be added up in a spreadsheet.
    expect(columnIn(page, '网格员（人）').every(({ value }) => typeof value === 'number')).toBe(true)
    const mark = page.getRow(1).getCell(1).text
    expect(mark).toMatch(/^陈晓东（.+）20\d\d-\d\d-\d\d \d\d:\d\d 导出：.*群发通知，\d+ 行$/)
    expect(page.headerFooter.oddFooter).toBe(`&C${mark}`)
    const csv = await fetched(TOWN, '/api/broadcasts?file=csv')
    expect([csv.type, csv.fileName.endsWith('.csv')]).toEqual(['text/csv; charset=utf-8', true])
    expect(columnOf(csv.bytes, '内容')).toEqual(shown)
  })

  it('runs nothing in a spreadsheet, and gives every sign back', async () => {
    const words = '第一行, 有"引号"\n第二行\t村口'
    const bad = `=HYPERLINK("http://x","点我")&"${newId().slice(0, 8)}"`
    const raised = await world.ask(VILLAGER, 'POST', '/api/agenda/topics', { title: bad, words })
    expect(raised.status).toBe(200)
    const csv = await fetched(SECRETARY, `${topics}?file=csv`)
    expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const at = columnOf(csv.bytes, '议题').indexOf(`'${bad}`)
    expect(at).toBeGreaterThanOrEqual(0)
    expect(columnOf(csv.bytes, '说明')[at]).toBe(words)
    const page = await sheetIn((await fetched(SECRETARY, `${topics}?file=xlsx`)).bytes)
    const cell = columnIn(page, '议题').find(({ text }) => text.includes('HYPERLINK'))
    expect([cell?.type, cell?.value]).toEqual([exceljs.ValueType.String, `'${bad}`])
  })

  it('is of the place and by the filter that were asked for', async () => {
    const all = (await world.ask(SECRETARY, 'GET', '/api/meetings?state=archived')) as unknown as {
      body: { rows: { title: string }[] }
    }
    const csv = await fetched(SECRETARY, '/api/meetings?file=csv&state=archived')
    expect(columnOf(csv.bytes, '会议')).toEqual(all.body.rows.map(({ title }) => title))
    expect(new Set(columnOf(csv.bytes, '状态')).size).toBe(1)
    const { fileName } = await fetched(TOWN, `/api/resolutions?division=${world.village}&file=csv`)
    const village = await findOne('select name from divisions where code = $1', world.village)
    expect(fileName).toContain(placeNameOf(village))
  })

  it('is refused whole when it is longer than a file may be', async () => {
    await owner(
      `insert into api_clients (county, id, name, person, post, key_hash, scopes)
       select p.county, gen_random_uuid(), '第 ' || n || ' 个系统', p.person, p.id, sha256(n::text::bytea), '{hotline}'
       from generate_series(1, ${ROWS_MAX + 1}) n,
         (select county, person, id from posts where county = $1 and role = 'system-administrator' limit 1) p`,
      world.county,
    )
    const administrator = await findOne(
      `select p.name from people p join posts t on t.county = p.county and t.person = p.id
       where p.county = $1 and t.role = 'system-administrator' limit 1`,
      world.county,
    )
    const { status, bytes } = await fetched([administrator, 'system-administrator'], '/api/clients?file=csv')
    expect([status, bytes.toString()]).toEqual([422, expect.stringContaining('超过 20,000 行')])
  })

  it('says so when the list itself goes no further', async () => {
    await owner(
      `with made as (
         insert into devices (county, id, token_hash, kind, division, name)
         select $1, gen_random_uuid(), sha256(n::text::bytea), 'tv', $2, '第 ' || n || ' 台'
         from generate_series(1, ${DEVICES_MAX}) n returning county, id)
       insert into device_deeds (county, id, device, deed, person, post, detail)
       select made.county, gen_random_uuid(), made.id, 'register', p.person, p.id, '{}'
       from made, (select person, id from posts where county = $1 and role = 'village-secretary' limit 1) p`,
      world.county,
      world.village,
    )
    const { fileName, bytes } = await fetched(SECRETARY, '/api/devices?file=csv')
    expect(columnOf(bytes, '设备')).toHaveLength(DEVICES_MAX)
    expect(fileName).toContain(`终端设备（最多列 ${DEVICES_MAX} 项）`)
  })
})

describe('who takes a list along', () => {
  it('has just proved to be there; reading it asks for no proof', async () => {
    const token = await tokenOf(SECRETARY)
    await owner(
      `update sessions set proven_at = now() - interval '11 minutes' where token_hash = $1`,
      world.services.secrets.hash('token', token),
    )
    const ask = async (url: string) => {
      const answer = await world.http.inject({ url, headers: { authorization: `Bearer ${token}` } })
      return [answer.statusCode, answer.statusCode === 200 ? '' : answer.json<{ code: string }>().code]
    }
    expect(await ask(`${topics}?file=csv`)).toEqual([403, 'prove'])
    expect(await ask(topics)).toEqual([200, ''])
  })

  it('may read it, and carry it about where that is another matter', async () => {
    const of = async (who: Parameters<World['ask']>[0], url: string) =>
      (await world.ask(who, 'GET', url)).status
    expect(await of(undefined, '/api/meetings?file=csv')).toBe(401)
    expect(await of(VILLAGER, '/api/accounts?file=csv')).toBe(403)
    expect(await of(VILLAGER, '/api/audit?file=xlsx')).toBe(403)
    // A villager reads a list of matters and of who sits where on the telephone; it is not theirs to carry about.
    for (const url of ['/api/matters', `/api/seats?division=${world.village}`]) {
      const file = `${url}${url.includes('?') ? '&' : '?'}file=csv`
      expect([url, await of(VILLAGER, url), await of(VILLAGER, file)]).toEqual([url, 200, 403])
      expect([url, await of(SECRETARY, file)]).toEqual([url, 200])
    }
    // Of another village there is no list, so there is no file.
    expect(await of(SECRETARY, '/api/resolutions?division=610114007201&file=csv')).toBeGreaterThanOrEqual(400)
    expect(await of(SECRETARY, '/api/meetings?file=exe')).toBe(422)
  })

  it('stands in the audit log: who, which list, how many rows; and who was refused', async () => {
    const before = (await logOf(world, { route: 'covenants.list' })).length
    const { bytes } = await fetched(SECRETARY, `/api/covenants?division=${world.village}&file=csv`)
    await world.ask(SECRETARY, 'GET', `/api/covenants?division=${world.village}`)
    const rows = (await logOf(world, { route: 'covenants.list' })).slice(0, -before || undefined)
    // Looking at it on the screen leaves none.
    expect(rows).toHaveLength(1)
    const { person } = await world.scope(...SECRETARY)
    expect(rows[0]).toMatchObject({
      person,
      outcome: 'done',
      said: { file: 'csv', division: world.village, rows: columnOf(bytes, '名称').length },
    })
    const read = await auditor(world, { who: '王建国', route: 'covenants.list' })
    expect(read.rows[0]?.does).toBe('导出：村规民约各版')
    expect(read.rows[0]?.said).toContainEqual({ name: '文件', after: 'CSV' })
    expect((await world.ask(VILLAGER, 'GET', '/api/matters?file=xlsx')).status).toBe(403)
    expect((await logOf(world, { route: 'matters.list' }))[0]).toMatchObject({
      outcome: 'refused',
      status: 403,
    })
  })
})

it('is told to other programs: each list names the parameter and what comes back', () => {
  const { paths = {} } = world.http.swagger() as {
    paths?: Record<
      string,
      { get?: { parameters?: { name: string }[]; responses?: Record<string, { content?: object }> } }
    >
  }
  const accounts = paths['/api/accounts']?.get
  expect(accounts?.parameters?.map(({ name }) => name)).toContain('file')
  expect(Object.keys(accounts?.responses?.['200']?.content ?? {})).toEqual([
    'application/json',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/csv',
  ])
})
