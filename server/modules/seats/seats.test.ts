import { beforeAll, expect, it } from 'vitest'
import { conflictsOf, SEATS, type Seat } from '#practice/meetings/posts.ts'
import { newId } from '#server/core/ids.ts'
import { actingAt, SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

let world: World
let acting: ReturnType<typeof actingAt>
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
})

const give = async (name: string, seat: string) => {
  const { person } = await world.scope(name)
  return acting.ask(SECRETARY, 'POST', '/api/seats', {
    division: world.village,
    person,
    seat,
    startsOn: '2026-01-01',
    decidedBy: '推选',
  })
}

it('seats refuse what excludes each other, with the article', async () => {
  expect((await give('张军利', 'supervisor')).body.title).toContain('第三十七条')
  const [a, b] = [(await world.scope('孙卫东')).person, (await world.scope('李会芳')).person]
  await acting.must(
    acting.ask(SECRETARY, 'POST', '/api/kinships', { a, b, relation: '配偶', consent: '两人书面同意' }),
  )
  expect((await give('李会芳', 'supervisor')).body.title).toContain('近亲属')
  expect((await give('张军利', 'committee')).status).toBe(409)
})

it('a login is a seat as well: nobody sits on both sides by way of a post', async () => {
  // The accountant holds a login and no seat; the law of the seats knows it all the same.
  const says = (await give('杨林', 'supervisor')).body.title
  expect(says).toContain('已经是村报账员，不能再任村务监督委员会成员')
  const login = async (name: string, role: string) => {
    const { person } = await world.scope(name)
    return world.services.db.asOwner((tx) =>
      tx.rows(
        `insert into posts (county, id, person, role, title, division, starts_on)
         select county, $1, $2, $3, $3, $4, '2026-01-01' from counties`,
        [newId(), person, role, world.village],
      ),
    )
  }
  await expect(login('孙卫东', 'village-supervisor')).rejects.toThrow('exclude each other')
  await expect(login('屈建文', 'village-director')).rejects.toThrow('exclude each other')
  await expect(login('屈建文', 'village-accountant')).rejects.toThrow('exclude each other')
  await login('孙卫东', 'village-agent')
})

it('the database refuses exactly the pairs of practice/meetings/posts.ts', async () => {
  const all = Object.keys(SEATS) as Seat[]
  const { person } = await world.scope('李引娣')
  const { person: kin } = await world.scope('寇志刚')
  const [a, b] = person < kin ? [person, kin] : [kin, person]
  await world.services.db.asOwner((tx) =>
    tx.rows(
      `insert into kinships (county, a, b, relation, consent, given_by) select county, $1, $2, '兄弟姐妹', '同意', $1 from counties`,
      [a, b],
    ),
  )
  const wrong: string[] = []
  for (const [first, second, other] of all.flatMap((one) =>
    all.flatMap((two) => [[one, two, person] as const, [one, two, kin] as const]),
  )) {
    const expected = conflictsOf(
      [{ person, name: '甲', seat: first }],
      { person: other, name: '乙', seat: second },
      [[person, kin]],
    )
    const refused = await world.services.db
      .asOwner(async (tx) => {
        const insert = (who: string, seat: string) =>
          tx.rows(
            `insert into seats (county, id, division, person, seat, starts_on, decided_by, given_by)
             select county, $1, '610114006206', $2, $3, '2026-01-01', '试', $2 from counties`,
            [newId(), who, seat],
          )
        await insert(person, first)
        if (first !== second || person !== other) await insert(other, second)
        throw new Error('undone')
      })
      .catch((error: unknown) => String(error).includes('exclude each other'))
    if (refused !== expected.length > 0) wrong.push(`${first} ${second} ${other === kin ? 'kin' : 'same'}`)
  }
  expect(wrong).toEqual([])
})

it('a kinship found out afterwards tells which seats exclude each other, to whoever gives them', async () => {
  const [a, b] = [(await world.scope('张军利')).person, (await world.scope('王春侠')).person]
  const { body } = await acting.ask(SECRETARY, 'POST', '/api/kinships', {
    a,
    b,
    relation: '兄弟姐妹',
    consent: '两人书面同意',
  })
  expect(body.says).toEqual([expect.stringContaining('近亲属')])
  const list = async (who: Who) =>
    (await world.ask(who, 'GET', `/api/seats?division=${world.village}`)).body as unknown as {
      faults: string[]
      rows: { id: string; name: string; seat: string }[]
      kinships?: object[]
    }
  expect((await list(SECRETARY)).faults).toContainEqual(expect.stringContaining('近亲属'))
  expect([(await list(SECRETARY)).kinships !== undefined, (await list('刘桂兰')).kinships]).toEqual([
    true,
    undefined,
  ])
  const seat = (await list(SECRETARY)).rows.find(
    ({ name, seat: of }) => name === '孙卫东' && of === 'committee',
  )?.id
  const appraise = (on: string, mark: string) =>
    acting.ask(SECRETARY, 'POST', `/api/seats/${seat}/appraisals`, { on, mark, decidedBy: '村民代表会议' })
  expect((await appraise('2025-12-20', '不称职')).body).toEqual({})
  expect((await appraise('2025-12-20', '称职')).status).toBe(409)
  expect((await appraise('2026-11-20', '不称职')).body.says).toContain('连续 2 次')
  expect((await list('刘桂兰')).faults).toContainEqual(expect.stringContaining('职务终止'))
})

it('what is entered about a seat is told to whoever holds it and to the supervisors, with what decided it', async () => {
  const { person } = await world.scope('李引娣')
  const heard = async (who: Who) =>
    ((await world.ask(who, 'GET', '/api/notices')).body as unknown as { rows: { title: string; text: string }[] }).rows[0]
  const { id } = (await give('李引娣', 'representative')).body as unknown as { id: string }
  expect(await heard('李引娣')).toMatchObject({ title: '登记了李引娣任村民代表', text: expect.stringContaining('依据：推选') })
  const end = (body: object) => acting.ask(SECRETARY, 'POST', `/api/seats/${id}/end`, body)
  expect((await end({ endsOn: '2026-06-01' })).body.fields).toHaveProperty('decidedBy')
  await acting.must(end({ endsOn: '2026-06-01', decidedBy: '本人书面辞职' }))
  for (const who of ['李引娣', ['屈建文', 'village-supervisor']] as const)
    expect(await heard(who)).toMatchObject({
      title: '登记了李引娣不再任村民代表',
      text: expect.stringContaining('到2026年6月1日为止，依据：本人书面辞职'),
    })
  const { person: other } = await world.scope('寇志刚')
  await acting.ask(SECRETARY, 'POST', '/api/kinships', { a: person, b: other, relation: '配偶', consent: '口头同意' })
  for (const who of ['李引娣', '寇志刚', ['屈建文', 'village-supervisor']] as const)
    expect((await heard(who))?.text).toMatch(/是配偶，两人同意的依据：口头同意。没有这回事的/)
}) // prettier-ignore
