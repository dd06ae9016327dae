import { z } from 'zod'
import { route } from './route.ts'
import { DivisionCode, Id, Instant } from './values.ts'

/** The parts of a brief, in the order they are read. The last two are written by people alone. */
export const BRIEF_SECTIONS = ['overall', 'changes', 'stuck', 'voices', 'rest', 'judgement', 'plan'] as const
export const BriefSection = z.enum(BRIEF_SECTIONS)
export const BriefState = z.enum(['drafted', 'signed', 'sent', 'returned'])

/** A number of a sentence with the records behind it. */
export const BriefFigure = z.object({
  indicator: z.string(),
  name: z.string(),
  value: z.int(),
  of: z.int().optional().meta({ description: 'What it is a share of' }),
  list: z.string().meta({ description: 'Query of the desk list with exactly these records' }),
  now: z.int().optional().meta({
    description: 'What it would be now, when that differs from what the brief says',
  }),
})

export const BriefSentence = z.object({
  id: z.string(),
  section: BriefSection,
  machine: z.string().optional().meta({
    description: 'As the program drafted it; `{0}` is the place of the first figure’s number',
  }),
  own: z.string().optional().meta({ description: 'As somebody worded it' }),
  figures: z.array(BriefFigure),
  from: z
    .object({ brief: Id, sentence: z.string(), area: z.string().meta({ description: 'Name of the place' }) })
    .optional()
    .meta({ description: 'The sentence of another brief it was taken from' }),
  by: z.string().optional().meta({ description: 'Who wrote or took it, with the post' }),
  at: Instant.optional(),
})

/** One brief, as it is read on the screen, on paper and in the DOCX. */
export const Brief = z.object({
  id: Id,
  rev: z.int(),
  version: z.int(),
  state: BriefState,
  area: DivisionCode,
  areaName: z.string(),
  weekOn: z.iso.date().meta({ description: 'Monday' }),
  title: z.string(),
  period: z.string(),
  notes: z.array(z.string()).meta({ description: 'What the numbers are of, and what they leave out' }),
  sections: z.array(
    z.object({
      id: BriefSection,
      name: z.string(),
      own: z.boolean().meta({ description: 'Written by people alone' }),
      sentences: z.array(BriefSentence),
    }),
  ),
  removed: z.array(BriefSentence).meta({ description: 'Left out by somebody, and can be taken back' }),
  signature: z.object({ name: z.string(), title: z.string(), at: Instant, hash: z.string() }).optional(),
  returned: z.object({ by: z.string(), at: Instant, reason: z.string() }).optional(),
  log: z.array(z.object({ seq: z.int(), at: Instant, by: z.string(), says: z.string() })),
  may: z.object({
    write: z.boolean(),
    sign: z.boolean(),
    send: z.boolean(),
    return: z.boolean(),
    correct: z.boolean(),
  }),
  newest: Id.meta({ description: 'The newest version of the same week; itself, if it is that' }),
})

const Standing = z.object({ id: Id, version: z.int(), state: BriefState, signedAt: Instant.optional() })

export const Briefs = z.object({
  area: DivisionCode,
  areaName: z.string(),
  weekOn: z.iso.date().meta({ description: 'The week asked for' }),
  mayWrite: z.boolean(),
  weeks: z.array(
    z.object({
      weekOn: z.iso.date(),
      name: z.string(),
      period: z.string(),
      brief: Standing.optional(),
      received: z.int().meta({ description: 'Areas below whose brief has come' }),
      below: z.int(),
    }),
  ),
  below: z
    .array(z.object({ division: DivisionCode, name: z.string(), brief: Standing.optional() }))
    .meta({ description: 'The areas one level down, and what they have sent for the week asked for' }),
})

const Text = z.string().trim().min(1, '写一句话').max(500, '一句话最多 500 字')

/** What can be done to a draft, one thing at a time. */
export const BriefChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('word'),
    sentence: z.string().max(60),
    text: Text.nullable().meta({ description: 'null: back to the program’s words' }),
  }),
  z.object({ kind: z.literal('add'), section: BriefSection, text: Text }),
  z.object({ kind: z.literal('remove'), sentence: z.string().max(60) }),
  z.object({ kind: z.literal('restore'), sentence: z.string().max(60) }),
  z.object({
    kind: z.literal('move'),
    sentence: z.string().max(60),
    by: z.union([z.literal(-1), z.literal(1)]),
  }),
  z.object({
    kind: z.literal('take'),
    brief: Id,
    sentence: z.string().max(60),
    section: BriefSection.optional(),
  }),
])

const ById = z.object({ id: Id })
const AtRev = z.object({
  rev: z.int().meta({ description: 'Of the brief as it was read; 409 when it has moved on' }),
})

export const briefs = {
  list: route({
    method: 'GET',
    path: '/api/briefs',
    access: 'brief.read',
    sheet: { name: '下级周研判简报' },
    does: 'The weeks of the post’s area, and what the areas below have sent for one of them',
    query: z.object({
      week: z.iso.date().optional().meta({ description: 'Its Monday; the last whole week by default' }),
    }),
    answers: Briefs,
  }),
  open: route({
    method: 'POST',
    path: '/api/briefs',
    access: 'brief.write',
    does: 'Draft the brief of a week from the counters; answers with the one there is, if there is one',
    body: z.object({ weekOn: z.iso.date() }),
    answers: Brief,
  }),
  show: route({
    method: 'GET',
    path: '/api/briefs/:id',
    access: 'brief.read',
    does: 'One brief: of the own area, or one that was sent up from below',
    params: ById,
    answers: Brief,
  }),
  redraft: route({
    method: 'POST',
    path: '/api/briefs/:id/numbers',
    access: 'brief.write',
    does: 'Draft the program’s sentences anew from the present numbers; what people wrote stays',
    params: ById,
    body: AtRev,
    answers: Brief,
  }),
  change: route({
    method: 'POST',
    path: '/api/briefs/:id/changes',
    access: 'brief.write',
    does: 'Word, add, remove, restore or move a sentence, or take one from a brief sent up',
    params: ById,
    body: AtRev.extend({ change: BriefChange }),
    answers: Brief,
  }),
  sign: route({
    method: 'POST',
    path: '/api/briefs/:id/signature',
    access: 'brief.sign',
    does: 'Sign: from then on nothing in it changes',
    params: ById,
    body: AtRev,
    answers: Brief,
  }),
  send: route({
    method: 'POST',
    path: '/api/briefs/:id/sending',
    access: 'brief.sign',
    does: 'Send a signed brief one level up',
    params: ById,
    answers: Brief,
  }),
  return: route({
    method: 'POST',
    path: '/api/briefs/:id/return',
    access: 'brief.sign',
    does: 'Give a brief back to the area below, with the reason',
    params: ById,
    body: z.object({ reason: z.string().trim().min(2, '写明为什么退回').max(200) }),
    answers: Brief,
  }),
  correct: route({
    method: 'POST',
    path: '/api/briefs/:id/versions',
    access: 'brief.write',
    does: 'Begin the next version of a signed brief, with its sentences',
    params: ById,
    answers: Brief,
  }),
  document: route({
    method: 'GET',
    path: '/api/briefs/:id/document',
    access: 'brief.read',
    does: 'The brief as DOCX, A4',
    params: ById,
    sends: 'file',
  }),
}
