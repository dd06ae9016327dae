import { beforeAll, describe, expect, it } from 'vitest'
import { dateOf } from '#practice/kit/index.ts'
import { newId } from '#server/core/ids.ts'
import { importPeople, type ImportOf } from '#server/modules/people/index.ts'
import { moveIn } from '#test/people.ts'
import { agree, answer, wordsFor } from '#test/second.ts'
import { openWorld, type Who, type World } from '#test/world.ts'
import { stateOf, WAIT_DAYS } from './rules.ts'

const SECRETARY: Who = ['王建国', 'village-secretary']
const DIRECTOR: Who = ['张军利', 'village-director']
const SUPERVISOR: Who = ['屈建文', 'village-supervisor']
const TOWN: Who = ['陈晓东', 'town-dispatcher']
const ALONE: Who = ['独一个书记', 'village-secretary']
const WHY = '我去他家问过，他没有这个手机'

let world: World
let phones = 0
beforeAll(async () => {
  world = await openWorld()
})

const owner = <R extends object>(sql: string, ...values: unknown[]) =>
  world.services.db.asOwner((tx) => tx.rows<R>(sql, values))
const villager = async (name: string, home = world.village, phone?: string) =>
  (await moveIn(world.services, world.county, { name, home, ...(phone === undefined ? {} : { phone }) }))
    .person
const phoneOf = async (person: string) =>
  (await owner<{ is: boolean }>('select phone_hash is not null as is from people where id = $1', person))[0]
    ?.is

/** A telephone that asks, as its code has let it in. */
async function asking(village = world.village): Promise<string> {
  const id = newId()
  const phone = `139000092${String(++phones).padStart(2, '0')}`
  const { secrets } = world.services
  await owner(
    `insert into phone_bindings (county, id, village, name, household, phone_sealed, phone_hash)
     values ($1, $2, $3, '问的人', '3 组', $4, $5)`,
    world.county,
    id,
    village,
    secrets.seal(phone),
    secrets.hash('phone', phone),
  )
  return id
}
const confirm = async (who: Who, id: string, person: string) =>
  (await world.ask(who, 'POST', `/api/phone-bindings/${id}/confirm`, { person })).status
const mine = async (who: Who) => (await wordsFor(world, who)).filter(({ mayAnswer }) => mayAnswer)
const noticesOf = async (who: Who) =>
  (
    await owner<{ title: string; text: string }>(
      `select n.title, n.text from notices n join people p on p.id = n.person where p.name = $1 order by n.at`,
      typeof who === 'string' ? who : who[0],
    )
  ).map(({ title, text }) => `${title}：${text}`)

