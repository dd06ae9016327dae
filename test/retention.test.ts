import { beforeAll, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
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
  const sessions = () => owner('select count(*)::int as n from sessions where person = $1', person)

  const dry = await retain(services, county, true)
  expect(lineOf(dry, '结束了的登录')).toMatch(/^会删 3：.*网络安全法/)
  expect(lineOf(dry, '短信验证码')).toMatch(/^会删 1：/)
  expect(lineOf(dry, '没有导入的名单文件')).toMatch(/^会删 1：/)
  expect(lineOf(dry, '会议录像')).toMatch(/互联网直播服务管理规定/)
  expect(lineOf(dry, '审计日志')).toMatch(/^会删 0：.*个人信息保护法/)
  expect(await sessions()).toEqual([{ n: 4 }])

  expect(lineOf(await retain(services, county, false), '结束了的登录')).toMatch(/^删去 3：/)
  expect(await sessions()).toEqual([{ n: 1 }])
  const left = await retain(services, county, true)
  for (const what of ['结束了的登录', '短信验证码', '没有导入的名单文件'])
    expect(lineOf(left, what)).toMatch(/^会删 0：/)
})
