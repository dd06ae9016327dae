import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Paper } from '#practice/kit/paper.ts'
import { blockPages } from '#server/core/blocks.ts'
import { wordOf } from '#server/core/word.ts'
import { unpackTo } from '#server/core/zip.ts'
import { addPicture } from '#server/modules/files/index.ts'
import { findArchive, verifyMeetings } from '#server/modules/meetings/index.ts'
import { openSession } from '#server/modules/session/index.ts'
import { actingAt, DIRECTOR, ELECT, keeperMeeting, resolvedAt, SECRETARY } from '#test/meeting.ts'
import { readPdf } from '#test/pdf-text.ts'
import { openWorld, type Who, type World } from '#test/world.ts'

let world: World
let acting: ReturnType<typeof actingAt>
let meeting: string
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
  meeting = (await resolvedAt(world, acting)).meeting
})

/** A file as bytes; `world.ask` reads answers as text. */
async function bytesOf(url: string): Promise<Buffer> {
  const { person, post } = await world.scope('王建国', 'village-secretary')
  const { token } = await openSession(world.services, world.county, person, post?.id)
  const answer = await world.http.inject({ url, headers: { authorization: `Bearer ${token}` } })
  expect([url, answer.statusCode]).toEqual([url, 200])
  return answer.rawPayload
}
const read = async (url: string) => {
  const { pages, fonts } = readPdf(await bytesOf(`${url}/file?format=pdf`))
  return { said: pages.join('').replaceAll('\n', ''), pages, fonts }
}
/** The words of a Word file, from an archive written anew without packing. */
async function wordsIn(bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-word-'))
  try {
    await writeFile(join(folder, 'packed'), bytes)
    const wanted = [{ names: /^word\/document\.xml$/, bytesMax: 4_000_000 }]
    await unpackTo(join(folder, 'packed'), join(folder, 'plain'), wanted)
    return (await readFile(join(folder, 'plain'), 'utf8')).replaceAll(/<[^>]+>/g, '')
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('papers of a meeting', () => {
  const paper = (kind: string) => `/api/meetings/${meeting}/documents/${kind}`

  it('say what happened, with their fonts inside', async () => {
    const { said, fonts } = await read(paper('minutes'))
    expect(said).toContain('村民代表会议记录')
    expect(said).toContain('同意 9，反对 0，弃权 0')
    expect(said).toContain('还没有归档')
    expect(fonts.map(({ isEmbedded }) => isEmbedded)).toEqual([true, true])
  })

  it('are a notice with how each motion passes, a roll with everybody, ballots and a tally sheet', async () => {
    expect((await read(paper('notice'))).said).toContain(
      '到会的过半数同意才通过（《村民委员会组织法》第三十条）',
    )
    const about = { title: '关于果园承包的村民代表会议', motions: [ELECT] }
    const titled = await acting.must(acting.convene(about))
    const { said } = await read(`/api/meetings/${titled}/documents/notice`)
    expect(said).toContain('关于召开果园承包的村民代表会议的通知')
    const { rows } = await acting.roll(meeting)
    const roll = await read(paper('roll'))
    expect(rows.filter(({ name }) => !roll.said.includes(name))).toEqual([])
    expect(roll.said).toContain(`应到 ${rows.length} 人，已到 ${rows.length} 人`)
    expect((await read(paper('ballot'))).said).toContain('同意反对弃权')
    const listed = await keeperMeeting(acting, [ELECT])
    expect((await read(`/api/meetings/${listed}/documents/tally`)).said).toContain('唱票（画“正”字）')
  })

  it('the tally sheet carries counts, tellers and times once the result is declared', async () => {
    const named = (await read(paper('tally'))).said
    expect(named).toMatch(/同意反对弃权9 票0 票0 票/)
    expect(named).not.toContain('唱票')
    const shown = await acting.noticed([{ ...ELECT, means: 'hands' }])
    await acting.must(acting.step(SECRETARY, shown, 'open'))
    const { rows } = await acting.roll(shown)
    for (const { member } of rows)
      await acting.must(acting.attend(SECRETARY, shown, { means: 'hand', member }))
    const motion = (await acting.show(shown)).motions[0]?.id ?? ''
    const tellers = rows.slice(0, 2)
    await acting.must(
      acting.motion(SECRETARY, motion, 'put', { tellers: tellers.map(({ member }) => member) }),
    )
    const counts = { inFavour: 12, against: 2, abstained: 1 }
    for (const { name } of tellers) await acting.must(acting.motion(name, motion, 'tallies', counts))
    await acting.must(acting.motion(SECRETARY, motion, 'declare'))
    const { said } = await read(`/api/meetings/${shown}/documents/tally`)
    for (const { name } of tellers)
      expect(said).toMatch(new RegExp(`监票计票人${name}：同意 12，反对 2，弃权 1（.+填报）`))
    expect(said).toMatch(/12 票2 票1 票/)
    expect(said).toMatch(/开始表决，.+宣布结果/)
    expect(said).toContain('15 人')
    // The sheet of who came says who noted it.
    expect((await read(`/api/meetings/${shown}/documents/roll`)).said).toContain('王建国代签到')
  })

  it('are a Word file, too, and the same pages to look at', async () => {
    const words = await wordsIn(await bytesOf(`${paper('minutes')}/file?format=docx`))
    expect(words).toContain('村民代表会议记录')
    expect(words).toContain('同意 9，反对 0，弃权 0')
    const { body } = (await world.ask(SECRETARY, 'GET', paper('minutes'))) as unknown as {
      body: { pages: { marks: { text?: string }[] }[] }
    }
    const shown = body.pages.flatMap(({ marks }) => marks.map(({ text = '' }) => text)).join('')
    expect(shown).toBe((await read(paper('minutes'))).said)
  })

  it('of the desk are for the desk; minutes are for the village', async () => {
    const status = async (who: Who, kind: string) => (await world.ask(who, 'GET', paper(kind))).status
    expect(await status('刘桂兰', 'minutes')).toBe(200)
    for (const kind of ['roll', 'ballot', 'tally']) expect(await status('刘桂兰', kind)).toBe(403)
    expect(await status(['屈建文', 'village-supervisor'], 'roll')).toBe(200)
  })
})

describe('the six forms', () => {
  it('carry one cause, computed ratios, and what is still to be filled in by hand', async () => {
    const id = await acting.must(
      acting.ask(SECRETARY, 'POST', '/api/proposals', {
        division: world.village,
        title: '果园承包',
        words: '提议把二十亩果园公开承包。',
        origin: '党员群众建议',
        decision: 'asset-lease',
        proposer: '刘忠孝等党员',
        on: '2026-01-05',
      }),
    )
    const step = (body: object) => acting.ask(SECRETARY, 'POST', `/api/proposals/${id}/steps`, body)
    await acting.must(
      step({ step: 'consult', on: '2026-01-06', says: '两委商议同意', present: 5, inFavour: 5 }),
    )
    const { said, pages } = await read(`/api/proposals/${id}/forms/all`)
    expect(pages).toHaveLength(6)
    expect(said.split('■ 党员群众建议')).toHaveLength(7)
    // Five of the six the register knows, rounded down.
    expect(said).toContain('83.3%')
    expect(pages[2]?.replaceAll('\n', '')).toContain('乡镇（街道）参会人员签字（含职务）')
    expect(pages[4]?.replaceAll('\n', '')).toContain('村务监督委员会监督意见')
    expect((await read(`/api/proposals/${id}/forms/consult`)).said).toContain('两委商议同意')
    const words = await wordsIn(await bytesOf(`/api/proposals/${id}/forms/all/file?format=docx`))
    expect(words.split('■ 党员群众建议')).toHaveLength(7)
  })
})

describe('a long paper', () => {
  const long: Paper = {
    name: '长文',
    author: '村',
    foot: '村',
    blocks: [
      {
        kind: 'grid',
        shares: [1, 4],
        repeats: 1,
        rows: [
          {
            cells: [
              { text: '抬头', head: true },
              { text: '内容', head: true },
            ],
          },
          { cells: [{ text: '一' }, { text: `${'长'.repeat(6000)}末` }] },
          ...Array.from({ length: 60 }, (_, n) => ({ cells: [{ text: String(n) }, { text: `第${n}行` }] })),
        ],
      },
    ],
  }

  it('goes on over pages: nothing is lost, nothing runs off, the headings stand on each', () => {
    const pages = blockPages(long)
    const texts = pages.map(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : [])))
    const all = texts
      .flat()
      .map(({ text }) => text)
      .join('')
    expect(all.match(/长/g)).toHaveLength(6000)
    expect(texts.flat().filter(({ text }) => /^第\d+行$/.test(text))).toHaveLength(60)
    expect(texts.map((marks) => marks.filter(({ text }) => text === '抬头').length)).toEqual(
      pages.map(() => 1),
    )
    for (const { x, y, width } of texts.flat())
      expect([x >= 0, x + width <= 596, y <= 842]).toEqual([true, true, true])
  })

  it('is a Word file with all of it', async () => {
    expect((await wordsIn(await wordOf(long))).match(/长/g)).toHaveLength(6000)
  })
})

