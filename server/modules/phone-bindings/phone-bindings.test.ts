import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { logOf } from '#test/audit.ts'
import { moveIn } from '#test/people.ts'
import { agree } from '#test/second.ts'
import { textsTo as textsOf } from '#test/texts.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { WAITING_TITLE } from './rules.ts'

const SECRETARY = ['王建国', 'village-secretary'] as const
const DIRECTOR: Who = ['张军利', 'village-director']
const BESIDE: Who = ['邻村书记', 'village-secretary']
const OTHER_VILLAGE = '610114006206'
const WHY = '他本人打来电话，说旧手机丢了'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const post = { role: 'village-secretary', division: OTHER_VILLAGE } as const
  await moveIn(world.services, world.county, { name: '邻村书记', home: OTHER_VILLAGE, post })
})

type Reply = {
  status: number
  title: string | undefined
  fields: Record<string, string>
  body: { state?: string }
}

let addresses = 0
/** From an address nobody else has, unless one is given: what one address may do is counted. */
async function send(
  url: string,
  payload: object,
  { address, key = newId() }: { address?: string; key?: string } = {},
) {
  const remoteAddress = address ?? `10.0.${Math.floor(++addresses / 200)}.${addresses % 200}`
  const headers = { 'idempotency-key': key }
  const answer = await world.http.inject({ method: 'POST', url, payload, remoteAddress, headers })
  const body = answer.body === '' ? {} : answer.json()
  const reply: Reply = { status: answer.statusCode, title: body.title, fields: body.fields ?? {}, body }
  return reply
}
const sendCode = (phone: string, address?: string) =>
  send('/api/phone-bindings/code', { phone }, address === undefined ? {} : { address })

const textsTo = async (phone: string) =>
  (await textsOf(world.services.config.dataDir, phone)).map(({ text }) => text)

const SOON = { timeout: 10_000 }
/** The gateway is not waited for, so neither is its log complete at once. */
async function lastText(phone: string, holds: string): Promise<string> {
  const find = async () => (await textsTo(phone)).findLast((text) => text.includes(holds))
  await expect.poll(find, SOON).toBeDefined()
  return (await find()) ?? ''
}
const owner = <R extends object>(sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<R>(sql, values))
const anew = () => owner(`update sign_in_codes set sent_at = sent_at - interval '61 seconds'`)

async function codeFor(phone: string): Promise<string> {
  await anew()
  const before = (await textsTo(phone)).length
  expect((await sendCode(phone)).status).toBe(204)
  await expect.poll(async () => (await textsTo(phone)).length, SOON).toBeGreaterThan(before)
  return /登记手机号的验证码是 (\d{6})/.exec(await lastText(phone, '登记手机号的验证码'))?.[1] ?? ''
}
const wanted = (phone: string, code: string, more: object = {}) => ({
  village: world.village,
  name: '王新来',
  household: '3 组 12 号，户主王老汉',
  phone,
  code,
  ...more,
})
/** A request that waits. */
async function asked(phone: string, more: object = {}): Promise<string> {
  const key = newId()
  const reply = await send('/api/phone-bindings', wanted(phone, await codeFor(phone), more), { key })
  expect([reply.status, reply.body.state]).toEqual([200, 'waiting'])
  return key
}
const ask = async (who: Who, method: 'GET' | 'POST', url: string, body?: object): Promise<Reply> => {
  const answer = await world.ask(who, method, url, body)
  const { title, fields = {} } = (answer.body || {}) as Partial<Reply>
  return { status: answer.status, title, fields, body: answer.body }
}
const confirm = (id: string, person: string, more: object = {}, who: Who = SECRETARY) =>
  ask(who, 'POST', `/api/phone-bindings/${id}/confirm`, { person, ...more })
/** Confirmed by the secretary and agreed to by the director: it is theirs from then on. */
const confirmed = async (id: string, person: string, more: object = {}) => {
  expect((await confirm(id, person, more)).status).toBe(204)
  expect((await agree(world, DIRECTOR)).at(-1)?.status).toBe(200)
}
const waiting = async (who: Who = SECRETARY) =>
  (await world.ask(who, 'GET', '/api/phone-bindings')).body as {
    waiting: number
    rows: { id: string; phone: string }[]
  }
const stateOf = async (id: string) =>
  (await world.ask(undefined, 'GET', `/api/phone-bindings/${id}/state`)).body as {
    state: string
    said?: string
  }

let people = 0
const villager = async (phone?: string, home = world.village) =>
  (await moveIn(world.services, world.county, { name: `村民${++people}`, home, ...(phone ? { phone } : {}) }))
    .person

