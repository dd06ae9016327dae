import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Brief, Briefs } from '#contract/briefs.ts'
import { dateOf } from '#practice/kit/index.ts'
import { countEntries } from '#server/modules/indicators/index.ts'
import { moveIn } from '#test/people.ts'
import { logSettled, openWorld, type Who, type World } from '#test/world.ts'
import { EMPTY, fold, textOf, type Content, type Deed, type Sentence } from './content.ts'
import { lastWeeks, weekName, weekOf } from './rules.ts'

type Shown = z.output<typeof Brief>
type Told = { status: number; body: Shown & { title: string } }

const SECRETARY: Who = ['王建国', 'village-secretary']
const STREET: Who = ['陈晓东', 'town-dispatcher']
const OTHER_STREET: Who = ['贺文', 'town-dispatcher']
const CENTRE: Who = ['周静', 'county-dispatcher']
const LEADER: Who = ['梁志远', 'county-leader']

const DIRECTOR: Who = ['周主任', 'village-director']
const NEIGHBOUR: Who = ['邻支书', 'village-secretary']

const [THIS = '', LAST = '', BEFORE = ''] = lastWeeks(dateOf(new Date()), 3)

let world: World
beforeAll(async () => {
  world = await openWorld()
  await logSettled(world.services)
  await countEntries(world.services)
  for (const [name, role, division] of [
    ['周主任', 'village-director', world.village],
    ['邻支书', 'village-secretary', '610114006206'],
  ] as const)
    await moveIn(world.services, world.county, { name, home: division, post: { role, division } })
})

const ask = async (who: Who, method: 'GET' | 'POST', path: string, body?: object): Promise<Told> =>
  await world.ask(who, method, `/api/briefs${path}`, body)
const must = async (who: Who, method: 'GET' | 'POST', path: string, body?: object): Promise<Shown> => {
  const { status, body: told } = await ask(who, method, path, body)
  expect([path, status, status === 200 ? '' : told.title]).toEqual([path, 200, ''])
  return told
}
/** What somebody was told of briefs, the newest first. */
async function newsOf(who: Who): Promise<string[]> {
  const { body } = await world.ask(who, 'GET', '/api/notices')
  const { rows } = body as { rows: { title: string; text: string }[] }
  return rows.map(({ title, text }) => `${title} ${text}`).filter((news) => news.includes('周研判'))
}
const open = (who: Who, weekOn: string) => must(who, 'POST', '', { weekOn })
const change = (who: Who, { id, rev }: Shown, what: object) =>
  must(who, 'POST', `/${id}/changes`, { rev, change: what })
const sentences = ({ sections }: Shown) => sections.flatMap((section) => section.sentences)
const find = (brief: Shown, id: string): Sentence => {
  const found = sentences(brief).find((each) => each.id === id)
  if (!found) throw new Error(`no sentence ${id}`)
  return found
}

