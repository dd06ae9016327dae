import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { doorOf, SYSTEM } from '#test/accounts.ts'
import { logOf } from '#test/audit.ts'
import { formOf, linesOf, workbookOf } from '#test/form.ts'
import { textsTo } from '#test/texts.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let door: ReturnType<typeof doorOf>
let phones = 13_911_000_000
const token = new Map<string, string>()

beforeAll(async () => {
  world = await openWorld()
  door = doorOf(world)
  // A second system administrator, whose keys are not the first one's.
  const other = await door.holder('另一个管理员', '13911999999', 'other.admin')
  await world.services.db.asOwner((tx) =>
    tx.rows(
      `insert into posts (county, id, person, role, title, division, starts_on)
       values ($1, $2, $3, 'system-administrator', '系统管理员', $1, '2026-01-01')`,
      [world.county, newId(), other.person],
    ),
  )
  for (const name of [SYSTEM[0], '另一个管理员']) {
    const { person, post } = await world.scope(name, 'system-administrator')
    token.set(name, (await openSession(world.services, world.county, person, post?.id)).token)
  }
})

const ADMINISTRATOR: string = SYSTEM[0]
const HEADINGS = ['姓名', '手机号', '登录名']
const phone = () => String(++phones)
/** A row nothing stands against. */
const sound = (signInName: string) => [`新干部${signInName}`, phone(), signInName]
const count = async (table: string) =>
  (await world.services.db.asOwner((tx) => tx.first<{ n: number }>(`select count(*) as n from ${table}`)))?.n

async function send(
  url: string,
  bytes: Buffer,
  { key = newId(), by = ADMINISTRATOR, file = '表.xlsx' } = {},
) {
  const { headers, payload } = formOf(bytes, file)
  const answer = await world.http.inject({
    method: 'POST',
    url: `/api/accounts/sheet${url}`,
    headers: { ...headers, authorization: `Bearer ${token.get(by)}`, 'idempotency-key': key },
    payload,
  })
  return {
    status: answer.statusCode,
    raw: answer.rawPayload,
    headers: answer.headers,
    json: () => answer.json(),
  }
}
type Looked = {
  rows: { row: number; person: string; phone: string; signInName: string; faults?: Record<string, string> }[]
  look: string
}
async function look(bytes: Buffer, file?: string): Promise<Looked> {
  const answer = await send('/look', bytes, file === undefined ? {} : { file })
  expect(answer.status).toBe(200)
  return answer.json() as Looked
}
const refusal = async (bytes: Buffer, file?: string) => {
  const answer = await send('/look', bytes, file === undefined ? {} : { file })
  return [answer.status, (answer.json() as { title: string }).title]
}
async function open(bytes: Buffer, more: Parameters<typeof send>[2] = {}) {
  const { look: seen } = await look(bytes)
  return send(`?look=${seen}`, bytes, more)
}

