import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** What villagers say against the roll of a meeting before it opens, and what its keeper answers. */

const Kind = z.enum(['missing', 'extra', 'wrong'])

export const challenges = {
  list: route({
    method: 'GET',
    path: '/api/meetings/:id/challenges',
    access: 'session',
    does: 'What was said against the roll of a meeting, with the answers; for its village and those who watch over it',
    params: z.object({ id: Id }),
    answers: z.object({
      rows: z.array(
        z.object({
          id: Id,
          kind: Kind,
          kindName: z.string(),
          about: z.string(),
          words: z.string(),
          by: z
            .string()
            .optional()
            .meta({ description: 'Who said it, for the desk of the village and for themselves' }),
          at: Instant,
          mine: z.boolean(),
          upheld: z.boolean().optional().meta({ description: 'Absent: not answered yet' }),
          answer: z.string().optional(),
          answeredBy: z.string().optional(),
          answeredAt: Instant.optional(),
        }),
      ),
      refused: z.string().optional().meta({ description: 'Why the reader says nothing against it now' }),
      answers: z.boolean().meta({ description: 'The reader keeps the meeting and may answer now' }),
      law: z.string(),
    }),
  }),
  roll: route({
    method: 'GET',
    path: '/api/meetings/:id/challenges/roll',
    access: 'session',
    does: 'Who is on the roll, for people of its village while they may say that it is wrong; whoever holds no seat is named without the middle of the name, but for one’s own household',
    trace: 'personal',
    params: z.object({ id: Id }),
    answers: z.object({
      unit: z.string(),
      masked: z.boolean(),
      rows: z.array(
        z.object({
          n: z.int(),
          name: z.string(),
          group: z.string().optional().meta({ description: 'Of the village, to tell namesakes apart' }),
          seat: z.string().optional(),
          mine: z.boolean().meta({ description: 'The reader, or of their household' }),
        }),
      ),
    }),
  }),
  raise: route({
    method: 'POST',
    path: '/api/meetings/:id/challenges',
    access: 'session',
    does: 'Say that the roll is wrong, from the notice until the meeting opens; for people of its village',
    once: true,
    params: z.object({ id: Id }),
    body: z.object({
      kind: Kind,
      about: z.string().trim().min(2, '请写清楚是谁').max(40),
      words: z.string().trim().min(4, '请写清楚怎么不对').max(300, '最多写 300 个字'),
    }),
    answers: z.object({ id: Id }),
  }),
  answer: route({
    method: 'POST',
    path: '/api/challenges/:id/answer',
    access: 'meetings.keep',
    does: 'Answer it with a reason, before the meeting opens; once',
    params: z.object({ id: Id }),
    body: z.object({
      upheld: z.boolean(),
      words: z.string().trim().min(4, '请写明理由，提的人看得到').max(300),
    }),
  }),
}
