import { z } from 'zod'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** The floor of a meeting: who asks to speak, what is asked, and quick polls that decide nothing. */

const ById = z.object({ id: Id })
const Kind = z.enum(['speak', 'ask'])
export const Poll = z.object({
  id: Id,
  n: z.int(),
  question: z.string(),
  options: z.array(z.object({ text: z.string(), count: z.int() })),
  answered: z.int(),
  open: z.boolean(),
  says: z.string().meta({ description: 'That it is a consultation' }),
  mine: z.int().optional().meta({ description: 'Which one the reader chose' }),
})

export const floor = {
  show: route({
    method: 'GET',
    path: '/api/meetings/:id/floor',
    access: 'session',
    does: 'Who waits to speak, what is asked and answered, and the polls of a meeting',
    params: ById,
    answers: z.object({
      requests: z.array(
        z.object({
          id: Id,
          kind: Kind,
          name: z.string(),
          words: z.string(),
          via: z.enum(['phone', 'floor']),
          enteredBy: z
            .string()
            .optional()
            .meta({ description: '代录: who wrote down what was said in the hall' }),
          state: z.enum(['waiting', 'taken', 'done', 'struck']),
          answer: z.string().optional(),
          reason: z.string().optional(),
          askedAt: Instant,
          mine: z.boolean(),
        }),
      ),
      polls: z.array(Poll),
      keeps: z.boolean().meta({ description: 'The reader gives the floor' }),
      asks: z.boolean().meta({ description: 'The reader is of the village and may ask' }),
      refused: z.string().optional().meta({ description: 'Why not now' }),
    }),
  }),
  ask: route({
    method: 'POST',
    path: '/api/meetings/:id/floor',
    access: 'session',
    does: 'Ask to speak, or ask something, while a meeting is held; the desk notes with a name what is asked in the hall',
    once: true,
    params: ById,
    body: z.object({
      kind: Kind,
      words: z.string().trim().max(300, '最多写 300 个字'),
      name: z.string().trim().min(2, '请写是谁').max(30).optional(),
    }),
    answers: z.object({ id: Id }),
  }),
  handle: route({
    method: 'POST',
    path: '/api/floor/:id',
    access: 'session',
    does: 'take, finish (a question with its answer) or strike (with the reason) by the chair; withdraw by whoever asked',
    params: ById,
    body: z.object({
      action: z.enum(['take', 'finish', 'strike', 'withdraw']),
      answer: z.string().trim().max(1000).optional(),
      reason: z.string().trim().max(200).optional(),
    }),
  }),
  openPoll: route({
    method: 'POST',
    path: '/api/meetings/:id/polls',
    access: 'meetings.keep',
    does: 'Ask everybody who follows the meeting; a consultation, which decides nothing',
    once: true,
    params: ById,
    body: z.object({
      question: z.string().trim().min(2, '请写要问什么').max(120),
      options: z.array(z.string().trim().min(1, '请写选项').max(30)).min(2, '至少写两个选项').max(6),
    }),
    answers: z.object({ id: Id }),
  }),
  answerPoll: route({
    method: 'POST',
    path: '/api/polls/:id/answers',
    access: 'session',
    does: 'Answer a poll; the first answer of a person stands',
    params: ById,
    body: z.object({ choice: z.int().min(0).max(5) }),
    answers: z.object({ again: z.boolean() }),
  }),
  closePoll: route({
    method: 'POST',
    path: '/api/polls/:id/close',
    access: 'meetings.keep',
    does: 'End a poll',
    params: ById,
  }),
}
