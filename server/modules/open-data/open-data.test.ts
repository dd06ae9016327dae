import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTANT, deskOf, HAPPENED_ON } from '#test/publishing.ts'
import { openWorld, type World } from '#test/world.ts'
import { TABLES } from '#practice/disclosure/columns.ts'
import type { KnownItem } from '#practice/disclosure/item.ts'
import { csvOf } from '#server/core/csv.ts'
import { atomOf } from './rules.ts'
import type { OpenRow } from './store.ts'
import { textPagesOf } from './text-pages.ts'

/** What programs read without an account: caching, limits, and forms that other people's tools accept. */

let world: World
let desk: ReturnType<typeof deskOf>
let free: string
beforeAll(async () => {
  world = await openWorld()
  desk = deskOf(world)
  // G13 is for everybody. Its words are what a cunning or careless accountant types.
  const { id, rev } = await desk.begun('开放数据', 'G13')
  const cells = {
    project: '修渠 <b>&"一期"</b>\u0007',
    progress: '-2+3 完成',
    builder: "O'Neil, 合作社",
    paid: 120_050,
  }
  await desk.save(id, rev, { columns: TABLES.project, rows: [{ cells }] }, ACCOUNTANT, '修渠 & <进程>')
  free = (await desk.passed(id)).id
})

const read = (url: string, headers: Record<string, string> = {}, remoteAddress?: string) =>
  world.http.inject({ url, headers, ...(remoteAddress === undefined ? {} : { remoteAddress }) })

const ADDRESSES = [
  'publications.json',
  'publications.csv',
  'publications.atom',
  'catalogue.jsonld',
  'screens/610114006205.json',
] as const

describe('every address', () => {
  it.each(ADDRESSES)('%s is answered to anybody, kept by caches, and not sent twice', async (name) => {
    const url = `/api/open/${name}`
    const first = await read(url)
    const etag = String(first.headers['etag'])
    expect([first.statusCode, first.headers['access-control-allow-origin'], first.headers['vary']]).toEqual([
      200,
      '*',
      'accept-encoding',
    ])
    expect(first.headers['cache-control']).toBe('public, max-age=30, must-revalidate')
    expect(first.headers['set-cookie']).toBeUndefined()
    for (const asked of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const same = await read(url, { 'if-none-match': asked })
      expect([same.statusCode, same.body, same.headers['etag']]).toEqual([304, '', etag])
    }
    expect((await read(url, { 'if-none-match': '"other"' })).statusCode).toBe(200)
    const packed = await read(url, { 'accept-encoding': 'gzip' })
    expect(gunzipSync(packed.rawPayload).toString()).toBe(first.body)
  })

  it.each(['publications.atom', 'catalogue.jsonld', 'screens/610114006205.json'])(
    '%s names the site as the county set it, whatever host a call claims',
    async (name) => {
      const url = `/api/open/${name}`
      world.services.config.publicUrl = 'https://gongzhi.example.gov.cn'
      const forged = await read(url, { host: 'evil.example', 'x-forwarded-host': 'evil.example' })
      world.services.config.publicUrl = undefined
      const plain = await read(url, { host: '10.0.0.8:8080' })
      expect([forged.statusCode, forged.body.includes('evil.example')]).toEqual([200, false])
      expect(forged.body).toContain('https://gongzhi.example.gov.cn/')
      expect(plain.body).toContain('http://10.0.0.8:8080/')
    },
  )

  it('changes its tag when something is published', async () => {
    const before = await read('/api/open/publications.json')
    const { id, rev } = await desk.begun('又一项', 'G13')
    await desk.save(id, rev, {
      columns: TABLES.project,
      rows: [{ cells: { project: '修路', progress: '开工' } }],
    })
    await desk.passed(id)
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const after = await read('/api/open/publications.json', {
      'if-none-match': String(before.headers['etag']),
    })
    expect(after.statusCode).toBe(200)
    expect(after.json<{ rows: { id: string }[] }>().rows[0]?.id).toBe(id)
  })

  it('is limited for who asks too often, and says when to come back', async () => {
    const ask = () => read('/api/open/publications.csv', {}, '203.0.113.7')
    // One after the other: of a burst in one moment the limiter refuses all.
    for (let n = 0; n < 60; n++) expect((await ask()).statusCode).toBe(200)
    const last = await ask()
    expect(last.statusCode).toBe(429)
    expect([Number(last.headers['retry-after']) > 0, last.json<{ title: string }>().title]).toEqual([
      true,
      expect.stringContaining('后再试'),
    ])
  })
})

