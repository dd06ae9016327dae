import { z } from 'zod'
import { Day, Period, VillageCode } from './disclosure.ts'
import { Column, Line } from './publications.ts'
import { route } from './route.ts'
import { Cursor, Id, Instant, pageOf } from './values.ts'

/**
 * Everything published for all (reach `all`), for programs: no login, ETag, Cache-Control, and the limits of every
 * public route. DCAT says what there is; IPTV operators read the feed.
 */

const Area = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  .meta({ description: 'County, town or village; absent: the county' })

export const OpenPublication = z.object({
  id: Id,
  division: VillageCode,
  divisionName: z.string(),
  item: z.string(),
  itemName: z.string(),
  kind: z.string(),
  class: z.string(),
  period: Period,
  title: z.string(),
  version: z.int(),
  corrects: z.string().optional().meta({ description: 'Why it differs from the version before' }),
  publishedAt: Instant,
  postedFrom: Day,
  takenDownOn: Day.optional(),
  summary: z.string(),
  columns: z.array(Column).readonly(),
  rows: z.array(Line).readonly().meta({ description: 'Money in fen' }),
  hash: z.string(),
  code: z.string(),
})

/** What hangs in one village, cut into pages of plain text: a set-top box's template needs nothing else. */
export const TextScreen = z.object({
  division: VillageCode,
  divisionName: z.string(),
  asOf: Instant.meta({ description: 'When the newest of them was published or corrected' }),
  publications: z
    .array(
      z.object({
        id: Id,
        title: z.string(),
        kindName: z.string(),
        version: z.int(),
        corrects: z.string().optional(),
        publishedAt: Instant,
        postedFrom: Day,
        code: z.string(),
        link: z.string().meta({ description: 'To read on with a telephone; as text for a QR code' }),
        pages: z
          .array(z.object({ heading: z.string(), lines: z.array(z.string()) }))
          .meta({ description: 'At most 10 pages of 8 lines of 34 characters' }),
      }),
    )
    .meta({ description: 'Newest first, 30 at most. What was taken down or withdrawn is not among them' }),
})

export const openData = {
  catalogue: route({
    method: 'GET',
    path: '/api/open/catalogue.jsonld',
    access: 'public',
    does: 'What there is, as a DCAT 3 catalogue in JSON-LD: a data set for each item of the list',
    answers: z.record(z.string(), z.unknown()),
  }),
  json: route({
    method: 'GET',
    path: '/api/open/publications.json',
    access: 'public',
    does: 'The newest version of each publication, newest first, 50 a page, fewer where their tables are long',
    query: z.object({
      division: Area.optional(),
      item: z.string().max(20).optional(),
      cursor: Cursor.optional(),
    }),
    answers: pageOf(OpenPublication),
  }),
  csv: route({
    method: 'GET',
    path: '/api/open/publications.csv',
    access: 'public',
    does: 'The same as one table, a row for each filled cell; no cell runs in a spreadsheet. 1,000 publications and 40,000 lines at most',
    query: z.object({ division: Area.optional(), item: z.string().max(20).optional() }),
    sends: 'file',
  }),
  sheet: route({
    method: 'GET',
    path: '/api/open/publications/:id.csv',
    access: 'public',
    does: 'One publication as its own table, money in yuan',
    params: z.object({ id: Id }),
    sends: 'file',
  }),
  feed: route({
    method: 'GET',
    path: '/api/open/publications.atom',
    access: 'public',
    does: 'The newest 50 as an Atom feed, of the county or an area',
    query: z.object({ division: Area.optional() }),
    sends: 'file',
  }),
  screen: route({
    method: 'GET',
    path: '/api/open/screens/:division.json',
    access: 'public',
    does: 'What hangs in one village as pages of plain text, for IPTV operators and other screens',
    params: z.object({ division: VillageCode }),
    answers: TextScreen,
  }),
}
