import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { newPaper, PRESENT, votingAt, type Paper } from '#test/ballot.ts'
import { DIRECTOR, SECRETARY } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

let world: World
let voting: ReturnType<typeof votingAt>
beforeAll(async () => {
  world = await openWorld()
  voting = votingAt(world)
})

describe('a secret vote', () => {
  it('counts one ballot a voter under sixteen repeats of everything, exactly', async () => {
    const { motion, modulus, meeting } = await voting.hall(PRESENT)
    const papers: Paper[] = []
    for (const name of PRESENT) {
      const paper = newPaper(modulus)
      const answers = await Promise.all(
        Array.from({ length: 16 }, () => voting.send(name, motion, 'tickets', { blinded: paper.blinded })),
      )
      expect(new Set(answers.map(({ body }) => body.signed)).size).toBe(1)
      papers.push(paper.finish(answers[0]?.body.signed ?? ''))
    }
    const second = await voting.send('刘桂兰', motion, 'tickets', { blinded: newPaper(modulus).blinded })
    expect([second.status, second.body.title]).toEqual([409, expect.stringContaining('一人一张')])
    const [first] = papers
    if (!first) throw new Error('no papers')
    expect((await voting.cast(motion, first, 'for')).body.title).toContain('还在领票')
    expect((await voting.send(SECRETARY, motion, 'begin')).status).toBe(200)
    const casts = await Promise.all(
      papers.flatMap((paper, index) =>
        Array.from({ length: 16 }, () => voting.cast(motion, paper, index < 6 ? 'for' : 'against')),
      ),
    )
    expect(casts.map(({ status }) => status)).toEqual(Array(160).fill(200))
    expect((await voting.cast(motion, first, 'against')).body.title).toBe('这张票已经投过，投出的票不能改')
    const before = await voting.box(motion)
    expect([before.issued, before.received, before.ballots]).toEqual([10, 10, []])
    const { body } = await voting.finish(motion)
    expect(body).toMatchObject({ valid: true, passed: true, says: expect.stringContaining('同意 6') })
    const { ballots, state } = await voting.box(motion)
    expect([state, ballots.length]).toEqual(['counted', 10])
    for (const [index, { receipt }] of papers.entries())
      expect(ballots.find((each) => each.receipt === receipt)?.choice).toBe(index < 6 ? 'for' : 'against')
    expect((await voting.cast(motion, first, 'for')).status).toBe(200)
    expect((await voting.cast(motion, first, 'abstain')).body.title).toBe('投票已经截止，这一票没有计入')
    const detail = await voting.acting.show(meeting)
    expect(detail.motions[0]).toMatchObject({
      state: 'declared',
      counts: { inFavour: 6, against: 4, abstained: 0 },
    })
  })

  it('begins no vote so small that its count would say who voted what', async () => {
    const { motion, modulus } = await voting.hall(PRESENT)
    const [one = '', two = '', three = ''] = PRESENT
    await voting.ticket(one, motion, modulus)
    await voting.ticket(two, motion, modulus)
    const early = await voting.send(SECRETARY, motion, 'begin', { anyway: true })
    expect([early.status, early.body.title]).toEqual([409, expect.stringContaining('领票的只有 2 位')])
    await voting.ticket(three, motion, modulus)
    expect((await voting.send(SECRETARY, motion, 'begin', { anyway: true })).status).toBe(200)
  })

  it('refuses who may not vote, and papers of another vote, in plain words', async () => {
    const { motion, modulus } = await voting.hall(PRESENT)
    const blinded = () => ({ blinded: newPaper(modulus).blinded })
    const ask = async (who: string, more: object = {}) =>
      (await voting.send(who, motion, 'tickets', { ...blinded(), ...more })).body.title
    expect(await ask('李引娣')).toContain('您不在这次会议的名册上')
    expect(await ask('刘科')).toContain('还没有签到')
    expect(await ask('王思雨', { member: newId() })).toContain('只能投自己的票')
    const foreign = await voting.send(SECRETARY, motion, 'tickets', {
      ...blinded(),
      member: (await world.scope('王思雨')).person,
    })
    expect([foreign.status, foreign.body.title]).toEqual([403, expect.stringContaining('只能投自己的票')])
    const paper = await voting.ticket('刘桂兰', motion, modulus)
    const broken = await voting.send('王思雨', motion, 'tickets', {
      blinded: 'x'.repeat(342).replaceAll('x', '_'),
    })
    expect([broken.status, broken.body.title]).toEqual([422, '有几处需要改一下'])
    await voting.crowd(motion, modulus)
    await voting.send(SECRETARY, motion, 'begin', { anyway: true })
    expect((await voting.send('张敏', motion, 'tickets', blinded())).body.title).toContain('领票已经结束')
    const other = await voting.hall(PRESENT)
    const theirs = await voting.ticket('刘桂兰', other.motion, other.modulus)
    expect((await voting.cast(motion, theirs, 'for')).body.title).toContain('不是这次投票发出的')
    const made = newPaper(modulus)
    expect((await voting.cast(motion, { serial: paper.serial, signature: made.blinded }, 'for')).status).toBe(
      422,
    )
    expect((await voting.cast(newId(), paper, 'for')).status).toBe(404)
    const named = await world.ask('刘桂兰', 'POST', `/api/ballots/${motion}`, {
      ...paper,
      receipt: undefined,
      choice: 'for',
    })
    expect([named.status, (named as { body: { title: string } }).body.title]).toEqual([
      400,
      '投票不能带登录信息，请从投票页面投票',
    ])
    expect((await voting.send(SECRETARY, motion, 'count')).body.title).toContain('请先截止收票')
    expect((await voting.send('刘桂兰', motion, 'close')).status).toBe(403)
    await voting.cast(motion, paper, 'for')
    await voting.send(DIRECTOR, motion, 'close', { anyway: true })
    const late = await voting.cast(motion, { ...paper, serial: theirs.serial }, 'for')
    expect([late.status, late.body.title]).toEqual([409, '投票已经截止，这一票没有计入'])
  })

  it('stops at ballots somebody put into the database', async () => {
    const { motion, modulus } = await voting.hall(PRESENT)
    const paper = await voting.ticket('刘桂兰', motion, modulus)
    await voting.crowd(motion, modulus)
    await voting.send(SECRETARY, motion, 'begin', { anyway: true })
    await voting.cast(motion, paper, 'against')
    await world.services.db.asOwner((tx) =>
      tx.rows(
        `update ballot_packs set ballots = jsonb_set(ballots, '{AAAAAAAAAAAA}', $2) where motion = $1`,
        [motion, JSON.stringify({ c: 'for', n: paper.serial, s: paper.signature })],
      ),
    )
    const stopped = await voting.finish(motion)
    expect([stopped.status, stopped.body.title]).toEqual([
      409,
      expect.stringContaining('不是这次发出的，数据被改动过'),
    ])
  })

  it('keeps a ballot through an orderly stop, and has no key once the casting began', async () => {
    const own = await openWorld()
    const there = votingAt(own)
    const { motion, modulus } = await there.hall(PRESENT)
    const paper = await there.ticket('刘桂兰', motion, modulus)
    await there.crowd(motion, modulus)
    await there.send(SECRETARY, motion, 'begin', { anyway: true })
    await there.cast(motion, paper, 'for')
    const packed = () =>
      own.services.db.asOwner((tx) =>
        tx.first<{ signing_key: Buffer | null; ballots: object }>(
          'select b.signing_key, p.ballots from ballot_boxes b join ballot_packs p using (county, motion) where b.motion = $1',
          [motion],
        ),
      )
    expect(await packed()).toEqual({ signing_key: null, ballots: {} })
    await own.http.close()
    expect(Object.keys((await packed())?.ballots ?? {})).toEqual([paper.receipt])
  })
})

