import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { auditor, logOf } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type World } from '#test/world.ts'
import { UNMASKED_A_DAY } from './unmasking.ts'

type Post = readonly [name: string, role: string]
const SECRETARY: Post = ['王建国', 'village-secretary']
const PHONE = '13900008765'
const WHY = { purpose: 'contact', reason: '送去的药要先打电话' }

type Seen = { value: string; left: number; code: string; fields: Record<string, string> }

let world: World
let seen: string
let silent: string
beforeAll(async () => {
  world = await openWorld()
  const home = world.village
  seen = (await moveIn(world.services, world.county, { name: '被看的人', phone: PHONE, home })).person
  silent = (await moveIn(world.services, world.county, { name: '没有电话的人', home })).person
})

async function unmask(
  body: object,
  { of = seen, who = SECRETARY, key = newId() }: { of?: string; who?: Post; key?: string } = {},
) {
  const answer = await world.ask(who, 'POST', `/api/people/${of}/unmask`, body, key)
  return { status: answer.status, body: answer.body as Seen }
}
const kept = () =>
  world.services.db.asOwner((tx) =>
    tx.rows<{ id: string; reason: string }>('select * from unmaskings where subject = $1 order by at', [
      seen,
    ]),
  )

describe('a masked value', () => {
  it('is shown whole with a reason, and the row says who, of whom, which and why, but never the value', async () => {
    const { status, body } = await unmask({ field: 'phone', ...WHY })
    expect([status, body.value]).toEqual([200, PHONE])
    const [row] = await logOf(world, { record: seen, route: 'people.unmask' })
    const { person } = await world.scope(...SECRETARY)
    expect(row).toMatchObject({
      person,
      outcome: 'done',
      said: { field: 'phone', purpose: 'contact', why: WHY.reason },
    })
    expect(JSON.stringify([row, await kept()])).not.toContain(PHONE)
    const found = await auditor(world, { record: '被看的人' })
    expect(found.rows[0]).toMatchObject({
      record: '被看的人',
      who: '王建国',
      said: expect.arrayContaining([
        { name: '目的', after: '联系本人办事' },
        { name: '哪一项', after: '手机号' },
        { name: '理由', after: WHY.reason },
      ]),
    })
  })

  it('needs a purpose and a reason in words', async () => {
    expect((await unmask({ field: 'phone', reason: WHY.reason })).status).toBe(422)
    expect((await unmask({ field: 'phone', purpose: 'curiosity', reason: WHY.reason })).status).toBe(422)
    const { status, body } = await unmask({ field: 'phone', purpose: 'contact', reason: ' 看看 ' })
    expect([status, body.fields['reason']]).toEqual([422, '请写清楚为什么，至少 4 个字'])
  })

  it('is not there where nothing was registered', async () => {
    expect((await unmask({ field: 'phone', ...WHY }, { of: silent })).status).toBe(404)
    expect((await unmask({ field: 'idNumber', ...WHY })).status).toBe(404)
  })

  it('sent twice is shown twice and counted once; the key is good for nothing else', async () => {
    const key = newId()
    const [one, two] = [
      await unmask({ field: 'phone', ...WHY }, { key }),
      await unmask({ field: 'phone', ...WHY }, { key }),
    ]
    expect([two.body.value, two.body.left]).toEqual([PHONE, one.body.left])
    expect((await kept()).filter(({ id }) => id === key)).toHaveLength(1)
    const other = await moveIn(world.services, world.county, {
      name: '另一个人',
      phone: '13900008766',
      home: world.village,
    })
    expect((await unmask({ field: 'phone', ...WHY }, { key, of: other.person })).status).toBe(404)
  })

  it('is not looked at again with a key of long ago: that would leave no row', async () => {
    const key = newId()
    const { post, person } = await world.scope(...SECRETARY)
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `insert into unmaskings (county, id, subject, field, purpose, reason, person, post, at)
         values ($1, $2, $3, 'phone', 'contact', '昨天看过的', $4, $5, now() - interval '1 day')`,
        [world.county, key, seen, person, post?.id],
      ),
    )
    expect((await unmask({ field: 'phone', ...WHY }, { key })).status).toBe(409)
  })

  it('keeps numbers out of the reason', async () => {
    const key = newId()
    await unmask({ field: 'phone', purpose: 'verify', reason: `和 ${PHONE} 对一对` }, { key })
    expect((await kept()).find(({ id }) => id === key)?.reason).toBe('和 <phone> 对一对')
    const rows = await logOf(world, { record: seen, route: 'people.unmask' })
    expect(JSON.stringify(rows)).not.toContain(PHONE)
  })

  it('is asked for by somebody who has just proved to be there', async () => {
    const director: Post = ['张军利', 'village-director']
    expect((await unmask({ field: 'phone', ...WHY }, { who: director })).status).toBe(200)
    const { person } = await world.scope(...director)
    await world.services.db.asOwner((tx) =>
      tx.rows(`update sessions set proven_at = now() - interval '1 hour' where person = $1`, [person]),
    )
    const refused = await unmask({ field: 'phone', ...WHY }, { who: director })
    expect([refused.status, refused.body.code]).toEqual([403, 'prove'])
  })

  it('ends for the day where looking up becomes a list, however many ask at once', async () => {
    const tries = Array.from({ length: UNMASKED_A_DAY + 3 }, () => unmask({ field: 'phone', ...WHY }))
    const answers = await Promise.all(tries)
    expect(answers.at(-1)?.status).toBeLessThan(500)
    const last = await unmask({ field: 'phone', ...WHY })
    expect([last.status, last.body.code]).toEqual([429, 'too-many'])
    const { person } = await world.scope(...SECRETARY)
    const counted = await world.services.db.asOwner((tx) =>
      tx.first<{ n: number }>(
        `select count(*)::int as n from unmaskings where person = $1 and at > now() - interval '1 hour'`,
        [person],
      ),
    )
    expect(counted?.n).toBe(UNMASKED_A_DAY)
  })

  it('cannot be wiped from the table by the program', async () => {
    for (const statement of ['update unmaskings set reason = $1', 'delete from unmaskings where reason = $1'])
      await expect(
        world.services.db.inCounty(world.county, (tx) => tx.rows(statement, ['不是我看的'])),
      ).rejects.toThrow(/permission denied/)
    await expect(
      world.services.db.asOwner((tx) => tx.rows(`update unmaskings set reason = '不是我看的'`)),
    ).rejects.toThrow(/append-only/)
  })
})