describe('CSV', () => {
  it('runs nothing in a spreadsheet and keeps every letter', async () => {
    const { body } = await read(`/api/open/publications/${free}.csv`)
    expect(body.startsWith('\uFEFF项目,')).toBe(true)
    expect(body).toContain('"修渠 <b>&""一期""</b>')
    expect(body).toContain(`"O'Neil, 合作社"`)
    expect(body).toContain(`'-2+3 完成`)
    expect(body).toContain(',1200.50,')
    for (const cell of ['=1', '+a', '-a', '@a', '\ta', '\ra', '＝1'])
      expect(csvOf([[cell]]).replaceAll('"', '')).toBe(`\uFEFF'${cell}\r\n`)
    expect(csvOf([['-12.50', '+3']])).toBe('\uFEFF-12.50,+3\r\n')
  })

  it('of many publications is one table of cells, each with where it comes from', async () => {
    const { body } = await read(`/api/open/publications.csv?item=G13&division=${world.village}`)
    const [head, ...lines] = body.slice(1).trimEnd().split('\r\n')
    expect(head).toBe('区划代码,村,目录编码,事项,期间,标题,版本,公布日期,行,列,值')
    expect(lines.every((line) => line.startsWith(`${world.village},`))).toBe(true)
  })
})

describe('Atom', () => {
  const ATOM = `array[array['a', 'http://www.w3.org/2005/Atom']]`
  /** PostgreSQL brings libxml2, which refuses what is not well-formed. */
  const texts = async (document: string, path: string): Promise<string[]> => {
    const rows = await world.services.db.asOwner((tx) =>
      tx.rows<{ found: string[] }>(`select xpath($2, xmlparse(document $1), ${ATOM})::text[] as found`, [
        document,
        path,
      ]),
    )
    return rows[0]?.found ?? []
  }

  it('is well-formed and has every element RFC 4287 asks for', async () => {
    const { body, headers } = await read('/api/open/publications.atom', { host: 'gongzhi.example' })
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8')
    for (const part of ['id', 'title', 'updated', 'author/a:name'])
      expect(await texts(body, `/a:feed/a:${part}/text()`), part).toHaveLength(1)
    expect(await texts(body, `/a:feed/a:link[@rel="self"]/@href`)).toEqual([
      'http://gongzhi.example/api/open/publications.atom',
    ])
    const entries = (await texts(body, '/a:feed/a:entry')).length
    expect(entries).toBeGreaterThan(1)
    for (const part of ['id', 'title', 'updated', 'author/a:name', 'summary'])
      expect(await texts(body, `/a:feed/a:entry/a:${part}/text()`), part).toHaveLength(entries)
    const ids = await texts(body, '/a:feed/a:entry/a:id/text()')
    expect(new Set(ids).size).toBe(entries)
    expect(ids).toContain(`urn:uuid:${free}`)
    const moments = await texts(body, '/a:feed/a:entry/a:updated/text()')
    expect(moments).toEqual(moments.toSorted().toReversed())
    expect(await texts(body, '/a:feed/a:updated/text()')).toEqual([moments[0]])
  })

  it('is an empty feed where nothing is, and survives every sign', async () => {
    const none = await read('/api/open/publications.atom?division=610114999999')
    expect(await texts(none.body, '/a:feed/a:author/a:name/text()')).toHaveLength(1)
    const title = `<&>"'\u0000\u0001\uFFFF\uD800 修渠`
    const row = {
      id: free,
      title,
      at: new Date(),
      posted_from: HAPPENED_ON,
      published_on: null,
      item: 'G13',
      summary: title,
      reason: null,
    }
    // The row of the store with what the feed reads of it.
    const rows = [
      {
        row: row as unknown as OpenRow,
        item: { kind: 'benefit', kindName: title, name: title } as KnownItem,
        place: title,
      },
    ]
    const document = atomOf('http://x', { title, self: 'http://x?a=1&b=2', updated: new Date() }, rows)
    expect((await texts(document, '/a:feed/a:entry/a:title/text()')).join()).toContain('修渠')
  })

  it('updates its entry when a correction is published, and keeps when it first hung', async () => {
    const before = await read('/api/open/publications.atom')
    await desk.must(ACCOUNTANT, free, 'correct', { reason: '写错一个数' })
    await desk.save(free, await desk.revOf(free), {
      columns: TABLES.project,
      rows: [{ cells: { project: '修渠', progress: '完工', paid: 120_050 } }],
    })
    await desk.passed(free)
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const after = await read('/api/open/publications.atom')
    const path = `/a:feed/a:entry[a:id="urn:uuid:${free}"]`
    expect((await texts(after.body, path)).length).toBe((await texts(before.body, path)).length)
    expect((await texts(after.body, `${path}/a:summary/text()`)).join()).toContain('更正（写错一个数）')
    const at = async (body: string, part: string) => (await texts(body, `${path}/a:${part}/text()`))[0]
    expect(await at(after.body, 'published')).toBe(await at(before.body, 'published'))
    expect(Date.parse((await at(after.body, 'updated')) ?? '')).toBeGreaterThan(
      Date.parse((await at(before.body, 'updated')) ?? ''),
    )
  })
})

