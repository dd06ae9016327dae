import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id } from './values.ts'

/** 四议两公开: one proposal through six steps; practice/meetings/four-two.ts says what closes each. */

const Origin = z.enum(['党员群众建议', '村干部提议', '上级安排'])
const StepId = z.enum(['propose', 'consult', 'review', 'resolve', 'publish', 'publish-result'])
const Count = z.int().min(0).max(100_000)
const ById = z.object({ id: Id })
const ProposalRow = z.object({
  id: Id,
  division: VillageCode,
  title: z.string(),
  origin: Origin,
  closed: z.int().meta({ description: 'Steps that are closed, of six' }),
  next: z.object({ id: StepId, name: z.string() }).optional(),
})

export const proposals = {
  list: route({
    method: 'GET',
    path: '/api/proposals',
    access: 'session',
    does: 'Proposals of a village and how far each has come, newest first',
    query: z.object({ division: VillageCode }),
    answers: z.array(ProposalRow),
  }),
  show: route({
    method: 'GET',
    path: '/api/proposals/:id',
    access: 'session',
    does: 'One proposal with its six forms',
    params: ById,
    answers: ProposalRow.extend({
      words: z.string(),
      resolution: Id.optional(),
      steps: z.array(
        z.object({
          n: z.int(),
          id: StepId,
          name: z.string(),
          on: Day,
          says: z.string(),
          due: z.int().optional(),
          present: z.int().optional(),
          inFavour: z.int().optional(),
          ratio: z.string().optional().meta({ description: 'Present of due, computed' }),
          townSigner: z.string().optional(),
          postedFrom: Day.optional(),
          postedUntil: Day.optional(),
          supervision: z.string().optional(),
          by: z.string(),
        }),
      ),
    }),
  }),
  open: route({
    method: 'POST',
    path: '/api/proposals',
    access: 'meetings.keep',
    does: 'The Party organisation puts a matter forward; the first of the six steps is closed with it',
    once: true,
    body: z.object({
      division: VillageCode,
      title: z.string().trim().min(2, '请写事项名称').max(80),
      words: z.string().trim().min(2, '请写提议内容').max(8000),
      origin: Origin,
      on: Day,
    }),
    answers: z.object({ id: Id }),
  }),
  step: route({
    method: 'POST',
    path: '/api/proposals/:id/steps',
    access: 'meetings.keep',
    does: 'Close the next step with its record; any other is refused. The publications are those of the resolution',
    params: ById,
    body: z.object({
      step: StepId,
      on: Day,
      says: z.string().trim().min(2, '请写这一步的内容').max(4000),
      due: Count.optional(),
      present: Count.optional(),
      inFavour: Count.optional(),
      townSigner: z.string().trim().max(60).optional(),
      motion: Id.optional().meta({ description: 'For `resolve`: the motion that was declared passed' }),
      supervision: z.string().trim().max(500).optional(),
    }),
    answers: z.object({ closed: z.int() }),
  }),
}