async function signsIn(phone: string): Promise<number> {
  await anew()
  const before = (await textsTo(phone)).length
  await send('/api/session/code', { phone })
  // To a phone nobody knows none comes.
  for (let tries = 0; tries < 50 && (await textsTo(phone)).length === before; tries++)
    await new Promise((go) => setTimeout(go, 20))
  const code = /登录验证码是 (\d{6})/.exec((await textsTo(phone)).slice(before).at(-1) ?? '')?.[1]
  return (await send('/api/session', { phone, code: code ?? '000000' })).status
}

describe('a telephone nobody knows', () => {
  const PHONE = '13900008001'

  it('asks, the village says whose it is, and it signs in', async () => {
    const person = await villager()
    expect(await signsIn(PHONE)).toBe(422)
    const id = await asked(PHONE)
    const list = await waiting()
    expect(list.rows[0]).toMatchObject({ id, name: '王新来', phone: '139****8001' })
    expect(JSON.stringify(list)).not.toContain(PHONE)
    expect((await ask(SECRETARY, 'GET', `/api/phone-bindings/${id}`)).body).toMatchObject({ phone: PHONE })
    expect((await confirm(id, person)).status).toBe(204)
    // By one word alone nothing is anybody's yet.
    expect(await stateOf(id)).toMatchObject({ state: 'checked' })
    expect((await waiting()).rows[0]).toMatchObject({ id, checked: { by: '王建国' } })
    expect(await signsIn(PHONE)).toBe(422)
    expect((await confirm(id, person)).status).toBe(204)
    expect((await confirm(id, await villager())).status).toBe(409)
    expect((await agree(world, DIRECTOR)).map(({ status }) => status)).toEqual([200])
    expect(await stateOf(id)).toMatchObject({ state: 'confirmed' })
    await lastText(PHONE, '确认了您的手机号')
    expect(await signsIn(PHONE)).toBe(200)
    expect((await waiting()).rows.map((row) => row.id)).not.toContain(id)
    // The same again changes nothing and tells nobody.
    expect((await confirm(id, person)).status).toBe(204)
    expect((await textsTo(PHONE)).filter((text) => text.includes('确认了')).length).toBe(1)
    const [shown] = await logOf(world, { record: id, route: 'phoneBindings.show' })
    expect(shown).toMatchObject({ outcome: 'done' })
    const [done] = await logOf(world, { record: person, route: 'secondWords.decide' })
    const { person: first } = await world.scope(...SECRETARY)
    expect(done).toMatchObject({ outcome: 'done', after: { phone: '139****8001', first } })
  })

  it('is sent back with a reason, told by text and on its page, and may ask again', async () => {
    const phone = '13900008002'
    const id = await asked(phone)
    const reason = '名册里没有这个人，请带户口本来村里登记'
    // What nobody sees is gone before it is sent.
    const body = { reason: reason.replace('带', '\u202e带\u200b') }
    const refuse = () => ask(SECRETARY, 'POST', `/api/phone-bindings/${id}/refuse`, body)
    expect((await ask(SECRETARY, 'POST', `/api/phone-bindings/${id}/refuse`, { reason: '' })).status).toBe(
      422,
    )
    for (let times = 0; times < 2; times++) expect((await refuse()).status).toBe(204)
    expect(await stateOf(id)).toMatchObject({ state: 'refused', said: reason })
    expect((await textsTo(phone)).filter((text) => text.includes(reason)).length).toBe(1)
    expect((await confirm(id, await villager())).status).toBe(409)
    expect(await signsIn(phone)).toBe(422)
    const again = await asked(phone)
    expect((await waiting()).rows.map((row) => row.id)).toContain(again)
  })

  it('waits once, however often it asks and to whichever village', async () => {
    const phone = '13900008003'
    const { person } = await world.scope(...SECRETARY)
    const told = async () =>
      (await owner('select id from notices where title = $1 and person = $2', WAITING_TITLE, person)).length
    const before = await told()
    const first = await asked(phone)
    const mended = await asked(phone, { name: '王新来' })
    expect(await told()).toBe(before + 1)
    const second = await asked(phone, { village: OTHER_VILLAGE })
    const states = await Promise.all([first, mended, second].map(stateOf))
    expect(states.map(({ state }) => state)).toEqual(['superseded', 'superseded', 'waiting'])
    expect((await confirm(first, await villager())).status).toBe(409)
    expect((await waiting(BESIDE)).rows.map((row) => row.id)).toEqual([second])
  })

  it('asked twice with one key, also at the same moment, is there once', async () => {
    const phone = '13900008004'
    const key = newId()
    const body = wanted(phone, await codeFor(phone))
    const both = await Promise.all([1, 2].map(() => send('/api/phone-bindings', body, { key })))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await send('/api/phone-bindings', body, { key })).status).toBe(200)
    // Somebody else’s key opens nothing.
    expect((await send('/api/phone-bindings', wanted('13900008005', '000000'), { key })).status).toBe(404)
    expect((await waiting()).rows.filter(({ id }) => id === key).length).toBe(1)
  })

  it('names a village, and the code that went to it', async () => {
    const phone = '13900008006'
    const code = await codeFor(phone)
    for (const village of ['610114006', '610114999999', `${world.village}001`])
      expect((await send('/api/phone-bindings', wanted(phone, code, { village }))).fields).toHaveProperty(
        'village',
      )
    const missing = await send('/api/phone-bindings', wanted(phone, code, { name: ' ', household: '' }))
    expect(Object.keys(missing.fields).toSorted()).toEqual(['household', 'name'])
    expect((await send('/api/phone-bindings', wanted(phone, code))).status).toBe(200)
    expect((await send('/api/phone-bindings', wanted(phone, code))).fields).toHaveProperty('code')
  })
})

