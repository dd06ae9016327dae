import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { FileId } from './files.ts'
import { VerdictLine } from './motions.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** What was decided and how it is carried out: tasks, progress with evidence, payments, the result made public. */

const Fen = z.int().min(0).max(1_000_000_000_000).meta({ description: 'Fen' })
const Task = z.object({
  id: Id,
  words: z.string(),
  executor: z.string(),
  dueOn: Day,
  budgetFen: Fen,
  paidFen: Fen,
  state: z.enum(['open', 'done']),
  stateName: z.string(),
  late: z.boolean(),
  doneOn: Day.optional(),
  mine: z.boolean().meta({ description: 'The reader is whose task it is' }),
})
const Publication = z.object({
  dueOn: Day,
  publishedOn: Day.optional(),
  until: Day.optional().meta({ description: 'It hangs till then at least' }),
  address: z.object({ item: z.string(), period: z.string(), n: z.int() }),
  id: Id.optional().meta({ description: 'Of the publication, once there is a draft' }),
})
const ResolutionRow = z.object({
  id: Id,
  division: VillageCode,
  divisionName: z.string(),
  title: z.string(),
  decisionName: z.string(),
  bodyName: z.string(),
  paper: z.boolean().meta({ description: '补录: of a meeting entered afterwards; for ever' }),
  decidedOn: Day,
  tasks: z.int(),
  done: z.int(),
  late: z.int().meta({ description: 'Tasks that are late today' }),
  budgetFen: Fen,
  paidFen: Fen,
  carriedOut: z.boolean(),
  mine: z.int().meta({ description: 'Open tasks of the reader' }),
})
const ById = z.object({ id: Id })

export const resolutions = {
  list: route({
    method: 'GET',
    path: '/api/resolutions',
    access: 'session',
    sheet: { name: '决议' },
    does: 'What the bodies of a village resolved and how far it has come: what is late first, then the newest',
    query: z.object({ division: VillageCode }),
    answers: z.array(ResolutionRow),
  }),
  show: route({
    method: 'GET',
    path: '/api/resolutions/:id',
    access: 'session',
    does: 'The whole chain of one resolution: proposal, meeting, arithmetic, publications, tasks, payments, result',
    params: ById,
    answers: ResolutionRow.extend({
      meeting: z.object({
        id: Id,
        title: z.string(),
        paper: z.boolean(),
        on: Day,
        noticedOn: Day.optional(),
      }),
      law: z.string().meta({ description: 'Who decides such a thing, by which article' }),
      studied: z
        .object({ on: Day, says: z.string() })
        .optional()
        .meta({ description: 'By the Party organisation, before' }),
      counts: z
        .object({ due: z.int(), present: z.int(), inFavour: z.int(), against: z.int(), abstained: z.int() })
        .optional(),
      lines: z.array(VerdictLine).readonly().meta({ description: 'The arithmetic, line by line' }),
      words: z.string(),
      proposer: z.string(),
      verdict: z.string(),
      proposal: z
        .object({ id: Id, title: z.string(), closed: z.int(), supporters: z.int(), openedOn: Day })
        .optional(),
      talks: z
        .array(
          z.object({
            name: z.string(),
            step: z.enum(['consult', 'review']),
            on: Day,
            says: z.string(),
            counts: z.object({ due: z.int(), present: z.int(), inFavour: z.int() }).optional(),
            meeting: Id.optional(),
            typed: z.boolean(),
          }),
        )
        .meta({ description: 'The second and the third of the six steps, before the vote' }),
      opinions: z.array(
        z.object({
          kindName: z.string(),
          by: z.string(),
          stanceName: z.string(),
          words: z.string(),
          on: Day,
          enteredBy: z.string().optional().meta({ description: '代录: who typed it from the scanned paper' }),
        }),
      ),
      publication: Publication.optional().meta({ description: 'Absent: an everyday affair, not published' }),
      result: Publication.optional(),
      taskList: z.array(Task),
      steps: z.array(
        z.object({
          action: z.string(),
          name: z.string(),
          task: Id,
          words: z.string(),
          by: z.string(),
          at: Instant,
          files: z.array(FileId),
          amountFen: Fen.optional(),
          voucher: z.string().optional(),
        }),
      ),
      returned: z.array(z.object({ meeting: Id, title: z.string(), on: Day, task: Id })).meta({
        description: 'Meetings to whose agenda late tasks came back',
      }),
      keeps: z.boolean().meta({ description: 'The reader assigns and books for the village' }),
    }),
  }),
  assign: route({
    method: 'POST',
    path: '/api/resolutions/:id/tasks',
    access: 'meetings.keep',
    does: 'Give a task to somebody with a day and a budget',
    once: true,
    params: ById,
    body: z.object({
      words: z.string().trim().min(2, '请写任务').max(500),
      executor: Id,
      dueOn: Day,
      budgetFen: Fen,
    }),
    answers: z.object({ task: Id }),
  }),
  step: route({
    method: 'POST',
    path: '/api/resolutions/:id/steps',
    access: 'session',
    does: 'progress (executor or desk, with pictures) · pay (desk; voucher and amount, within the budget) · finish',
    once: true,
    params: ById,
    body: z.object({
      action: z.enum(['progress', 'pay', 'finish']),
      task: Id,
      words: z.string().trim().min(2, '请写一句情况').max(2000),
      files: z.array(FileId).max(9).optional(),
      amountFen: Fen.optional(),
      voucher: z.string().trim().min(1).max(60).optional(),
    }),
    answers: z.object({ carriedOut: z.boolean() }),
  }),
  file: route({
    method: 'GET',
    path: '/api/resolutions/:id/files/:file',
    access: 'session',
    does: 'A picture that proves a task, for whoever reads the resolution',
    params: z.object({ id: Id, file: FileId }),
    query: z.object({ size: z.enum(['small', 'full']).optional() }),
    sends: 'file',
  }),
}
