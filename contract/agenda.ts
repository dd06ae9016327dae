import { z } from 'zod'
import { Day, VillageCode } from './disclosure.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** The monthly meeting: topics gathered before it, and what is on its agenda by itself (system L2). */

const Topic = z.object({
  id: Id,
  title: z.string(),
  words: z.string(),
  by: z.string(),
  at: Instant,
  state: z.enum(['raised', 'collected', 'declined', 'settled']),
  stateName: z.string(),
  reason: z.string().optional().meta({ description: 'Why it was not taken' }),
  mine: z.boolean(),
})
const Order = z.object({
  id: Id.meta({ description: 'Of its matter, in the flow village-order' }),
  number: z.string(),
  title: z.string(),
  stage: z.string(),
  stageName: z.string(),
  openedAt: Instant,
})

export const agenda = {
  village: route({
    method: 'GET',
    path: '/api/agenda/:division',
    access: 'session',
    sheet: { name: '月例会议题' },
    does: 'What the next monthly meeting of a village will have before it: topics, open orders, late tasks',
    params: z.object({ division: VillageCode }),
    answers: z.object({
      topics: z.array(Topic),
      orders: z.array(Order),
      late: z.array(z.object({ title: z.string(), words: z.string(), executor: z.string(), dueOn: Day })),
      raises: z.boolean().meta({ description: 'The reader is of the village and may raise one' }),
      collects: z.boolean().meta({ description: 'The reader sifts them, for the supervisors' }),
    }),
  }),
  raise: route({
    method: 'POST',
    path: '/api/agenda/topics',
    access: 'session',
    does: 'Raise a topic for the monthly meeting of one’s village; of a supervisor it is taken at once',
    once: true,
    body: z.object({
      title: z.string().trim().min(4, '请写清楚要议什么').max(60),
      words: z.string().trim().max(1000),
    }),
    answers: z.object({ id: Id }),
  }),
  sift: route({
    method: 'POST',
    path: '/api/agenda/topics/:id/sift',
    access: 'agenda.collect',
    does: 'Take a topic up, or say why not; for the supervisors of its village',
    params: z.object({ id: Id }),
    body: z.object({ take: z.boolean(), reason: z.string().trim().max(300).optional() }),
  }),
  meeting: route({
    method: 'GET',
    path: '/api/meetings/:id/agenda',
    access: 'session',
    does: 'What a monthly meeting has before it besides motions: topics with what came of them, orders as they were and are',
    params: z.object({ id: Id }),
    answers: z.object({
      topics: z.array(
        z.object({
          id: Id,
          n: z.int(),
          title: z.string(),
          words: z.string(),
          by: z.string(),
          outcome: z.enum(['settled', 'later']).optional(),
          says: z.string().optional(),
        }),
      ),
      orders: z.array(Order.extend({ was: z.string() })),
      refused: z.string().optional().meta({ description: 'Why the reader notes nothing now' }),
    }),
  }),
  note: route({
    method: 'POST',
    path: '/api/meetings/:id/agenda/:topic',
    access: 'meetings.keep',
    does: 'Note what came of a topic: settled, or for the next meeting; until somebody has signed the minutes',
    params: z.object({ id: Id, topic: Id }),
    body: z.object({
      outcome: z.enum(['settled', 'later']),
      says: z.string().trim().min(2, '请写商量的结果').max(1000),
    }),
  }),
}