describe('whoever guesses, floods or listens', () => {
  it('learns from no answer who lives here: a known phone is told by text alone', async () => {
    const [known, unknown] = ['13900008011', '13900008012']
    await villager(known)
    const sent = [await sendCode(known), await sendCode(unknown)]
    expect([sent[0]?.status, sent[0]]).toEqual([204, sent[1]])
    const again = [await sendCode(known), await sendCode(unknown)]
    expect(again.map(({ status }) => status)).toEqual([429, 429])
    const code = /验证码是 (\d{6})/.exec(await lastText(unknown, '登记手机号'))?.[1]
    const wrong = code === '111111' ? '222222' : '111111'
    const tried = [
      await send('/api/phone-bindings', wanted(known, wrong)),
      await send('/api/phone-bindings', wanted(unknown, wrong)),
    ]
    expect(tried.map(({ status }) => status)).toEqual([422, 422])
    expect(tried[0]?.body).toEqual(tried[1]?.body)
    await expect.poll(() => textsTo(known), SOON).toEqual([expect.stringContaining('已经在村里登记过')])
    expect((await logOf(world, { route: 'phoneBindings.ask' })).slice(0, 2)).toMatchObject([
      { outcome: 'refused', said: { phone: '139****8012' } },
      { outcome: 'refused', said: { phone: '139****8011' } },
    ])
  })

  it('has five tries, each counted, and a code for signing in is none', async () => {
    const phone = '13900008013'
    const code = await codeFor(phone)
    const wrong = code === '111111' ? '222222' : '111111'
    for (let tries = 0; tries < 5; tries++)
      expect((await send('/api/phone-bindings', wanted(phone, wrong))).status).toBe(422)
    expect((await send('/api/phone-bindings', wanted(phone, code))).status).toBe(422)
    const late = await codeFor(phone)
    await owner(`update sign_in_codes set sent_at = sent_at - interval '5 minutes'`)
    expect((await send('/api/phone-bindings', wanted(phone, late))).status).toBe(422)
    expect((await send('/api/session', { phone, code: await codeFor(phone) })).status).toBe(422)
  })

  it('is stopped by what rings one phone, and by what comes from one address', async () => {
    const phone = '13900008014'
    const statuses = []
    for (let n = 0; n < 6; n++) {
      await anew()
      statuses.push((await sendCode(phone)).status)
    }
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429])
    const address = '10.9.9.9'
    const flood = []
    for (let n = 0; n < 21; n++) flood.push((await sendCode(`1390001${8100 + n}`, address)).status)
    expect(flood.slice(0, 20).every((status) => status === 204)).toBe(true)
    const guesses = []
    for (let n = 0; n < 21; n++)
      guesses.push(
        (await send('/api/phone-bindings', wanted(`1390001${8100 + n}`, '000000'), { address })).status,
      )
    expect([flood.at(-1), guesses.at(-1)]).toEqual([429, 429])
  })
})