describe('DCAT', () => {
  type Node = Record<string, unknown>
  it('is a catalogue of data sets with forms, every name of it in a vocabulary', async () => {
    const { body, headers } = await read('/api/open/catalogue.jsonld')
    expect(headers['content-type']).toBe('application/ld+json; charset=utf-8')
    const catalogue = JSON.parse(body) as Node & {
      '@context': Record<string, string>
      'dcat:dataset': Node[]
    }
    expect(catalogue['@type']).toBe('dcat:Catalog')
    for (const key of ['dct:title', 'dct:description', 'dct:publisher'])
      expect(catalogue).toHaveProperty([key])
    const datasets = catalogue['dcat:dataset']
    expect(datasets.length).toBeGreaterThan(20)
    expect(new Set(datasets.map((each) => each['@id'])).size).toBe(datasets.length)
    for (const dataset of datasets) {
      expect(dataset).toMatchObject({
        '@type': 'dcat:Dataset',
        'dct:title': expect.any(String),
        'dct:description': expect.any(String),
      })
      for (const form of dataset['dcat:distribution'] as Node[])
        expect(form).toMatchObject({
          '@type': 'dcat:Distribution',
          'dcat:accessURL': { '@id': expect.stringMatching(/^http/) },
          'dcat:mediaType': { '@id': expect.stringContaining('iana.org') },
        })
    }
    const prefixes = new Set([...body.matchAll(/"(\w+):\w+":/g)].map(([, prefix = '']) => prefix))
    for (const prefix of prefixes) expect(catalogue['@context']).toHaveProperty(prefix)
  })

  it('names only what is for everybody, and each address it gives is there', async () => {
    const { body } = await read('/api/open/catalogue.jsonld')
    const addresses = [...body.matchAll(/"dcat:accessURL":\{"@id":"http:\/\/[^/]+([^"]+)"/g)].map(
      ([, path = '']) => path,
    )
    for (const path of addresses.filter((_, index) => index % 9 === 0))
      expect((await read(path)).statusCode).toBe(200)
    expect(body).not.toContain('publications.json?item=F29"')
  })
})

