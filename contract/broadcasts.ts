import { z } from 'zod'
import { route } from './route.ts'
import { Cursor, DivisionCode, Id, Instant, pageOf } from './values.ts'

const Level = z.enum(['ordinary', 'emergency'])
const Withdrawn = z.object({ at: Instant, by: z.string(), reason: z.string() })

const About = z.object({
  id: Id,
  level: Level,
  text: z.string(),
  division: DivisionCode,
  divisionName: z.string(),
  sentAt: Instant,
  by: z.string().meta({ description: 'Name and post of the sender' }),
  withdrawn: Withdrawn.optional(),
})

export const SentBroadcast = About.extend({
  recipients: z.int().meta({ description: 'Grid workers of the area when it was sent' }),
  known: z.int().optional().meta({ description: 'How many of them said so; only of an emergency' }),
  mayWithdraw: z.boolean(),
})

const Unaware = z.object({
  name: z.string(),
  divisionName: z.string(),
  phone: z.string().optional().meta({ description: 'In full while the emergency stands, to be called' }),
})

/** What a reader gets. Of an ordinary one nothing more is known of anybody. */
export const MyBroadcast = About.extend({
  knownAt: Instant.optional(),
  awaits: z.boolean().meta({ description: 'An emergency that stands and that I have not said I know of' }),
  remindedAt: Instant.optional(),
})

const ofOne = z.object({ id: Id })

export const broadcasts = {
  sent: route({
    method: 'GET',
    path: '/api/broadcasts',
    access: 'broadcast.send',
    sheet: { name: '群发通知' },
    does: 'Broadcasts to my area or a part of it, newest first',
    query: z.object({ cursor: Cursor.optional() }),
    answers: pageOf(SentBroadcast),
  }),
  audience: route({
    method: 'GET',
    path: '/api/broadcasts/audience',
    access: 'broadcast.send',
    does: 'How many grid workers a broadcast to that area would reach',
    query: z.object({ division: DivisionCode }),
    answers: z.object({ recipients: z.int() }),
  }),
  mine: route({
    method: 'GET',
    path: '/api/broadcasts/mine',
    access: 'session',
    does: 'Broadcasts to me as a grid worker, newest first; leaves no trace',
    answers: z.array(MyBroadcast),
  }),
  show: route({
    method: 'GET',
    path: '/api/broadcasts/:id',
    access: 'broadcast.send',
    does: 'One of them; of an emergency also who has not yet said so',
    trace: 'personal',
    params: ofOne,
    answers: SentBroadcast.extend({
      unaware: z.array(Unaware).optional(),
      reminders: z.array(z.object({ at: Instant, by: z.string(), recipients: z.int() })),
    }),
  }),
  send: route({
    method: 'POST',
    path: '/api/broadcasts',
    access: 'broadcast.send',
    does: 'Tell all grid workers of an area',
    once: true,
    body: z.object({
      division: DivisionCode,
      level: Level,
      text: z.string().trim().min(1, '请写通知内容').max(500, '最多 500 字'),
    }),
    answers: z.object({ id: Id, recipients: z.int() }),
  }),
  remind: route({
    method: 'POST',
    path: '/api/broadcasts/:id/remind',
    access: 'broadcast.send',
    does: 'Tell those again who have not said they know of an emergency',
    once: true,
    params: ofOne,
    answers: z.object({ recipients: z.int() }),
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/broadcasts/:id/withdraw',
    access: 'broadcast.send',
    does: 'Withdraw it; it stays, marked so',
    params: ofOne,
    body: z.object({ reason: z.string().trim().min(1, '请写撤回的原因').max(100, '最多 100 字') }),
  }),
  acknowledge: route({
    method: 'POST',
    path: '/api/broadcasts/:id/acknowledge',
    access: 'session',
    does: 'I know of this emergency; again it changes nothing',
    params: ofOne,
  }),
}
