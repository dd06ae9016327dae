import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { keepRowsIn } from '#server/modules/audit/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { formOf } from '#test/form.ts'
import { moveIn } from '#test/people.ts'
import { agree } from '#test/second.ts'
import { unprovenToken } from '#test/unproven.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { workbookBomb } from '#test/zip-bomb.ts'
import { workImports } from './index.ts'

let world: World
type Imported = {
  id: string
  state: string
  total: number
  added: number
  unchanged: number
  refused: number
}
const SECRETARY: Who = ['王建国', 'village-secretary']
const DIRECTOR: Who = ['张军利', 'village-director']
const HEADINGS = ['姓名', '户号', '身份证号', '出生日期', '与户主关系', '手机号']

beforeAll(async () => {
  world = await openWorld()
})

async function send(who: Who, bytes: Buffer, file = '名单.xlsx', key = newId()) {
  const [name, role] = typeof who === 'string' ? [who] : who
  const { person, post } = await world.scope(name, role)
  const { token } = await openSession(world.services, world.county, person, post?.id)
  const form = formOf(bytes, file)
  const answer = await world.http.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { ...form.headers, authorization: `Bearer ${token}`, 'idempotency-key': key },
    payload: form.payload,
  })
  return { status: answer.statusCode, body: answer.json<Imported & { title: string }>() }
}

async function excel(rows: readonly (readonly exceljs.CellValue[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook()
  book.addWorksheet('名单').addRows([HEADINGS, ...rows])
  book.addWorksheet('说明').addRow(['填表说明'])
  return Buffer.from(await book.xlsx.writeBuffer())
}

// The test knows what the route answers.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const ask = async <T>(who: Who, method: 'GET' | 'POST', url: string, body?: object) =>
  (await world.ask(who, method, url, body)) as unknown as { status: number; body: T }

type Preview = {
  headings: string[]
  fields: { field: string; column?: number }[]
  rows: { row: number; cells: Record<string, string>; fault?: { field: string; reason: string } }[]
}
const columnsOf = ({ fields }: Preview) =>
  Object.fromEntries(fields.flatMap(({ field, column }) => (column === undefined ? [] : [[field, column]])))
const folder = () => join(world.services.config.dataDir, 'imports')
/** What lies on the disk of a list; other test files keep theirs in the same folder. */
const lying = (id: string) => readdirSync(folder()).filter((name) => name.startsWith(id))

async function load(id: string): Promise<Imported> {
  const { body } = await ask<Preview>(SECRETARY, 'POST', `/api/imports/${id}/preview`, {})
  await ask(SECRETARY, 'POST', `/api/imports/${id}/start`, { columns: columnsOf(body) })
  await workImports(world.services, keepRowsIn(world.services))
  return (await ask<Imported>(SECRETARY, 'GET', `/api/imports/${id}`)).body
}

describe('an Excel list', () => {
  const born = new Date('1980-05-01T00:00:00Z')
  const rows: exceljs.CellValue[][] = [
    ['表一', 'X1', '', born, '户主', 13_900_002_222],
    [{ formula: 'HYPERLINK("http://x")', result: '表二' }, 'X1', '', '1990-01-02', '家人', ''],
    [{ richText: [{ text: '表' }, { text: '三' }] }, 'X1', 610_114_197_001_011_000, '', '家人', ''],
    [],
    ['', 'X2', '', born, '', ''],
  ]

  it('is looked at, started, loaded once, and leaves nothing lying about', async () => {
    const bytes = await excel(rows)
    const key = newId()
    const { body: sent } = await send(SECRETARY, bytes, '名单.xlsx', key)
    expect(sent).toMatchObject({ id: key, state: 'staged', total: 4, added: 0 })
    expect((await send(SECRETARY, bytes, '名单.xlsx', key)).body.id).toBe(key)
    const { body: looked } = await ask<Preview>(SECRETARY, 'POST', `/api/imports/${key}/preview`, {})
    expect(looked.rows.map(({ row, fault }) => [row, fault?.field])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, 'idNumber'],
      [6, 'name'],
    ])
    expect(looked.rows[0]?.cells).toMatchObject({ bornOn: '1980-05-01', phone: '139****2222' })
    expect(looked.rows[1]?.cells).toMatchObject({ name: '表二' })
    expect(looked.rows[2]?.fault?.reason).toContain('存成了数字')
    expect(lying(key)).toEqual([key])
    // Whoever takes the disk reads no name and no number from it.
    expect(readFileSync(join(folder(), key)).includes('表一')).toBe(false)
    expect(await load(key)).toMatchObject({ state: 'done', added: 2, refused: 2 })
    expect(lying(key)).toEqual([])
    const again = (await send(SECRETARY, bytes)).body.id
    expect(await load(again)).toMatchObject({ state: 'done', added: 0, unchanged: 2, refused: 2 })
  })

  it('is refused with a sentence when it is none', async () => {
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    for (const [bytes, says] of [
      [old, /旧版 Excel/],
      [Buffer.from('PK\u0003\u0004 broken'), /读不懂/],
      [Buffer.from('%PDF-1.7 \n'), /不是表格/],
      [Buffer.from('姓名,户号\n'), /一个人也没有/],
      [await workbookBomb(), /解开后太大/],
    ] as const) {
      const key = newId()
      const { status, body } = await send(SECRETARY, bytes, '名单.xlsx', key)
      expect([status, body.title, lying(key)]).toEqual([422, expect.stringMatching(says), []])
    }
    expect((await world.ask(SECRETARY, 'POST', '/api/imports', {})).status).toBe(415)
  })

  it('is not started before two columns are named, nor twice', async () => {
    const { id } = (await send(SECRETARY, Buffer.from('甲,乙\n某人,Y1\n'), '无列名.csv')).body
    expect((await ask(SECRETARY, 'POST', `/api/imports/${id}/start`, { columns: { name: 0 } })).status).toBe(
      422,
    )
    const columns = { name: 0, household: 1 }
    for (const state of ['waiting', 'waiting'])
      expect((await ask(SECRETARY, 'POST', `/api/imports/${id}/start`, { columns })).body).toMatchObject({
        state,
      })
    expect((await ask(SECRETARY, 'POST', `/api/imports/${id}/preview`, {})).status).toBe(409)
    await workImports(world.services, keepRowsIn(world.services))
  })

  it('that nobody starts is cleared away after a day', async () => {
    const { id } = (await send(SECRETARY, Buffer.from('姓名,户号\n某人,Y1\n'), '忘了.csv')).body
    await world.services.db.asOwner((tx) =>
      tx.rows(`update imports set opened_at = now() - interval '25 hours' where id = $1`, [id]),
    )
    await workImports(world.services, keepRowsIn(world.services))
    expect((await ask(SECRETARY, 'GET', `/api/imports/${id}`)).body).toMatchObject({ state: 'failed' })
    expect(lying(id)).toEqual([])
  })

  it('whose reading was cut off by a crash is cleared away too', async () => {
    const left = `${newId()}-${newId()}`
    writeFileSync(join(folder(), left), '姓名,户号')
    await workImports(world.services, keepRowsIn(world.services))
    expect(lying(left)).toEqual([left])
    const before = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(join(folder(), left), before, before)
    await workImports(world.services, keepRowsIn(world.services))
    expect(lying(left)).toEqual([])
  })
})