describe('a table of whom to open accounts for', () => {
  it('is looked at by the checks of the single form, and nothing is written', async () => {
    await door.opened('有账号的人', '13911888001', 'has.account')
    await door.opened('另一个人', '13911888002', 'is.another')
    const [shared, own] = [phone(), phone()]
    const rows = [
      ['好的人', own, 'good.one'],
      ['', phone(), 'no.name'],
      ['缺手机', '', 'no.phone'],
      ['少一位', '1391100000', 'short.phone'],
      ['名不对', phone(), '9 wrong'],
      ['重名', phone(), 'Has.Account'],
      ['有账号的人', '13911888001', 'has.another'],
      ['冒名的人', '13911888002', 'somebody.else'],
      ['同号甲', shared, 'same.a'],
      ['同号乙', shared, 'same.b'],
      ['同名甲', phone(), 'same.name'],
      ['同名乙', phone(), 'SAME.name'],
    ]
    const before = [await count('accounts'), await count('people'), await count('account_deeds')]
    const looked = await look(await workbookOf([HEADINGS, ...rows]))
    expect([await count('accounts'), await count('people'), await count('account_deeds')]).toEqual(before)
    expect(looked.rows.map(({ row }) => row)).toEqual(rows.map((_, n) => n + 2))
    expect(looked.rows[0]).toEqual({
      row: 2,
      person: '好的人',
      phone: `${own.slice(0, 3)}****${own.slice(7)}`,
      signInName: 'good.one',
    })
    expect(looked.rows[3]?.phone).toBe('139***0000')
    const twice = (these: string, says: string) => expect.stringMatching(`第 ${these} 行${says}`)
    expect(looked.rows.slice(1).map(({ faults }) => faults)).toEqual([
      { person: '请写姓名（至少 2 个字）' },
      { phone: '手机号是 11 位数字，请再看看' },
      { phone: '手机号是 11 位数字，请再看看' },
      { signInName: '登录名用小写字母开头，3 到 32 位，可以有数字、点和短横' },
      { signInName: '这个登录名已经有人用了，请换一个' },
      { person: '他已经有账号了，忘了密码请用“重发启用码”' },
      { phone: '这个手机号登记的是另一个人，请核对姓名和手机号' },
      { phone: twice('10、11', '是同一个手机号') },
      { phone: twice('10、11', '是同一个手机号') },
      { signInName: twice('12、13', '是同一个登录名') },
      { signInName: twice('12、13', '是同一个登录名') },
    ])
    // The single form refuses each in the same words.
    for (const { faults, row } of looked.rows.slice(1, 8)) {
      const [person, itsPhone, signInName] = rows[row - 2] ?? []
      const body = { person, phone: itsPhone, signInName }
      const single = await world.ask(SYSTEM, 'POST', '/api/accounts', body)
      expect([row, single.status, (single.body as { fields: object }).fields]).toEqual([row, 422, faults])
    }
  })

  it('is read from CSV as from Excel, with its columns in any order and numbers as people write them', async () => {
    const [a, b] = [phone(), phone()]
    const csv = `备注,登录名,姓 名,*手机号\r\n老账号,csv.one,张一,${a.slice(0, 3)} ${a.slice(3, 7)} ${a.slice(7)}\r\n,,,\r\n,csv.two,李二,+86${b}\r\n`
    const { rows } = await look(Buffer.from(csv), '干部.csv')
    expect(rows.map(({ row, faults }) => [row, faults])).toEqual([
      [2, undefined],
      [4, undefined],
    ])
    const numbers = await workbookOf([HEADINGS, ['王三', Number(phone()), 'as.number']])
    expect((await look(numbers)).rows[0]?.faults).toBeUndefined()
  })

  it('is refused as a whole when it is empty, has other columns or too many people', async () => {
    expect(await refusal(Buffer.from(''), '空.csv')).toEqual([422, '这个文件是空的，请核对是不是传错了'])
    expect(await refusal(await workbookOf([HEADINGS]))).toEqual([
      422,
      expect.stringContaining('一个人也没有'),
    ])
    expect(
      await refusal(
        await workbookOf([
          ['姓名', '电话'],
          ['张一', phone()],
        ]),
      ),
    ).toEqual([422, expect.stringContaining('没有“手机号”“登录名”')])
    expect(await refusal(Buffer.from('%PDF-1.7'), '文件.pdf')).toEqual([
      422,
      expect.stringContaining('不是表格'),
    ])
    const many = (n: number) => Array.from({ length: n }, (_, i) => ['某某人', '1', `n${i}`])
    expect(await refusal(await workbookOf([HEADINGS, ...many(301)]))).toEqual([
      422,
      expect.stringContaining('一次最多 300 人'),
    ])
    expect((await look(await workbookOf([HEADINGS, ...many(300)]))).rows).toHaveLength(300)
  })

  it('gives its refused rows back with the reasons, to be mended and sent again as they are', async () => {
    const rows = [sound('mend.good'), ['要改的', '13911', 'mend.bad'], ['', phone(), 'mend.none']]
    const answer = await send('/refused', await workbookOf([HEADINGS, ...rows]))
    expect(answer.status).toBe(200)
    const [mark, headings, ...refused] = await linesOf(answer.raw)
    expect(mark?.[0]).toMatch(/^苗长青（.+）.+ 导出：不能开账号的 2 行/)
    expect(headings).toEqual([...HEADINGS, '不能开的原因', '原来在'])
    expect(refused.map((cells) => [cells[1], cells[3], cells[4]])).toEqual([
      ['13911', '手机号是 11 位数字，请再看看', '第 3 行'],
      [rows[2]?.[1], '请写姓名（至少 2 个字）', '第 4 行'],
    ])
    const again = await look(answer.raw)
    expect(again.rows.map(({ row, person }) => [row, person])).toEqual([
      [3, '要改的'],
      [4, ''],
    ])
  })

  it('has a template that is taken once it is filled in', async () => {
    const answer = await world.http.inject({
      url: '/api/accounts/sheet/template',
      headers: { authorization: `Bearer ${token.get(SYSTEM[0])}` },
    })
    expect(await linesOf(answer.rawPayload)).toEqual([HEADINGS])
  })
})

