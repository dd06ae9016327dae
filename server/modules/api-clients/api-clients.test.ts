import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { SYSTEM } from '#test/accounts.ts'
import { logOf } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

/** Another system is let in, counted and shut out by the system administrator. */

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const TERMS = { name: '市12345热线', scopes: ['hotline'], minuteMax: 5, dayMax: 8 }
type Listed = {
  id: string
  minute: number
  today: number
  peak: number
  endedAt?: string
  days: { operation: string; calls: number; refused: number }[]
}
const listed = async (id: string) =>
  ((await world.ask(SYSTEM, 'GET', '/api/clients')).body as Listed[]).find((client) => client.id === id)

async function opened(once = newId(), terms: object = TERMS): Promise<{ id: string; key: string }> {
  const { status, body } = await world.ask(SYSTEM, 'POST', '/api/clients', terms, once)
  expect(status).toBe(200)
  return body
}
const look = (key: string) =>
  world.http.inject({ url: '/api/hotline/tickets/HL-0001', headers: { 'x-api-key': key } })

/** Waits out the end of a minute, so that one test stays within one. */
async function awayFromTheMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 8_000) await new Promise((go) => setTimeout(go, left + 100))
}

describe('a client', () => {
  it('is let in with a key that is shown once, and kept as a hash', async () => {
    const once = newId()
    const { id, key } = await opened(once)
    expect(key).toMatch(/^[\w-]{32}$/)
    expect(await opened(once)).toEqual({ id, key })
    const kept = await world.services.db.asOwner((tx) =>
      tx.rows('select * from api_clients where id = $1', [id]),
    )
    expect(JSON.stringify(kept)).not.toContain(key)
    expect(JSON.stringify((await world.ask(SYSTEM, 'GET', '/api/clients')).body)).not.toContain(key)
    const [row] = await logOf(world, { record: id })
    expect([row?.route, row?.outcome]).toEqual(['apiClients.open', 'done'])
    expect(JSON.stringify(row)).not.toContain(key)
  })

  it('is shown its key again for some minutes, to whoever let it in and to nobody else', async () => {
    const once = newId()
    const { id } = await opened(once)
    const post = { role: 'system-administrator', division: world.county } as const
    await moveIn(world.services, world.county, { name: '另一位系统管理员', home: world.village, post })
    const again = async (who: Who) => (await world.ask(who, 'POST', '/api/clients', TERMS, once)).status
    expect(await again(['另一位系统管理员', 'system-administrator'])).toBe(409)
    expect(await again(SYSTEM)).toBe(200)
    await world.services.db.asOwner((tx) =>
      tx.rows(`update api_clients set opened_at = now() - interval '11 minutes' where id = $1`, [id]),
    )
    expect(await again(SYSTEM)).toBe(409)
  })

  it('is counted by the minute and the day, and stopped at both limits', async () => {
    await awayFromTheMinute()
    const { id, key } = await opened()
    const statuses: number[] = []
    for (let n = 0; n < 6; n++) statuses.push((await look(key)).statusCode)
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429])
    expect(Number((await look(key)).headers['retry-after'])).toBeGreaterThan(0)
    expect(await listed(id)).toMatchObject({
      minute: 7,
      today: 7,
      peak: 7,
      days: [{ operation: 'hotline.look', calls: 7, refused: 7 }],
    })
    await world.services.db.asOwner((tx) =>
      tx.rows(`update api_clients set minute_at = minute_at - interval '1 minute' where id = $1`, [id]),
    )
    expect((await look(key)).statusCode).toBe(404)
    const spent = await look(key)
    expect([spent.statusCode, spent.json().title]).toEqual([
      429,
      '今天的 8 次已经用完，请明天再来，或者联系发放密钥的单位',
    ])
  })

  it('that ended opens nothing, at once', async () => {
    const { id, key } = await opened()
    expect((await look(key)).statusCode).toBe(404)
    expect((await world.ask(SYSTEM, 'POST', `/api/clients/${id}/end`)).status).toBe(204)
    expect((await look(key)).statusCode).toBe(403)
    expect((await listed(id))?.endedAt).toBeTypeOf('string')
    expect((await world.ask(SYSTEM, 'POST', `/api/clients/${newId()}/end`)).status).toBe(404)
  })

  it('is described before it is let in', async () => {
    for (const [more, field] of [
      [{ name: '' }, 'name'],
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['everything'] }, 'scopes.0'],
      [{ minuteMax: 0 }, 'minuteMax'],
    ] as const) {
      const { status, body } = await world.ask(SYSTEM, 'POST', '/api/clients', { ...TERMS, ...more })
      expect([status, Object.keys((body as { fields?: object }).fields ?? {})]).toEqual([422, [field]])
    }
  })
})