describe('a keeper who lets his own second telephone in as an old neighbour', () => {
  it('has let nothing in: it takes another one’s word, never his, and a refusal tells him why', async () => {
    const old = await villager('没手机的老人')
    const id = await asking()
    expect(await confirm(SECRETARY, id, old)).toBe(204)
    const [own] = (await wordsFor(world, SECRETARY)).filter(({ isOwn }) => isOwn)
    expect(own).toMatchObject({ mayAnswer: false, state: 'waiting' })
    const word = own?.id ?? ''
    expect((await answer(world, SECRETARY, word, 'approved')).status).toBe(403)
    expect(await phoneOf(old)).toBe(false)
    for (const who of [DIRECTOR, SUPERVISOR])
      expect((await noticesOf(who)).join()).toContain('有一件登记等您复核：王建国登记了')
    expect((await answer(world, DIRECTOR, word, 'refused')).fields).toHaveProperty('said')
    expect((await answer(world, DIRECTOR, word, 'refused', WHY)).status).toBe(200)
    expect((await answer(world, DIRECTOR, word, 'refused', WHY)).status).toBe(200)
    expect((await answer(world, SUPERVISOR, word, 'approved')).status).toBe(409)
    expect((await noticesOf(SECRETARY)).at(-1)).toMatch(/没有同意.*没手机的老人.*张军利.*我去他家问过/)
    expect(await phoneOf(old)).toBe(false)
    // It waits for the keepers again; below the program, too, nobody answers their own, nor twice.
    expect(await confirm(SECRETARY, id, old)).toBe(204)
    const [again] = await mine(SUPERVISOR)
    expect(again?.says).toContain('没手机的老人的手机号登记为 139****92')
    expect(again?.says).toContain('申请的人写的是“')
    const byHand = (set: string) => owner(`update second_words set ${set} where id = $1`, again?.id)
    await expect(
      byHand(`verdict = 'approved', decided_by = person, decided_post = post, decided_at = now()`),
    ).rejects.toThrow(/check constraint/)
    await expect(owner(`update second_words set said = '改了' where id = $1`, word)).rejects.toThrow(
      /append-only/,
    )
    expect((await answer(world, SUPERVISOR, again?.id ?? '', 'approved')).status).toBe(200)
    expect(await phoneOf(old)).toBe(true)
  })

  it('is not alone with the household: whoever of it has a telephone is told', async () => {
    const son = await villager('有手机的儿子', world.village, '13900009190')
    const old = await villager('没手机的父亲')
    await owner(
      'update people set household = (select household from people where id = $2) where id = $1',
      old,
      son,
    )
    await confirm(SECRETARY, await asking(), old)
    expect((await noticesOf('有手机的儿子')).length).toBe(0)
    await agree(world, DIRECTOR)
    expect((await noticesOf('有手机的儿子')).at(-1)).toMatch(
      /没手机的父亲的手机号登记为尾号 92\d\d.*马上告诉村里/,
    )
  })

  it('of a village with nobody else finds the town’s keeper before him; of one with others the town has no say', async () => {
    const lone = '610114006206'
    await moveIn(world.services, world.county, {
      name: ALONE[0],
      home: lone,
      post: { role: 'village-secretary', division: lone },
    })
    await owner(
      `update posts set ends_on = '2020-12-31', starts_on = '2020-01-01' where division like $1
       and person <> (select id from people where name = $2)`,
      `${lone}%`,
      ALONE[0],
    )
    const old = await villager('孤村老人', lone)
    const id = await asking(lone)
    expect(await confirm(ALONE, id, old)).toBe(204)
    const [word] = await mine(TOWN)
    expect(word?.says).toContain('孤村老人')
    expect((await answer(world, DIRECTOR, word?.id ?? '', 'approved')).status).toBe(404)
    expect((await answer(world, TOWN, word?.id ?? '', 'approved')).status).toBe(200)
    expect(await phoneOf(old)).toBe(true)
    await confirm(SECRETARY, await asking(), await villager('村里老人'))
    expect(await mine(TOWN)).toEqual([])
    await agree(world, DIRECTOR)
  })

  it('finds nobody to agree to what was withdrawn or has waited too long', async () => {
    const [gone, late] = [await asking(), await asking()]
    await confirm(SECRETARY, gone, await villager('后来变了的'))
    const [word] = await mine(DIRECTOR)
    await world.ask(SECRETARY, 'POST', `/api/phone-bindings/${gone}/refuse`, { reason: '他说不是他的手机' })
    expect(await mine(DIRECTOR)).toEqual([])
    expect((await answer(world, DIRECTOR, word?.id ?? '', 'approved')).status).toBe(409)
    const old = await villager('等太久的')
    await confirm(SECRETARY, late, old)
    const [waits] = await mine(DIRECTOR)
    await owner(
      `update second_words set asked_at = asked_at - make_interval(days => $2) where id = $1`,
      waits?.id,
      WAIT_DAYS,
    )
    expect((await answer(world, DIRECTOR, waits?.id ?? '', 'approved')).status).toBe(409)
    expect(await phoneOf(old)).toBe(false)
    const now = new Date()
    expect(stateOf({ asked_at: now, verdict: null }, now)).toBe('waiting')
  })
})

