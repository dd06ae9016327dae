import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { DivisionCode, Id, Instant } from './values.ts'

/**
 * What was published, on paper and by ear: the leaflet 明白纸 of a village and month, sheets for the notice board, the
 * digest for text messages and the script for the loudspeaker. All of it is drawn from what hangs; nothing is typed.
 */

const Month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份写成 2026-10')
  .meta({ description: 'Everything whose period ends in this month' })
const Kind = z.enum(['leaflet', 'boards']).meta({ description: '明白纸; sheets for the notice board' })
const Paper = z.enum(['A4', 'A3'])
const Format = z.enum(['pdf', 'docx'])

/** One thing on a page, in points of an A4 page; an A3 page is the same, enlarged by √2. */
export const Mark = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    x: z.number(),
    y: z.number().meta({ description: 'Of the base line' }),
    size: z.number(),
    width: z.number().meta({ description: 'As measured in the font of the paper' }),
    bold: z.boolean(),
    colour: z.string(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('box'),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    radius: z.number(),
    colour: z.string(),
  }),
  z.object({
    kind: z.literal('path'),
    x: z.number(),
    y: z.number(),
    scale: z.number(),
    colour: z.string(),
    d: z.string().meta({ description: 'As in SVG: the squares of a QR code' }),
  }),
])
export const Page = z.object({ width: z.number(), height: z.number(), marks: z.array(Mark) })

const Sheet = { division: VillageCode, month: Month, kind: Kind, publication: Id.optional() }

export const LeafletJob = z.object({
  id: Id,
  kind: Kind,
  paper: Paper,
  format: Format,
  month: Month,
  area: DivisionCode,
  areaName: z.string(),
  by: z.string().meta({ description: 'Name and post' }),
  mine: z.boolean().meta({ description: 'Ordered by the reader, who may stop it' }),
  state: z.enum(['waiting', 'running', 'done', 'cancelled']),
  total: z.int().meta({ description: 'Villages' }),
  done: z.int().meta({ description: 'Villages that are settled: made or failed' }),
  pages: z.int(),
  faults: z.array(z.object({ division: VillageCode, name: z.string(), says: z.string() })),
  openedAt: Instant,
  endedAt: Instant.optional(),
  keptUntil: Instant.optional().meta({
    description: 'Of one that is done; later it has to be ordered again',
  }),
})

const Announcement = z.object({
  id: Id,
  channel: z.enum(['text', 'loudspeaker']),
  words: z.string(),
  by: z.string().meta({ description: 'Name and post' }),
  at: Instant,
  phones: z.int().optional().meta({ description: 'Of a text: for how many phones' }),
  taken: z.int().optional().meta({ description: 'How many of them the gateway took' }),
})

const Subscriber = z.object({
  id: Id,
  name: z.string(),
  householdName: z.string(),
  phone: z.string().meta({ description: 'Masked' }),
  since: Instant,
})

export const leaflets = {
  villages: route({
    method: 'GET',
    path: '/api/leaflets/villages',
    access: 'disclosure.print',
    sheet: { name: '各村公布情况' },
    does: 'Villages of the area of one’s post, and what each has published for a month',
    query: z.object({ month: Month }),
    answers: z.object({
      area: DivisionCode,
      areaName: z.string(),
      rows: z.array(
        z.object({
          division: VillageCode,
          name: z.string(),
          townName: z.string(),
          town: DivisionCode,
          published: z.int().meta({ description: 'Of this month, on a wall of the village' }),
          late: z.int().meta({ description: 'Everything the village owes today' }),
        }),
      ),
    }),
  }),
  preview: route({
    method: 'GET',
    path: '/api/leaflets/preview',
    access: 'disclosure.print',
    does: 'The pages as they will be printed, the first twelve of them; `publication` for one sheet of the board',
    query: z.object(Sheet),
    answers: z.object({
      title: z.string(),
      pages: z.array(Page),
      total: z.int(),
      sheets: z
        .array(z.object({ publication: Id, title: z.string(), postedFrom: Day }))
        .meta({ description: 'What hangs of this month, for choosing one' }),
    }),
  }),
  file: route({
    method: 'GET',
    path: '/api/leaflets/file',
    access: 'disclosure.print',
    does: 'The same as PDF, with the letters it uses embedded, or as DOCX',
    query: z.object({ ...Sheet, paper: Paper, format: Format }),
    sends: 'file',
  }),
  order: route({
    method: 'POST',
    path: '/api/leaflets/jobs',
    access: 'disclosure.print',
    does: 'Make the files of many villages; runs by itself and may be left alone',
    once: true,
    body: z.object({ month: Month, kind: Kind, paper: Paper, format: Format, area: DivisionCode }),
    answers: LeafletJob,
  }),
  jobs: route({
    method: 'GET',
    path: '/api/leaflets/jobs',
    access: 'disclosure.print',
    does: 'The last thirty orders of one’s area, newest first',
    answers: z.array(LeafletJob),
  }),
  cancel: route({
    method: 'POST',
    path: '/api/leaflets/jobs/:id/cancel',
    access: 'disclosure.print',
    does: 'Stop one’s own order; what is made already is let go',
    params: z.object({ id: Id }),
    answers: LeafletJob,
  }),
  jobFile: route({
    method: 'GET',
    path: '/api/leaflets/jobs/:id/file',
    access: 'disclosure.print',
    does: 'What was made: a zip with a file for each village, or one PDF bound for printing',
    params: z.object({ id: Id }),
    query: z.object({ as: z.enum(['zip', 'bound']) }),
    sends: 'file',
  }),
  words: route({
    method: 'GET',
    path: '/api/leaflets/words',
    access: 'disclosure.print',
    does: 'The digest and the script for a village and month, who wants the digest, and what was sent or read out',
    trace: 'personal',
    query: z.object({ division: VillageCode, month: Month }),
    answers: z.object({
      text: z.string(),
      script: z.string(),
      mayAnnounce: z.boolean().meta({ description: 'Those who publish in the village, nobody else' }),
      people: z.int().meta({ description: 'Of the village, in the register' }),
      phones: z.int().meta({ description: 'How many of them have a phone in the register' }),
      subscribers: z.array(Subscriber).meta({ description: 'Who asked for it; only for those who send' }),
      wanted: z.int().meta({ description: 'How many asked for it and have a phone' }),
      announcements: z.array(Announcement).meta({ description: 'Newest first' }),
    }),
  }),
  announce: route({
    method: 'POST',
    path: '/api/leaflets/announcements',
    access: 'disclosure.publish',
    does: 'Send the digest to those who asked for it, or note down that the script was read over the loudspeaker',
    once: true,
    body: z.object({
      division: VillageCode,
      month: Month,
      channel: z.enum(['text', 'loudspeaker']),
      words: z.string().trim().min(1, '请先写内容').max(2000),
    }),
    answers: Announcement,
  }),
  subscribe: route({
    method: 'POST',
    path: '/api/leaflets/subscribers',
    access: 'disclosure.publish',
    does: 'Write down that somebody of the village asked for the digest as a text message; again changes nothing',
    body: z.object({ person: Id }),
    answers: z.object({ wanted: z.int() }),
  }),
  unsubscribe: route({
    method: 'POST',
    path: '/api/leaflets/subscribers/:id/end',
    access: 'disclosure.publish',
    does: 'No more text messages for them',
    params: z.object({ id: Id }),
    answers: z.object({ wanted: z.int() }),
  }),
}
