import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** 村规民约: versions with the decision that adopted them, their number at the town, and what changed between them. */

const State = z.enum(['drafted', 'adopted', 'filed', 'withdrawn'])
const Finding = z.object({
  n: z.int().meta({ description: 'Which article of the text, from 1' }),
  quote: z.string(),
  says: z.string(),
  law: z.string().meta({ description: 'The article, in words' }),
})
const Change = z.object({
  kind: z.enum(['same', 'added', 'removed', 'changed']),
  words: z.string(),
  before: z.string().optional(),
})
const Adoption = z.object({
  resolution: Id,
  title: z.string(),
  bodyName: z.string(),
  decidedOn: Day,
  verdict: z.string(),
})
const Filed = z.object({
  id: Id,
  n: z.int(),
  title: z.string(),
  words: z.string(),
  why: z.string(),
  number: z.string().meta({ description: 'Under which the town has filed it' }),
  filedOn: Day,
  adoption: Adoption,
  ordered: z.string().optional().meta({ description: 'The town has ordered that it be put right, and why' }),
  changes: z.array(Change).meta({ description: 'Against the version before; empty for the first' }),
})
const Text = {
  title: z.string().trim().min(2, '请写名称').max(80),
  words: z.string().trim().min(10, '请写正文，一条一行').max(30_000),
  why: z.string().trim().min(2, '请写为什么这样定、改了什么').max(1000),
}
const ById = z.object({ id: Id })
const Moved = z.object({ id: Id, rev: z.int(), state: State })

export const covenants = {
  read: route({
    method: 'GET',
    path: '/api/covenants/of/:division',
    access: 'public',
    does: 'The covenant of a village: versions that are filed, the one in force first, with what changed',
    params: z.object({ division: VillageCode }),
    answers: z.object({ divisionName: z.string(), versions: z.array(Filed) }),
  }),
  list: route({
    method: 'GET',
    path: '/api/covenants',
    access: 'session',
    sheet: { name: '村规民约各版' },
    does: 'All versions of a village with drafts, for its desk and those who watch over it',
    query: z.object({ division: VillageCode }),
    answers: z.array(
      z.object({
        id: Id,
        title: z.string(),
        state: State,
        stateName: z.string(),
        n: z.int().optional(),
        at: Instant,
        findings: z.int(),
        ordered: z.boolean(),
      }),
    ),
  }),
  show: route({
    method: 'GET',
    path: '/api/covenants/:id',
    access: 'session',
    does: 'One version: text, what was found in it, what happened to it, and what may be done now',
    params: ById,
    answers: z.object({
      id: Id,
      division: VillageCode,
      divisionName: z.string(),
      rev: z.int(),
      state: State,
      stateName: z.string(),
      n: z.int().optional(),
      title: z.string(),
      words: z.string(),
      why: z.string(),
      number: z.string().optional(),
      filedOn: Day.optional(),
      adoption: Adoption.optional(),
      ordered: z.string().optional(),
      findings: z.array(Finding),
      changes: z.array(Change),
      candidates: z
        .array(Adoption.omit({ verdict: true }))
        .meta({ description: 'Resolutions of the village that could have adopted it' }),
      steps: z.array(z.object({ name: z.string(), words: z.string(), by: z.string(), at: Instant })),
      keeps: z.boolean(),
      files: z.boolean().meta({ description: 'The reader files for the town' }),
    }),
  }),
  draft: route({
    method: 'POST',
    path: '/api/covenants',
    access: 'meetings.keep',
    does: 'Begin a version, from the one in force if there is one',
    once: true,
    body: z.object({ division: VillageCode, ...Text }),
    answers: Moved,
  }),
  write: route({
    method: 'POST',
    path: '/api/covenants/:id/text',
    access: 'meetings.keep',
    does: 'Write a draft anew; what was adopted stays as it is',
    params: ById,
    body: z.object({ rev: z.int(), ...Text }),
    answers: Moved,
  }),
  step: route({
    method: 'POST',
    path: '/api/covenants/:id/steps',
    access: 'session',
    does: 'adopt (resolution; desk) · file (number and day; town; refused while something in it hurts rights) · order (reason; town) · withdraw (reason; desk)',
    params: ById,
    body: z.object({
      action: z.enum(['adopt', 'file', 'order', 'withdraw']),
      rev: z.int(),
      resolution: Id.optional(),
      number: z.string().trim().min(2, '请写备案号').max(60).optional(),
      on: Day.optional(),
      reason: z.string().trim().max(500).optional(),
    }),
    answers: Moved,
  }),
}
