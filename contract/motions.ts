import { z } from 'zod'
import { Authority, Grant } from './authority.ts'
import { Day } from './disclosure.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** What is put to the vote in the open: hands counted by two tellers, named votes, and the result with its arithmetic. */

export const VotingMeans = z.enum(['hands', 'named', 'secret', 'consultation'])
export const Studied = z.object({ on: Day, says: z.string().trim().min(2, '请写研究讨论的结论').max(2000) })
export const VerdictLine = z.object({
  limit: z.string(),
  says: z.string(),
  law: z.string(),
  count: z.int(),
  of: z.int(),
  needed: z.int(),
  holds: z.boolean(),
})
export const Verdict = z.object({
  valid: z.boolean(),
  passed: z.boolean(),
  lines: z.array(VerdictLine).readonly(),
  says: z.string(),
  consultation: z.literal(true).optional().meta({ description: 'Asked, not decided' }),
})
export const MotionDetail = z.object({
  id: Id,
  n: z.int(),
  decision: z.string(),
  decisionName: z.string(),
  law: z.string().meta({ description: 'Who decides such a thing, by which article' }),
  title: z.string(),
  words: z.string(),
  proposer: z.string(),
  supporters: z.int(),
  studied: Studied.optional(),
  authority: Authority.optional(),
  grants: Grant,
  means: VotingMeans,
  meansName: z.string(),
  state: z.enum(['listed', 'voting', 'declared', 'withdrawn']),
  needed: z.int().meta({ description: 'How many more must come before it can be decided; 0: enough' }),
  proposal: Id.optional(),
  blocked: z.string().optional().meta({ description: 'An opinion the county’s list asks for is missing' }),
  tellers: z.array(z.object({ id: Id, name: z.string() })),
  tallies: z
    .array(
      z.object({
        teller: z.string(),
        inFavour: z.int(),
        against: z.int(),
        abstained: z.int(),
        by: z.string().optional().meta({ description: 'Who entered it for the teller, from paper' }),
      }),
    )
    .meta({
      description:
        'The newest of each teller for the desk; a teller reads their own, of a paper meeting both',
    }),
  recused: z.array(z.object({ member: Id, name: z.string(), reason: z.string() })),
  cast: z.int().meta({ description: 'Votes received; what they say comes with the verdict' }),
  counts: z.object({ inFavour: z.int(), against: z.int(), abstained: z.int() }).optional(),
  verdict: Verdict.optional(),
  withdrawn: z.string().optional().meta({ description: 'Why it was taken off the agenda' }),
  voted: z.array(Id).meta({ description: 'Of the reader’s voices: those whose named vote is cast' }),
  votes: z
    .array(z.object({ member: Id, choice: z.enum(['for', 'against', 'abstain']) }))
    .meta({ description: 'Named votes by name; for the desk' }),
  entered: z
    .object({
      count: z.int(),
      unconfirmed: z.int().meta({ description: 'No result before a second person has confirmed them' }),
      withdrawn: z.int(),
      by: z.array(z.string()),
      rows: z
        .array(
          z.object({
            id: Id,
            member: Id,
            name: z.string(),
            choice: z.enum(['for', 'against', 'abstain']),
            by: z.string(),
            at: Instant,
            confirmedBy: z.string().optional(),
            confirms: z.boolean().meta({ description: 'The reader may confirm it now' }),
            withdraws: z.boolean().meta({ description: 'The reader may take it back now' }),
          }),
        )
        .meta({ description: 'For the desk, those who may confirm them, and whose they are' }),
    })
    .meta({ description: '代录: votes the desk entered for others, by whom' }),
  awaits: z
    .string()
    .optional()
    .meta({ description: 'Of a meeting entered afterwards: why what was passed is no resolution yet' }),
})
const ById = z.object({ id: Id })
const Count = z.int().min(0, '票数不能小于零').max(100_000)

export const motions = {
  put: route({
    method: 'POST',
    path: '/api/motions/:id/put',
    access: 'meetings.keep',
    does: 'Put a motion to the vote; refused while too few are present, saying how many more must come',
    params: ById,
    body: z.object({
      tellers: z.array(Id).max(2).optional().meta({ description: 'Two, for a show of hands' }),
    }),
    answers: z.object({ id: Id, means: VotingMeans }),
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/motions/:id/withdraw',
    access: 'meetings.keep',
    does: 'Take a motion off the agenda before it is put to the vote, with the reason',
    params: ById,
    body: z.object({ reason: z.string().trim().min(2, '请写明为什么撤回').max(300) }),
  }),
  recuse: route({
    method: 'POST',
    path: '/api/motions/:id/recusals',
    access: 'meetings.keep',
    does: 'Note that somebody whom it concerns takes no part in this vote',
    params: ById,
    body: z.object({ member: Id, reason: z.string().trim().min(2, '请写明回避的原因').max(200) }),
  }),
  stay: route({
    method: 'POST',
    path: '/api/motions/:id/recusals/withdraw',
    access: 'session',
    does: 'Take a recusal back: whose vote it is until the result, the desk that noted it until the vote; nobody notes it again',
    params: ById,
    body: z.object({ member: Id }),
  }),
  tally: route({
    method: 'POST',
    path: '/api/motions/:id/tallies',
    access: 'session',
    does: 'A teller enters what they counted, again to correct it; of a paper meeting the desk enters one, somebody else the other',
    once: true,
    params: ById,
    body: z.object({ teller: Id.optional(), inFavour: Count, against: Count, abstained: Count }),
    answers: z.object({ agreed: z.boolean(), says: z.string() }),
  }),
  vote: route({
    method: 'POST',
    path: '/api/motions/:id/votes',
    access: 'session',
    does: 'Cast a named vote, or say one’s opinion in a consultation; once. What the desk enters for others waits for a second person',
    params: ById,
    body: z.object({ choice: z.enum(['for', 'against', 'abstain']), member: Id.optional() }),
    answers: z.object({ again: z.boolean() }),
  }),
  confirm: route({
    method: 'POST',
    path: '/api/motions/:id/votes/confirm',
    access: 'session',
    does: 'Confirm votes the desk entered for others: another keeper, a teller or a supervisor, neither who entered it nor whose it is',
    params: ById,
    body: z.object({ votes: z.array(Id).min(1, '请选要核对的票').max(5000) }),
  }),
  takeBack: route({
    method: 'POST',
    path: '/api/motions/:id/votes/withdraw',
    access: 'session',
    does: 'Take back a vote that was entered for one, while the vote is open; the desk one that nobody has confirmed',
    params: ById,
    body: z.object({ vote: Id }),
  }),
  declare: route({
    method: 'POST',
    path: '/api/motions/:id/declare',
    access: 'meetings.keep',
    does: 'Compute and declare the result, with the arithmetic; who came and has not voted is counted out loud before',
    params: ById,
    body: z.object({
      missing: z.int().min(0).optional().meta({
        description:
          'Of a named vote: how many of those present have not voted, as whoever declares it was told',
      }),
    }),
    answers: Verdict,
  }),
}
