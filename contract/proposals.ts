import { z } from 'zod'
import { Asked } from './asked.ts'
import { Day, VillageCode } from './disclosure.ts'
import { FileId } from './files.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** 四议两公开: one proposal through six steps; practice/meetings/four-two.ts says what closes each. */

const Origin = z.enum(['党员群众建议', '村干部提议', '上级安排'])
const StepId = z.enum(['propose', 'consult', 'review', 'resolve', 'publish', 'publish-result'])
const OpinionKind = z.enum(['expert', 'lawyer'])
const Stance = z.enum(['sound', 'amend', 'unsound'])
const Count = z.int().min(0).max(100_000)
const ById = z.object({ id: Id })
const ProposalRow = z.object({
  id: Id,
  division: VillageCode,
  title: z.string(),
  origin: Origin,
  proposer: z.string().optional(),
  decision: z.string().optional().meta({ description: 'A kind of decision of practice/meetings/powers.ts' }),
  decisionName: z.string().optional(),
  supporters: z
    .int()
    .meta({ description: 'Signatures on its scanned pages and taps of who did not sign there' }),
  openedOn: Day,
  closed: z.int().meta({ description: 'Steps that are closed, of six' }),
  next: z.object({ id: StepId, name: z.string() }).optional(),
  missing: z
    .array(OpinionKind)
    .meta({ description: 'Opinions the county’s list asks for and nobody has given' }),
})
const Opinion = z.object({
  id: Id,
  kind: OpinionKind,
  kindName: z.string(),
  adviser: z.string(),
  question: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  given: z
    .object({
      stance: Stance,
      stanceName: z.string(),
      words: z.string(),
      paper: z.boolean().meta({ description: 'Typed from scanned paper by the desk; for ever' }),
      files: z.array(FileId),
      by: z.string(),
      at: Instant,
    })
    .optional(),
  mine: z.boolean().meta({ description: 'The reader is whom it was asked of' }),
})
const Page = z.object({ file: FileId, signatures: z.int().min(1, '请数一数这一页有几个签名').max(500) })
const Posting = z.object({
  dueOn: Day,
  publishedOn: Day.optional(),
  until: Day.optional().meta({ description: 'It hangs till then at least' }),
  id: Id.optional().meta({ description: 'Of the publication, once there is a draft' }),
  address: z.object({ item: z.string(), period: z.string(), n: z.int() }),
})

/** 附议: who stands behind it, and how far that has come towards what the law hears. */
const Support = z.object({
  signatures: z.int().meta({ description: 'On its pages' }),
  taps: z.int().meta({ description: 'Of people who did not sign a page' }),
  closed: z.string().optional().meta({ description: 'Why nobody supports it any more' }),
  rule: z
    .object({ needed: z.int(), of: z.int(), more: z.int(), says: z.string(), law: z.string() })
    .optional()
    .meta({ description: 'Absent: no number of supporters obliges anybody' }),
  refused: z.string().optional().meta({ description: 'Why the reader’s support would not count' }),
  mine: z
    .object({
      at: Instant,
      signed: z.boolean().meta({ description: 'Counted on a page, not by the tap' }),
      kept: z.string().optional().meta({ description: 'Why it is not taken back here' }),
    })
    .optional(),
  rows: z
    .array(z.object({ person: Id, name: z.string(), at: Instant, signed: z.boolean() }))
    .meta({ description: 'Who tapped; for the desk' }),
})