describe('many accounts', () => {
  it('are opened with one press; each code lets its person in, and each leaves its row in the log', async () => {
    const key = newId()
    const rows = [sound('many.one'), ['错的', '1', 'many.bad'], sound('many.two')]
    const answer = await open(await workbookOf([HEADINGS, ...rows]), { key })
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    const { dataDir } = world.services.config
    for (const [n, times] of [1, 0, 1].entries())
      expect(await textsTo(dataDir, rows[n]?.[1] ?? '')).toHaveLength(times)
    const [mark, headings, ...handed] = await linesOf(answer.raw)
    expect(mark?.[0]).toMatch(/^苗长青（.+）.+ 导出：2 人的启用码，只出这一次；当面交给本人/)
    expect(headings).toEqual(['姓名', '登录名', '启用码', '有效期到'])
    expect(handed.map(([name, signInName]) => [name, signInName])).toEqual([
      ['新干部many.one', 'many.one'],
      ['新干部many.two', 'many.two'],
    ])
    const [first = '', second = ''] = handed.map(([, , code]) => code)
    expect(first).not.toBe(second)
    expect(JSON.stringify(await look(await workbookOf([HEADINGS, ...rows])))).toContain('他已经有账号了')
    await door.activated('many.two', second)
    await door.activated('many.one', first)

    const log = await logOf(world, { route: 'accounts.openMany' })
    const { person } = await world.scope(...SYSTEM)
    expect(log.map((row) => [row.outcome, row.person])).toEqual([
      ['done', person],
      ['done', person],
    ])
    const named = log.map((row) => row.after?.['signInName'])
    expect(new Set(named)).toEqual(new Set(['many.one', 'many.two']))
    const written = JSON.stringify(log)
    for (const secret of [
      first,
      second,
      ...rows.map(([, number = '']) => number).filter((n) => n.length === 11),
    ])
      expect(written).not.toContain(secret)
    type Listed = { signInName: string; openedBy: string; state: string }
    const list = (await world.ask(SYSTEM, 'GET', '/api/accounts?q=many.')).body as Listed[]
    expect(list.map(({ openedBy, state }) => [openedBy, state])).toEqual([
      ['苗长青', 'active'],
      ['苗长青', 'active'],
    ])
  })

  it('answer a repeat with the same codes to the same person, without those that were used, and to nobody else', async () => {
    const key = newId()
    const bytes = await workbookOf([HEADINGS, sound('again.one'), sound('again.two')])
    const { look: seen } = await look(bytes)
    const codes = async (by?: string) => {
      const answer = await send(`?look=${seen}`, bytes, { key, ...(by === undefined ? {} : { by }) })
      return { status: answer.status, codes: answer.status === 200 ? await linesOf(answer.raw) : undefined }
    }
    const at = [codes(), codes(), codes()]
    const [first, ...others] = (await Promise.all(at)).map((each) => each.codes?.slice(2))
    for (const other of others) expect(other).toEqual(first)
    const opened = await count('accounts')
    expect((await codes('另一个管理员')).status).toBe(404)
    await door.activated('again.one', first?.[0]?.[2] ?? '')
    const later = (await codes()).codes?.slice(2)
    expect(later?.map((cells) => cells[2])).toEqual(['已经启用或重发过', first?.[1]?.[2]])
    expect(await count('accounts')).toBe(opened)
  })

  it('are not opened at all when something is no longer as it was seen', async () => {
    const bytes = await workbookOf([HEADINGS, sound('moved.one'), sound('moved.two')])
    const { look: seen } = await look(bytes)
    await door.opened('快了一步', phone(), 'moved.two')
    const before = await count('accounts')
    const answer = await send(`?look=${seen}`, bytes)
    expect([answer.status, (answer.json() as { code: string }).code]).toEqual([409, 'moved'])
    // Nor is another table opened by what was seen of this one.
    const other = await workbookOf([HEADINGS, sound('moved.three')])
    expect((await send(`?look=${seen}`, other)).status).toBe(409)
    expect(await count('accounts')).toBe(before)
  })

  it('are refused when no row is sound', async () => {
    const answer = await open(await workbookOf([HEADINGS, ['错的', '1', 'none.sound']]))
    expect([answer.status, (answer.json() as { title: string }).title]).toEqual([
      422,
      expect.stringContaining('没有一行能开账号'),
    ])
  })

  it('are opened once each when two tables with the same people come at once', async () => {
    const [a, b] = [sound('race.a'), sound('race.b')]
    const [ab, ba] = [await workbookOf([HEADINGS, a, b]), await workbookOf([HEADINGS, b, a])]
    const seen = [await look(ab), await look(ba)]
    const answers = await Promise.all(
      [ab, ba].map((bytes, n) =>
        send(`?look=${seen[n]?.look}`, bytes, n === 0 ? {} : { by: '另一个管理员' }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
  })

  it('are given to who stands in the register with that name and number', async () => {
    const { person } = await world.scope('刘桂兰')
    const sealed = await world.services.db.asOwner((tx) =>
      tx.first<{ phone_sealed: Buffer }>('select phone_sealed from people where id = $1', [person]),
    )
    const number = world.services.secrets.unseal(sealed?.phone_sealed ?? Buffer.alloc(0))
    const answer = await open(await workbookOf([HEADINGS, ['刘桂兰', number, 'liu.guilan']]))
    expect(answer.status).toBe(200)
    const row = await world.services.db.asOwner((tx) =>
      tx.first(`select person from accounts where sign_in_name = 'liu.guilan'`),
    )
    expect(row).toEqual({ person })
  })
})