describe('what cannot be taken back', () => {
  it('is said once before: who has fetched no ballot, and who has not voted', async () => {
    const { motion, modulus } = await voting.hall(PRESENT)
    const held: Paper[] = []
    for (const name of PRESENT.slice(0, 8)) held.push(await voting.ticket(name, motion, modulus))
    const begin = await voting.send(SECRETARY, motion, 'begin')
    expect([begin.status, begin.body.code]).toEqual([409, 'unheard'])
    expect(begin.body.title).toContain('到会的还有 2 人没有领票')
    expect((await voting.send(SECRETARY, motion, 'begin', { anyway: true })).status).toBe(200)
    for (const paper of held.slice(0, 5)) await voting.cast(motion, paper, 'for')
    const close = await voting.send(SECRETARY, motion, 'close')
    expect([close.status, close.body.code]).toEqual([409, 'unheard'])
    expect(close.body.title).toContain('领了票的还有 3 人没有投')
    // What was refused closed nothing.
    expect((await voting.box(motion)).state).toBe('casting')
    for (const paper of held.slice(5)) await voting.cast(motion, paper, 'against')
    expect((await voting.send(SECRETARY, motion, 'close')).status).toBe(200)
  })
})

describe('a box of one or two ballots', () => {
  it('closes only for whoever was told, is not opened, and nobody learns what they say', async () => {
    const { meeting, motion, modulus } = await voting.hall(PRESENT)
    const held: Paper[] = []
    for (const name of PRESENT) held.push(await voting.ticket(name, motion, modulus))
    await voting.send(SECRETARY, motion, 'begin')
    for (const paper of held.slice(0, 2)) await voting.cast(motion, paper, 'against')
    const early = await voting.send(SECRETARY, motion, 'close')
    expect([early.status, early.body.title]).toEqual([
      409,
      expect.stringContaining('只收到 2 张票，一计票就知道谁投了什么。还有 8 位领了票没有投，请提醒他们'),
    ])
    const { body } = await voting.finish(motion)
    const says = '收回的票只有 2 张，不足 3 张，为了不让人知道谁投了什么，不开箱计票，这一项没有通过'
    expect(body).toMatchObject({ valid: true, passed: false, says })
    const box = await voting.box(motion)
    expect([box.state, box.unopened, box.received, box.ballots]).toEqual(['counted', true, 2, []])
    const detail = await voting.acting.show(meeting)
    expect(detail.motions[0]).toMatchObject({ state: 'declared', verdict: { says } })
    expect(detail.motions[0]?.counts).toBeUndefined()
    expect(detail.minutes.join('\n')).toContain(`结果：${says}`)
    for (const part of [body, detail, box]) expect(JSON.stringify(part)).not.toMatch(/反对 ?\d|"against"/)
    const kept = await world.services.db.asOwner((tx) =>
      tx.rows<{ text: string }>(
        `select to_jsonb(s)::text as text from meeting_steps s where motion = $1
         union all select (to_jsonb(o) - 'means')::text from motions o where id = $1
         union all select to_jsonb(a)::text from audit_rows a where to_jsonb(a)::text like '%' || $1::uuid::text || '%'`,
        [motion],
      ),
    )
    expect(kept.length).toBeGreaterThan(10)
    for (const { text } of kept) expect(text).not.toMatch(/"(against|inFavour|in_favour)": [0-9]/)
  })
})

describe('a recusal of a secret vote', () => {
  it('withdrawn while papers are handed out lets them fetch theirs', async () => {
    const { meeting, motion } = await voting.gathered(PRESENT)
    const member = (await world.scope('刘桂兰')).person
    const acts = voting.acting
    await acts.must(acts.motion(SECRETARY, motion, 'recusals', { member, reason: '本人是候选人' }))
    const modulus = await voting.opened(motion)
    const refused = await voting.send('刘桂兰', motion, 'tickets', { blinded: newPaper(modulus).blinded })
    expect([refused.status, refused.body.title]).toEqual([403, expect.stringContaining('已经回避')])
    await acts.must(acts.motion('刘桂兰', motion, 'recusals/withdraw', { member }))
    await voting.ticket('刘桂兰', motion, modulus)
    expect((await acts.show(meeting)).motions[0]?.recused).toEqual([])
  })
})