describe('a list that gives telephones to people who had none', () => {
  const people = (phone: (n: number) => string): ImportOf['rows'] =>
    [1, 2].map((n) => ({
      row: n + 1,
      cells: {
        name: `单子${n}`,
        household: `L${n}`,
        bornOn: '1950-01-01',
        village: '老寨村',
        phone: phone(n),
      },
    }))
  const load = async (phone: (n: number) => string) => {
    const { person } = await world.scope(...SECRETARY)
    const { services, county, village: area } = world
    return importPeople(services, { county, id: newId(), file: '单.csv', rows: people(phone), area, person })
  }
  const idOf = async (name: string) =>
    (await owner<{ id: string }>('select id from people where name = $1', name))[0]?.id ?? ''

  it('waits whole for one word, and shows whoever gives it names and masked numbers', async () => {
    await load(() => '')
    await load((n) => `1390000918${n}`)
    expect(await phoneOf(await idOf('单子1'))).toBe(false)
    expect(await mine(SECRETARY)).toEqual([])
    const [word] = await mine(DIRECTOR)
    expect(word?.says).toContain('给 2 个没有手机号的人登记手机号')
    const { body } = await world.ask(DIRECTOR, 'GET', `/api/second-words/${word?.id}`)
    expect((body as { people: object[] }).people).toMatchObject([
      { name: '单子1', phone: '139****9181' },
      { name: '单子2', phone: '139****9182' },
    ])
    expect(JSON.stringify(body)).not.toContain('13900009181')
    // Who has got one meanwhile keeps it.
    const { secrets } = world.services
    await owner(
      'update people set phone_sealed = $2, phone_hash = $3 where id = $1',
      await idOf('单子2'),
      secrets.seal('13900009188'),
      secrets.hash('phone', '13900009188'),
    )
    expect((await answer(world, DIRECTOR, word?.id ?? '', 'approved')).status).toBe(200)
    expect(await phoneOf(await idOf('单子1'))).toBe(true)
    const kept = await owner<{ phone: Buffer }>(
      'select phone_sealed as phone from people where name = $1',
      '单子2',
    )
    expect(secrets.unseal(kept[0]?.phone ?? Buffer.alloc(0))).toBe('13900009188')
    expect(await owner('select id from import_phones')).toEqual([])
  })

  it('leaves no number behind when it is refused', async () => {
    await owner(`update people set phone_sealed = null, phone_hash = null where name like '单子_'`)
    await load((n) => `1390000917${n}`)
    const [word] = await mine(SUPERVISOR)
    expect((await answer(world, SUPERVISOR, word?.id ?? '', 'refused', WHY)).status).toBe(200)
    expect(await owner('select id from import_phones')).toEqual([])
    expect(await phoneOf(await idOf('单子1'))).toBe(false)
  })
})

describe('a friend who is written down as a child’s guardian', () => {
  it('is none before a second person agrees, who is never the friend', async () => {
    const child = await villager('被登记的孩子')
    const friend = (await world.scope(...DIRECTOR)).person
    await owner(
      'update people set born_on = $2 where id = $1',
      child,
      `${Number(dateOf(new Date()).slice(0, 4)) - 8}-01-02`,
    )
    const body = { guardian: friend, kinship: 'other', isGiven: true, way: 'paper', on: dateOf(new Date()) }
    const { status } = await world.ask(SECRETARY, 'POST', `/api/people/${child}/guardians`, body)
    expect(status).toBe(200)
    const isGuardian = async () =>
      (await owner('select id from guardianships where child = $1', child)).length
    expect([await mine(DIRECTOR), await mine(SECRETARY), await isGuardian()]).toEqual([[], [], 0])
    const [word] = await mine(SUPERVISOR)
    expect((await answer(world, DIRECTOR, word?.id ?? '', 'approved')).status).toBe(404)
    expect((await answer(world, SECRETARY, word?.id ?? '', 'approved')).status).toBe(403)
    expect(await isGuardian()).toBe(0)
    // What ends a guardianship holds at once, and nothing is left to agree to.
    await world.ask(SECRETARY, 'POST', `/api/people/${child}/guardians`, { ...body, isGiven: false })
    expect(await mine(SUPERVISOR)).toEqual([])
    expect((await answer(world, SUPERVISOR, word?.id ?? '', 'approved')).status).toBe(409)
  })
})
