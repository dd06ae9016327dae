import { z } from 'zod'
import { route } from './route.ts'
import { Verdict, VotingMeans } from './meetings.ts'
import { Id } from './values.ts'

/** What is put to the vote in the open: hands counted by two tellers, named votes, and the result with its arithmetic. */

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
