import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { AUDIT, doorOf, SECURITY, SYSTEM } from './accounts.ts'
import { formOf, workbookOf } from './form.ts'
import { CAST, type Reader, readerOf } from './oracle.ts'
import { unprovenToken } from './unproven.ts'
import { openWorld, type Who, type World } from './world.ts'

/** The rows `accounts.*`, `session.end…` and `oidc.*` of proven.ts: who manages whose logins, who sees whose sessions. */

let world: World
let readers: Reader[]
/** Nobody asks it here. */
const OIDC = {
  issuer: 'http://127.0.0.1:9/',
  clientId: 'gongzhi',
  clientSecret: 'secret',
  name: '省统一身份认证',
  callback: 'http://localhost/desk/oidc',
  secondFactor: [],
}
const ADMINISTRATORS: readonly Who[] = [SYSTEM, SECURITY, AUDIT]

beforeAll(async () => {
  world = await openWorld({ oidc: OIDC })
  readers = await Promise.all([...CAST, ...ADMINISTRATORS].map((who) => readerOf(world, who)))
})

describe('accounts', () => {
  it('are read, opened, locked and given posts by the administrators whose work it is, and by nobody else', async () => {
    const door = doorOf(world)
    const { id } = await door.opened('新来的人', '13900000301', 'new.one')
    for (const { who, post } of readers) {
      const role = post?.role
      const reads = role === 'system-administrator' || role === 'security-administrator'
      const list = await world.ask(who, 'GET', '/api/accounts')
      expect([who, list.status]).toEqual([who, reads ? 200 : 403])
      const positions = await world.ask(who, 'GET', '/api/accounts/positions')
      expect([who, positions.status]).toEqual([who, reads ? 200 : 403])
      if (reads) expect(JSON.stringify(list.body)).not.toMatch(/13900000301|argon2|code_hash/)
      const status = async (url: string, body: object = {}) =>
        (await world.ask(who, 'POST', url, body)).status
      const opens = role === 'system-administrator'
      const open = {
        person: '又一个',
        phone: `1390000${4000 + readers.length}`,
        signInName: `n${newId().slice(-8)}`,
      }
      if (!opens) expect([who, await status('/api/accounts', open)]).toEqual([who, 403])
      expect([who, await status(`/api/accounts/${id}/code`)]).toEqual([who, opens ? 200 : 403])
      expect([who, await status(`/api/accounts/${id}/lock`)]).toEqual([who, reads ? 204 : 403])
      expect([who, await status(`/api/accounts/${id}/unlock`)]).toEqual([who, reads ? 204 : 403])
      const give = { role: 'county-leader', division: world.county, title: '区领导' }
      const gives = role === 'security-administrator'
      expect([who, await status(`/api/accounts/${id}/posts`, give)]).toEqual([who, gives ? 200 : 403])
      const end = await status(`/api/accounts/${id}/posts/${newId()}/end`)
      expect([who, end]).toEqual([who, gives ? 404 : 403])
    }
  })

  it('are opened from a table by the system administrator alone', async () => {
    const { headers, payload } = formOf(await workbookOf([['姓名', '手机号', '登录名']]), '表.xlsx')
    for (const { who } of readers) {
      const { person, post } = await (typeof who === 'string' ? world.scope(who) : world.scope(...who))
      const opens = post?.role === 'system-administrator'
      const { token } = await openSession(world.services, world.county, person, post?.id)
      const asking = { authorization: `Bearer ${token}`, 'idempotency-key': newId() }
      const template = await world.http.inject({ url: '/api/accounts/sheet/template', headers: asking })
      expect([who, template.statusCode]).toEqual([who, opens ? 200 : 403])
      for (const url of ['/look', '/refused', '?look=seen']) {
        const answer = await world.http.inject({
          method: 'POST',
          url: `/api/accounts/sheet${url}`,
          headers: { ...headers, ...asking },
          payload,
        })
        expect([who, url, answer.statusCode]).toEqual([who, url, opens ? 422 : 403])
      }
    }
  })

  it('want a fresh proof from administrators, too', async () => {
    const token = await unprovenToken(world, SYSTEM)
    for (const url of ['', '/sheet/look', '/sheet/refused', '/sheet?look=seen']) {
      const answer = await world.http.inject({
        method: 'POST',
        url: `/api/accounts${url}`,
        payload: { person: '又一个', phone: '13900000302', signInName: 'another.one' },
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': newId() },
      })
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, 'prove'])
    }
  })
})

describe('sessions', () => {
  it('are listed to their own person and ended by nobody else', async () => {
    const { person } = await world.scope('刘桂兰')
    await openSession(world.services, world.county, person)
    type Listed = { id: string; isThis: boolean }[]
    const own = (await world.ask('刘桂兰', 'GET', '/api/session/own')).body as Listed
    const other = own.find(({ isThis }) => !isThis)?.id ?? ''
    for (const { who } of readers.filter((reader) => reader.person !== person)) {
      const theirs = (await world.ask(who, 'GET', '/api/session/own')).body as Listed
      expect([who, theirs.map(({ id }) => id).includes(other)]).toEqual([who, false])
      expect([who, (await world.ask(who, 'DELETE', `/api/session/own/${other}`)).status]).toEqual([who, 404])
    }
    expect((await world.ask('刘桂兰', 'DELETE', `/api/session/own/${other}`)).status).toBe(204)
    expect((await world.ask('刘桂兰', 'DELETE', `/api/session/own/${other}`)).status).toBe(404)
  })
})

describe('bindings to the identity provider', () => {
  it('are seen and ended by the holder of the account, and by no administrator either', async () => {
    const { id } = await doorOf(world).opened('绑定的人', '13900000303', 'bound.one')
    const bound = await world.services.db.asOwner((tx) =>
      tx.rows(
        `insert into oidc_bindings (county, id, person, issuer, subject_hash) values ($1, $2, $3, $4, '\\x01') returning id`,
        [world.county, newId(), id, OIDC.issuer],
      ),
    )
    for (const { who } of readers) {
      expect([who, (await world.ask(who, 'GET', '/api/oidc/binding')).body]).toEqual([who, null])
      expect([who, (await world.ask(who, 'DELETE', '/api/oidc/binding')).status]).toEqual([who, 204])
      // Nor does anybody bind who did not come in by a password.
      expect([who, (await world.ask(who, 'POST', '/api/oidc/binding/begin')).status]).toEqual([who, 403])
    }
    const left = await world.services.db.asOwner((tx) =>
      tx.rows('select id from oidc_bindings where ended_at is null'),
    )
    expect(left).toEqual(bound)
  })
})