describe('what was refused', () => {
  it('is paged, kept as a file no spreadsheet runs, and masked', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `=1+${n},Z${n},80.5.${n}`)
    const { id } = (await send(SECRETARY, Buffer.from(`姓名,户号,出生日期\n${lines.join('\n')}\n-x,Z,\n`)))
      .body
    expect(await load(id)).toMatchObject({ refused: 61 })
    const url = `/api/imports/${id}/refusals`
    const first = await ask<{ rows: object[]; next: string }>(SECRETARY, 'GET', url)
    expect(first.body.rows).toHaveLength(50)
    const second = await ask<{ rows: { row: number }[]; next: null }>(
      SECRETARY,
      'GET',
      `${url}?cursor=${first.body.next}`,
    )
    expect([second.body.rows[0]?.row, second.body.rows.length, second.body.next]).toEqual([52, 11, null])
    expect((await ask(SECRETARY, 'GET', `${url}?cursor=zzz`)).status).toBe(400)
    const { person, post } = await world.scope('王建国', 'village-secretary')
    const { token } = await openSession(world.services, world.county, person, post?.id)
    const answer = await world.http.inject({
      url: `${url}/file`,
      headers: { authorization: `Bearer ${token}` },
    })
    const book = new exceljs.Workbook()
    await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
    const cells = (book.worksheets[0]?.getSheetValues() ?? []).flat().map(String)
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([])
    expect(cells.filter((cell) => cell.includes('不像姓名'))).toHaveLength(60)
  })
})

