import type { FastifyReply, FastifyRequest } from 'fastify'
import { openData } from '#contract/open-data.ts'
import { dateOf } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { isId } from '#server/core/ids.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import { Shelf, type Making } from '#server/core/shelf.ts'
import { itemsOf, tagOf, type Items } from '#server/modules/disclosure/index.ts'
import { getCounty, type County } from '#server/modules/places/index.ts'
import { atomOf, CELL_HEADINGS, cellsOf, csvOf, dcatOf, presentOpen, tableOf } from './rules.ts'
import * as store from './store.ts'

const PAGE = 50
const CSV_MAX = 1_000

/** Binds contract/open-data.ts. All of it comes from the shelf: programs ask often for what changes seldom. */
export function openDataRoutes(app: App): void {
  const { db, http } = app
  const shelf = new Shelf()
  /** The key names the host, because addresses in the answer do. */
  const answer = (
    reply: FastifyReply,
    county: string,
    area: string,
    key: string,
    more: Pick<Making, 'make' | 'type'>,
  ) =>
    shelf.answer(reply, {
      key: `${county} ${key}`,
      tag: () => db.read(county, (tx) => tagOf(tx, area)),
      ...more,
    })
  const file = async (reply: FastifyReply, body: Promise<Buffer>) => reply.send(await body)

  implement(http, 'openData', openData, {
    catalogue: async (_, { county: code, reply, request }) => {
      const base = baseOf(request)
      const make = () => catalogueFor(app, code, base)
      const type = 'application/ld+json; charset=utf-8'
      return answer(reply, code, code, `dcat ${dateOf(new Date())} ${base}`, { make, type }) as never // Its bytes.
    },
    json: async ({ query }, { county: code, reply }) => {
      const { division = code } = query
      const make = () => pageFor(app, code, { ...query, division })
      return answer(reply, code, division, `json ${JSON.stringify(query)}`, { make }) as never // Its bytes.
    },
    csv: async ({ query }, { county: code, reply }) => {
      const { division = code, item } = query
      const make = () =>
        readFor(app, code, async ({ county, items, open }) => {
          const rows = await open({ division, item }, undefined, CSV_MAX)
          return csvOf([CELL_HEADINGS, ...rows.flatMap((row) => cellsOf(county, row, items.of(row)))])
        })
      return file(reply, answer(reply, code, division, `csv ${JSON.stringify(query)}`, { make, type: CSV }))
    },
    sheet: async ({ params: { id } }, { county: code, reply }) => {
      const make = () =>
        readFor(app, code, async ({ open }) => {
          const [row] = await open({ division: code, id }, undefined, 1)
          if (!row) throw notFound('公开')
          return csvOf(tableOf(row))
        })
      return file(reply, answer(reply, code, code, `sheet ${id}`, { make, type: CSV }))
    },
    feed: async ({ query }, { county: code, reply, request }) => {
      const { division = code } = query
      const base = baseOf(request)
      const self = `${base}/api/open/publications.atom${query.division ? `?division=${division}` : ''}`
      const make = () =>
        readFor(app, code, async ({ county, items, open }) => {
          const rows = await open({ division }, undefined, PAGE)
          const title = `${division === code ? county.name : county.placeName(division)}村务公开`
          const updated = rows[0]?.at ?? new Date(0)
          return atomOf(
            base,
            { title, self, updated },
            rows.map((row) => ({ row, item: items.of(row), place: county.placeName(row.division) })),
          )
        })
      const type = 'application/atom+xml; charset=utf-8'
      return file(reply, answer(reply, code, division, `atom ${base} ${division}`, { make, type }))
    },
  })
}

const catalogueFor = (app: App, code: string, base: string) =>
  readFor(app, code, async ({ county, items }) =>
    dcatOf(
      base,
      county,
      items.inForce.filter((item) => item.scope === 'all'),
    ),
  )

type Wanted = { division: string; item?: string | undefined; cursor?: string | undefined }

const pageFor = (app: App, code: string, { division, item, cursor }: Wanted) =>
  readFor(app, code, async ({ county, items, open }) => {
    const after = cursor === undefined ? undefined : afterOf(cursor)
    const rows = await open({ division, item }, after, PAGE + 1)
    const page = rows.slice(0, PAGE)
    const last = page.at(-1)
    return {
      rows: page.map((row) => presentOpen(county, row, items.of(row))),
      next: rows.length > PAGE && last ? cursorOf(last) : null,
    }
  })

const CSV = 'text/csv; charset=utf-8'

const baseOf = ({ protocol, host }: FastifyRequest) => `${protocol}://${host}`

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

const cursorOf = ({ at, id }: store.OpenRow) => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

function afterOf(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new Problem(400, 'cursor', '列表已经变了，请从头再看')
  return { at, id }
}
