import type { FastifyReply } from 'fastify'
import { openData } from '#contract/open-data.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { baseOf } from '#server/core/base.ts'
import { cursorAt, cursorIn } from '#server/core/cursor.ts'
import { csvOf } from '#server/core/csv.ts'
import { implement, type Handlers } from '#server/core/http.ts'
import { notFound } from '#server/core/problem.ts'
import { Shelf, type Making } from '#server/core/shelf.ts'
import { itemsOf, revisionsOf, type Items } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { atomOf, CELL_HEADINGS, cellsOf, dcatOf, presentOpen, tableOf } from './rules.ts'
import * as store from './store.ts'
import { textPagesOf } from './text-pages.ts'

const PAGE = 50
const CSV_MAX = 1_000
/** A publication may have 20,000 lines; an answer of more than two such is no answer. */
const LINES_MAX = 40_000

type Answer = (
  reply: FastifyReply,
  page: Pick<Making, 'key' | 'make' | 'type'> & { county: string; area: string },
) => Promise<Buffer>

/** Binds contract/open-data.ts. All of it comes from the shelf: programs ask often for what changes seldom. */
export function openDataRoutes(app: App): void {
  const { db, http } = app
  const shelf = new Shelf()
  const revisions = revisionsOf(db)
  const answer: Answer = async (reply, { county, area, key, ...page }) => {
    // Pages of other sites may read it, and any cache between may keep it: nothing here depends on who asks.
    void reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'etag')
      .header('cross-origin-resource-policy', 'cross-origin')
    const bytes = await shelf.answer(reply, {
      ...page,
      key: `${county} ${key}`,
      tag: () => revisions.tagOf(county, area),
    })
    void reply.header('vary', 'accept-encoding')
    return bytes
  }
  implement(http, 'openData', openData, {
    ...documents(app, answer),
    json: async ({ query }, { county, reply }) => {
      const { division: area = county, item, cursor } = query
      const key = `json ${JSON.stringify(query)}`
      const make = () => pageOf(app, county, { division: area, item }, cursor)
      return answer(reply, { county, area, key, make }) as never // The bytes of exactly that answer.
    },
    screen: async ({ params: { division } }, { county, reply, request }) => {
      const base = baseOf(app, request)
      const make = () => screenOf(app, county, base, division)
      const page = { county, area: division, key: `screen ${base} ${division}` }
      return answer(reply, { ...page, make }) as never // As above.
    },
    catalogue: async (_, { county, reply, request }) => {
      const base = baseOf(app, request)
      const make = () => catalogueOf(app, county, base)
      const key = `dcat ${dateOf(new Date())} ${base}`
      const type = 'application/ld+json; charset=utf-8'
      return answer(reply, { county, area: county, key, make, type }) as never // As above.
    },
  })
}

/** What is no JSON. A key names the host where addresses in the answer do. */
function documents(app: App, answer: Answer): Pick<Handlers<typeof openData>, 'csv' | 'sheet' | 'feed'> {
  return {
    csv: async ({ query }, { county, reply }) => {
      const { division: area = county, item } = query
      const make = () => allCells(app, county, { division: area, item })
      const key = `csv ${JSON.stringify(query)}`
      return reply.send(await answer(reply, { county, area, key, make, type: CSV }))
    },
    sheet: async ({ params: { id } }, { county, reply }) => {
      const make = () => tableFor(app, county, id)
      return reply.send(await answer(reply, { county, area: county, key: `sheet ${id}`, make, type: CSV }))
    },
    feed: async ({ query: { division } }, { county, reply, request }) => {
      const base = baseOf(app, request)
      const make = () => feedOf(app, county, base, division)
      const page = { county, area: division ?? county, key: `atom ${base} ${division ?? ''}` }
      return reply.send(await answer(reply, { ...page, make, type: ATOM }))
    },
  }
}

const ATOM = 'application/atom+xml; charset=utf-8'
const CSV = 'text/csv; charset=utf-8'

type Reading = {
  county: County
  items: Items
  open: (
    asked: store.Asked,
    after: { at: string; id: string } | undefined,
    limit: number,
  ) => Promise<store.OpenRow[]>
}

async function readFor<T>({ db }: App, code: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  const county = await getCounty(db, code)
  return db.read(code, async (tx) =>
    work({
      county,
      items: await itemsOf(tx, dateOf(new Date())),
      open: (asked, after, limit) => store.openPublications(tx, asked, after, limit),
    }),
  )
}

function pageOf(app: App, code: string, asked: store.Asked, cursor: string | undefined) {
  return readFor(app, code, async ({ county, items, open }) => {
    const rows = await open(asked, cursorIn(cursor), PAGE + 1)
    const page = upTo(rows.slice(0, PAGE), LINES_MAX)
    const last = page.at(-1)
    return {
      rows: page.map((row) => presentOpen(county, row, items.of(row))),
      next: rows.length > page.length && last ? cursorAt(last.at, last.id) : null,
    }
  })
}

/** So many as fit into that many lines of tables, one at least. */
function upTo(rows: readonly store.OpenRow[], lines: number): store.OpenRow[] {
  let sum = 0
  const end = rows.findIndex(({ content }, index) => (sum += content.rows.length) > lines && index > 0)
  return end < 0 ? [...rows] : rows.slice(0, end)
}

/** A television's menu; more than these stand on the telephone. */
const SCREEN_MAX = 30

function screenOf(app: App, code: string, base: string, division: string) {
  return readFor(app, code, async ({ county, items, open }) => {
    if (county.divisions.get(division)?.level !== 'village') throw notFound('村')
    const rows = await open({ division, hanging: true }, undefined, SCREEN_MAX)
    return {
      division,
      divisionName: county.placeName(division),
      asOf: (rows[0]?.at ?? new Date(0)).toISOString(),
      publications: rows.map((row) => ({
        id: row.id,
        title: row.title,
        kindName: items.of(row).kindName,
        version: row.version,
        ...(row.reason === null ? {} : { corrects: row.reason }),
        publishedAt: row.at.toISOString(),
        postedFrom: row.posted_from,
        code: row.code,
        link: `${base}/publications/${row.id}`,
        pages: textPagesOf(row.summary, row.content),
      })),
    }
  })
}

function catalogueOf(app: App, code: string, base: string) {
  return readFor(app, code, async ({ county, items }) => {
    const free = items.inForce.filter((item) => item.scope === 'all')
    return dcatOf(base, county, free)
  })
}

function allCells(app: App, code: string, asked: store.Asked) {
  return readFor(app, code, async ({ county, items, open }) => {
    const rows = upTo(await open(asked, undefined, CSV_MAX), LINES_MAX)
    return csvOf([CELL_HEADINGS, ...rows.flatMap((row) => cellsOf(county, row, items.of(row)))])
  })
}

function tableFor(app: App, code: string, id: string) {
  return readFor(app, code, async ({ open }) => {
    const [row] = await open({ division: code, id }, undefined, 1)
    if (!row) throw notFound('公开')
    return csvOf(tableOf(row))
  })
}

function feedOf(app: App, code: string, base: string, division: string | undefined) {
  const self = `${base}/api/open/publications.atom${division ? `?division=${division}` : ''}`
  return readFor(app, code, async ({ county, items, open }) => {
    const rows = await open({ division: division ?? code }, undefined, PAGE)
    const [newest] = rows
    const title = `${division ? county.placeName(division) : county.name}村务公开`
    return atomOf(
      base,
      { title, self, updated: newest?.at ?? new Date(0) },
      rows.map((row) => ({ row, item: items.of(row), place: county.placeName(row.division) })),
    )
  })
}
