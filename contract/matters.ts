import { z } from 'zod'
import { route } from './route.ts'
import { Answer, AnswersByField, Cursor, DivisionCode, Id, Instant, pageOf, Place } from './values.ts'
import { UnitLevel } from './places.ts'
import { Phone } from './session.ts'

export const Ending = z.enum(['satisfied', 'unanswered', 'recorded', 'declined', 'cancelled', 'merged'])
/** Why an open matter cannot wait, worst first (GLOSSARY: 要紧). */
export const REASONS = ['urgent', 'overdue', 'disputed', 'reopened'] as const
export const Reason = z.enum(REASONS)
export const Mood = z.enum(['wait', 'move', 'done', 'late'])

/** What a list shows of a matter. */
export const MatterRow = z.object({
  id: Id,
  number: z.string(),
  flow: z.string(),
  stage: z.string(),
  stageName: z.string(),
  stagePlain: z.string(),
  mood: Mood.meta({ description: 'How it stands: waiting, moving, done, late' }),
  title: z.string(),
  item: z.string().optional(),
  itemName: z.string().optional(),
  level: UnitLevel,
  division: DivisionCode,
  divisionName: z.string(),
  unit: z.string().optional(),
  unitName: z.string().optional(),
  place: Place.optional(),
  openedAt: Instant,
  stageAt: Instant,
  dueAt: Instant.optional(),
  warned: z.boolean(),
  overdue: z.boolean(),
  endedAt: Instant.optional(),
  ending: Ending.optional(),
  photo: z.string().optional(),
  reasons: z
    .array(z.object({ reason: Reason, since: Instant }))
    .optional()
    .meta({ description: 'Why it needs attention and since when; of the queue `attention` alone' }),
  confidential: z.literal(true).optional().meta({
    description: 'Not for a room to see: whoever shows it on a wall shows its number alone',
  }),
})

export const EntryRow = z.object({
  seq: z.int(),
  action: z.string(),
  name: z.string(),
  at: Instant,
  by: z.string().meta({ description: 'Name and post of who did it; “系统” for the clock' }),
  stage: z.string(),
  answers: AnswersByField.meta({ description: 'Only what the reader may see' }),
})

export const Possible = z.object({
  action: z.string(),
  name: z.string(),
  hint: z.string().optional(),
  refused: z.string().optional().meta({ description: 'Why it is grey, in a sentence' }),
})

export const MatterDetail = MatterRow.extend({
  rev: z.int(),
  side: z.enum(['asking', 'handling', 'watching']),
  answers: AnswersByField,
  askerName: z.string(),
  askerPhone: z.string().optional(),
  agentName: z.string().optional(),
  consent: z.string().optional(),
  holder: z
    .object({ name: z.string(), phone: z.string().optional(), unit: z.string().optional() })
    .optional(),
  contactDueAt: Instant.optional(),
  contactedAt: Instant.optional(),
  parent: Id.optional(),
  children: z.array(
    z.object({
      id: Id,
      number: z.string(),
      unitName: z.string().optional(),
      stageName: z.string(),
      endedAt: Instant.optional(),
    }),
  ),
  mergedInto: z.object({ id: Id, number: z.string() }).optional(),
  followers: z.int().meta({ description: 'How many others met the same thing' }),
  entries: z.array(EntryRow),
  passed: z.array(z.string()).meta({ description: 'Stages it went through, for the drawn route' }),
  actions: z.array(Possible),
  code: z.string().optional().meta({ description: 'Tracking code; only to the asking side' }),
})

export const QUEUES = [
  'mine',
  'accept',
  'dispatch',
  'disputed',
  'attention',
  'confirming',
  'warned',
  'overdue',
  'open',
  'ended',
] as const
export const Queue = z.enum(QUEUES)