describe('pages', () => {
  it('follow each other to the end without gap or repeat', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { rows, next } = (await read(`/api/open/publications.json${cursor}`)).json<{
        rows: { id: string }[]
        next: string | null
      }>()
      seen.push(...rows.map(({ id }) => id))
      cursor = next === null ? '' : `?cursor=${next}`
    } while (cursor !== '')
    expect(new Set(seen).size).toBe(seen.length)
    const [all] = await world.services.db.asOwner((tx) =>
      tx.rows<{ n: number }>(
        `select count(*)::int as n from publications p join catalogue_items i on i.county = p.county
           and i.catalogue = 'disclosure-items' and i.code = p.item and i.ends_on is null
         where p.version > 0 and i.details ->> 'scope' = 'all'`,
      ),
    )
    expect(seen.length).toBe(all?.n)
    expect((await read('/api/open/publications.json?cursor=bm9uc2Vuc2U')).statusCode).toBe(400)
  })

  it('end early where tables are long', async () => {
    for (const n of [1, 2, 3]) {
      const { id, rev } = await desk.begun(`长表 ${n}`, 'G13')
      const rows = Array.from({ length: 15_000 }, () => ({ cells: { project: '树苗', progress: '栽' } }))
      await desk.save(id, rev, { columns: TABLES.project, rows })
      await desk.passed(id)
    }
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const first = (await read('/api/open/publications.json')).json<{ rows: object[]; next: string | null }>()
    expect([first.rows.length, first.next === null]).toEqual([2, false])
    const second = (await read(`/api/open/publications.json?cursor=${first.next}`)).json<{ rows: object[] }>()
    expect(second.rows.length).toBeGreaterThan(1)
  }, 300_000)
})

describe('the pages for set-top boxes', () => {
  type Screen = {
    divisionName: string
    publications: { id: string; title: string; pages: { heading: string; lines: string[] }[] }[]
  }
  const screen = async () => (await read(`/api/open/screens/${world.village}.json`)).json<Screen>()

  it('are short lines of what hangs, and lose what is taken down', async () => {
    const { divisionName, publications } = await screen()
    expect(divisionName).toContain('老寨')
    const mine = publications.find(({ id }) => id === free)
    expect(mine?.pages.flatMap(({ lines }) => lines).join('')).toMatch(/1\. 修渠/)
    for (const { lines } of publications.flatMap(({ pages }) => pages)) {
      expect(lines.length).toBeLessThanOrEqual(8)
      expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(34)
    }
    await world.services.db.asOwner((tx) =>
      tx.rows(`update publications set taken_down_on = posted_until where id = $1`, [free]),
    )
    await world.services.db.asOwner((tx) =>
      tx.rows('update publication_chains set rev = rev + 1 where division = $1', [world.village]),
    )
    await expect.poll(async () => (await screen()).publications.map(({ id }) => id)).not.toContain(free)
  })

  it('say money in yuan and leave the rest of a long table to the telephone', () => {
    const columns = TABLES.expense
    const rows = Array.from({ length: 500 }, (_, n) => ({ cells: { what: `第 ${n} 笔`, expense: 120_050 } }))
    const pages = textPagesOf('共 500 笔。', { columns, rows })
    expect(pages).toHaveLength(10)
    expect(pages[1]?.lines[0]).toContain('1. 第 0 笔')
    expect(pages[1]?.lines[0]).toContain('1,200.50 元')
    expect(pages.at(-1)?.lines).toEqual(['共 500 行，后面的请用手机看。'])
  })

  it('are of a village only', async () => {
    expect((await read('/api/open/screens/610114999999.json')).statusCode).toBe(404)
    expect((await read('/api/open/screens/610114.json')).statusCode).toBe(404)
  })
})
