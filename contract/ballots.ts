import { z } from 'zod'
import { route } from './route.ts'
import { Verdict } from './motions.ts'
import { Id } from './values.ts'

/**
 * Secret ballots. A paper is fetched while signed in and signed blind; it is put in later without any session, so that
 * nothing leads from the voter to the vote. practice/meetings/blind.ts is what the voter’s phone does.
 */

const ByMotion = z.object({ motion: Id })
/** 256 bytes, base64url: a number below the modulus. */
const Bytes = z.string().regex(/^[\w-]{342}$/, '选票不完整，请重新领票')
const Serial = z.string().regex(/^[\w-]{43}$/, '选票不完整，请重新领票')
const Choice = z.enum(['for', 'against', 'abstain'])
const State = z.enum(['issuing', 'casting', 'closing', 'counted'])
const Count = z.int().min(0, '票数不能小于零').max(100_000)
/** All that lay in the paper box; spoiled ones count for nobody. */
const PaperCount = z.object({ inFavour: Count, against: Count, abstained: Count, spoiled: Count })

const Anyway = z.boolean().optional().meta({
  description:
    'Goes on although some have no ballot yet or have not voted; refused once without, saying how many',
})

export const ballots = {
  open: route({
    method: 'POST',
    path: '/api/ballots/:motion/open',
    access: 'meetings.keep',
    does: 'Put a motion to a secret vote: ballot papers may be fetched from now on',
    params: ByMotion,
    answers: z.object({ state: State }),
  }),
  ticket: route({
    method: 'POST',
    path: '/api/ballots/:motion/tickets',
    access: 'session',
    does: 'Fetch one’s ballot paper: sends it blinded, gets it signed. The same paper again is signed again, another one is not',
    params: ByMotion,
    body: z.object({
      blinded: Bytes,
      member: Id.optional().meta({ description: 'For whom one stands in' }),
    }),
    answers: z.object({ signed: z.string() }),
  }),
  begin: route({
    method: 'POST',
    path: '/api/ballots/:motion/begin',
    access: 'meetings.keep',
    does: 'End the handing out and begin the casting; the signing key is destroyed',
    params: ByMotion,
    body: z.object({
      tellers: z.array(Id).max(2).optional().meta({ description: 'Two, where ballots were given on paper' }),
      anyway: Anyway,
    }),
    answers: z.object({ state: State, issued: z.int() }),
  }),
  cast: route({
    method: 'POST',
    path: '/api/ballots/:motion',
    access: 'public',
    does: 'Put a ballot in. No session may come with it. Again is once: a phone that lost its network sends it again',
    // Neither time nor address of a secret ballot is kept (docs/decisions/0014-secret-ballots.md).
    trace: 'never',
    params: ByMotion,
    body: z.object({ serial: Serial, signature: Bytes, choice: Choice }),
    answers: z.object({ receipt: z.string() }),
  }),
  paperVoters: route({
    method: 'GET',
    path: '/api/meetings/:id/paper-voters',
    access: 'session',
    does: 'Who writes secret votes on paper at a meeting: all for its desk, for others whom they vote for',
    params: z.object({ id: Id }),
    answers: z.object({
      rows: z.array(
        z.object({
          member: Id,
          name: z.string(),
          came: z.boolean(),
          given: z.array(Id).meta({ description: 'The motions for which they got a paper' }),
        }),
      ),
    }),
  }),
  mark: route({
    method: 'POST',
    path: '/api/meetings/:id/paper-voters',
    access: 'meetings.keep',
    does: 'Mark people of the roll as writing on paper, for all secret votes of the meeting, and tell them; it stays',
    params: z.object({ id: Id }),
    body: z.object({ members: z.array(Id).min(1, '请选择谁写纸票').max(200) }),
  }),
  give: route({
    method: 'POST',
    path: '/api/ballots/:motion/papers',
    access: 'meetings.keep',
    does: 'Give somebody who is marked their ballot on paper and tell them; who came or fetched one by their own telephone gets none',
    params: ByMotion,
    body: z.object({ member: Id }),
  }),
  tally: route({
    method: 'POST',
    path: '/api/ballots/:motion/tallies',
    access: 'session',
    does: 'A teller enters what lay in the paper box; once both found the same it stands',
    once: true,
    params: ByMotion,
    body: PaperCount.extend({ missing: z.string().trim().max(200).optional() }),
    answers: z.object({ agreed: z.boolean(), says: z.string() }),
  }),
  tallies: route({
    method: 'GET',
    path: '/api/ballots/:motion/tallies',
    access: 'session',
    does: 'What the tellers found in the paper box: all for the desk, for a teller their own',
    params: ByMotion,
    answers: z.object({
      agreed: z.boolean(),
      says: z.string(),
      rows: z.array(PaperCount.extend({ teller: Id, name: z.string(), missing: z.string().optional() })),
    }),
  }),
  close: route({
    method: 'POST',
    path: '/api/ballots/:motion/close',
    access: 'meetings.keep',
    does: 'Take no more ballots; refused once while some who hold one have not voted, saying how many',
    params: ByMotion,
    body: z.object({ anyway: Anyway }),
    answers: z.object({ state: State }),
  }),
  count: route({
    method: 'POST',
    path: '/api/ballots/:motion/count',
    access: 'meetings.keep',
    does: 'Check every paper, count and declare the result with its arithmetic; one or two ballots are not opened, nothing is passed',
    params: ByMotion,
    answers: Verdict,
  }),
  show: route({
    method: 'GET',
    path: '/api/ballots/:motion',
    access: 'public',
    does: 'How far a secret vote has come; once counted every ballot by its receipt, so that each voter finds theirs and anybody can count again',
    params: ByMotion,
    answers: z.object({
      title: z.string(),
      state: State,
      stateName: z.string(),
      modulus: z.string(),
      issued: z.int(),
      received: z.int().meta({ description: 'Ballots this server has taken' }),
      paper: z
        .object({
          given: z.int(),
          counted: PaperCount.extend({ missing: z.string().optional() }).optional(),
        })
        .meta({ description: 'Beside these: given on paper, and what those said once counted' }),
      unopened: z.boolean().meta({ description: 'So few came back that nobody learns what they say' }),
      ballots: z.array(
        z.object({ receipt: z.string(), choice: Choice, serial: z.string(), signature: z.string() }),
      ),
    }),
  }),
}