export const proposals = {
  list: route({
    method: 'GET',
    path: '/api/proposals',
    access: 'session',
    sheet: { name: '四议两公开' },
    does: 'Proposals of a village and how far each has come, newest first',
    query: z.object({ division: VillageCode }),
    answers: z.array(ProposalRow),
  }),
  show: route({
    method: 'GET',
    path: '/api/proposals/:id',
    access: 'session',
    does: 'One proposal with its six forms, who signed for it, and its opinions',
    params: ById,
    answers: ProposalRow.extend({
      divisionName: z.string(),
      words: z.string(),
      resolution: Id.optional(),
      deciders: z.string().optional().meta({ description: 'Who decides such a thing, by which article' }),
      opinionRule: z.object({ kinds: z.array(OpinionKind), source: z.string() }).optional(),
      opinions: z.array(Opinion),
      pages: z.array(Page.extend({ by: z.string(), at: Instant })),
      support: Support,
      dissents: z.array(Asked).meta({ description: 'What villagers say against it, newest first' }),
      motions: z
        .array(
          z.object({
            id: Id,
            meeting: Id,
            meetingTitle: z.string(),
            bodyName: z.string(),
            on: Day,
            state: z.string(),
            step: StepId.meta({ description: 'At which of the six steps it stands' }),
            due: z.int().optional(),
            present: z.int().optional(),
            inFavour: z.int().optional(),
            says: z.string().optional().meta({ description: 'The result with its arithmetic' }),
            passed: z.boolean(),
          }),
        )
        .meta({ description: 'Where it was put to the vote, first the first' }),
      postings: z.object({ decided: Posting.optional(), result: Posting.optional() }),
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
          meeting: Id.optional().meta({ description: 'Held in this program; its figures are the meeting’s' }),
          typed: z.boolean().meta({ description: 'Its figures were typed from a record on paper; for ever' }),
          townSigner: z.string().optional(),
          townPage: FileId.optional().meta({
            description: 'For the desk and those who watch: the signature',
          }),
          postedFrom: Day.optional(),
          postedUntil: Day.optional(),
          supervision: z.string().optional(),
          by: z.string(),
        }),
      ),
      keeps: z.boolean().meta({ description: 'The reader keeps it for the village' }),
      keeping: z
        .object({
          due: z
            .object({ consult: z.int(), review: z.int() })
            .meta({ description: 'How many the register knows today of the two bodies that talk it over' }),
          signers: z
            .array(z.object({ post: Id, name: z.string(), title: z.string() }))
            .meta({ description: 'Who of the town may sign' }),
        })
        .optional()
        .meta({ description: 'For whoever keeps it: what the next steps are filled in from' }),
      sees: z.boolean().meta({ description: 'The reader may look at the scanned signatures' }),
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
      decision: z.string().max(40),
      proposer: z.string().trim().min(2, '请写是谁提出的').max(80),
      leaseYears: z.int().min(1).max(200).optional().meta({ description: 'Of a lease: for how many years' }),
      pages: z.array(Page).max(60).optional(),
      on: Day,
    }),
    answers: z.object({ id: Id }),
  }),
  addPages: route({
    method: 'POST',
    path: '/api/proposals/:id/pages',
    access: 'meetings.keep',
    does: 'Add scanned pages of signatures, each counted; a page that is there is not counted again',
    params: ById,
    body: z.object({ pages: z.array(Page).min(1, '请选签名页的照片').max(60) }),
    answers: z.object({ supporters: z.int() }),
  }),
  support: route({
    method: 'POST',
    path: '/api/proposals/:id/support',
    access: 'session',
    does: 'Stand behind a proposal of one’s village, or say that one signed a page; sent twice it counts once',
    once: true,
    params: ById,
    body: z.object({
      signed: z.boolean().meta({ description: 'Signed a page already and is counted there' }),
    }),
    answers: z.object({ supporters: z.int() }),
  }),
  unsupport: route({
    method: 'POST',
    path: '/api/proposals/:id/support/withdraw',
    access: 'session',
    does: 'Take one’s tap back while it still gathers supporters',
    params: ById,
    answers: z.object({ supporters: z.int() }),
  }),
  markSigned: route({
    method: 'POST',
    path: '/api/proposals/:id/support/signed',
    access: 'meetings.keep',
    does: 'Note who of those who tapped stands on a page as well, so that nobody is counted twice',
    params: ById,
    body: z.object({ person: Id, signed: z.boolean() }),
    answers: z.object({ supporters: z.int() }),
  }),
  dissent: route({
    method: 'POST',
    path: '/api/proposals/:id/dissents',
    access: 'matters.open',
    does: 'Say what one thinks should be otherwise, before it is resolved: opens a matter of the flow dissent. The answer is read by the village, who said it is not',
    once: true,
    params: ById,
    body: z.object({ words: z.string().trim().min(4, '请再写清楚一点，至少四个字').max(500) }),
    answers: z.object({ matter: Id, number: z.string(), code: z.string() }),
  }),
  step: route({
    method: 'POST',
    path: '/api/proposals/:id/steps',
    access: 'meetings.keep',
    does: 'Close the next step with its record; any other is refused. How many were due the register says; the publications are those of the resolution',
    params: ById,
    body: z.object({
      step: StepId,
      on: Day.optional().meta({ description: 'Of a linked meeting, of a posting it is its own day' }),
      says: z
        .string()
        .trim()
        .min(2, '请写这一步的内容')
        .max(4000)
        .optional()
        .meta({ description: 'Absent: what the linked meeting came to' }),
      present: Count.optional(),
      inFavour: Count.optional(),
      townPost: Id.optional().meta({ description: 'Of the town, of whoever signed steps three and four' }),
      townPage: FileId.optional().meta({ description: 'The page with that signature' }),
      motion: Id.optional().meta({
        description:
          'For `resolve` the motion that was passed; for `consult`, `review` the one it was talked over by',
      }),
      supervision: z.string().trim().max(500).optional(),
    }),
    answers: z.object({ closed: z.int() }),
  }),
  advisers: route({
    method: 'GET',
    path: '/api/proposals/advisers/:division',
    access: 'meetings.keep',
    does: 'Who advises the village with a login of their own',
    params: z.object({ division: VillageCode }),
    answers: z.array(z.object({ person: Id, name: z.string(), title: z.string() })),
  }),
  ask: route({
    method: 'POST',
    path: '/api/proposals/:id/opinions',
    access: 'meetings.keep',
    does: 'Ask an expert or a lawyer for an opinion; one with a login finds it at their desk',
    once: true,
    params: ById,
    body: z.object({
      kind: OpinionKind,
      adviser: Id.optional().meta({ description: 'With a login of the village; else `name`' }),
      name: z.string().trim().max(60).optional(),
      question: z.string().trim().min(2, '请写想问什么').max(1000),
    }),
    answers: z.object({ id: Id }),
  }),
  advise: route({
    method: 'POST',
    path: '/api/opinions/:id',
    access: 'session',
    does: 'Give the opinion one was asked for; the desk enters one on paper with its scan',
    params: ById,
    body: z.object({
      stance: Stance,
      words: z.string().trim().min(4, '请写意见和理由').max(4000),
      files: z.array(FileId).max(9).optional(),
    }),
  }),
  file: route({
    method: 'GET',
    path: '/api/proposals/:id/files/:file',
    access: 'session',
    does: 'A scanned page: signatures for the desk, the town’s own for those who watch, opinions for whoever reads the proposal',
    trace: 'personal',
    params: z.object({ id: Id, file: FileId }),
    query: z.object({ size: z.enum(['small', 'full']).optional() }),
    sends: 'file',
  }),
}
