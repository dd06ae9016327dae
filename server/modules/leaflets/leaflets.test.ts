import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { TABLES } from '#practice/disclosure/columns.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { readPdf, type PdfText } from '#test/pdf-text.ts'
import { openWorld, type World } from '#test/world.ts'
import { countPages, leafletFrom, pagesOf, readMonth, type Month } from './drawing.ts'
import type { Page } from '#server/core/paper.ts'
import { writePdf } from '#server/core/pdf.ts'
import { linesOf, widthOf } from '#server/core/typeset.ts'
import { digestOf, scriptOf, type Published } from './rules.ts'

let world: World
let month: string

beforeAll(async () => {
  world = await openWorld()
  // The newest month of which the village has published its cash book.
  const row = await world.services.db.asOwner((tx) =>
    tx.first<{ period: string }>(
      `select max(period) as period from publications where item = 'F29' and version > 0`,
    ),
  )
  month = row?.period ?? ''
})

const read = (which = month): Promise<Month> =>
  readMonth(world.services, {
    county: world.county,
    division: world.village,
    month: which,
    base: 'http://192.168.1.20:8080',
  })

async function printed(pages: Iterable<Page>): Promise<PdfText & { bytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-leaflets-'))
  try {
    const path = join(folder, 'sheet.pdf')
    await writePdf(pages, createWriteStream(path), { title: '试', author: '试', paper: 'A4' })
    const bytes = await readFile(path)
    return { ...readPdf(bytes), bytes: bytes.length }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
const joined = ({ pages }: PdfText) => pages.join('\n').replaceAll('\n', '')

describe('the leaflet of a month', () => {
  it('says the figures that were published, in letters that can be copied', async () => {
    const found = await read()
    const { money, largest, entries } = leafletFrom(found)
    const book = found.published.find(({ item }) => item.code === 'F29')
    expect(money?.closing).toBe(book?.content.closing)
    expect(largest.length).toBeGreaterThan(2)
    const paper = await printed(pagesOf(found, 'leaflet'))
    expect(paper.pages).toHaveLength(2)
    const [front = '', back = ''] = paper.pages
    for (const fen of [money?.income, money?.expense, money?.closing, ...largest.map((one) => one.fen)])
      expect(front).toContain(yuan(fen ?? -1))
    for (const { published } of entries)
      expect(back).toContain(`${published.code.slice(0, 4)} ${published.code.slice(4)}`)
    expect(front).toContain('应公开')
    expect(front).toContain(found.about.office?.phone ?? '没有电话')
    expect(paper.fonts.length).toBeGreaterThan(0)
    expect(paper.fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true)
    // A subset: the whole font would be ten megabytes.
    expect(paper.bytes).toBeLessThan(400_000)
  })

  it('says so when nothing was published', async () => {
    const found = await read('2020-01')
    expect(joined(await printed(pagesOf(found, 'leaflet')))).toContain('1月份，村里没有公布任何内容')
    expect([...pagesOf(found, 'boards')]).toEqual([])
    expect(digestOf(leafletFrom(found))).toContain('还没有公布')
    expect(scriptOf(leafletFrom(found))).toContain('还没有公布')
  })

  it('leaves out what is for members of the collective alone', async () => {
    const { published } = await read()
    const [one] = published
    const set = (scope: string) =>
      world.services.db.asOwner((tx) =>
        tx.rows(
          `update catalogue_items set details = jsonb_set(details, '{scope}', $2) where county = $1 and code = $3`,
          [world.county, JSON.stringify(scope), one?.item.code],
        ),
      )
    await set('member')
    const without = await read()
    await set(one?.item.scope ?? '')
    expect(without.published.map(({ code }) => code)).toEqual(published.slice(1).map(({ code }) => code))
    expect(joined(await printed(pagesOf(without, 'boards')))).not.toContain(one?.code.slice(0, 4))
  })
})

describe('a sheet for the board', () => {
  const table = async (rows: Published['content']['rows']): Promise<Published> => {
    const [one] = (await read()).published
    if (!one) throw new Error('the village has published nothing')
    return { ...one, content: { columns: TABLES.accounts, rows } }
  }

  it('carries its code and its page on each page, and the headings of its table', async () => {
    const found = await read()
    const rows = Array.from({ length: 120 }, (_, n) => ({
      cells: { on: `${month}-05`, what: `第 ${n + 1} 笔支出，买了修水渠用的水泥和沙子`, expense: 1234 + n },
    }))
    const one = await table(rows)
    const { pages } = await printed(pagesOf({ ...found, published: [one] }, 'boards'))
    expect(pages.length).toBeGreaterThan(3)
    pages.forEach((text, n) => {
      expect(text).toContain(`第 ${n + 1} 页，共 ${pages.length} 页`)
      expect(text).toContain(`${one.code.slice(0, 4)} ${one.code.slice(4)}`)
      expect(text).toContain('支出（元）')
    })
    const all = pages.join('\n').replaceAll('\n', '')
    for (const n of [1, 60, 120]) expect(all).toContain(`第 ${n} 笔支出`)
    expect(all).toContain(`支出合计 ${yuan(rows.reduce((sum, { cells }) => sum + cells.expense, 0))} 元`)
  })

  it('shares its page with others when it only says that nothing happened', async () => {
    const found = await read()
    const quiet = found.published.filter(({ content }) => content.rows.length === 0)
    expect(quiet.length).toBeGreaterThan(1)
    const { pages } = await printed(pagesOf(found, 'boards'))
    expect(pages).toHaveLength(countPages(found, 'boards'))
    for (const { code } of quiet) expect(pages.at(-1)).toContain(`${code.slice(0, 4)} ${code.slice(4)}`)
    expect([...pagesOf(found, 'boards', quiet[0]?.publication)]).toHaveLength(1)
  })

  it('splits 20,000 lines without holding them', { timeout: 240_000 }, async () => {
    const found = await read()
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      cells: { on: `${month}-05`, what: `补贴第 ${n + 1} 户`, expense: 5000 },
    }))
    const one = await table(rows)
    let most = 0
    const before = process.memoryUsage().heapUsed
    function* watched() {
      for (const page of pagesOf({ ...found, published: [one] }, 'boards')) {
        most = Math.max(most, process.memoryUsage().heapUsed - before)
        yield page
      }
    }
    const { pages } = await printed(watched())
    expect(pages.length).toBeGreaterThan(500)
    expect(pages.at(-1)).toContain('补贴第 20000 户')
    expect(most).toBeLessThan(400 * 1024 * 1024)
  })
})

describe('what is heard', () => {
  it('is figures as they are said, and as long as a message where it can be', async () => {
    const leaflet = leafletFrom(await read())
    const { money } = leaflet
    expect(digestOf(leaflet)).toContain(yuan(money?.income ?? -1))
    expect(scriptOf(leaflet)).not.toMatch(/\d/)
    expect(scriptOf({ ...leaflet, money: { income: 1_230_000, expense: 50 }, largest: [] })).toContain(
      '收入，一万二千三百元。\n支出，五角。',
    )
  })
})

describe('lines', () => {
  it('never begin with a comma, never split a number, and are no wider than the paper', () => {
    const text = '十月份收入 12,345.67 元，支出 9,876.54 元。最大的一笔是“老砖厂院子租金”，共 12,000.00 元。'
    for (const width of [60, 90, 140, 200]) {
      const lines = linesOf(text, 12, width)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of lines) {
        expect(line).not.toMatch(/^[，。：”]/)
        expect(widthOf(line, 12)).toBeLessThanOrEqual(width + 0.01)
      }
      expect(lines.filter((line) => /12,345\.67/.test(line))).toHaveLength(1)
    }
    expect(linesOf(text, 12, 90, { most: 1 })[0]).toMatch(/…$/)
  })
})