describe('a colleague’s phone', () => {
  it('is not changed by a list: whoever writes lists would sign in as them', async () => {
    const home = world.village
    const post = { role: 'grid-worker', division: `${home}001` } as const
    await moveIn(world.services, world.county, { name: '同事甲', phone: '13900003333', home, post })
    await world.services.db.asOwner((tx) =>
      tx.rows(`update households set number = 'W1' where county = $1 and name = '同事甲家'`, [world.county]),
    )
    await world.services.db.asOwner((tx) =>
      tx.rows(`update people set born_on = '1985-01-01' where county = $1 and name = '同事甲'`, [
        world.county,
      ]),
    )
    const list = '姓名,户号,出生日期,手机号,性别\n同事甲,W1,1985-01-01,13900004444,女\n'
    const { id } = (await send(SECRETARY, Buffer.from(list), '改手机.csv')).body
    expect(await load(id)).toMatchObject({ changed: 1, partly: 1, refused: 0 })
    const { body } = await ask<{ rows: { reason: string; scope: string }[] }>(
      SECRETARY,
      'GET',
      `/api/imports/${id}/refusals`,
    )
    expect(body.rows).toMatchObject([{ scope: 'cell', reason: expect.stringContaining('有工作账号或岗位') }])
    const kept = await world.services.db.read(world.county, (tx) =>
      tx.first<{ sex: string; phone: Buffer }>(
        `select sex, phone_sealed as phone from people where county = current_county() and name = '同事甲'`,
      ),
    )
    expect(kept?.sex).toBe('女')
    expect(world.services.secrets.unseal(kept?.phone ?? Buffer.alloc(0))).toBe('13900003333')
  })
})

