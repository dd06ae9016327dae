import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { keepRowsIn } from '#server/modules/audit/index.ts'
import { openWorld, type World } from '#test/world.ts'
import { importPeople, stageImport, workImports } from './index.ts'
import { checkRow, guessColumns, type Cells, type ListRow } from './rules.ts'

const VILLAGE = '610114006205'
const ground = {
  villages: {
    codes: new Set([VILLAGE, '610114006206']),
    byName: new Map([
      ['老寨村', [VILLAGE]],
      ['同名村', [VILLAGE, '610114006206']],
      ['别处村', ['610114007201']],
    ]),
  },
  area: '610114006',
  today: '2026-11-24',
}

/** A number nobody has: no place has the code 999999. */
function idNumber(born: string, serial: number): string {
  const body = `999999${born.replaceAll('-', '')}${String(serial).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, n) => total + weight * Number(body[n]), 0)
  return body + '10X98765432'[sum % 11]
}

const good: Cells = {
  name: '试一试',
  idNumber: idNumber('1980-05-01', 101),
  phone: '13900000001',
  household: 'T1',
  relation: '户主',
  village: '老寨村',
}

describe('a row', () => {
  it('is read as people write it', () => {
    const cells = { ...good, bornOn: '1980年5月1日', group: '3', address: '12号', phone: '+86 139-0000-0001' }
    expect(checkRow({ row: 2, cells }, ground)).toMatchObject({
      bornOn: '1980-05-01',
      sex: '男',
      village: VILLAGE,
      address: '3组12号',
      phone: '13900000001',
    })
  })

  it.each<[Cells, string, RegExp]>([
    [{ name: '' }, 'name', /没有填姓名/],
    [{ name: '长'.repeat(51) }, 'name', /超过 50 个字/],
    [{ name: '=cmd()' }, 'name', /不像姓名/],
    [{ name: '<b>孙</b>' }, 'name', /不像姓名/],
    [{ name: '6222020200011112222' }, 'name', /不像姓名/],
    [{ household: ' ' }, 'household', /没有填户号/],
    [{ idNumber: '1234' }, 'idNumber', /18 位/],
    [
      { idNumber: `${good.idNumber?.slice(0, 17)}${good.idNumber?.endsWith('1') ? '2' : '1'}` },
      'idNumber',
      /校验位/,
    ],
    [{ idNumber: idNumber('1981-02-29', 101) }, 'idNumber', /不存在/],
    [{ idNumber: idNumber('2030-01-01', 101) }, 'idNumber', /今天以后/],
    [{ bornOn: '1980-05-02' }, 'bornOn', /不一致/],
    [{ idNumber: '' }, 'bornOn', /没有身份证号/],
    [{ idNumber: '', bornOn: '80.5.1' }, 'bornOn', /看不懂/],
    [{ sex: '女' }, 'sex', /不一致/],
    [{ phone: '12345' }, 'phone', /11 位/],
    [{ village: '没有村' }, 'village', /没有找到/],
    [{ village: '同名村' }, 'village', /几个村/],
    [{ village: '别处村' }, 'village', /辖区/],
    [{ village: '' }, 'village', /没有填村/],
  ])('is refused with a reason: %o', (wrong, field, reason) => {
    const checked = checkRow({ row: 9, cells: { ...good, ...wrong } }, ground)
    expect(checked).toMatchObject({ row: 9, field, scope: 'row', reason: expect.stringMatching(reason) })
    expect(JSON.stringify(checked)).not.toMatch(/\d{9}/)
  })

  it('has its columns guessed from their headings', () => {
    expect(guessColumns(['序号', ' 姓 名*', '公民身份号码', '联系电话', '户号', '村（社区）'])).toEqual({
      name: 1,
      idNumber: 2,
      phone: 3,
      household: 4,
      village: 5,
    })
  })
})

describe('a list', () => {
  let world: World
  const rowOf = (n: number, more: Cells = {}): ListRow => ({
    row: n + 1,
    cells: {
      name: `村民${n}`,
      idNumber: idNumber('1970-01-01', n),
      household: `H${Math.ceil(n / 3)}`,
      village: VILLAGE,
      ...more,
    },
  })
  const people = (count: number, more: Record<number, Cells> = {}) =>
    Array.from({ length: count }, (_, n) => rowOf(n + 1, more[n + 1]))
  const load = (rows: Iterable<ListRow> | AsyncIterable<ListRow>, id = newId(), area = '610114') =>
    importPeople(world.services, { county: world.county, id, file: '名单', rows, area })
  const refusals = (id: string) =>
    world.services.db.read(world.county, (tx) =>
      tx.rows<{ row_n: number; field: string; value: string; scope: string; reason: string }>(
        `select row_n, field, value, scope, reason from import_refusals
         where county = current_county() and import = $1 order by row_n`,
        [id],
      ),
    )

  beforeAll(async () => {
    world = await openWorld()
  })

  it('is loaded once; again it changes nothing, and a changed row leaves a trail', async () => {
    expect(await load(people(30))).toMatchObject({ rows: 30, added: 30, refused: 0 })
    expect(await load(people(30))).toMatchObject({ added: 0, changed: 0, unchanged: 30 })
    const id = newId()
    expect(await load(people(30, { 4: { name: '改了名', phone: '13900001111' } }), id)).toMatchObject({
      changed: 1,
      unchanged: 29,
    })
    const trail = await world.services.db.read(world.county, (tx) =>
      tx.rows('select fields from people_changes where county = current_county() and import = $1', [id]),
    )
    expect(trail).toEqual([{ fields: ['name', 'phone'] }])
    const sealed = await world.services.db.read(world.county, (tx) =>
      tx.first<{ phone: Buffer; number: Buffer }>(
        `select phone_sealed as phone, id_number_sealed as number from people
         where county = current_county() and name = '改了名'`,
      ),
    )
    expect(world.services.secrets.unseal(sealed?.phone ?? Buffer.alloc(0))).toBe('13900001111')
    expect(world.services.secrets.unseal(sealed?.number ?? Buffer.alloc(0))).toBe(idNumber('1970-01-01', 4))
  })

  it('says of every refused row why, and takes a person without a phone that is not theirs', async () => {
    const id = newId()
    const rows = people(8, {
      2: { idNumber: idNumber('1970-01-01', 1), name: '村民1' },
      3: { phone: '13900001111' },
      5: { village: '610114006206' },
      6: { idNumber: '61011419700101' },
    })
    expect(await load(rows, id)).toMatchObject({ refused: 3, partly: 1, changed: 1, unchanged: 4 })
    const found = await refusals(id)
    expect(found.map(({ row_n, field, scope }) => [row_n, field, scope])).toEqual([
      [3, 'idNumber', 'row'],
      [4, 'phone', 'cell'],
      [6, 'household', 'row'],
      [7, 'idNumber', 'row'],
    ])
    expect(JSON.stringify(found)).not.toMatch(/\d{9}/)
  })

  it('does not touch people outside the area of the post, nor the phone of a colleague', async () => {
    const id = newId()
    const elsewhere = people(2, { 1: { village: '610114006206', household: 'E1' } })
    expect(await load(elsewhere, id, '610114006206')).toMatchObject({ refused: 2, changed: 0 })
    expect((await refusals(id)).map(({ reason }) => reason)).toEqual([
      '这个人登记在您的辖区以外，请先由那边的同事迁出',
      '这个村不在您的辖区，请由那里的同事导入',
    ])
  })

  it('goes on where it was when it is cut off, and counts nothing twice', async () => {
    const id = newId()
    const rows = Array.from({ length: 9000 }, (_, n) => ({
      row: n + 2,
      cells: { name: `断${n}`, bornOn: '1960-02-03', household: `R${n}`, village: VILLAGE },
    }))
    async function* breaking() {
      yield* rows.slice(0, 6000)
      throw new Error('killed')
    }
    await expect(load(breaking(), id)).rejects.toThrow('killed')
    expect(await load(rows, id)).toMatchObject({ rows: 9000, added: 9000, unchanged: 0 })
    expect(await load(rows, id)).toMatchObject({ added: 9000, unchanged: 0 })
  })

  it('is read from a CSV file in either encoding, by one worker of two', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'people-'))
    const path = join(folder, 'list.csv')
    // “姓名,户号,村,出生日期 / 甲,G1,…” as Excel in China writes it (GB18030).
    const gb = [0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbb, 0xa7, 0xba, 0xc5, 0x2c, 0xb4, 0xe5, 0x2c]
    const born = [0xb3, 0xf6, 0xc9, 0xfa, 0xc8, 0xd5, 0xc6, 0xda]
    const row = [0xbc, 0xd7, ...Buffer.from(`,G1,${VILLAGE},1950-01-01\n`)]
    await writeFile(path, Buffer.from([...gb, ...born, 0x0a, ...row]))
    const { county, services } = world
    const id = await stageImport(services, { county, path, file: '旧名单.csv', area: '610114', person: null })
    await Promise.all([
      workImports(services, keepRowsIn(services)),
      workImports(services, keepRowsIn(services)),
    ])
    const done = await services.db.read(county, (tx) =>
      tx.first('select state, added from imports where county = current_county() and id = $1', [id]),
    )
    expect(done).toEqual({ state: 'done', added: 1 })
    const found = await services.db.read(county, (tx) =>
      tx.first(`select name from households where county = current_county() and number = 'G1'`),
    )
    expect(found).toEqual({ name: '甲家' })
  })
})
