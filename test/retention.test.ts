import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { addClient } from '#server/modules/api-clients/index.ts'
import { openTexts } from '#server/core/texts.ts'
import { retain } from '#server/retention.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const owner = (sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<{ n: number }>(sql, values))
const lineOf = (lines: readonly string[], what: string) => lines.find((line) => line.includes(what)) ?? ''

it('keeps the text messages of a house without a gateway for a day, readable to its owner alone', async () => {
  const { services, county } = world
  const file = join(services.config.dataDir, `texts-${newId()}.log`)
  const own = { ...services, texts: openTexts(file) }
  const line = (hours: number, text: string) =>
    JSON.stringify({ at: new Date(Date.now() - hours * 3_600_000).toISOString(), phone: '13900000000', text })
  await writeFile(file, `${line(25, '昨天的验证码')}\n${line(23, '今天的验证码')}\n`, { mode: 0o644 })
  await own.texts.send('13900000001', '刚才的验证码')
  expect(lineOf(await retain(own, county, true), 'texts.log')).toMatch(/^会删 1：.*个人信息保护法/)
  expect(await readFile(file, 'utf8')).toContain('昨天')
  expect(lineOf(await retain(own, county, false), 'texts.log')).toMatch(/^删去 1：/)
  const left = await readFile(file, 'utf8')
  expect([left.includes('昨天'), left.includes('今天'), left.includes('刚才')]).toEqual([false, true, true])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('says what would go and by which rule, and only then lets it go', async () => {
  const { services, county } = world
  const { person } = await world.scope('刘桂兰')
  for (let n = 0; n < 3; n++) await openSession(services, county, person)
  await owner(
    `update sessions set closed_at = now() - interval '200 days', seen_at = now() - interval '200 days' where person = $1`,
    person,
  )
  await openSession(services, county, person)
  await owner(
    `insert into sign_in_codes (county, phone_hash, code_hash, sent_at) values ($1, '\\x01', '\\x02', now() - interval '2 hours')`,
    county,
  )
  await owner(
    `insert into imports (county, id, file, columns, area, state, opened_at)
     values ($1, $2, '名单.xlsx', '{}', $3, 'staged', now() - interval '2 days')`,
    county,
    newId(),
    world.village,
  )
  for (const [n, asked, decided] of [
    [1, 31, null],
    [2, 29, null],
    [3, 100, 91],
    [4, 100, 89],
  ] as const)
    await aPhoneAsked(n, asked, decided)
  await aMessageSent(40)
  await aMessageSent(20)
  const sessions = () => owner('select count(*)::int as n from sessions where person = $1', person)

  const dry = await retain(services, county, true)
  expect(lineOf(dry, '结束了的登录')).toMatch(/^会删 3：.*网络安全法/)
  expect(lineOf(dry, '短信验证码')).toMatch(/^会删 1：/)
  expect(lineOf(dry, '没有导入的名单文件')).toMatch(/^会删 1：/)
  expect(lineOf(dry, '推送出去的内容')).toMatch(/^会删 1：.*网络数据安全管理条例/)
  expect(lineOf(dry, '手机号登记')).toMatch(/^会删 2：.*个人信息保护法/)
  expect(lineOf(dry, '会议录像')).toMatch(/互联网直播服务管理规定/)
  expect(lineOf(dry, '审计日志')).toMatch(/^会删 0：.*个人信息保护法/)
  expect(await sessions()).toEqual([{ n: 4 }])

  expect(lineOf(await retain(services, county, false), '结束了的登录')).toMatch(/^删去 3：/)
  expect(await sessions()).toEqual([{ n: 1 }])
  const left = await retain(services, county, true)
  for (const what of ['结束了的登录', '短信验证码', '没有导入的名单文件', '推送出去的内容', '手机号登记'])
    expect(lineOf(left, what)).toMatch(/^会删 0：/)
  expect(await owner('select count(*)::int as n from phone_bindings')).toEqual([{ n: 2 }])
  // That it was sent stays; its words are gone, of the old one alone.
  expect(await owner(`select count(*)::int as n from webhook_deliveries where body = ''`)).toEqual([{ n: 1 }])
  expect(await owner('select count(*)::int as n from webhook_deliveries')).toEqual([{ n: 2 }])
})

/** A telephone asked to be registered, and was sent back, so many days ago. */
async function aPhoneAsked(n: number, asked: number, decided: number | null): Promise<void> {
  const { services, county, village } = world
  const { person, post } = await world.scope('王建国', 'village-secretary')
  const phone = `1390000840${n}`
  await owner(
    `insert into phone_bindings (county, id, village, name, household, phone_sealed, phone_hash, asked_at, verdict, said,
       decided_by, decided_post, decided_at)
     select $1, $2, $3, '问的人', '3 组', $4, $5, now() - make_interval(days => $6), v.verdict, v.said, v.by, v.post, v.at
     from (values (null, null, null::uuid, null::uuid, null::timestamptz),
       ('refused', '没有这个人', $8, $9, now() - make_interval(days => $7))) as v (verdict, said, by, post, at)
     where (v.verdict is null) = ($7::int is null)`,
    county,
    newId(),
    village,
    services.secrets.seal(phone),
    services.secrets.hash('phone', phone),
    asked,
    decided,
    person,
    post?.id,
  )
}

/** A message that arrived so many days ago. */
async function aMessageSent(days: number): Promise<void> {
  const { services, county } = world
  const key = await addClient(services, county, { name: `收推送的 ${days}`, scopes: ['webhooks'] })
  await owner(
    `with hook as (
       insert into webhooks (county, id, client, url, events, secret_sealed)
       select county, gen_random_uuid(), id, 'https://example.cn/', array['matter.acted'], '\\x00'
       from api_clients where key_hash = $1 returning county, id)
     insert into webhook_deliveries (county, id, webhook, event, body, due_at, arrived_at)
     select county, gen_random_uuid(), id, 'matter.acted', '{}', null, now() - make_interval(days => $2) from hook`,
    services.secrets.hash('token', key),
    days,
  )
}