describe('a phone in a list', () => {
  const day = '1970-03-04'
  const numbers = { has: '610114197003040112', none: '610114197003040139', child: '610114201905060111' }
  const sealedOf = (name: string) =>
    world.services.db.read(world.county, (tx) =>
      tx.first<{ id: string; phone: Buffer | null }>(
        'select id, phone_sealed as phone from people where county = current_county() and name = $1',
        [name],
      ),
    )
  const phoneOf = async (name: string) => {
    const { phone = null } = (await sealedOf(name)) ?? {}
    return phone && world.services.secrets.unseal(phone)
  }
  const loaded = async (lines: string[], file: string) => {
    const text = ['姓名,户号,身份证号,出生日期,手机号', ...lines].join('\n')
    const { id } = (await send(SECRETARY, Buffer.from(text), file)).body
    const row = await load(id)
    const { body } = await ask<{ rows: { row: number; reason: string; scope: string }[] }>(
      SECRETARY,
      'GET',
      `/api/imports/${id}/refusals`,
    )
    return { id, row, refusals: body.rows }
  }

  it('fills an empty one and replaces none, nor gives a child one', async () => {
    await loaded(
      [
        `号甲,T1,${numbers.has},,13900005551`,
        `号乙,T1,${numbers.none},,`,
        `号丙,T1,${numbers.child},,`,
        `号丁,T1,,${day},`,
      ],
      '先.csv',
    )
    expect(await phoneOf('号甲')).toBeNull()
    await agree(world, DIRECTOR)
    expect(await phoneOf('号甲')).toBe('13900005551')
    const { id: owner } = (await sealedOf('号甲')) ?? { id: '' }
    const { token } = await openSession(world.services, world.county, owner)
    const { row, refusals } = await loaded(
      [
        `号甲,T1,${numbers.has},,13900005552`,
        `号乙,T1,${numbers.none},,13900005553`,
        `号丙,T1,${numbers.child},,13900005554`,
        '号戊,T1,,2020-01-02,13900005555',
      ],
      '后.csv',
    )
    expect(row).toMatchObject({ added: 1, changed: 0, unchanged: 3, partly: 3, refused: 0, phonesWaiting: 1 })
    expect(await phoneOf('号乙')).toBeNull()
    await agree(world, DIRECTOR)
    expect(refusals.map(({ row: n, scope }) => [n, scope])).toEqual([
      [2, 'cell'],
      [4, 'cell'],
      [5, 'cell'],
    ])
    expect(refusals[0]?.reason).toContain('“登记手机号”')
    expect(refusals[1]?.reason).toContain('不满十四周岁')
    expect(await Promise.all(['号甲', '号乙', '号丙', '号戊'].map(phoneOf))).toEqual([
      '13900005551',
      '13900005553',
      null,
      null,
    ])
    const mine = await world.http.inject({
      url: '/api/people/mine',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(mine.statusCode).toBe(200)
  })

  it('of the seeded people is found by their own number of identity', async () => {
    const before = await sealedOf('刘桂兰')
    const own = await world.services.db.read(world.county, (tx) =>
      tx.first<{ number: Buffer }>('select id_number_sealed as number from people where id = $1', [
        before?.id,
      ]),
    )
    const number = world.services.secrets.unseal(own?.number ?? Buffer.alloc(0))
    const { row, refusals } = await loaded([`刘桂兰,T3,${number},,13900005559`], '演示.csv')
    expect(row).toMatchObject({ added: 0, changed: 1, partly: 1 })
    expect(refusals).toMatchObject([{ row: 2, reason: expect.stringContaining('名单不能换号') }])
    expect(await sealedOf('刘桂兰')).toEqual(before)
  })

  it('that was filled names the person, whoever sent the list and whoever agreed in the audit log', async () => {
    const { id } = await loaded([`号丁,T1,,${day},13900005556`], '补.csv')
    const person = (await sealedOf('号丁'))?.id
    await agree(world, DIRECTOR)
    const { person: first } = await world.scope('王建国', 'village-secretary')
    const rows = await world.services.db.asOwner((tx) =>
      tx.rows(
        `select p.name as by, a.after, a.said from audit_rows a join people p on p.county = a.county and p.id = a.person
         where a.county = $1 and a.record = $2 and a.route = 'secondWords.decide'`,
        [world.county, person],
      ),
    )
    expect(rows).toMatchObject([{ by: '张军利', after: { phone: '139****5556', list: id, first } }])
  })

  it('is not taken for who has an account; a post that has ended keeps it from nobody', async () => {
    const [holder, former] = ['号庚', '号辛']
    await loaded([`${holder},T2,,${day},`, `${former},T2,,${day},`], '账号.csv')
    const ids = [(await sealedOf(holder))?.id, (await sealedOf(former))?.id]
    await world.services.db.asOwner(async (tx) => {
      await tx.rows(`insert into accounts (county, person, sign_in_name) values ($1, $2, 'list-holder')`, [
        world.county,
        ids[0],
      ])
      await tx.rows(
        `insert into posts (county, id, person, role, title, division, starts_on, ends_on)
         values ($1, $2, $3, 'grid-worker', '网格员', $4, '2020-01-01', '2021-01-01')`,
        [world.county, newId(), ids[1], `${world.village}001`],
      )
    })
    const { row, refusals } = await loaded(
      [`${holder},T2,,${day},13900005557`, `${former},T2,,${day},13900005558`],
      '再.csv',
    )
    expect(row).toMatchObject({ changed: 0, unchanged: 2, partly: 1 })
    expect(refusals).toMatchObject([{ row: 2, reason: expect.stringContaining('有工作账号或岗位') }])
    await agree(world, DIRECTOR)
    expect([await phoneOf(holder), await phoneOf(former)]).toEqual([null, '13900005558'])
  })

  it('may have a name with signs that no database keeps', async () => {
    const { status, body } = await send(SECRETARY, Buffer.from('姓名,户号\n某人,Y2\n'), 'a\u0000b.csv')
    expect({ status, body }).toMatchObject({ status: 200, body: { file: 'ab.csv' } })
  })

  it('is loaded only by who sent it: another would give the second word on a list they started', async () => {
    const { id } = (await send(SECRETARY, Buffer.from('姓名,户号\n某人,Y3\n'), '别人的.csv')).body
    const start = (who: Who) =>
      ask<{ title: string }>(who, 'POST', `/api/imports/${id}/start`, { columns: { name: 0, household: 1 } })
    const other = await start(['张军利', 'village-director'])
    expect([other.status, other.body.title]).toEqual([403, expect.stringContaining('由上传的人核对后导入')])
    expect((await start(SECRETARY)).status).toBe(200)
  })

  it('is loaded only by who has just proved to be there', async () => {
    const { id } = (await send(SECRETARY, Buffer.from('姓名,户号\n某人,Y1\n'), '没确认.csv')).body
    const token = await unprovenToken(world, SECRETARY)
    const answer = await world.http.inject({
      method: 'POST',
      url: `/api/imports/${id}/start`,
      headers: { authorization: `Bearer ${token}` },
      payload: { columns: { name: 0, household: 1 } },
    })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'prove'])
  })
})