describe('the village', () => {
  it('answers its own requests alone, for its own people alone', async () => {
    const id = await asked('13900008021')
    const [ours, theirs] = [await villager(), await villager(undefined, OTHER_VILLAGE)]
    expect((await ask(BESIDE, 'GET', `/api/phone-bindings/${id}`)).status).toBe(404)
    expect((await confirm(id, theirs, {}, BESIDE)).status).toBe(404)
    expect(
      (await ask(BESIDE, 'POST', `/api/phone-bindings/${id}/refuse`, { reason: '不是我们村' })).status,
    ).toBe(404)
    expect((await confirm(id, theirs)).status).toBe(404)
    await owner(`insert into counties (county, name, pack_version) values ('610115', '邻区', '1')`)
    const foreign = newId()
    await owner(`insert into people (county, id, name) values ('610115', $1, '外县人')`, foreign)
    expect((await confirm(id, foreign)).status).toBe(404)
    await confirmed(id, ours)
  })

  it('says it once: of two at the same moment one is told so', async () => {
    const phone = '13900008022'
    const id = await asked(phone)
    const pair = [await villager(), await villager()]
    const statuses = (await Promise.all(pair.map((person) => confirm(id, person)))).map(
      ({ status }) => status,
    )
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 409])
    await agree(world, DIRECTOR)
    const held = await owner<{ id: string }>(
      'select id from people where phone_hash = $1',
      world.services.secrets.hash('phone', phone),
    )
    expect(held.length).toBe(1)
  })

  it('replaces a number knowingly: with a reason, the old one is told, and what it had open ends', async () => {
    const [old, fresh] = ['13900008023', '13900008024']
    const person = await villager(old)
    const { token } = await openSession(world.services, world.county, person)
    const isIn = async () =>
      (await world.http.inject({ url: '/api/session', headers: { authorization: `Bearer ${token}` } }))
        .statusCode
    const id = await asked(fresh)
    const refused = await confirm(id, person)
    expect([refused.status, refused.fields]).toEqual([
      422,
      { replacing: expect.stringContaining('139****8023') },
    ])
    expect(await isIn()).toBe(200)
    await confirmed(id, person, { replacing: WHY })
    expect(await isIn()).toBe(401)
    expect(await lastText(old, '换成了尾号 8024')).not.toContain(fresh)
    expect([await signsIn(old), await signsIn(fresh)]).toEqual([422, 200])
    const [row] = await logOf(world, { record: person, route: 'secondWords.decide' })
    expect(row).toMatchObject({ before: { phone: '139****8023' }, after: { phone: '139****8024' } })
    const [said] = await logOf(world, { record: person, route: 'phoneBindings.confirm' })
    expect(said).toMatchObject({ said: { why: WHY }, after: { verdict: 'waiting' } })
  })

  it('does not let in a child, nor a colleague, nor a phone that became somebody’s', async () => {
    const phone = '13900008025'
    const id = await asked(phone)
    const child = await villager()
    const today = dateOf(new Date())
    await owner(
      'update people set born_on = $2 where id = $1',
      child,
      `${Number(today.slice(0, 4)) - 10}-06-01`,
    )
    expect((await confirm(id, child)).fields['person']).toContain('不满十四周岁')
    const home = world.village
    const posted = { role: 'grid-worker', division: home } as const
    const { services, county } = world
    const colleague = await moveIn(services, county, { name: '网格员甲', home, post: posted })
    const past = await moveIn(services, county, {
      name: '卸任的',
      home,
      post: { ...posted, ends: '2024-01-01' },
    })
    const opened = await villager()
    await owner(
      `insert into accounts (county, person, sign_in_name) values ($1, $2, 'not.yet')`,
      county,
      opened,
    )
    for (const person of [colleague.person, opened, (await world.scope('王建国')).person])
      expect((await confirm(id, person, { replacing: WHY })).fields['person']).toContain('系统管理员')
    const taker = await villager()
    await owner(
      'update people set phone_sealed = $2, phone_hash = $3 where id = $1',
      taker,
      services.secrets.seal(phone),
      services.secrets.hash('phone', phone),
    )
    expect((await confirm(id, past.person)).fields['person']).toContain('登记着另一个人')
    await confirmed(id, taker)
  })
})

describe('what is kept', () => {
  it('shows no number, stands as it was answered, and goes no sooner than its term', async () => {
    const phone = '13900008031'
    const id = await asked(phone)
    const [row] = await owner<{ text: string }>(
      'select to_jsonb(b)::text as text from phone_bindings b where id = $1',
      id,
    )
    expect(row?.text).not.toContain(phone)
    const change = (sql: string) =>
      world.services.db.inCounty(world.county, (tx) =>
        tx.rows(`${sql} where county = current_county() and id = $1`, [id]),
      )
    await expect(change('delete from phone_bindings')).rejects.toThrow(/append-only/)
    await expect(change(`update phone_bindings set name = '别人'`)).rejects.toThrow(/permission denied/)
    await ask(SECRETARY, 'POST', `/api/phone-bindings/${id}/refuse`, { reason: '名册里没有这个人' })
    await expect(change(`update phone_bindings set said = '改了'`)).rejects.toThrow(/append-only/)
    await expect(owner('delete from phone_bindings where id = $1', id)).rejects.toThrow(/append-only/)
    const elsewhere = await world.services.db.inCounty('610116', (tx) =>
      tx.rows('select id from phone_bindings'),
    )
    expect(elsewhere).toEqual([])
  })
})
