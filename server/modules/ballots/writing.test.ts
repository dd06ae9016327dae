import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { newPaper, votingAt } from '#test/ballot.ts'
import { SECRETARY } from '#test/meeting.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

/** Votes written on paper by whoever has no telephone, beside those of everybody else. */

const BY_PHONE = ['刘桂兰', '王思雨', '同建利', '张敏', '雷振华', '张麦香', '孙红卫']
const ON_PAPER = ['雷雪梅', '李秀梅', '杨秀英']
const TELLERS: readonly Who[] = ['同建利', '张敏']
const SETTLE_MS = 3_100

let world: World
let voting: ReturnType<typeof votingAt>
beforeAll(async () => {
  world = await openWorld()
  voting = votingAt(world)
})

const person = async (name: string) => (await world.scope(name)).person
const tellers = () => Promise.all(TELLERS.map((who) => person(String(who))))
const mark = async (meeting: string, names: readonly string[]) =>
  voting.acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/paper-voters`, {
    members: await Promise.all(names.map(person)),
  })
const give = async (motion: string, name: string) =>
  voting.send(SECRETARY, motion, 'papers', { member: await person(name) })
const count = (inFavour: number, against: number, spoiled = 0, missing?: string) => ({
  inFavour,
  against,
  abstained: 0,
  spoiled,
  ...(missing ? { missing } : {}),
})
type Notice = { title: string; text: string; meeting?: string }
const noticesOf = async (who: Who) =>
  ((await world.ask(who, 'GET', '/api/notices')).body as { rows: Notice[] }).rows
const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS))

describe('a secret vote on paper beside telephones', () => {
  it('adds what two tellers found to what the phones cast, and says in the minutes what is missing', async () => {
    // One of four may be missing: of three the others would be known.
    const writers = [...ON_PAPER, '孙红卫']
    const phones = BY_PHONE.filter((name) => !writers.includes(name))
    const { meeting, motion } = await voting.gathered([...phones, ...writers], { byHand: writers })
    expect((await mark(meeting, writers)).status).toBe(204)
    const modulus = await voting.opened(motion)
    const papers = []
    for (const name of phones) papers.push(await voting.ticket(name, motion, modulus))
    for (const name of writers) {
      expect((await give(motion, name)).status).toBe(204)
      // Pressed twice it is one paper.
      expect((await give(motion, name)).status).toBe(204)
      const byPhone = await voting.send(name, motion, 'tickets', { blinded: newPaper(modulus).blinded })
      expect([byPhone.status, byPhone.body.title]).toEqual([409, expect.stringContaining('登记了写纸票')])
    }
    expect((await give(motion, '王思雨')).body.title).toContain('没有登记写纸票')
    expect(await voting.box(motion)).toMatchObject({ issued: 6, paper: { given: 4 } })

    const [first] = await tellers()
    for (const named of [[], [first], [first, first], [first, newId()]])
      expect((await voting.send(SECRETARY, motion, 'begin', { tellers: named })).status).toBe(422)
    const begun = await voting.send(SECRETARY, motion, 'begin', { tellers: await tellers(), anyway: true })
    expect([begun.status, begun.body.title]).toEqual([200, undefined])
    for (const [index, paper] of papers.entries())
      await voting.cast(motion, paper, index < 4 ? 'for' : 'against')

    const [one = '', two = ''] = TELLERS
    expect((await voting.send(one, motion, 'tallies', count(2, 1))).body.title).toContain('请先截止收票')
    expect((await voting.send(SECRETARY, motion, 'close', { anyway: true })).status).toBe(200)
    await settled()
    expect((await voting.send(SECRETARY, motion, 'count')).body.title).toContain('先清点纸票')
    for (const other of ['刘桂兰', '李引娣', SECRETARY])
      expect((await voting.send(other, motion, 'tallies', count(2, 1))).status).toBe(403)

    // One more than were given is refused; one fewer wants a word; with it, it is taken.
    expect((await voting.send(one, motion, 'tallies', count(4, 1))).body.title).toContain(
      '比发出的纸票 4 张还多',
    )
    expect((await voting.send(one, motion, 'tallies', count(2, 1))).body.title).toContain(
      '写明另外 1 张去哪了',
    )
    expect((await voting.send(one, motion, 'tallies', count(2, 1, 0, '一位领了没有交'))).status).toBe(200)
    expect((await voting.send(SECRETARY, motion, 'count')).body.title).toContain('等另一名监票人')
    expect((await voting.send(two, motion, 'tallies', count(1, 1, 1, '一位领了没有交'))).body.says).toContain(
      '重新清点',
    )
    expect((await voting.send(SECRETARY, motion, 'count')).body.title).toContain('两人清点的数不一样')
    const key = newId()
    const again = () =>
      world.ask(one, 'POST', `/api/ballots/${motion}/tallies`, count(1, 1, 1, '一位领了没有交'), key)
    expect((await again()).body).toMatchObject({ agreed: true })
    expect((await again()).body).toMatchObject({ agreed: true })
    expect((await voting.send(two, motion, 'tallies', count(2, 1, 0, '改一下'))).body.title).toContain(
      '不能再改',
    )

    const { body } = await voting.send(SECRETARY, motion, 'count')
    // Four by phone and one on paper of ten who came: one short of more than half.
    expect(body).toMatchObject({
      valid: true,
      passed: false,
      says: expect.stringContaining('同意 5，过半数要 6'),
    })
    expect((await voting.box(motion)).paper).toEqual({
      given: 4,
      counted: { inFavour: 1, against: 1, abstained: 0, spoiled: 1, missing: '一位领了没有交' },
    })
    const detail = await voting.acting.show(meeting)
    expect(detail.motions[0]?.counts).toEqual({ inFavour: 5, against: 3, abstained: 0 })
    expect(detail.minutes.join('\n')).toContain(
      '其中纸票：发出 4 张，收回 3 张，同意 1，反对 1，弃权 0，废票 1。没有收回的：一位领了没有交。',
    )
    expect((await voting.send(one, motion, 'tallies', count(1, 0))).body.title).toContain('结果不能改')
  }, 60_000)

  it('tells a teller their own count alone, a voter whether they write on paper, and the desk everything', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    await mark(meeting, ON_PAPER)
    const modulus = await voting.opened(motion)
    for (const name of TELLERS) await voting.ticket(name, motion, modulus)
    for (const name of ON_PAPER) await give(motion, name)
    await voting.send(SECRETARY, motion, 'begin', { tellers: await tellers(), anyway: true })
    await voting.send(SECRETARY, motion, 'close', { anyway: true })
    await voting.send(TELLERS[0], motion, 'tallies', count(3, 0))
    const rows = async (who: Who) =>
      ((await world.ask(who, 'GET', `/api/ballots/${motion}/tallies`)).body as { rows: object[] }).rows
    expect([
      (await rows('同建利')).length,
      (await rows('张敏')).length,
      (await rows(SECRETARY)).length,
    ]).toEqual([1, 0, 1])
    expect((await world.ask('刘桂兰', 'GET', `/api/ballots/${motion}/tallies`)).status).toBe(404)
    const voters = async (who: Who) => {
      const { body } = await world.ask(who, 'GET', `/api/meetings/${meeting}/paper-voters`)
      return (body as { rows: { name: string; given: string[] }[] }).rows
    }
    expect((await voters(SECRETARY)).map(({ name }) => name).toSorted()).toEqual(ON_PAPER.toSorted())
    expect(await voters('李秀梅')).toMatchObject([{ name: '李秀梅', given: [motion] }])
    expect(await voters('刘桂兰')).toEqual([])
  })
})

describe('three papers at least', () => {
  it('are there before the vote opens and while papers are handed out, or nobody writes beside telephones', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    expect((await mark(meeting, ON_PAPER.slice(0, 2))).status).toBe(204)
    const few = await voting.send(SECRETARY, motion, 'open')
    expect([few.status, few.body.title]).toEqual([409, expect.stringContaining('写纸票的只有 2 位')])
    expect((await mark(meeting, ON_PAPER.slice(2))).status).toBe(204)
    await voting.opened(motion)
    // Given to two of the three it does not begin: two would be known.
    await voting.ticket('刘桂兰', motion, (await voting.box(motion)).modulus)
    for (const name of ON_PAPER.slice(0, 2)) await give(motion, name)
    const begin = async () =>
      voting.send(SECRETARY, motion, 'begin', { tellers: await tellers(), anyway: true })
    expect((await begin()).body.title).toContain('凑够 3 位')
    await give(motion, '杨秀英')
    expect((await begin()).status).toBe(200)
  })

  it('are marked together once papers are handed out, and never of whoever fetched one by telephone', async () => {
    const { meeting, motion, modulus } = await voting.hall([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    await voting.ticket('刘桂兰', motion, modulus)
    expect((await mark(meeting, ['刘桂兰'])).body.title).toContain('刘桂兰已经在手机上领了票')
    expect((await mark(meeting, ON_PAPER.slice(0, 1))).body.title).toContain('再请 2 位')
    expect((await mark(meeting, [...ON_PAPER, '刘桂兰'])).status).toBe(409)
    expect((await mark(meeting, ON_PAPER)).status).toBe(204)
    expect((await mark(meeting, [...ON_PAPER.slice(1), '张麦香'])).status).toBe(204)
    const stranger = await voting.acting.ask(SECRETARY, 'POST', `/api/meetings/${meeting}/paper-voters`, {
      members: [newId()],
    })
    expect(stranger.status).toBe(422)
  })

  it('are not asked for where all who came write on paper', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], {
      byHand: [...BY_PHONE, ...ON_PAPER],
    })
    expect((await mark(meeting, [...BY_PHONE, ...ON_PAPER])).status).toBe(204)
    await voting.opened(motion)
    for (const name of [...BY_PHONE, ...ON_PAPER]) await give(motion, name)
    expect(
      (await voting.send(SECRETARY, motion, 'begin', { tellers: await tellers(), anyway: true })).status,
    ).toBe(200)
    await voting.send(SECRETARY, motion, 'close', { anyway: true })
    for (const who of TELLERS) await voting.send(who, motion, 'tallies', count(7, 3))
    await settled()
    const { body } = await voting.send(SECRETARY, motion, 'count')
    expect(body).toMatchObject({ passed: true, says: expect.stringContaining('同意 7') })
  })
})

describe('nobody votes twice', () => {
  it('by telephone and on paper, however often both are asked for at once', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], {
      byHand: [...BY_PHONE, ...ON_PAPER],
    })
    await mark(meeting, ON_PAPER)
    const modulus = await voting.opened(motion)
    for (const name of ON_PAPER) await give(motion, name)
    const kinds: boolean[] = []
    for (const name of BY_PHONE) {
      const paper = newPaper(modulus)
      const byPhone = () => voting.send(name, motion, 'tickets', { blinded: paper.blinded })
      const onPaper = async () => {
        await mark(meeting, [name])
        return give(motion, name)
      }
      const runs = Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? byPhone() : onPaper()))
      const answers = await Promise.all(runs)
      const held = await world.services.db.asOwner(async (tx) =>
        tx.rows<{ paper: boolean }>(
          'select blinded_hash is null as paper from ballot_tickets where motion = $1 and member = $2',
          [motion, await person(name)],
        ),
      )
      expect([name, held.length]).toEqual([name, 1])
      const isPaper = held[0]?.paper ?? false
      kinds.push(isPaper)
      // Whichever way it went, every answer of the other way was a refusal.
      const other = answers.filter((_, index) => (index % 2 === 0) === isPaper)
      expect(other.map(({ status }) => status)).toEqual(Array(8).fill(409))
    }
    const { issued, paper } = await voting.box(motion)
    expect([issued + paper.given, paper.given]).toEqual([10, 3 + kinds.filter(Boolean).length])
  }, 60_000)

  it('not even by whoever writes into the database: the table holds one line a voter', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    await mark(meeting, ON_PAPER)
    await voting.opened(motion)
    await give(motion, '李秀梅')
    const second = world.services.db.asOwner(async (tx) =>
      tx.rows(
        `insert into ballot_tickets (county, motion, member, blinded_hash) values ($1, $2, $3, '\\x00')`,
        [world.county, motion, await person('李秀梅')],
      ),
    )
    await expect(second).rejects.toThrow('ballot_tickets_pkey')
  })
})

describe('nobody writes on paper for others', () => {
  it('for whoever is marked or given a paper hears of it at once, and once', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    const heard = async (title: string) =>
      (await noticesOf('李秀梅')).filter((one) => one.meeting === meeting && one.title.includes(title))
    for (const _ of [1, 2]) expect((await mark(meeting, ON_PAPER)).status).toBe(204)
    expect(await heard('写纸票')).toMatchObject([
      {
        title: expect.stringContaining('登记了您写纸票'),
        text: expect.stringContaining('王建国登记您在这次会上写纸票'),
      },
    ])
    await voting.opened(motion)
    for (const _ of [1, 2]) expect((await give(motion, '李秀梅')).status).toBe(204)
    expect(await heard('发了一张纸票')).toMatchObject([
      { text: '王建国给您发了一张纸票。您没有拿到纸票的请当场告诉监票计票人。' },
    ])
    // Whoever got none heard of none.
    const others = (await noticesOf('杨秀英')).filter((one) => one.meeting === meeting)
    expect(others.filter(({ title }) => title.includes('发了一张纸票'))).toEqual([])
  })

  it('who came by a telephone of their own: marked all the same, they fetch their ballot there', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    expect((await mark(meeting, [...ON_PAPER, '王思雨'])).status).toBe(204)
    const modulus = await voting.opened(motion)
    const given = await give(motion, '王思雨')
    expect([given.status, given.body.title]).toEqual([409, '王思雨是用自己的手机签到的，请本人在手机上领票'])
    await voting.ticket('王思雨', motion, modulus)
    // Nor does a marked telephone count among the three who hide each other.
    const few = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    await mark(few.meeting, [...ON_PAPER.slice(0, 2), '王思雨'])
    expect((await voting.send(SECRETARY, few.motion, 'open')).body.title).toContain('写纸票的只有 2 位')
  })

  it('and no casting begins while somebody who writes on paper was given none, whatever the desk says', async () => {
    const byHand = [...ON_PAPER, '孙红卫']
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand })
    await mark(meeting, byHand)
    const modulus = await voting.opened(motion)
    for (const name of BY_PHONE.slice(0, 6)) await voting.ticket(name, motion, modulus)
    for (const name of ON_PAPER) await give(motion, name)
    const begin = async () =>
      voting.send(SECRETARY, motion, 'begin', { tellers: await tellers(), anyway: true })
    const early = await begin()
    expect([early.status, early.body.title]).toEqual([
      409,
      '登记写纸票、已经到会的还有 1 位没有领到纸票（孙红卫），请先发给他们',
    ])
    await give(motion, '孙红卫')
    expect((await begin()).status).toBe(200)
  })
})

describe('so few papers that they would say who wrote what', () => {
  it('are not opened beside telephones: nothing passes, and no screen says what lay there', async () => {
    const { meeting, motion } = await voting.gathered([...BY_PHONE, ...ON_PAPER], { byHand: ON_PAPER })
    await mark(meeting, ON_PAPER)
    const modulus = await voting.opened(motion)
    const held = []
    for (const name of BY_PHONE) held.push(await voting.ticket(name, motion, modulus))
    for (const name of ON_PAPER) await give(motion, name)
    await voting.send(SECRETARY, motion, 'begin', { tellers: await tellers() })
    for (const paper of held) await voting.cast(motion, paper, 'for')
    expect((await voting.send(SECRETARY, motion, 'close')).status).toBe(200)
    for (const who of TELLERS)
      expect((await voting.send(who, motion, 'tallies', count(0, 2, 0, '一位领了没有交'))).status).toBe(200)
    const { body: seen } = await world.ask(SECRETARY, 'GET', `/api/ballots/${motion}/tallies`)
    expect(seen).toMatchObject({ agreed: true, rows: [] })
    await settled()
    const { body } = await voting.send(SECRETARY, motion, 'count')
    expect(body).toMatchObject({
      passed: false,
      says: expect.stringContaining('收回的纸票只有 2 张，不足 3 张'),
    })
    const box = await voting.box(motion)
    expect([box.unopened, box.ballots, box.paper]).toEqual([true, [], { given: 3 }])
    const detail = await voting.acting.show(meeting)
    expect(detail.motions[0]?.counts).toBeUndefined()
    expect(detail.minutes.join('\n')).not.toMatch(/反对 \d|同意 \d/)
  }, 60_000)
})

describe('secrecy on paper', () => {
  it('names stand in one table and totals in another: no column of either leads to the other', async () => {
    const columns = await world.services.db.asOwner((tx) =>
      tx.rows<{ table: string; columns: string[] }>(
        `select table_name as table, array_agg(column_name::text order by column_name) as columns
         from information_schema.columns where table_schema = 'public' and table_name = any($1) group by 1 order by 1`,
        [['ballot_tickets', 'paper_voters', 'paper_tallies', 'ballot_boxes']],
      ),
    )
    const said = ['in_favour', 'against', 'abstained', 'spoiled', 'paper', 'choice']
    for (const { table, columns: names } of columns) {
      const isOfVoters = names.includes('member')
      expect([table, isOfVoters && names.some((name) => said.includes(name))]).toEqual([table, false])
    }
    expect(
      columns.filter(({ columns: names }) => names.includes('member')).map(({ table }) => table),
    ).toEqual(['ballot_tickets', 'paper_voters'])
  })
})