async function lengthOf(who: Who, list: string): Promise<number> {
  let length = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await world.ask(
      who,
      'GET',
      `/api/matters?${list}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    )
    expect([page.status, list]).toEqual([200, list])
    const body = page.body as { rows: { confidential?: true }[]; next: string | null }
    expect(body.rows.filter(({ confidential }) => confidential)).toEqual([])
    length += body.rows.length
    cursor = body.next
  }
  return length
}

describe('a draft', () => {
  it.each([
    [CENTRE, THIS],
    [CENTRE, LAST],
    [LEADER, LAST],
    [STREET, LAST],
    [SECRETARY, THIS],
    [SECRETARY, BEFORE],
  ])('of %s for %s says as many as its lists hold, none confidential', async (who, week) => {
    const figures = sentences(await open(who, week)).flatMap((sentence) => sentence.figures)
    expect(figures.length).toBeGreaterThanOrEqual(4)
    for (const { name, value, list } of figures) {
      expect(list).toContain('division=')
      expect([name, list, await lengthOf(who, list)]).toEqual([name, list, value])
    }
  })

  it('is one for an area and week, whoever asks first', async () => {
    const [first, second] = await Promise.all([open(STREET, THIS), open(['马丽', 'town-dispatcher'], THIS)])
    expect(first.id).toBe(second.id)
    expect((await ask(STREET, 'POST', '', { weekOn: weekOf(THIS).week.to })).status).toBe(422)
    expect((await ask(STREET, 'POST', '', { weekOn: '2099-01-05' })).status).toBe(422)
    expect((await ask(STREET, 'POST', '', { weekOn: '0001-01-01' })).status).toBe(422)
  })

  it('keeps what people wrote when the machine drafts anew', async () => {
    let brief = await open(SECRETARY, LAST)
    const drafted = textOf(find(brief, 'flow'))
    brief = await change(SECRETARY, brief, { kind: 'word', sentence: 'flow', text: '这一周报来的事不多' })
    brief = await change(SECRETARY, brief, { kind: 'remove', sentence: 'open' })
    brief = await change(SECRETARY, brief, {
      kind: 'add',
      section: 'judgement',
      text: '排水沟是本周的主要问题',
    })
    brief = await must(SECRETARY, 'POST', `/${brief.id}/numbers`, { rev: brief.rev })
    const { own, machine, figures, by } = find(brief, 'flow')
    expect([own, textOf({ id: '', section: 'overall', machine, figures })]).toEqual([
      '这一周报来的事不多',
      drafted,
    ])
    expect(by).toContain('王建国')
    expect(sentences(brief).some(({ id }) => id === 'open')).toBe(false)
    expect(brief.removed.map(({ id }) => id)).toEqual(['open'])
    expect(sentences(brief).some((each) => each.own === '排水沟是本周的主要问题')).toBe(true)
    brief = await change(SECRETARY, brief, { kind: 'restore', sentence: 'open' })
    brief = await change(SECRETARY, brief, { kind: 'word', sentence: 'flow', text: null })
    expect([find(brief, 'flow').own, brief.removed]).toEqual([undefined, []])
  })

  it('refuses whoever read an older one', async () => {
    const brief = await open(SECRETARY, LAST)
    await change(SECRETARY, brief, { kind: 'add', section: 'plan', text: '下周清淤' })
    const late = await ask(SECRETARY, 'POST', `/${brief.id}/changes`, {
      rev: brief.rev,
      change: { kind: 'add', section: 'plan', text: '我也来写一句' },
    })
    expect([late.status, late.body.title]).toEqual([409, '刚才有人改过这份简报，请看过最新的内容再改'])
  })

  it('is the fold of its entries', async () => {
    const { id } = await open(SECRETARY, LAST)
    const { row, entries } = await world.services.db.read(world.county, async (tx) => ({
      row: await tx.first<{ content: Content }>(
        'select content from briefs where county = current_county() and id = $1',
        [id],
      ),
      entries: await tx.rows<Deed & { at: Date; by: string }>(
        `select e.kind, e.detail, e.at, p.name || '（' || e.post || '）' as by
         from brief_entries e join people p on p.county = e.county and p.id = e.who
         where e.county = current_county() and e.brief = $1 order by e.seq`,
        [id],
      ),
    }))
    const folded = entries.reduce(
      (content, { at, by, ...deed }) => fold(content, deed, { by, at: at.toISOString() }),
      EMPTY,
    )
    expect(folded).toEqual(row?.content)
  })
})

describe('the way up', () => {
  it('is signed, sent, taken from, given back and corrected', async () => {
    let brief = await open(SECRETARY, LAST)
    expect((await ask(STREET, 'GET', `/${brief.id}`)).status).toBe(404)
    expect((await ask(NEIGHBOUR, 'GET', `/${brief.id}`)).status).toBe(404)
    const atRev = { rev: brief.rev }
    expect((await ask(NEIGHBOUR, 'POST', `/${brief.id}/signature`, atRev)).status).toBe(404)
    // Writes beside the secretary, and does not sign.
    expect((await must(DIRECTOR, 'GET', `/${brief.id}`)).may).toMatchObject({ write: true, sign: false })
    expect((await ask(DIRECTOR, 'POST', `/${brief.id}/signature`, atRev)).status).toBe(403)
    // What the figures mean is what somebody signs for.
    const judgements = sentences(brief).filter(({ section }) => section === 'judgement')
    for (const { id } of judgements) brief = await change(SECRETARY, brief, { kind: 'remove', sentence: id })
    const empty = await ask(SECRETARY, 'POST', `/${brief.id}/signature`, { rev: brief.rev })
    expect([empty.status, empty.body]).toEqual([
      422,
      expect.objectContaining({ fields: { judgement: '还没有写研判意见，请写上一句再签发' } }),
    ])
    for (const { id } of judgements) brief = await change(SECRETARY, brief, { kind: 'restore', sentence: id })
    brief = await must(SECRETARY, 'POST', `/${brief.id}/signature`, { rev: brief.rev })
    expect([brief.state, brief.signature?.name, brief.may.write]).toEqual(['signed', '王建国', false])
    const { rev } = brief
    for (const [path, body] of [
      ['changes', { rev, change: { kind: 'add', section: 'plan', text: '再补一句' } }],
      ['numbers', { rev }],
      ['signature', { rev }],
    ] as const)
      expect([path, (await ask(SECRETARY, 'POST', `/${brief.id}/${path}`, body)).status]).toEqual([path, 409])
    const before = await Promise.all([STREET, OTHER_STREET, CENTRE, SECRETARY].map(newsOf))
    await must(SECRETARY, 'POST', `/${brief.id}/sending`)
    const sent = await Promise.all([STREET, OTHER_STREET, CENTRE, SECRETARY].map(newsOf))
    // The street it went to, once; not another street, not the county it did not go to, not whoever sent it.
    expect(sent.map((news, n) => news.length - (before[n]?.length ?? 0))).toEqual([1, 0, 0, 0])
    expect(sent[0]?.[0]).toMatch(/老寨村报来周研判简报/)

    const seen = await must(STREET, 'GET', `/${brief.id}`)
    expect([seen.state, seen.may]).toEqual([
      'sent',
      { write: false, sign: false, send: false, return: true, correct: false },
    ])
    expect((await ask(STREET, 'POST', `/${brief.id}/changes`, { rev: seen.rev, change: { kind: 'remove', sentence: 'flow' } })).status).toBe(403) // prettier-ignore
    expect((await ask(OTHER_STREET, 'GET', `/${brief.id}`)).status).toBe(404)
    expect((await ask(OTHER_STREET, 'POST', `/${brief.id}/return`, { reason: '不归我管' })).status).toBe(404)
    // The county reads it, but it was not sent to the county.
    expect((await ask(CENTRE, 'POST', `/${brief.id}/return`, { reason: '越级退回' })).status).toBe(403)

    const judged = sentences(seen).find(({ section }) => section === 'judgement')
    let street = await open(STREET, LAST)
    const take = { kind: 'take', brief: brief.id, sentence: judged?.id }
    street = await change(STREET, street, take)
    expect(sentences(street).at(-1)).toMatchObject({
      own: judged?.own,
      from: { brief: brief.id, sentence: judged?.id },
    })
    expect(
      (await ask(STREET, 'POST', `/${street.id}/changes`, { rev: street.rev, change: take })).status,
    ).toBe(409)

    await must(STREET, 'POST', `/${brief.id}/return`, { reason: '下周安排写得太笼统' })
    const [news] = await newsOf(SECRETARY)
    expect(news).toContain('下周安排写得太笼统')
    expect(await newsOf(DIRECTOR)).toEqual([news])
    const back = await must(SECRETARY, 'GET', `/${brief.id}`)
    expect([back.state, back.returned?.reason, back.may.correct]).toEqual([
      'returned',
      '下周安排写得太笼统',
      true,
    ])
    let second = await must(SECRETARY, 'POST', `/${brief.id}/versions`)
    expect([second.version, second.state, textOf(find(second, 'flow'))]).toEqual([
      2,
      'drafted',
      textOf(find(back, 'flow')),
    ])
    expect((await ask(SECRETARY, 'POST', `/${brief.id}/versions`)).status).toBe(409)
    second = await must(SECRETARY, 'POST', `/${second.id}/signature`, { rev: second.rev })
    await must(SECRETARY, 'POST', `/${second.id}/sending`)
    const list = (await world.ask(STREET, 'GET', `/api/briefs?week=${LAST}`)).body as z.output<typeof Briefs>
    expect(list.below.find(({ division }) => division === world.village)?.brief).toMatchObject({ id: second.id, version: 2, state: 'sent' }) // prettier-ignore
    expect(list.weeks.find(({ weekOn }) => weekOn === LAST)?.received).toBe(1)
  })

  it('ends at the county', async () => {
    let brief = await open(LEADER, LAST)
    brief = await change(LEADER, brief, { kind: 'add', section: 'judgement', text: '各街道办得都不慢' })
    brief = await must(LEADER, 'POST', `/${brief.id}/signature`, { rev: brief.rev })
    expect((await ask(LEADER, 'POST', `/${brief.id}/sending`)).status).toBe(403)
  })

  it('reminds the next week of what was planned', async () => {
    const next = await open(SECRETARY, THIS)
    const renewed = await must(SECRETARY, 'POST', `/${next.id}/numbers`, { rev: next.rev })
    expect(sentences(renewed).map(textOf)).toContain('上周安排：“下周清淤”')
  })
})

describe('what is signed', () => {
  it('is kept by the database itself', async () => {
    const run = (sql: string) => world.services.db.inCounty(world.county, (tx) => tx.rows(sql))
    await expect(
      run(`update briefs set content = '{}' where county = current_county() and state <> 'drafted'`),
    ).rejects.toThrow('a signed brief stays as it was signed')
    await expect(
      run(`update brief_entries set detail = '{}' where county = current_county()`),
    ).rejects.toThrow(/permission denied/)
    await expect(run(`delete from brief_entries where county = current_county()`)).rejects.toThrow(
      /permission denied/,
    )
  })

  it('comes as a file with its words', async () => {
    const { id } = await open(LEADER, LAST)
    const answer = await world.ask(LEADER, 'GET', `/api/briefs/${id}/document`)
    expect([answer.status, decodeURIComponent(String(answer.headers['content-disposition']))]).toEqual([
      200,
      `attachment; filename*=UTF-8''阎良区周研判简报（${weekName(LAST)}）.docx`,
    ])
    expect((await world.ask(STREET, 'GET', `/api/briefs/${id}/document`)).status).toBe(404)
  })
})

it.each([
  ['2026-11-16', '2026年第47周'],
  ['2025-12-29', '2026年第1周'],
  ['2026-12-28', '2026年第53周'],
])('the week of %s is %s', (monday, name) => {
  expect(weekName(monday)).toBe(name)
})
