import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '#server/modules/audit/index.ts'
import { openWorld, type World } from '#test/world.ts'
import { newId } from './ids.ts'

/** One key is one call: what is sent again gets the first answer, what says something else is told so. */

const SECRETARY = ['王建国', 'village-secretary'] as const
const DIRECTOR = ['张军利', 'village-director'] as const
const LIST = { kind: 'people', whole: [], purpose: 'service', reason: '村里统一组织体检要电话通知' }
const OTHER = { status: 409, title: expect.stringContaining('这次改过的内容没有收') as string }

let world: World
beforeAll(async () => {
  world = await openWorld()
})

type Body = { id: string; reason?: string; title?: string }
async function send(url: string, body: object, key: string, who: readonly [string, string] = SECRETARY) {
  const answer = await world.ask(who, 'POST', url, body, key)
  return { status: answer.status, ...(answer.body as Body) }
}

describe('a key that comes again', () => {
  it('with the same words gets the first answer, with others a word that they were not taken', async () => {
    const key = newId()
    const first = await send('/api/list-exports', LIST, key)
    expect(await send('/api/list-exports', LIST, key)).toEqual(first)
    expect(await send('/api/list-exports', { ...LIST, reason: '改成防汛时要挨家通知' }, key)).toMatchObject(
      OTHER,
    )
    expect(await send('/api/list-exports', LIST, key)).toMatchObject({ status: 200, reason: LIST.reason })
  })

  it('keeps the answer of a report, and refuses another one under its key', async () => {
    const key = newId()
    const report = (words: string) => ({
      flow: 'grid-event',
      action: 'report',
      division: world.village,
      answers: { words, item: '0402' },
    })
    const url = '/api/matters'
    const words = '水塔漏水，路上结冰，走路要小心'
    const first = await send(url, report(words), key)
    expect([first.status, first.title]).toEqual([200, undefined])
    expect(await send(url, report(words), key)).toEqual(first)
    // Other than its words, which nothing looked at before.
    const other = { ...report(words), answers: { words, item: '0401' } }
    expect(await send(url, other, key)).toMatchObject(OTHER)
  })

  it('after a refusal is as good as new', async () => {
    const key = newId()
    expect((await send('/api/list-exports', { ...LIST, reason: '' }, key)).status).toBe(422)
    expect((await send('/api/list-exports', LIST, key)).status).toBe(200)
  })

  it('of somebody else tells nothing of what it was', async () => {
    const key = newId()
    await send('/api/list-exports', LIST, key)
    expect(
      (await send('/api/list-exports', { ...LIST, reason: '另一个人的另一件事' }, key, DIRECTOR)).status,
    ).toBe(404)
  })

  it('is kept as a hash that nobody without our key can make, and proved with its row', async () => {
    const key = newId()
    await send('/api/list-exports', LIST, key)
    const { db } = world.services
    const rows = await db.asOwner((tx) =>
      tx.rows<{ outcome: string; sent_hash: Buffer }>('select * from audit_rows where key = $1', [key]),
    )
    expect(rows).toMatchObject([{ outcome: 'done', sent_hash: expect.any(Buffer) as Buffer }])
    expect((await verifyAudit(world.services, world.county)).faults).toEqual([])
  })
})