export const MatterFilter = z.object({
  queue: Queue.optional().meta({
    description:
      'mine: waits for me; warned, overdue: by the clock; attention: open for one of the reasons; the rest by stage',
  }),
  reason: Reason.optional().meta({ description: 'Open, and in need of attention for that reason' }),
  view: z.enum(['post', 'asked', 'village']).optional().meta({
    description:
      'post: what my post may see (default); asked: what I asked or follow; village: what is offered or asked for in my village',
  }),
  flow: z.string().max(60).optional(),
  stage: z.string().max(60).optional(),
  item: z.string().max(20).optional().meta({
    description: 'Item code or the beginning of one: a class; `none`: not classed yet',
  }),
  division: DivisionCode.optional(),
  unit: z.string().max(60).optional(),
  ending: Ending.optional(),
  except: Ending.optional().meta({ description: 'All but those that ended so' }),
  day: z.iso.date().optional().meta({ description: 'Opened on that day' }),
  from: z.iso.date().optional().meta({ description: 'Opened on that day or later' }),
  to: z.iso.date().optional().meta({ description: 'Opened on that day or earlier' }),
  endedFrom: z.iso.date().optional().meta({ description: 'Ended on that day or later' }),
  endedTo: z.iso.date().optional().meta({ description: 'Ended on that day or earlier' }),
  late: z.enum(['yes', 'no']).optional().meta({
    description: 'Whether a limit ran out while officials had it; the asker’s own silence does not count',
  }),
  refusedFrom: z.iso.date().optional().meta({
    description: 'The asker last said on that day or later that it was not good enough',
  }),
  refusedTo: z.iso.date().optional().meta({ description: 'The same, on that day or earlier' }),
  had: z
    .enum(['handover', 'objection', 'upheld', 'extension', 'refusal', 'contact', 'kept', 'missed'])
    .optional()
    .meta({
      description:
        'What happened to it at some time: handed to a unit; the unit objected, and was upheld; more time was asked for; the asker refused; the asker was contacted, in time or not',
    }),
  confidential: z.enum(['no']).optional().meta({
    description: 'no: without confidential ones, also for those who may see them',
  }),
  q: z.string().max(60).optional().meta({ description: 'Number, words, class or place' }),
  sort: z.enum(['due', 'newest', 'worst']).optional().meta({
    description:
      'worst, the usual order of attention: urgent and overdue, urgent, disputed and overdue, overdue, disputed, reopened; in each the oldest due first. newest otherwise',
  }),
})
/** The filter as an address carries it. */
export type MatterQuery = z.input<typeof MatterFilter>

/** For whom something is asked, when not for oneself, and how that person agreed (systems C4, L6). */
export const OnBehalf = z.object({
  person: Id.optional().meta({ description: 'A villager found by name; absent: not registered' }),
  name: z.string().min(1, '请写清替谁办').max(20),
  phone: Phone.optional().meta({
    description: 'Of somebody not on the register, so that they can be called back',
  }),
  consent: z.enum(['present', 'phone', 'paper', 'family']).meta({
    description: 'present: said so face to face; phone; paper: signed, photographed; family: asked by family',
  }),
})

export const Opened = z.object({ id: Id, number: z.string(), code: z.string() })
export const Acted = z.object({ id: Id, rev: z.int(), stage: z.string(), stageName: z.string() })
const ById = z.object({ id: Id })