describe('scans of signed papers', () => {
  const scans = () => `/api/meetings/${meeting}/scans`
  const picture = async (who: Who, colour: string) => {
    const [name, role] = typeof who === 'string' ? [who] : who
    const bytes = await sharp({ create: { width: 60, height: 80, channels: 3, background: colour } })
      .png()
      .toBuffer()
    return (await addPicture(world.services, await world.scope(name, role), bytes)).id
  }

  it('hang on the meeting, are filed by their hash, and stay as they were filed', async () => {
    const [right, wrong, other] = [
      await picture(SECRETARY, '#fafafa'),
      await picture(SECRETARY, '#202020'),
      await picture(DIRECTOR, '#777777'),
    ]
    const add = (file: string) => acting.ask(SECRETARY, 'POST', scans(), { file, kind: 'minutes' })
    expect((await add(right)).status).toBe(200)
    expect((await add(right)).status).toBe(200)
    expect((await add(wrong)).status).toBe(200)
    // Somebody else’s picture.
    expect((await add(other)).status).toBe(422)
    expect(
      (await acting.ask(DIRECTOR, 'POST', `${scans()}/2/withdraw`, { reason: '拍错了一张' })).status,
    ).toBe(204)
    const { body } = (await world.ask(SECRETARY, 'GET', scans())) as unknown as {
      body: { rows: { n: number; file: string; withdrawn?: string }[] }
    }
    expect(body.rows.map(({ n, withdrawn }) => [n, withdrawn])).toEqual([
      [1, undefined],
      [2, '拍错了一张'],
    ])
    const stored = await bytesOf(`${scans()}/1/file`)
    expect((await sharp(stored).metadata()).format).toBe('jpeg')
    await acting.must(acting.step(SECRETARY, meeting, 'close'))
    await acting.must(acting.step(SECRETARY, meeting, 'sign'))
    await acting.must(acting.step(DIRECTOR, meeting, 'sign'))
    await acting.must(acting.step(SECRETARY, meeting, 'archive'))
    const filed = await world.services.db.read(world.county, (tx) => findArchive(tx, meeting))
    expect(filed?.facts).toMatchObject({ scans: [{ kind: 'minutes', file: right }] })
    const late = await add(wrong)
    expect([late.status, late.body.title]).toEqual([409, expect.stringContaining('已经归档')])
    expect((await verifyMeetings(world.services, world.county)).faults).toEqual([])
  })

  it('are not read by neighbours, whose names and signatures they show', async () => {
    expect((await world.ask('刘桂兰', 'GET', scans())).status).toBe(404)
    expect((await world.ask('刘桂兰', 'GET', `${scans()}/1/file`)).status).toBe(404)
    expect((await world.ask(['屈建文', 'village-supervisor'], 'GET', scans())).status).toBe(200)
  })
})