export const matters = {
  list: route({
    method: 'GET',
    path: '/api/matters',
    access: 'session',
    sheet: { name: '事项清单', access: ['matters.export'] },
    does: 'Matters one may see',
    query: MatterFilter.extend({
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    answers: pageOf(MatterRow),
  }),
  queues: route({
    method: 'GET',
    path: '/api/matters/queues',
    access: 'session',
    does: 'How many wait in each queue, counted to 1,000',
    query: MatterFilter.pick({ flow: true, division: true }),
    answers: z.partialRecord(Queue, z.int()),
  }),
  attention: route({
    method: 'GET',
    path: '/api/matters/attention',
    access: 'session',
    does: 'How many need attention and why, each as many as its list; one matter may have several reasons',
    query: MatterFilter.pick({ flow: true, division: true, q: true }),
    answers: z.object({
      at: Instant.meta({ description: 'The moment the numbers are of' }),
      all: z.int(),
      reasons: z.record(Reason, z.int()),
    }),
  }),
  points: route({
    method: 'GET',
    path: '/api/matters/points',
    access: 'session',
    does: 'Open matters for the map, 2,000 at most, newest first',
    query: MatterFilter,
    answers: z.object({
      points: z.array(z.object({ id: Id, title: z.string(), mood: Mood, lng: z.number(), lat: z.number() })),
      more: z.boolean(),
    }),
  }),
  similar: route({
    method: 'GET',
    path: '/api/matters/similar',
    access: 'session',
    does: 'Open matters of the same class within 250 m, before one more is sent',
    query: z.object({
      item: z.string().max(20),
      lng: z.coerce.number().min(-180).max(180),
      lat: z.coerce.number().min(-90).max(90),
    }),
    answers: z.array(
      z.object({
        id: Id,
        number: z.string(),
        title: z.string(),
        openedAt: Instant,
        metres: z.int(),
        stagePlain: z.string(),
      }),
    ),
  }),
  detail: route({
    method: 'GET',
    path: '/api/matters/:id',
    access: 'session',
    does: 'One matter with its time line and what one may do',
    trace: 'personal',
    params: ById,
    answers: MatterDetail,
  }),
  dossier: route({
    method: 'GET',
    path: '/api/matters/:id/dossier',
    access: 'matters.export',
    proven: 'always',
    does: 'One matter as a sealed zip for court or archive: its data, its chain, its pictures, and a page to print',
    trace: 'personal',
    params: ById,
    sends: 'file',
  }),
  follow: route({
    method: 'POST',
    path: '/api/matters/:id/follow',
    access: 'matters.open',
    does: 'I met the same: be told how it goes',
    params: ById,
    answers: z.object({ followers: z.int() }),
  }),
  open: route({
    method: 'POST',
    path: '/api/matters',
    access: 'matters.open',
    does: 'Open a matter of any flow',
    once: true,
    body: z.object({
      flow: z.string().max(60),
      action: z.string().max(60).meta({ description: 'The opening action of the flow' }),
      division: DivisionCode,
      answers: AnswersByField,
      behalf: OnBehalf.optional(),
    }),
    answers: Opened,
  }),
  act: route({
    method: 'POST',
    path: '/api/matters/:id/actions',
    access: 'session',
    does: 'Do what the flow allows',
    once: true,
    params: ById,
    body: z.object({
      action: z.string().max(60),
      answers: AnswersByField,
      rev: z.int().optional().meta({ description: 'The revision the person was looking at' }),
    }),
    answers: Acted,
  }),
  actMany: route({
    method: 'POST',
    path: '/api/matters/actions',
    access: 'session',
    does: 'The same action on up to 100 matters; each succeeds or is refused on its own',
    once: true,
    body: z.object({ ids: z.array(Id).min(1).max(100), action: z.string().max(60), answers: AnswersByField }),
    answers: z.array(z.object({ id: Id, refused: z.string().optional() })),
  }),
}

export const track = {
  look: route({
    method: 'GET',
    path: '/api/track/:code',
    access: 'public',
    does: 'One matter by its printed code, without signing in (一事一码)',
    params: z.object({ code: z.string().max(40) }),
    answers: MatterDetail.omit({ askerPhone: true }),
  }),
  act: route({
    method: 'POST',
    path: '/api/track/:code/actions',
    access: 'public',
    does: 'Add, urge, confirm or refuse with the code in hand',
    once: true,
    params: z.object({ code: z.string().max(40) }),
    body: z.object({ action: z.string().max(60), answers: z.record(z.string().max(40), Answer) }),
    answers: Acted,
  }),
  file: route({
    method: 'GET',
    path: '/api/track/:code/files/:id',
    access: 'public',
    does: 'A picture of that matter',
    params: z.object({ code: z.string().max(40), id: z.string().regex(/^[0-9a-f]{64}$/) }),
    query: z.object({ size: z.enum(['small', 'full']).optional() }),
    sends: 'file',
  }),
}
